#include "analyzer/policy/conditions.h"

#include <algorithm>
#include <array>
#include <vector>

#include "analyzer/diagnostics/names.h"

namespace brn::policy {

namespace {

struct KnownOperator {
  std::string_view name;
  bool is_negated;
  bool takes_wildcards;
};
constexpr std::array kOperators = std::to_array<KnownOperator>({
#define BRN_CONDITION_OPERATOR(name, negated, wildcards) {name, negated, wildcards},
#include "analyzer/policy/operators.def"
#undef BRN_CONDITION_OPERATOR
});

constexpr std::string_view kForAll = "ForAllValues:";
constexpr std::string_view kForAny = "ForAnyValue:";
constexpr std::string_view kIfExists = "IfExists";

using Effect_ = Effectiveness;

bool is_one_of(std::string_view key, std::initializer_list<std::string_view> keys) {
  return std::ranges::find(keys, key) != keys.end();
}

/// Keys that every signed request through an endpoint has (IAM User Guide, AWS global condition context keys).
bool is_always_there(std::string_view key) {
  return is_one_of(
      key, {"aws:principalaccount", "aws:principalarn", "aws:principaltype", "aws:userid", "aws:principalisawsservice",
            "aws:securetransport", "aws:sourcevpc", "aws:sourcevpce", "aws:vpcsourceip", "aws:requestedregion",
            "aws:currenttime", "aws:epochtime", "aws:viaawsservice", "aws:useragent"});
}

/// The endpoint's own values, always: a condition on them in the endpoint's own policy tells nobody apart.
bool is_own_network_key(std::string_view key, const EndpointKind& endpoint) {
  if (is_one_of(key, {"aws:sourcevpc", "aws:sourcevpce"})) return true;
  return endpoint.is_s3 && is_one_of(key, {"aws:sourcevpcarn", "aws:vpceaccount", "aws:vpceorgid", "aws:vpceorgpaths"});
}

/// Keys that no request through this endpoint has.
bool is_never_there(std::string_view key, const EndpointKind& endpoint) {
  if (key == "aws:sourceip") return true;
  return !endpoint.is_s3 &&
         is_one_of(key, {"aws:sourcevpcarn", "aws:vpceaccount", "aws:vpceorgid", "aws:vpceorgpaths"});
}

bool has_wildcard(std::string_view text) {
  return text.find_first_of("*?") != std::string_view::npos;
}

bool is_only_wildcards(std::string_view text) {
  return !text.empty() && text.find_first_not_of("*?:") == std::string_view::npos;
}

/// How far one value of a key ties down who is meant.
enum class Tie : std::uint8_t { Firm, Loose, Nothing, Unknown };

/// The account of a principal's ARN: the fifth part.
Tie tie_of_arn(const Text& value) {
  if (value.may_be_anything()) return Tie::Unknown;
  const std::string& pattern = value.text;
  if (is_only_wildcards(pattern)) return Tie::Nothing;
  std::size_t begin = 0;
  for (int part = 0; part < 4; ++part) {
    const std::size_t colon = pattern.find(':', begin);
    if (colon == std::string::npos) return pattern.find(Text::kHole) == std::string::npos ? Tie::Loose : Tie::Firm;
    begin = colon + 1;
  }
  const std::string_view account = std::string_view(pattern).substr(begin, pattern.find(':', begin) - begin);
  return has_wildcard(account) ? Tie::Nothing : Tie::Firm;
}

Tie tie_of(std::string_view key, const Text& value, const Operator& op) {
  if (!op.takes_wildcards) return Tie::Firm;
  if (key == "aws:principalarn") return tie_of_arn(value);
  if (value.may_be_anything()) return Tie::Unknown;
  if (is_only_wildcards(value.text)) return Tie::Nothing;
  if (!has_wildcard(value.text)) return Tie::Firm;
  // `o-*` names every organisation; what comes after a path's first part narrows it down.
  const std::string_view head = std::string_view(value.text).substr(0, value.text.find_first_of("*?"));
  if (key == "aws:principalorgid") return Tie::Nothing;
  if (key == "aws:principalorgpaths") return head.find('/') == std::string_view::npos ? Tie::Nothing : Tie::Firm;
  return Tie::Loose;
}

/// The loosest of the values decides, because one that matches is enough.
Tie loosest(std::string_view key, const Condition& condition, const Operator& op, Causes& causes) {
  Tie tie = Tie::Firm;
  for (const Text& value : condition.values.items) {
    const Tie one = tie_of(key, value, op);
    if (one == Tie::Unknown) merge_causes(causes, value.causes);
    tie = std::max(tie, one);
  }
  if (!condition.values.is_complete && op.takes_wildcards) {
    merge_causes(causes, condition.values.causes);
    tie = std::max(tie, Tie::Unknown);
  }
  return tie;
}

/// A literal `*` under an operator that compares letter by letter matches nothing.
bool never_matches(const Condition& condition, const Operator& op) {
  if (!op.base.starts_with("StringEquals") || condition.values.items.empty() || !condition.values.is_complete)
    return false;
  return std::ranges::all_of(condition.values.items,
                             [](const Text& value) { return value.is_known && has_wildcard(value.text); });
}

bool is_true_text(const Condition& condition) {
  return condition.values.items.size() == 1 && lower_case(condition.values.items.front().text) == "true";
}

bool is_unknown_value(const Condition& condition) {
  return !condition.values.is_complete ||
         std::ranges::any_of(condition.values.items, [](const Text& value) { return !value.is_known; });
}

/// Whether the statement says elsewhere that the key must be there.
Tri has_presence_test(const Statement& statement, std::string_view key, Causes& causes) {
  Tri answer = Tri::No;
  for (const Condition& other : statement.conditions) {
    if (lower_case(other.key) != key || read_operator(other.operator_name).base != "Null") continue;
    if (is_unknown_value(other)) {
      answer = tri_or(answer, Tri::Unknown);
      merge_causes(causes, other.values.causes);
    } else if (other.values.items.size() == 1 && lower_case(other.values.items.front().text) == "false") {
      answer = Tri::Yes;
    }
  }
  return answer;
}

/// A condition that a request without the key satisfies.
ConditionJudgement judge_absent(const Statement& statement, std::string_view key, std::string why) {
  Causes causes;
  const Tri tested = has_presence_test(statement, key, causes);
  if (is_unknown(tested)) return {Effect_::Unknown, {}, std::move(causes)};
  return {is_yes(tested) ? Effect_::BoundsCaller : Effect_::Nothing, std::move(why), {}};
}

/// Whether another condition of the statement asks for a value of the same key.
bool has_value_test(const Statement& statement, const Condition& condition) {
  return std::ranges::any_of(statement.conditions, [&](const Condition& other) {
    return &other != &condition && lower_case(other.key) == lower_case(condition.key) &&
           read_operator(other.operator_name).base != "Null";
  });
}

std::string shown(std::string_view key) {
  return "`" + std::string(key) + "`";
}

ConditionJudgement judge_presence(const Condition& condition, const Statement& statement) {
  const std::string key = lower_case(condition.key);
  if (!is_caller_key(key) || has_value_test(statement, condition)) return {Effect_::Limits, {}, {}};
  return {Effect_::Nothing, "`Null` asks only whether " + shown(condition.key) + " is there, not for a value", {}};
}

/// Keys about the network by which the call came.
ConditionJudgement judge_network(const Condition& condition, const Operator& op, const EndpointKind& endpoint) {
  const std::string key = lower_case(condition.key);
  const bool holds_when_absent = op.is_negated || op.if_exists || op.for_all;
  if (is_never_there(key, endpoint)) {
    if (holds_when_absent)
      return {Effect_::Nothing,
              shown(condition.key) + " is never there in a request through this endpoint, so `" +
                  condition.operator_name + "` holds for everyone",
              {}};
    return {Effect_::Never, shown(condition.key) + " is never there in a request through this endpoint", {}};
  }
  if (!is_own_network_key(key, endpoint)) return {Effect_::Limits, {}, {}};
  if (op.is_negated) return {Effect_::Limits, {}, {}};
  return {Effect_::Nothing, "every request through the endpoint has its own " + shown(condition.key), {}};
}

ConditionJudgement judge_caller(const Condition& condition, const Statement& statement, const Operator& op) {
  const std::string key = lower_case(condition.key);
  if (key == "aws:principalisawsservice" && is_unknown_value(condition))
    return {Effect_::Unknown, {}, condition.values.causes};
  if (key == "aws:principalisawsservice")
    return {is_true_text(condition) ? Effect_::BoundsCaller : Effect_::Limits, {}, {}};
  if (op.is_negated)
    return {Effect_::Nothing, "`" + condition.operator_name + "` admits everyone but those whom it names", {}};
  if ((op.if_exists || op.for_all) && !is_always_there(key)) {
    const std::string which = op.if_exists ? "`…IfExists`" : "`ForAllValues`";
    ConditionJudgement absent =
        judge_absent(statement, key, which + " holds for a caller without " + shown(condition.key));
    if (absent.effect != Effect_::BoundsCaller) return absent;
  }
  if (never_matches(condition, op))
    return {
        Effect_::Never, "`" + condition.operator_name + "` compares letter by letter, and nothing is called `*`", {}};
  Causes causes;
  switch (loosest(key, condition, op, causes)) {
    case Tie::Firm: return {Effect_::BoundsCaller, {}, {}};
    case Tie::Loose: return {Effect_::Limits, {}, {}};
    case Tie::Nothing:
      return {Effect_::Nothing,
              "the pattern of " + shown(condition.key) + " matches callers of any account or organisation",
              {}};
    case Tie::Unknown: break;
  }
  return {Effect_::Unknown, {}, std::move(causes)};
}

}  // namespace

Operator read_operator(std::string_view name) {
  Operator op;
  const auto strip_front = [&](std::string_view prefix) {
    if (lower_case(name.substr(0, prefix.size())) != lower_case(prefix)) return false;
    name.remove_prefix(prefix.size());
    return true;
  };
  op.for_all = strip_front(kForAll);
  op.for_any = !op.for_all && strip_front(kForAny);
  if (name.size() > kIfExists.size() &&
      lower_case(name.substr(name.size() - kIfExists.size())) == lower_case(kIfExists)) {
    op.if_exists = true;
    name.remove_suffix(kIfExists.size());
  }
  op.base = name;
  for (const KnownOperator& known : kOperators) {
    if (lower_case(known.name) != lower_case(name)) continue;
    op.base = known.name;
    op.is_known = known.name != "Null" || !op.if_exists;
    op.is_negated = known.is_negated;
    op.takes_wildcards = known.takes_wildcards;
  }
  return op;
}

std::string_view nearest_operator(std::string_view name) {
  std::vector<std::string_view> names;
  for (const KnownOperator& known : kOperators) names.push_back(known.name);
  const Operator op = read_operator(name);
  return nearest_name(op.base, names);
}

bool is_caller_key(std::string_view key) {
  const std::string lower = lower_case(key);
  return is_one_of(lower, {"aws:principalorgid", "aws:principalorgpaths", "aws:principalaccount", "aws:principalarn",
                           "aws:principalservicename", "aws:principalservicenameslist", "aws:principalisawsservice"});
}

bool is_resource_owner_key(std::string_view key) {
  return is_one_of(lower_case(key),
                   {"aws:resourceaccount", "aws:resourceorgid", "aws:resourceorgpaths", "s3:resourceaccount"});
}

bool is_network_key(std::string_view key) {
  return is_one_of(lower_case(key), {"aws:sourceip", "aws:sourcevpc", "aws:sourcevpce", "aws:sourcevpcarn",
                                     "aws:vpceaccount", "aws:vpceorgid", "aws:vpceorgpaths"});
}

ConditionJudgement judge_allow_condition(const Condition& condition, const Statement& statement,
                                         const EndpointKind& endpoint) {
  const Operator op = read_operator(condition.operator_name);
  const std::string key = lower_case(condition.key);
  if (!op.is_known)
    return {Effect_::Unknown,
            {},
            {Cause{CauseKind::Unsupported,
                   condition.operator_name,
                   "`" + condition.operator_name + "` is no known condition operator",
                   {},
                   condition.place}}};
  if (op.base == "Null" && is_unknown_value(condition)) return {Effect_::Limits, {}, {}};
  if (op.base == "Null") return judge_presence(condition, statement);
  if (is_network_key(key)) return judge_network(condition, op, endpoint);
  if (is_caller_key(key)) return judge_caller(condition, statement, op);
  if (op.for_all && !op.is_negated && !is_always_there(key) && key != "aws:tagkeys") {
    ConditionJudgement absent =
        judge_absent(statement, key, "`ForAllValues` holds for a request without " + shown(condition.key));
    if (absent.effect != Effect_::BoundsCaller) return absent;
  }
  if (is_resource_owner_key(key) && !op.is_negated && !op.if_exists) {
    Causes causes;
    const Tie tie = loosest(key, condition, op, causes);
    if (tie == Tie::Unknown) return {Effect_::Unknown, {}, std::move(causes)};
    return {tie == Tie::Firm ? Effect_::BoundsResource : Effect_::Limits, {}, {}};
  }
  if (op.if_exists && !op.is_negated && (key.starts_with("bedrock") || key.starts_with("aws:principaltag/")))
    return {Effect_::Nothing, "`…IfExists` holds for a request without " + shown(condition.key), {}};
  return {Effect_::Limits, {}, {}};
}

EscapeJudgement judge_deny_condition(const Condition& condition, const EndpointKind& endpoint) {
  const Operator op = read_operator(condition.operator_name);
  const std::string key = lower_case(condition.key);
  if (!op.is_known) return {Escape::Unknown, {}, {}};
  if (op.base == "Bool" && is_one_of(key, {"aws:principalisawsservice", "aws:viaawsservice"}) &&
      !is_true_text(condition))
    return {Escape::Bounded, {}, {}};
  if (op.base == "Bool" && is_unknown_value(condition)) return {Escape::Unknown, {}, condition.values.causes};
  if (op.base == "Null") return {Escape::Everyone, {}, {}};
  if (is_never_there(key, endpoint)) return {op.is_negated || op.if_exists ? Escape::Nobody : Escape::Everyone, {}, {}};
  if (is_own_network_key(key, endpoint)) {
    if (!op.is_negated) return {Escape::Unknown, {}, {}};
    return {Escape::Everyone,
            "every request through the endpoint has its own " + shown(condition.key) + ", so this denies nothing",
            {}};
  }
  if (!is_caller_key(key) || !op.is_negated) return {Escape::Everyone, {}, {}};
  if (op.for_any) return {Escape::Unknown, {}, {}};
  Causes causes;
  switch (loosest(key, condition, op, causes)) {
    case Tie::Firm: return {Escape::Bounded, {}, {}};
    case Tie::Loose: return {Escape::Everyone, {}, {}};
    case Tie::Nothing:
      return {Escape::Everyone,
              "the pattern of " + shown(condition.key) + " lets callers of any account or organisation escape",
              {}};
    case Tie::Unknown: break;
  }
  return {Escape::Unknown, {}, std::move(causes)};
}

}  // namespace brn::policy
