#include "analyzer/policy/questions.h"

#include <algorithm>

#include "analyzer/policy/conditions.h"
#include "analyzer/policy/glob.h"

namespace brn::policy {

namespace {

/// A pattern that names no service of its own: `*`, `**`, `*:*`.
bool is_bare_star(std::string_view pattern) {
  return !pattern.empty() && pattern.find_first_not_of("*:") == std::string_view::npos;
}

Tri matches(const Text& pattern, std::string_view text) {
  if (pattern.is_known) return tri(matches_glob_ignoring_case(pattern.text, text));
  return matches_glob_ignoring_case(pattern.widened(), text) ? Tri::Unknown : Tri::No;
}

Tri any_matches(const Texts& patterns, std::string_view text) {
  Tri answer = patterns.is_complete ? Tri::No : Tri::Unknown;
  for (const Text& pattern : patterns.items) answer = tri_or(answer, matches(pattern, text));
  return answer;
}

/// A pattern that takes in every action of a service, `bedrock:??*` too: names have more than a few letters.
bool covers_service(std::string_view pattern, std::string_view all_of_service) {
  constexpr std::size_t kShortestName = 4;
  if (matches_glob_ignoring_case(pattern, all_of_service)) return true;
  const std::string shortest =
      std::string(all_of_service.substr(0, all_of_service.size() - 1)) + std::string(kShortestName, '*') + "*";
  const std::size_t colon = pattern.find(':');
  if (colon == std::string_view::npos || pattern.substr(colon + 1).find_first_not_of("*?") != std::string_view::npos)
    return false;
  return pattern.ends_with('*') && matches_glob_ignoring_case(pattern, shortest);
}

/// One of the patterns is `*`, or covers everything of the service.
Tri covers_all(const Texts& texts, std::string_view service_pattern) {
  Tri answer = texts.is_complete ? Tri::No : Tri::Unknown;
  for (const Text& text : texts.items) {
    const bool is_all =
        is_bare_star(text.text) || (!service_pattern.empty() && covers_service(text.text, service_pattern));
    if (text.is_known && is_all) return Tri::Yes;
    if (!text.is_known) answer = tri_or(answer, Tri::Unknown);
  }
  return answer;
}

Tri admits_everyone(const Statement& statement) {
  if (statement.principals.has_everyone()) return Tri::Yes;
  if (!statement.principals.is_present && !statement.not_principals.is_present) return Tri::No;
  if (!statement.principals.is_complete) return Tri::Unknown;
  // What an account or role of a variable is, is not known; it is not everyone.
  return Tri::No;
}

Tri admits_all_resources(const Statement& statement) {
  if (!statement.resources.is_present) return Tri::No;
  return covers_all(statement.resources, {});
}

/// Every action of the service: by its patterns, or because NotAction leaves none of it out.
Tri gives_all_actions(const Statement& statement, const std::string& all_of_service) {
  if (!statement.not_actions.is_present) return covers_all(statement.actions, all_of_service);
  Tri touched = statement.not_actions.is_complete ? Tri::No : Tri::Unknown;
  for (const Text& text : statement.not_actions.items) {
    const std::string pattern = lower_case(text.widened());
    const bool may_touch = all_of_service.empty() || globs_intersect(pattern, all_of_service);
    if (may_touch) touched = tri_or(touched, text.is_known ? Tri::Yes : Tri::Unknown);
  }
  return tri_not(touched);
}

/// Whether one Allow by itself lets everything through.
Tri gives_all(const Statement& statement, std::string_view iam_prefix) {
  if (statement.effect == Effect::Deny) return Tri::No;
  Tri answer = statement.effect == Effect::Unknown ? Tri::Unknown : Tri::Yes;
  answer = tri_and(answer, admits_everyone(statement));
  const std::string all_of_service = iam_prefix.empty() ? std::string() : std::string(iam_prefix) + ":*";
  answer = tri_and(answer, gives_all_actions(statement, all_of_service));
  answer = tri_and(answer, admits_all_resources(statement));
  if (!statement.conditions.empty()) return Tri::No;
  return statement.conditions_complete ? answer : tri_and(answer, Tri::Unknown);
}

}  // namespace

ActionMatch names_service(const Statement& statement, std::string_view iam_prefix) {
  ActionMatch match;
  const std::string service = lower_case(iam_prefix) + ":*";
  if (!statement.actions.is_complete) match.value = Tri::Unknown;
  for (const Text& text : statement.actions.items) {
    if (is_bare_star(text.text)) continue;
    const std::string pattern = lower_case(text.widened());
    // A pattern without a service of its own, like the one of an unknown, may be anything.
    if (!globs_intersect(pattern, service)) continue;
    match.value = tri_or(match.value, text.is_known ? Tri::Yes : Tri::Unknown);
    match.patterns.push_back(&text);
  }
  return match;
}

Tri covers_action(const Statement& statement, std::string_view action) {
  if (statement.not_actions.is_present) return tri_not(any_matches(statement.not_actions, action));
  return any_matches(statement.actions, action);
}

FullAccess is_full_access(const Policy& policy, std::string_view iam_prefix) {
  FullAccess answer;
  for (const Statement& statement : policy.statements) {
    if (statement.effect == Effect::Deny) {
      answer.reasons.push_back("a statement denies something");
      return {Tri::No, &statement, {}, std::move(answer.reasons)};
    }
  }
  for (const Statement& statement : policy.statements) {
    const Tri gives = gives_all(statement, iam_prefix);
    if (gives > answer.value || (is_unknown(gives) && answer.statement == nullptr)) {
      answer.value = gives;
      answer.statement = &statement;
      if (is_unknown(gives)) merge_causes(answer.causes, statement.causes);
    }
  }
  if (!policy.is_complete) {
    // Further statements could allow more, or deny something.
    answer.value = Tri::Unknown;
    merge_causes(answer.causes, policy.causes);
    return answer;
  }
  if (is_yes(answer.value)) {
    answer.causes.clear();
    answer.reasons.push_back("it allows everyone every action on every resource, without a condition");
  }
  return answer;
}

}  // namespace brn::policy
