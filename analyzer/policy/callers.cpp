#include "analyzer/policy/callers.h"

#include <algorithm>

#include "analyzer/policy/glob.h"

namespace brn::policy {

namespace {

/// Everyone: `*`, or all but a few.
Tri admits_everyone(const Statement& statement, Causes& causes) {
  if (statement.not_principals.is_present) return Tri::Yes;
  if (statement.principals.has_everyone()) return Tri::Yes;
  Tri answer = statement.principals.is_complete ? Tri::No : Tri::Unknown;
  merge_causes(causes, statement.principals.is_complete ? Causes{} : statement.principals.causes);
  for (const Principal& principal : statement.principals.items) {
    if (!principal.value.may_be_anything()) continue;
    answer = Tri::Unknown;
    merge_causes(causes, principal.value.causes);
  }
  return answer;
}

/// Whether one of the patterns takes in whatever `text` does.
bool covers(const Texts& patterns, const Text& text) {
  return std::ranges::any_of(patterns.items, [&](const Text& pattern) {
    return pattern.is_known && matches_glob_ignoring_case(pattern.text, text.widened());
  });
}

bool covers_all(const Texts& patterns, const Texts& texts) {
  return texts.is_complete &&
         std::ranges::all_of(texts.items, [&](const Text& text) { return covers(patterns, text); });
}

bool touches(const Texts& patterns, const Texts& texts) {
  return !texts.is_complete || std::ranges::any_of(texts.items, [&](const Text& text) {
    return std::ranges::any_of(patterns.items, [&](const Text& pattern) {
      return globs_intersect(lower_case(pattern.widened()), lower_case(text.widened()));
    });
  });
}

/// Whether a Deny takes in everything that an Allow lets through, callers and conditions apart.
bool covers_statement(const Statement& deny, const Statement& allow) {
  if (!deny.principals.has_everyone()) return false;
  if (deny.actions.is_present) {
    const bool all = std::ranges::any_of(deny.actions.items, [](const Text& t) { return t.is_known && t.text == "*"; });
    if (!all && (!allow.actions.is_present || !covers_all(deny.actions, allow.actions))) return false;
  } else if (!deny.not_actions.is_present || !allow.actions.is_present || touches(deny.not_actions, allow.actions)) {
    return false;
  }
  if (deny.resources.is_present) {
    const bool all =
        std::ranges::any_of(deny.resources.items, [](const Text& t) { return t.is_known && t.text == "*"; });
    return all || (allow.resources.is_present && covers_all(deny.resources, allow.resources));
  }
  return deny.not_resources.is_present && allow.resources.is_present && !touches(deny.not_resources, allow.resources);
}

/// Whether a Deny leaves only bounded callers to the Allow.
Tri deny_bounds(const Statement& deny, const Statement& allow, const EndpointKind& endpoint, AllowReading& reading) {
  if (deny.effect == Effect::Allow) return Tri::No;
  if (deny.effect == Effect::Unknown || !deny.conditions_complete) {
    merge_causes(reading.causes, deny.causes);
    return Tri::Unknown;
  }
  if (deny.not_principals.is_present) return Tri::Unknown;
  if (!covers_statement(deny, allow)) return deny.causes.empty() ? Tri::No : Tri::Unknown;
  Tri answer = Tri::Yes;
  CallerBound bound{&deny, {}};
  for (const Condition& condition : deny.conditions) {
    const EscapeJudgement judged = judge_deny_condition(condition, endpoint);
    merge_causes(reading.causes, judged.causes);
    if (judged.escape == Escape::Bounded) bound.conditions.push_back(&condition);
    if (judged.escape == Escape::Everyone) answer = Tri::No;
    if (judged.escape == Escape::Unknown) answer = tri_and(answer, Tri::Unknown);
    if (!judged.why.empty()) reading.idle_denies.push_back({&condition, &deny, judged.why});
  }
  if (is_yes(answer) && !bound.conditions.empty()) reading.bounds.push_back(std::move(bound));
  return answer;
}

AllowReading read_allow(const Policy& policy, const Statement& allow, const EndpointKind& endpoint) {
  AllowReading reading{&allow, Tri::No, Tri::No, {}, {}, {}, {}, {}};
  Tri bounded = tri_not(admits_everyone(allow, reading.causes));
  if (is_yes(bounded)) reading.bounds.push_back({&allow, {}});
  for (const Condition& condition : allow.conditions) {
    ConditionJudgement judged = judge_allow_condition(condition, allow, endpoint);
    switch (judged.effect) {
      case Effectiveness::BoundsCaller:
        bounded = Tri::Yes;
        reading.bounds.push_back({&allow, {&condition}});
        break;
      case Effectiveness::BoundsResource: reading.is_bounded_by_resource = Tri::Yes; break;
      case Effectiveness::Limits: break;
      case Effectiveness::Nothing: reading.idle.push_back({&condition, &allow, std::move(judged.why)}); break;
      case Effectiveness::Never:
        reading.never.push_back({&condition, &allow, std::move(judged.why)});
        bounded = Tri::Yes;
        break;
      case Effectiveness::Unknown:
        if (is_resource_owner_key(condition.key)) {
          reading.is_bounded_by_resource = tri_or(reading.is_bounded_by_resource, Tri::Unknown);
        } else {
          bounded = tri_or(bounded, Tri::Unknown);
        }
        merge_causes(reading.causes, judged.causes);
        break;
    }
  }
  if (!allow.conditions_complete || allow.effect == Effect::Unknown) {
    bounded = tri_or(bounded, Tri::Unknown);
    reading.is_bounded_by_resource = tri_or(reading.is_bounded_by_resource, Tri::Unknown);
    merge_causes(reading.causes, allow.causes);
  }
  for (const Statement& other : policy.statements) {
    if (is_yes(bounded)) break;
    const Tri by_deny = deny_bounds(other, allow, endpoint, reading);
    if (is_unknown(by_deny) && reading.causes.empty()) {
      reading.causes.push_back({CauseKind::Unsupported,
                                "the `Deny` beside it",
                                "whether the `Deny` bounds the callers of the `Allow` is not decided",
                                {},
                                other.place});
    }
    bounded = tri_or(bounded, by_deny);
  }
  if (!policy.is_complete && !is_yes(bounded)) {
    bounded = Tri::Unknown;
    merge_causes(reading.causes, policy.causes);
  }
  reading.is_bounded = bounded;
  return reading;
}

}  // namespace

std::vector<AllowReading> read_allows(const Policy& policy, const EndpointKind& endpoint) {
  std::vector<AllowReading> readings;
  for (const Statement& statement : policy.statements) {
    if (statement.effect != Effect::Deny) readings.push_back(read_allow(policy, statement, endpoint));
  }
  return readings;
}

}  // namespace brn::policy
