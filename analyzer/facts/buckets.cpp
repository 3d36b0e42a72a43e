#include "analyzer/facts/buckets.h"

#include "analyzer/policy/glob.h"
#include "analyzer/value/pool.h"

namespace brn::facts {

using policy::Text;

namespace {

constexpr std::string_view kScheme = "s3://";

/// The bucket whose attribute a value is.
std::optional<NamedBucket> bucket_of_symbol(const graph::ResourceGraph& graph, const value::Value& value) {
  if (!value.is_unknown() || !value.symbol().is_valid() || graph.configuration == nullptr) return std::nullopt;
  const value::SymbolData& data = graph.configuration->pool->symbol_data(value.symbol());
  if (data.kind != value::SymbolKind::ResourceAttribute) return std::nullopt;
  const graph::Bucket* bucket = find_bucket(graph, data.owner);
  if (bucket == nullptr || bucket->is_external()) return std::nullopt;
  return NamedBucket{bucket->name.is_set() ? bucket->name.value : std::string(), bucket->address};
}

/// The head of a text up to a slash is a bucket's name.
std::optional<NamedBucket> bucket_of_literal(std::string_view text) {
  const std::string_view name = text.substr(0, text.find('/'));
  if (name.empty()) return std::nullopt;
  return NamedBucket{std::string(name), {}};
}

template <typename Visit>
void visit_uris(const value::Value& value, int depth, Visit visit) {
  constexpr int kMaxDepth = 16;
  if (depth > kMaxDepth) return;
  if (value.is_sequence()) {
    for (const value::Value& element : value.elements()) visit_uris(element, depth + 1, visit);
  } else if (value.is_mapping()) {
    for (const value::Member& member : value.members()) {
      if (member.name == "s3_uri" || member.name == "S3Uri") {
        visit(member.value);
      } else {
        visit_uris(member.value, depth + 1, visit);
      }
    }
  } else if (value.is_string() || value.is_unknown()) {
    // The definition of a state machine is text that keeps its structure.
    if (const value::Value* structure = value.structure()) visit_uris(*structure, depth + 1, visit);
  }
}

}  // namespace

const graph::Bucket* find_bucket(const graph::ResourceGraph& graph, std::string_view address) {
  for (const graph::Bucket& bucket : graph.all<graph::Bucket>()) {
    if (bucket.address == address) return &bucket;
  }
  return nullptr;
}

std::optional<NamedBucket> bucket_of_uri(const graph::ResourceGraph& graph, const value::Value& uri) {
  if (uri.is_string()) {
    const std::string_view text = uri.as_string();
    return text.starts_with(kScheme) ? bucket_of_literal(text.substr(kScheme.size())) : std::nullopt;
  }
  if (!uri.is_unknown() || uri.parts().size() < 2) return std::nullopt;
  const value::Part& head = uri.parts()[0];
  if (head.is_hole || head.literal != kScheme || !uri.parts()[1].is_hole) return std::nullopt;
  const bool ends = uri.parts().size() == 2 || (!uri.parts()[2].is_hole && uri.parts()[2].literal.starts_with('/'));
  return ends ? bucket_of_symbol(graph, uri.parts()[1].hole) : std::nullopt;
}

std::optional<NamedBucket> bucket_of_resource(const graph::ResourceGraph& graph, const Text& resource) {
  if (resource.is_known) {
    const std::size_t at = resource.text.find(kBucketArn);
    if (at == std::string::npos) return std::nullopt;
    auto bucket = bucket_of_literal(std::string_view(resource.text).substr(at + kBucketArn.size()));
    if (bucket && bucket->name.find_first_of("*?$") != std::string::npos) return std::nullopt;
    return bucket;
  }
  if (resource.holes.empty()) return std::nullopt;
  // `${bucket.arn}/*`, or an ARN whose name is a hole.
  const std::size_t hole = resource.text.find(Text::kHole);
  const std::string_view before = std::string_view(resource.text).substr(0, hole);
  const std::string_view after = std::string_view(resource.text).substr(hole + 1);
  const bool is_whole = before.empty() || before.ends_with(kBucketArn);
  if (!is_whole || (!after.empty() && !after.starts_with('/'))) return std::nullopt;
  return bucket_of_symbol(graph, resource.holes.front());
}

Tri same_bucket(const NamedBucket& a, const NamedBucket& b) {
  if (!a.owner.empty() && !b.owner.empty()) return tri(a.owner == b.owner);
  if (!a.name.empty() && !b.name.empty()) return tri(a.name == b.name);
  return Tri::Unknown;
}

Tri takes_in(const graph::ResourceGraph& graph, const Text& resource, const NamedBucket& bucket) {
  if (const auto named = bucket_of_resource(graph, resource)) return same_bucket(*named, bucket);
  if (!resource.is_known) return Tri::Unknown;
  const std::size_t at = resource.text.find(kBucketArn);
  if (at == std::string::npos) return tri(resource.text.find_first_not_of('*') == std::string::npos);
  const std::string_view name = std::string_view(resource.text).substr(at + kBucketArn.size());
  const std::string_view pattern = name.substr(0, name.find('/'));
  if (pattern.find_first_not_of('*') == std::string_view::npos) return Tri::Yes;
  return bucket.name.empty() ? Tri::Unknown : tri(policy::matches_glob(pattern, bucket.name));
}

void for_each_uri(const graph::Job& job, const std::function<void(const value::Value&)>& visit) {
  visit_uris(job.attributes, 0, [&](const value::Value& uri) { visit(uri); });
}

}  // namespace brn::facts
