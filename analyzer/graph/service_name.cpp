#include "analyzer/graph/service_name.h"

#include "analyzer/aws/partitions.h"
#include "analyzer/value/pool.h"

namespace brn::graph {

namespace {

/// Stands for a hole in the text that is taken apart.
constexpr char kHole = '\x01';
constexpr std::string_view kHoleText = "\x01";

struct Text {
  std::string text;
  std::vector<value::Value> holes;
};

Text flatten(const value::Value& value) {
  Text out;
  if (value.is_string()) {
    out.text = value.as_string();
    return out;
  }
  for (const value::Part& part : value.parts()) {
    if (part.is_hole) {
      out.text += kHole;
      out.holes.push_back(part.hole);
    } else {
      out.text += part.literal;
    }
  }
  return out;
}

std::string_view take_segment(std::string_view& text) {
  const std::size_t dot = text.find('.');
  const std::string_view segment = text.substr(0, dot);
  text = dot == std::string_view::npos ? std::string_view() : text.substr(dot + 1);
  return segment;
}

bool is_region_segment(std::string_view segment) {
  return segment.find(kHole) != std::string_view::npos || aws::looks_like_region(segment);
}

bool take_prefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

/// Takes what stands before the Region away; false when the text is no AWS service name.
bool take_service_prefix(std::string_view& text, std::string& own_prefix) {
  if (text.starts_with("com.amazonaws.vpce.")) return false;  // a customer's endpoint service
  take_prefix(text, "cn.");
  for (const aws::Partition& partition : aws::partitions()) {
    if (take_prefix(text, partition.service_prefix)) return true;
  }
  if (take_prefix(text, "aws.sagemaker.")) {
    own_prefix = "sagemaker.";
    return true;
  }
  if (take_prefix(text, "aws.api.")) return true;
  return take_prefix(text, "\x01.");  // `data.aws_partition.….reverse_dns_prefix`, or prefix and Region in one
}

/// The hole is the Region of the provider or stack: a Region symbol, or the very value that the provider got.
bool is_own_region(const Reader& reader, const value::Value& hole) {
  if (!hole.is_unknown() || !hole.symbol().is_valid()) return false;
  if (reader.lowering().pool().symbol_data(hole.symbol()).kind == value::SymbolKind::Region) return true;
  return value::identical(hole, reader.resource().region);
}

void read_region(const Reader& reader, std::string_view segment, const Text& text, ServiceName& name) {
  if (segment.find(kHole) == std::string_view::npos) {
    name.region = segment;
    return;
  }
  if (segment != kHoleText) return;
  // The hole of the Region is the last one before the suffix.
  std::size_t index = 0;
  for (const char* at = text.text.data(); at < segment.data(); ++at) index += *at == kHole ? 1U : 0U;
  if (index < text.holes.size()) name.region_is_own = is_own_region(reader, text.holes[index]);
}

}  // namespace

Attribute<ServiceName> read_service_name(const Reader& reader, const value::Value& value) {
  using Name = Attribute<ServiceName>;
  ServiceName name;
  name.text = text_with_holes(value);
  const Text text = flatten(value);
  std::string_view rest = text.text;
  std::string own_prefix;
  const auto not_known = [&] {
    Name attribute = Name::of_unknown(value::causes_of(value), value.origin());
    attribute.value = name;
    return attribute;
  };
  if (!value.is_string() && (!value.is_unknown() || text.text.empty())) return not_known();
  if (!take_service_prefix(rest, own_prefix)) {
    return value.is_string() || rest.find(kHole) == std::string_view::npos ? Name::of(name, value.origin())
                                                                           : not_known();
  }
  const std::string_view all = rest;
  const std::string_view region = take_segment(rest);
  if (is_region_segment(region) && !rest.empty()) {
    read_region(reader, region, text, name);
  } else {
    rest = all;  // global services have no Region in their name
  }
  if (rest.find(kHole) != std::string_view::npos || rest.empty()) return not_known();
  name.suffix = own_prefix + std::string(rest);
  Name attribute = Name::of(std::move(name), value.origin());
  // The service is known, its Region perhaps not.
  if (attribute.value.region.empty() && !attribute.value.region_is_own) attribute.causes = value::causes_of(value);
  return attribute;
}

}  // namespace brn::graph
