#include "analyzer/config/terraform/module_summaries.h"

#include <cstdlib>
#include <optional>

namespace brn::config::terraform {

namespace {

struct Text {
  std::string_view file;
  std::string_view text;
};

constexpr Text kTexts[] = {
#include "analyzer/config/terraform/module_summaries.inc"
};

constexpr unsigned kAnyMajor = 1'000;

constexpr ModuleSummary kSummaries[] = {
    {"terraform-aws-modules/vpc/aws", "vpc", 0, kAnyMajor},
    {"terraform-aws-modules/vpc/aws//modules/vpc-endpoints", "vpc_endpoints", 0, kAnyMajor},
    {"terraform-aws-modules/security-group/aws", "security_group", 0, kAnyMajor},
    {"terraform-aws-modules/lambda/aws", "lambda_7", 0, 7},
    {"terraform-aws-modules/lambda/aws", "lambda", 8, kAnyMajor},
};

/// `git::https://github.com/terraform-aws-modules/terraform-aws-vpc.git//modules/x?ref=v5.1.0` in the registry's form;
/// `version` is then the ref's.
std::string registry_form(std::string_view source, std::string& version) {
  constexpr std::string_view kRegistry = "registry.terraform.io/";
  if (source.starts_with(kRegistry)) return std::string(source.substr(kRegistry.size()));
  constexpr std::string_view kRepository = "terraform-aws-modules/terraform-aws-";
  const std::size_t at = source.find(kRepository);
  if (at == std::string_view::npos) return std::string(source);
  std::string_view rest = source.substr(at + kRepository.size());
  if (const std::size_t query = rest.find('?'); query != std::string_view::npos) {
    const std::size_t ref = rest.find("ref=", query);
    if (ref != std::string_view::npos) version = rest.substr(ref + 4);
    rest = rest.substr(0, query);
  }
  std::string_view folder;
  if (const std::size_t inner = rest.find("//"); inner != std::string_view::npos) {
    folder = rest.substr(inner);
    rest = rest.substr(0, inner);
  }
  if (rest.ends_with(".git")) rest.remove_suffix(4);
  return "terraform-aws-modules/" + std::string(rest) + "/aws" + std::string(folder);
}

/// The major version that a constraint asks for: that of its first number; one less after a bare `<`.
std::optional<unsigned> major_of(std::string_view version) {
  const std::size_t digit = version.find_first_of("0123456789");
  if (digit == std::string_view::npos) return std::nullopt;
  const auto major = static_cast<unsigned>(std::strtoul(std::string(version.substr(digit)).c_str(), nullptr, 10));
  const bool is_below = version.find('<') < digit && version.find("<=") == std::string_view::npos;
  // Only a lower bound allows anything above it.
  const bool is_open = version.find(">=") < digit && version.find('<') == std::string_view::npos;
  if (is_open) return std::nullopt;
  return is_below && major > 0 ? major - 1 : major;
}

}  // namespace

const ModuleSummary* find_summary(std::string_view source, std::string_view version) {
  std::string wanted(version);
  const std::string name = registry_form(source, wanted);
  const std::optional<unsigned> major = major_of(wanted);
  const ModuleSummary* newest = nullptr;
  for (const ModuleSummary& summary : kSummaries) {
    if (summary.source != name) continue;
    if (!major || (*major >= summary.first_major && *major <= summary.last_major)) newest = &summary;
  }
  return newest;
}

std::string_view summary_text(const ModuleSummary& summary) {
  for (const Text& one : kTexts) {
    if (one.file == summary.file) return one.text;
  }
  return {};
}

}  // namespace brn::config::terraform
