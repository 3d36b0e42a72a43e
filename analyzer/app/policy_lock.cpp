// An organisation's settings over a repository's: what the policy states can be made stricter, never weaker.

#include <algorithm>
#include <map>

#include "analyzer/app/project_file.h"

namespace brn::app {
namespace {

class Lock {
 public:
  Lock(ProjectSettings& repository, const ProjectSettings& policy, Diagnostics& diagnostics)
      : own_(repository), policy_(policy), diagnostics_(diagnostics) {}

  void apply();

 private:
  void refuse(const std::string& key, const std::string& why) {
    diagnostics_.add(Diagnostic{DiagnosticKind::InvalidStructure,
                                DiagnosticSeverity::Warning,
                                "`" + key + "`: " + why + " (the policy `" + policy_.file + "` decides)",
                                {},
                                own_.file.empty() ? policy_.file : own_.file,
                                {}});
  }
  /// Only what the policy lists, where it lists something.
  template <typename T>
  void replace(const std::string& key, std::optional<T>& own, const std::optional<T>& policy) {
    if (!policy) return;
    if (own && *own != *policy) refuse(key, "is not taken from the repository");
    own = policy;
  }
  void subset(const std::string& key, std::optional<std::vector<std::string>>& own,
              const std::optional<std::vector<std::string>>& policy);
  void thresholds();
  void rules();
  void severities();
  void assumptions();

  ProjectSettings& own_;
  const ProjectSettings& policy_;
  Diagnostics& diagnostics_;
};

bool contains(const std::vector<std::string>& list, const std::string& text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

// A repository may trust fewer than the policy does, not others.
void Lock::subset(const std::string& key, std::optional<std::vector<std::string>>& own,
                  const std::optional<std::vector<std::string>>& policy) {
  if (!policy) return;
  if (!own) {
    own = policy;
    return;
  }
  std::vector<std::string> kept;
  for (const std::string& one : *own) {
    contains(*policy, one) ? kept.push_back(one) : refuse(key, "`" + one + "` is not taken from the repository");
  }
  own = std::move(kept);
}

void Lock::thresholds() {
  if (policy_.fail_on && own_.fail_on && *own_.fail_on > *policy_.fail_on) {
    refuse("fail-on", "stays at `" + std::string(engine::severity_name(*policy_.fail_on)) + "`");
  }
  if (policy_.fail_on) own_.fail_on = std::min(own_.fail_on.value_or(*policy_.fail_on), *policy_.fail_on);
  if (policy_.fail_on_unknown.value_or(false)) {
    if (own_.fail_on_unknown == false) refuse("fail-on-unknown", "stays on");
    own_.fail_on_unknown = true;
  }
  if (policy_.perimeter.value_or(false)) {
    if (own_.perimeter == false) refuse("perimeter", "stays on");
    own_.perimeter = true;
  }
  if (!own_.perimeter) own_.perimeter = policy_.perimeter;
  if (policy_.profile) {
    if (own_.profile && *own_.profile < *policy_.profile) refuse("profile", "is not weakened");
    own_.profile = std::max(own_.profile.value_or(*policy_.profile), *policy_.profile);
  }
}

void Lock::rules() {
  // Selecting is what must run: the repository can add to it.
  if (policy_.select) {
    std::vector<std::string> all = *policy_.select;
    for (const std::string& one : own_.select.value_or(std::vector<std::string>())) {
      if (!contains(all, one)) all.push_back(one);
    }
    own_.select = std::move(all);
  }
  if (policy_.ignore) {
    std::vector<std::string> all = own_.ignore.value_or(std::vector<std::string>());
    for (const std::string& one : *policy_.ignore) {
      if (!contains(all, one)) all.push_back(one);
    }
    own_.ignore = std::move(all);
  }
  if (policy_.locked) {
    std::vector<std::string> all = own_.locked.value_or(std::vector<std::string>());
    all.insert(all.end(), policy_.locked->begin(), policy_.locked->end());
    own_.locked = std::move(all);
  }
}

// The graver of both, rule by rule.
void Lock::severities() {
  std::map<std::string, engine::Severity> least(policy_.severity.begin(), policy_.severity.end());
  for (auto& [rule, severity] : own_.severity) {
    const auto found = least.find(rule);
    if (found == least.end()) continue;
    if (severity < found->second)
      refuse("severity." + rule, "stays at `" + std::string(engine::severity_name(found->second)) + "`");
    severity = std::max(severity, found->second);
    least.erase(found);
  }
  for (const auto& one : least) own_.severity.push_back(one);
}

void Lock::assumptions() {
  if (!policy_.assume) return;
  if (own_.assume) refuse("assume", "is not taken from the repository");
  own_.assume = policy_.assume;
}

void Lock::apply() {
  thresholds();
  rules();
  severities();
  subset("organization-ids", own_.organization_ids, policy_.organization_ids);
  subset("trusted-accounts", own_.trusted_accounts, policy_.trusted_accounts);
  subset("trusted-principals", own_.trusted_principals, policy_.trusted_principals);
  subset("regions", own_.regions, policy_.regions);
  replace("exclude", own_.exclude, policy_.exclude);
  replace("baseline", own_.baseline, policy_.baseline);
  replace("waivers", own_.waivers, policy_.waivers);
  assumptions();
  own_.stack_names.insert(own_.stack_names.end(), policy_.stack_names.begin(), policy_.stack_names.end());
  own_.units.insert(own_.units.end(), policy_.units.begin(), policy_.units.end());
}

}  // namespace

ProjectSettings under_policy(ProjectSettings repository, const ProjectSettings& policy, Diagnostics& diagnostics) {
  Lock(repository, policy, diagnostics).apply();
  return repository;
}

}  // namespace brn::app
