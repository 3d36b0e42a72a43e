#pragma once
// The VPC endpoint services of Amazon Bedrock: names, IAM prefixes, private DNS names, Regions. Static data, generated
// from AWS's published files; the sources stand in bedrock_services.def.

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace brn::aws {

/// The day up to which AWS's published lists (services, actions, resource types) went into the tables of this folder and of
/// analyzer/facts: the newest of their sources.
inline constexpr std::string_view kTablesDate = "2026-09-26";

enum class Plane : unsigned char { Control, Data };

struct BedrockService {
  std::string_view suffix;       // `bedrock-runtime`: what follows the Region in the service name
  std::string_view iam_prefix;   // `bedrock`
  std::string_view private_dns;  // `bedrock-runtime.{region}.amazonaws.com`
  Plane plane = Plane::Data;
  std::string_view fips_suffix;  // `bedrock-runtime-fips`; empty: there is none
  std::string_view regions;      // with spaces between; empty: not known
};

[[nodiscard]] std::span<const BedrockService> bedrock_services();
/// By suffix; nullptr when it is no Bedrock service.
[[nodiscard]] const BedrockService* bedrock_service(std::string_view suffix);
[[nodiscard]] bool is_bedrock_service(std::string_view suffix);
/// The service's public host name in a Region.
[[nodiscard]] std::string private_dns_name(const BedrockService& service, std::string_view region);
/// Whether the service is listed in a Region; nothing where no list is known. Regions are added monthly: a hint only.
[[nodiscard]] std::optional<bool> is_listed_in(const BedrockService& service, std::string_view region);
/// IAM action prefixes of Bedrock: `bedrock`, `bedrock-agentcore`, `bedrock-mantle`.
[[nodiscard]] std::span<const std::string_view> bedrock_iam_prefixes();

}  // namespace brn::aws
