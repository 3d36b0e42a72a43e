#include "analyzer/aws/services.h"

namespace brn::aws {

namespace {

constexpr BedrockService kBedrockServices[] = {
#define BEDROCK_SERVICE(suffix, iam_prefix, private_dns, plane, fips_suffix, regions) \
  {suffix, iam_prefix, private_dns, Plane::plane, fips_suffix, regions},
#include "analyzer/aws/bedrock_services.def"
#undef BEDROCK_SERVICE
};

constexpr std::string_view kIamPrefixes[] = {"bedrock", "bedrock-agentcore", "bedrock-mantle"};

}  // namespace

std::span<const BedrockService> bedrock_services() {
  return kBedrockServices;
}

const BedrockService* bedrock_service(std::string_view suffix) {
  for (const BedrockService& service : kBedrockServices) {
    if (service.suffix == suffix) return &service;
  }
  return nullptr;
}

bool is_bedrock_service(std::string_view suffix) {
  return bedrock_service(suffix) != nullptr;
}

std::string private_dns_name(const BedrockService& service, std::string_view region) {
  constexpr std::string_view kHole = "{region}";
  std::string name(service.private_dns);
  const std::size_t at = name.find(kHole);
  if (at != std::string::npos) name.replace(at, kHole.size(), region);
  return name;
}

std::optional<bool> is_listed_in(const BedrockService& service, std::string_view region) {
  if (service.regions.empty()) return std::nullopt;
  std::string_view rest = service.regions;
  while (!rest.empty()) {
    const std::size_t space = rest.find(' ');
    if (rest.substr(0, space) == region) return true;
    rest = space == std::string_view::npos ? std::string_view() : rest.substr(space + 1);
  }
  return false;
}

std::span<const std::string_view> bedrock_iam_prefixes() {
  return kIamPrefixes;
}

}  // namespace brn::aws
