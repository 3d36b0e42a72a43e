#include "analyzer/config/terraform/aws_functions.h"

#include <algorithm>
#include <array>
#include <string>

namespace brn::config::terraform {

using value::Value;

namespace {

constexpr std::array<std::string_view, 5> kSections{"partition", "service", "region", "account_id", "resource"};

FunctionError failure(std::size_t argument, std::string message) {
  return {std::move(message), argument, false};
}

/// The sections of `arn:partition:service:region:account:resource`; nothing for other text.
std::optional<std::array<std::string_view, 5>> sections_of(std::string_view arn) {
  constexpr std::string_view kPrefix = "arn:";
  if (!arn.starts_with(kPrefix)) return std::nullopt;
  arn.remove_prefix(kPrefix.size());
  std::array<std::string_view, 5> sections;
  for (std::size_t i = 0; i + 1 < sections.size(); ++i) {
    const std::size_t colon = arn.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    sections[i] = arn.substr(0, colon);
    arn.remove_prefix(colon + 1);
  }
  sections.back() = arn;
  return sections;
}

FunctionResult arn_parse(value::Pool& pool, std::span<const Value> arguments, Span call) {
  if (!arguments[0].is_string()) {
    std::vector<value::Type::Attribute> attributes;
    for (const std::string_view section : kSections) attributes.push_back({section, pool.string_type(), false});
    return pool.unknown_from(arguments, pool.object_of(attributes), call);
  }
  const auto sections = sections_of(arguments[0].as_string());
  if (!sections) return failure(0, "this is no ARN");
  std::vector<value::Member> members;
  for (std::size_t i = 0; i < kSections.size(); ++i) {
    members.push_back({kSections[i], pool.string((*sections)[i], call), call});
  }
  return pool.object(members, call);
}

/// Sections that are not known stay holes in the text.
FunctionResult arn_build(value::Pool& pool, std::span<const Value> arguments, Span call) {
  std::vector<value::Part> parts = {{"arn", {}, false}};
  for (const Value& argument : arguments) {
    parts.push_back({":", {}, false});
    if (argument.is_string()) {
      parts.push_back({argument.as_string(), {}, false});
    } else if (argument.parts().empty()) {
      parts.push_back({{}, argument, true});
    } else {
      parts.insert(parts.end(), argument.parts().begin(), argument.parts().end());
    }
  }
  return pool.text(parts, call);
}

/// `arn:aws:iam::123456789012:role/path/to/name` without its path.
FunctionResult trim_iam_role_path(value::Pool& pool, std::span<const Value> arguments, Span call) {
  if (!arguments[0].is_string()) return pool.unknown_from(arguments, pool.string_type(), call);
  const std::string_view arn = arguments[0].as_string();
  const auto sections = sections_of(arn);
  constexpr std::string_view kRole = "role/";
  if (!sections || (*sections)[1] != "iam" || !(*sections)[4].starts_with(kRole)) {
    return failure(0, "this is no ARN of an IAM role");
  }
  const std::string_view name = (*sections)[4].substr((*sections)[4].rfind('/') + 1);
  std::string text(arn.substr(0, arn.size() - (*sections)[4].size()));
  return pool.string(text.append(kRole).append(name), call);
}

}  // namespace

std::optional<FunctionResult> call_aws_provider(value::Pool& pool, std::string_view name,
                                                std::span<const Value> arguments, Span call) {
  const std::size_t wanted = name == "arn_build" ? kSections.size() : 1;
  if (name != "arn_parse" && name != "arn_build" && name != "trim_iam_role_path") return std::nullopt;
  if (arguments.size() != wanted) {
    return failure(0, "`" + std::string(name) + "` takes " + std::to_string(wanted) + " arguments");
  }
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i].is_null()) return failure(i, "argument must not be null");
    if (!arguments[i].is_string() && !arguments[i].is_unknown()) return failure(i, "string required");
  }
  if (name == "arn_parse") return arn_parse(pool, arguments, call);
  return name == "arn_build" ? arn_build(pool, arguments, call) : trim_iam_role_path(pool, arguments, call);
}

}  // namespace brn::config::terraform
