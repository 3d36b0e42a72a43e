// yamldecode and yamlencode. Plain scalars mean what go-cty-yaml makes of them: a mix of YAML 1.1 and 1.2.

#include <algorithm>
#include <array>

#include "analyzer/config/terraform/functions/library.h"
#include "analyzer/config/terraform/functions/timestamp.h"
#include "analyzer/config/terraform/functions/tree_value.h"
#include "parsers/yaml/parser.h"

namespace brn::config::terraform::functions {

namespace {

constexpr std::string_view kTagPrefix = "tag:yaml.org,2002:";

template <std::size_t N>
bool is_one_of(std::string_view text, const std::array<std::string_view, N>& words) {
  return std::ranges::find(words, text) != words.end();
}

constexpr std::array<std::string_view, 5> kNulls{"", "~", "null", "Null", "NULL"};
constexpr std::array<std::string_view, 11> kTrue{"y",    "Y",    "yes", "Yes", "YES", "true",
                                                 "True", "TRUE", "on",  "On",  "ON"};
constexpr std::array<std::string_view, 11> kFalse{"n",     "N",     "no",  "No",  "NO", "false",
                                                  "False", "FALSE", "off", "Off", "OFF"};

std::string_view short_tag(std::string_view tag) {
  if (tag.starts_with("!!")) return tag.substr(2);
  if (tag.starts_with(kTagPrefix)) return tag.substr(kTagPrefix.size());
  return tag;
}

/// `0x1F` and `0o17`; signs and capital prefixes make it text.
std::optional<Number> prefixed_number(std::string_view text) {
  if (text.size() < 3 || text[0] != '0' || text[2] == '+' || text[2] == '-') return std::nullopt;
  if (text[1] == 'x') return Number::parse_integer(text.substr(2), 16);
  if (text[1] == 'o') return Number::parse_integer(text.substr(2), 8);
  return std::nullopt;
}

std::optional<Number> number_of(std::string_view text) {
  const bool looks_decimal = text.find_first_not_of("+-.0123456789eE") == std::string_view::npos;
  if (looks_decimal) return Number::parse(text);
  if (const auto number = prefixed_number(text)) return number;
  const std::string_view unsigned_text = text.starts_with('+') || text.starts_with('-') ? text.substr(1) : text;
  if (unsigned_text == ".inf" || unsigned_text == ".Inf" || unsigned_text == ".INF") {
    return Number::parse(text.starts_with('-') ? "-Inf" : "Inf");
  }
  return std::nullopt;
}

bool is_not_a_number(std::string_view text) {
  return text == ".nan" || text == ".NaN" || text == ".NAN";
}

/// A plain scalar by its looks.
FunctionResult resolved(Call& call, std::string_view text) {
  if (is_one_of(text, kNulls)) return call.pool().null(call.origin());
  if (is_one_of(text, kTrue)) return call.boolean(true);
  if (is_one_of(text, kFalse)) return call.boolean(false);
  if (is_not_a_number(text)) return Call::fail("floating point NaN is not supported");
  if (const auto number = number_of(text)) return call.number(*number);
  if (const auto time = yaml_timestamp(text)) return call.text(*time);
  return call.text(text);
}

FunctionResult cannot_parse(std::string_view text, std::string_view tag) {
  return Call::fail("cannot parse \"" + std::string(text) + "\" as " + std::string(kTagPrefix) + std::string(tag));
}

FunctionResult with_tag(Call& call, const syntax::Node& node, std::string_view tag) {
  const std::string_view text = node.text;
  const bool is_plain = node.style == syntax::ScalarStyle::Plain || node.style == syntax::ScalarStyle::None;
  if (tag == "str") return call.text(text);
  if (tag == "null") return call.pool().null(call.origin());
  if (tag == "binary") {
    if (!decode_base64(text))
      return Call::fail("cannot parse \"" + std::string(text) + "\" as " + std::string(kTagPrefix) +
                        "binary: not valid base64");
    return call.text(text);
  }
  if (!is_plain) return call.text(text);
  if (tag == "bool") {
    if (is_one_of(text, kTrue)) return call.boolean(true);
    if (is_one_of(text, kFalse)) return call.boolean(false);
    return cannot_parse(text, tag);
  }
  if (tag == "int" || tag == "float") {
    if (const auto number = number_of(text)) return call.number(*number);
    return cannot_parse(text, tag);
  }
  if (tag == "timestamp") {
    if (const auto time = yaml_timestamp(text)) return call.text(*time);
    return cannot_parse(text, tag);
  }
  return Call::fail("unsupported tag \"" + std::string(node.tag) + "\"");
}

FunctionResult yaml_scalar(Call& call, const syntax::Node& node) {
  if (node.kind == syntax::NodeKind::Null) return call.pool().null(call.origin());
  if (!node.tag.empty() && node.tag != "?") {
    if (node.tag == "!" && node.style != syntax::ScalarStyle::Plain) return call.text(node.text);
    return with_tag(call, node, short_tag(node.tag));
  }
  const bool is_plain = node.kind == syntax::NodeKind::Scalar &&
                        (node.style == syntax::ScalarStyle::Plain || node.style == syntax::ScalarStyle::None);
  return is_plain ? resolved(call, node.text) : call.text(node.text);
}

/// Terraform's reader takes documents of version 1.1 only, where one says its version.
bool has_other_version(std::string_view text) {
  constexpr std::string_view kDirective = "%YAML";
  while (text.starts_with('%') || text.starts_with('#') || text.starts_with('\n')) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.starts_with(kDirective)) {
      line.remove_prefix(kDirective.size());
      const std::size_t begin = std::min(line.find_first_not_of(" \t"), line.size());
      line = line.substr(begin, line.find_first_of(" \t\r", begin) - begin);
      return line != "1.1";
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return false;
}

FunctionResult yaml_decode(Call& call, Arguments arguments) {
  const Value& text = arguments[0];
  if (text.structure() != nullptr) return as_decoded(call.pool(), *text.structure());
  if (!text.is_string()) return call.unknown(arguments, Type());
  if (has_other_version(text.as_string())) return Call::fail(0, "found incompatible YAML document");
  const syntax::Tree tree = yaml::parse(FileId::none(), text.as_string());
  return decode_tree(call, tree, yaml_scalar);
}

FunctionResult yaml_encode(Call& call, Arguments arguments) {
  const Value& value = arguments[0];
  if (value.is_wholly_known()) {
    const std::string text = encode_yaml(value);
    if (text.size() > call.context().limits.max_string_bytes) return Call::fail("the result is too long");
    return call.pool().encoded_string(text, value, call.origin());
  }
  const std::vector<const Cause*> causes = call.pool().causes_within(arguments);
  return call.pool().unknown({.type = call.pool().string_type(),
                              .symbol = {},
                              .causes = causes,
                              .parts = {},
                              .structure = &value,
                              .not_null = true},
                             call.origin());
}

constexpr Function kFunctions[] = {
    {"yamldecode", {P::Text}, P::None, 1, R::Any, kUnknown, yaml_decode},
    {"yamlencode", {P::Any}, P::None, 1, R::Text, kUnknown | kNull | kChoices, yaml_encode},
};

}  // namespace

std::span<const Function> yaml_functions() {
  return kFunctions;
}

}  // namespace brn::config::terraform::functions
