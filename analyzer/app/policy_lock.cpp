// An organisation's settings over a repository's: what the policy states can be made stricter, never weaker.

#include <algorithm>
#include <map>

#include "analyzer/app/project_file.h"
#include "rules/registry.h"

namespace brn::app {
namespace {

class Lock {
 public:
  Lock(ProjectSettings& repository, const ProjectSettings& policy, Diagnostics& diagnostics)
      : own_(repository), policy_(policy), diagnostics_(diagnostics) {}

  void apply();

 private:
  void refuse(const std::string& key, const std::string& why) {
    diagnostics_.add(Diagnostic{DiagnosticKind::RefusedSetting,
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
  void switch_on(const std::string& key, std::optional<bool>& own, std::optional<bool> policy);
  void thresholds();
  void ignored();
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

// A repository may trust fewer than the policy does, not others. None at all would mean that anything goes.
void Lock::subset(const std::string& key, std::optional<std::vector<std::string>>& own,
                  const std::optional<std::vector<std::string>>& policy) {
  if (!policy) return;
  std::vector<std::string> kept;
  for (const std::string& one : own.value_or(*policy)) {
    contains(*policy, one) ? kept.push_back(one) : refuse(key, "`" + one + "` is not taken from the repository");
  }
  if (kept.empty() && own && own->empty() && !policy->empty()) refuse(key, "is not emptied");
  own = kept.empty() ? *policy : std::move(kept);
}

// Once switched on it stays on; whatever else is left to the repository.
void Lock::switch_on(const std::string& key, std::optional<bool>& own, std::optional<bool> policy) {
  if (policy.value_or(false)) {
    if (own == false) refuse(key, "stays on");
    own = true;
  }
  if (!own) own = policy;
}

// A profile stands for the settings that it implies, where the policy does not state them itself.
void Lock::thresholds() {
  std::optional<engine::Severity> own_limit = own_.fail_on;
  if (!own_limit && own_.profile) own_limit = implied_fail_on(*own_.profile);
  std::optional<engine::Severity> fail_on = policy_.fail_on;
  std::optional<bool> unknown = policy_.fail_on_unknown;
  std::optional<bool> perimeter = policy_.perimeter;
  if (policy_.profile) {
    const bool is_regulated = *policy_.profile == facts::Profile::Regulated;
    if (!fail_on && own_.fail_on) fail_on = implied_fail_on(*policy_.profile);
    if (!unknown && is_regulated) unknown = true;
    if (!perimeter && is_regulated) perimeter = true;
    if (own_.profile && *own_.profile < *policy_.profile) refuse("profile", "is not weakened");
    own_.profile = std::max(own_.profile.value_or(*policy_.profile), *policy_.profile);
  }
  if (fail_on && own_.fail_on && *own_.fail_on > *fail_on) {
    refuse("fail-on", "stays at `" + std::string(engine::severity_name(*fail_on)) + "`");
  }
  if (fail_on) own_.fail_on = std::min(own_limit.value_or(*fail_on), *fail_on);
  switch_on("fail-on-unknown", own_.fail_on_unknown, unknown);
  switch_on("perimeter", own_.perimeter, perimeter);
}

std::vector<const engine::Rule*> selected_by(const ProjectSettings& policy) {
  const auto rules =
      engine::select_rules(rules::all_rules(), engine::Selection{policy.select.value_or(std::vector<std::string>()),
                                                                 policy.ignore.value_or(std::vector<std::string>()),
                                                                 policy.locked.value_or(std::vector<std::string>())});
  return rules.ok() ? rules.value() : std::vector<const engine::Rule*>();
}

// What the policy selects cannot be ignored; of a name that stands for more, the rest is.
void Lock::ignored() {
  if (!policy_.select || !own_.ignore) return;
  const std::vector<const engine::Rule*> required = selected_by(policy_);
  std::vector<std::string> kept;
  for (const std::string& name : *own_.ignore) {
    const auto named = engine::select_rules(rules::all_rules(), engine::Selection{{name}, {}, {}});
    const auto is_required = [&](const engine::Rule* rule) {
      return std::ranges::find(required, rule) != required.end();
    };
    if (!named.ok() || std::ranges::none_of(named.value(), is_required)) {
      kept.push_back(name);
      continue;
    }
    refuse("ignore", "`" + name + "` is selected");
    for (const engine::Rule* rule : named.value()) {
      if (!is_required(rule)) kept.emplace_back(rule->info->id);
    }
  }
  own_.ignore = std::move(kept);
}

void Lock::rules() {
  ignored();
  const auto join = [](std::optional<std::vector<std::string>>& own,
                       const std::optional<std::vector<std::string>>& more) {
    if (!more) return;
    std::vector<std::string> all = own.value_or(std::vector<std::string>());
    for (const std::string& one : *more) {
      if (!contains(all, one)) all.push_back(one);
    }
    own = std::move(all);
  };
  // Selecting is what must run: the repository can add to it.
  if (policy_.select) {
    std::optional<std::vector<std::string>> selected = policy_.select;
    join(selected, own_.select);
    own_.select = std::move(selected);
  }
  join(own_.ignore, policy_.ignore);
  join(own_.locked, policy_.locked);
}

// The graver of both, rule by rule, whatever name each uses for it; here only what is plainly refused is told.
void Lock::severities() {
  const std::map<std::string, engine::Severity> least(policy_.severity.begin(), policy_.severity.end());
  for (const auto& [rule, severity] : own_.severity) {
    const auto found = least.find(rule);
    if (found == least.end() || severity >= found->second) continue;
    refuse("severity." + rule, "stays at `" + std::string(engine::severity_name(found->second)) + "`");
  }
  if (!policy_.severity.empty()) own_.least_severity.push_back(policy_.severity);
  own_.least_severity.insert(own_.least_severity.end(), policy_.least_severity.begin(), policy_.least_severity.end());
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
  own_.is_baseline_of_policy = own_.is_baseline_of_policy || policy_.baseline.has_value();
  replace("waivers", own_.waivers, policy_.waivers);
  assumptions();
  for (const auto& one : policy_.module_sources) {
    std::erase_if(own_.module_sources, [&](const auto& other) { return other.first == one.first; });
    own_.module_sources.push_back(one);
  }
  own_.stack_names.insert(own_.stack_names.end(), policy_.stack_names.begin(), policy_.stack_names.end());
  own_.units.insert(own_.units.end(), policy_.units.begin(), policy_.units.end());
}

}  // namespace

ProjectSettings under_policy(ProjectSettings repository, const ProjectSettings& policy, Diagnostics& diagnostics) {
  Lock(repository, policy, diagnostics).apply();
  return repository;
}

}  // namespace brn::app
