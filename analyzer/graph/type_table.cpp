#include "analyzer/graph/type_table.h"

#include <unordered_map>

#include "parsers/source/check.h"

namespace brn::graph {

namespace {

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
char lower(char c) {
  return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Words of a name in capitals: `VPCEndpoint` → vpc_endpoint, `Ipv6` → ipv_6, `S3Uri` → s3_uri.
std::string snake_case(std::string_view name) {
  std::string out;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if (i > 0) {
      const char before = name[i - 1];
      const bool next_is_lower = i + 1 < name.size() && is_lower(name[i + 1]);
      const bool starts_word = is_upper(c) && (is_lower(before) || is_digit(before) || next_is_lower);
      if (starts_word || (is_digit(c) && is_lower(before))) out += '_';
    }
    out += lower(c);
  }
  return out;
}

constexpr TypeEntries (*kFamilies[])() = {&vpc_types,    &route_types,    &gateway_types,     &group_types,
                                          &acl_types,    &endpoint_types, &dns_types,         &role_types,
                                          &bucket_types, &bedrock_types,  &started_job_types, &agent_core_types,
                                          &search_types, &workload_types, &compute_types};

using Index = std::unordered_map<std::string, const TypeEntry*>;

Index make_index() {
  Index index;
  for (const auto family : kFamilies) {
    for (const TypeEntry& entry : family()) {
      const bool is_data = entry.mode == config::Mode::Data;
      if (!entry.terraform.empty()) {
        const bool is_new = index.emplace((is_data ? "data." : "") + std::string(entry.terraform), &entry).second;
        BRN_CHECK(is_new, "two entries for one Terraform type");
      }
      if (entry.cloudformation.empty()) continue;
      // Several Terraform types may share a CloudFormation type; the first entry stands for it.
      index.emplace(std::string(entry.cloudformation), &entry);
      index.emplace(awscc_type_name(entry.cloudformation), &entry);
    }
  }
  return index;
}

const Index& index_of_types() {
  static const Index index = make_index();
  return index;
}

}  // namespace

std::string awscc_type_name(std::string_view cloudformation) {
  std::string out = "awscc";
  std::string_view rest = cloudformation.substr(cloudformation.find("::") + 2);
  const std::size_t middle = rest.find("::");
  out += '_';
  for (const char c : rest.substr(0, middle)) out += lower(c);
  out += '_';
  return out + snake_case(rest.substr(middle + 2));
}

std::string awscc_attribute_name(std::string_view property) {
  return snake_case(property);
}

const TypeEntry* find_type(std::string_view type, config::Mode mode) {
  if (type.starts_with("Custom::")) type = kCustomResourceType;
  const std::string key = (mode == config::Mode::Data ? "data." : "") + std::string(type);
  const auto found = index_of_types().find(key);
  return found == index_of_types().end() ? nullptr : found->second;
}

std::vector<const TypeEntry*> all_types() {
  std::vector<const TypeEntry*> entries;
  for (const auto family : kFamilies) {
    for (const TypeEntry& entry : family()) entries.push_back(&entry);
  }
  return entries;
}

}  // namespace brn::graph
