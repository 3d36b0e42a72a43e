#include "analyzer/aws/sam_policies.h"

#include <algorithm>

namespace brn::aws {

namespace {

constexpr SamStatement kStatements[] = {
#define STATEMENT(policy, actions, resources, condition_operator, condition_key, condition_value) \
  {policy, actions, resources, condition_operator, condition_key, condition_value},
#include "analyzer/aws/sam_policies.def"
#undef STATEMENT
};

struct ManagedPolicy {
  std::string_view name;
  std::string_view path;
};

/// By name.
constexpr ManagedPolicy kManagedPolicies[] = {
#define POLICY(name, path) {name, path},
#include "analyzer/aws/managed_policies.def"
#undef POLICY
};

}  // namespace

std::string_view managed_policy_path(std::string_view name) {
  const auto* const found = std::ranges::lower_bound(kManagedPolicies, name, {}, &ManagedPolicy::name);
  return found != std::end(kManagedPolicies) && found->name == name ? found->path : std::string_view();
}

std::span<const SamStatement> sam_policy(std::string_view name) {
  const auto is_other = [&](const SamStatement& statement) { return statement.policy != name; };
  const auto* const begin = std::find_if_not(std::begin(kStatements), std::end(kStatements), is_other);
  const auto* const end = std::find_if(begin, std::end(kStatements), is_other);
  return {begin, end};
}

}  // namespace brn::aws
