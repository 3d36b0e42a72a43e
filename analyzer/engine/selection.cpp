#include <algorithm>
#include <array>

#include "analyzer/diagnostics/names.h"
#include "analyzer/engine/run.h"

namespace brn::engine {
namespace {

bool names_rule(std::string_view name, const RuleInfo& info) {
  return name == info.id || name == info.name || name == subject_slug(info.subject);
}

std::vector<std::string_view> known_names(std::span<const Rule* const> all) {
  std::vector<std::string_view> names;
  for (const Rule* rule : all) {
    names.push_back(rule->info->id);
    names.push_back(rule->info->name);
  }
  for (std::uint8_t digit = 1; digit <= kSubjectCount; ++digit) {
    names.push_back(subject_slug(static_cast<Subject>(digit)));
  }
  return names;
}

/// An empty message when every name is known.
std::string unknown_name(std::span<const Rule* const> all, const std::vector<std::string>& wanted) {
  const std::vector<std::string_view> names = known_names(all);
  for (const std::string& name : wanted) {
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    return "`" + name + "` is no rule and no subject" + did_you_mean(name, names);
  }
  return {};
}

bool names_any(const std::vector<std::string>& names, const RuleInfo& info) {
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) { return names_rule(name, info); });
}

}  // namespace

brn::Result<std::vector<const Rule*>> select_rules(std::span<const Rule* const> all, const Selection& selection) {
  for (const auto* names : std::array{&selection.select, &selection.ignore, &selection.locked}) {
    if (std::string message = unknown_name(all, *names); !message.empty()) return Error{std::move(message)};
  }
  std::vector<const Rule*> rules;
  for (const Rule* rule : all) {
    const bool is_selected = selection.select.empty() || names_any(selection.select, *rule->info);
    const bool is_locked = names_any(selection.locked, *rule->info);
    if (is_locked || (is_selected && !names_any(selection.ignore, *rule->info))) rules.push_back(rule);
  }
  return rules;
}

}  // namespace brn::engine
