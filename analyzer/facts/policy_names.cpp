// Names that stand in endpoint policies, against the lists of actions, operators and condition keys; and text that decides
// nothing at the endpoint where it stands.

#include <algorithm>
#include <array>

#include "analyzer/diagnostics/names.h"
#include "analyzer/facts/endpoint_policies.h"
#include "analyzer/policy/glob.h"

namespace brn::facts {

using policy::Condition;
using policy::Statement;
using policy::Text;
using policy::Texts;

namespace {

constexpr std::string_view kListDate = "2026-11";

struct Action {
  std::string_view name;
  std::string_view service;
};
constexpr std::array kActions = std::to_array<Action>({
#define BRN_BEDROCK_ACTION(name, service) {name, service},
#include "analyzer/facts/bedrock_actions.def"
#undef BRN_BEDROCK_ACTION
});

/// Operations that look like actions: another action authorises them (Amazon Bedrock API Reference, Converse).
constexpr std::array kOperations = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"bedrock:Converse", "bedrock:InvokeModel"},
    {"bedrock:ConverseStream", "bedrock:InvokeModelWithResponseStream"},
    {"bedrock:StartAsyncInvoke", "bedrock:InvokeModel"},
});

constexpr std::array kConditionKeys = std::to_array<std::string_view>({
#define BRN_CONDITION_KEY(name) name,
#include "analyzer/facts/condition_keys.def"
#undef BRN_CONDITION_KEY
});

bool is_known_action(std::string_view pattern) {
  return std::ranges::any_of(
      kActions, [&](const Action& action) { return policy::matches_glob_ignoring_case(pattern, action.name); });
}

/// IAM prefixes of Bedrock, against names of endpoints and clients that are none.
std::string_view right_prefix(std::string_view prefix) {
  for (const std::string_view known : {"bedrock", "bedrock-agentcore", "bedrock-mantle"}) {
    if (prefix == known) return known;
  }
  if (prefix.starts_with("bedrock-agentcore")) return "bedrock-agentcore";
  return prefix.starts_with("bedrock") ? "bedrock" : std::string_view();
}

/// The action that was meant; empty where none is near.
std::string nearest_action(const std::string& text) {
  const std::string lower = policy::lower_case(text);
  for (const auto& [operation, action] : kOperations) {
    if (policy::lower_case(operation) == lower) return std::string(action);
  }
  const std::string_view prefix = std::string_view(lower).substr(0, lower.find(':'));
  const std::string_view right = right_prefix(prefix);
  const std::string moved = std::string(right) + text.substr(prefix.size());
  if (right != prefix && is_known_action(moved)) return moved;
  std::vector<std::string_view> names;
  for (const Action& action : kActions) {
    if (action.name.starts_with(std::string(right) + ":")) names.push_back(action.name);
  }
  // A slip is one or two letters; what differs by more may be newer than the list.
  const std::string_view nearest = nearest_name(moved, names);
  const std::size_t difference =
      nearest.size() > moved.size() ? nearest.size() - moved.size() : moved.size() - nearest.size();
  std::size_t same = 0;
  while (same < std::min(nearest.size(), moved.size()) && nearest[same] == moved[same]) ++same;
  std::size_t tail = 0;
  while (tail < std::min(nearest.size(), moved.size()) - same &&
         nearest[nearest.size() - 1 - tail] == moved[moved.size() - 1 - tail]) {
    ++tail;
  }
  const bool is_slip = difference <= 2 && std::max(nearest.size(), moved.size()) - same - tail <= 3;
  return is_slip ? std::string(nearest) : std::string();
}

void add_actions(const Texts& actions, const Statement& statement, PolicyRemarks& remarks) {
  for (const Text& action : actions.items) {
    const std::string lower = policy::lower_case(action.text);
    if (!action.is_known || !lower.starts_with("bedrock") || lower.find(':') == std::string::npos) continue;
    if (is_known_action(action.text)) continue;
    const std::string nearest = nearest_action(action.text);
    std::string message = quoted(action.text) + " is no action that the list of " + std::string(kListDate) + " has";
    if (!nearest.empty()) message = quoted(action.text) + " is no action; " + quoted(nearest) + " is";
    remarks.certain.push_back(
        {place_of_text(action, statement), std::move(message), action.text, !nearest.empty(), {}});
  }
}

bool is_known_key(std::string_view key) {
  const std::string lower = policy::lower_case(key);
  return std::ranges::any_of(kConditionKeys, [&](std::string_view known) {
    const std::string name = policy::lower_case(known);
    return name.ends_with('/') ? lower.starts_with(name) : lower == name;
  });
}

void add_key(const Condition& condition, PolicyRemarks& remarks) {
  const std::string lower = policy::lower_case(condition.key);
  const bool is_listed = lower.starts_with("aws:") || lower.starts_with("bedrock");
  if (is_listed && is_known_key(condition.key)) return;
  const bool has_prefix = lower.find(':') != std::string::npos;
  if (has_prefix && !is_listed) return;
  const std::vector<std::string_view> names(kConditionKeys.begin(), kConditionKeys.end());
  const std::string_view nearest = nearest_name(condition.key, names);
  const std::size_t longest = std::max(nearest.size(), condition.key.size());
  const bool is_near = !nearest.empty() && longest - std::min(nearest.size(), condition.key.size()) <= 4;
  std::string message =
      quoted(condition.key) + " is no condition key that the list of " + std::string(kListDate) + " has";
  if (is_near) message = quoted(condition.key) + " is no condition key; " + quoted(nearest) + " is";
  remarks.certain.push_back({condition.place, std::move(message), condition.key, is_near, {}});
}

void add_operator(const Condition& condition, PolicyRemarks& remarks) {
  if (policy::read_operator(condition.operator_name).is_known) return;
  const std::string_view nearest = policy::nearest_operator(condition.operator_name);
  std::string message =
      quoted(condition.operator_name) + " is no condition operator that the list of " + std::string(kListDate) + " has";
  if (!nearest.empty())
    message = quoted(condition.operator_name) + " is no condition operator; " + quoted(nearest) + " is";
  remarks.certain.push_back({condition.place, std::move(message), condition.operator_name, !nearest.empty(), {}});
}

void note_unknown(const Texts& texts, PolicyRemarks& remarks) {
  if (!texts.is_complete) merge_causes(remarks.causes, texts.causes);
  for (const Text& text : texts.items) {
    if (text.is_known) continue;
    merge_causes(remarks.causes, text.causes);
    if (text.place.is_valid()) remarks.doubt = text.place;
  }
}

std::string_view without_fips(std::string_view service) {
  constexpr std::string_view kFips = "-fips";
  return service.ends_with(kFips) ? service.substr(0, service.size() - kFips.size()) : service;
}

/// Whether no call that the pattern names goes by the endpoint.
bool goes_elsewhere(std::string_view pattern, std::string_view service) {
  bool is_called = false;
  for (const Action& action : kActions) {
    if (!policy::matches_glob_ignoring_case(pattern, action.name)) continue;
    if (action.service.empty() || without_fips(action.service) == without_fips(service)) return false;
    is_called = true;
  }
  return is_called;
}

void add_foreign_actions(const Statement& statement, const graph::Endpoint& endpoint, PolicyRemarks& remarks) {
  const std::string& service = endpoint.service.value.suffix;
  for (const Text& action : statement.actions.items) {
    if (!action.is_known || !goes_elsewhere(action.text, service)) continue;
    remarks.certain.push_back(
        {place_of_text(action, statement),
         quoted(action.text) + " decides nothing here: no such call goes by the endpoint of " + quoted(service),
         action.text,
         false,
         {}});
  }
}

}  // namespace

PolicyRemarks unknown_names(const Facts& facts, const graph::Endpoint& endpoint) {
  PolicyRemarks remarks;
  remarks.doubt = endpoint.policy.place.is_valid() ? endpoint.policy.place : endpoint.header;
  const auto read = read_endpoint_policy(facts, endpoint, remarks.causes);
  if (!read) return remarks;
  for (const Statement& statement : read->policy.statements) {
    for (const Texts* actions : {&statement.actions, &statement.not_actions}) {
      add_actions(*actions, statement, remarks);
      note_unknown(*actions, remarks);
    }
    for (const Condition& condition : statement.conditions) {
      add_operator(condition, remarks);
      add_key(condition, remarks);
    }
  }
  return remarks;
}

PolicyRemarks dead_text(const Facts& facts, const graph::Endpoint& endpoint) {
  PolicyRemarks remarks;
  remarks.doubt = endpoint.policy.place.is_valid() ? endpoint.policy.place : endpoint.header;
  const auto read = read_endpoint_policy(facts, endpoint, remarks.causes);
  if (!read) return remarks;
  for (const policy::AllowReading& reading : policy::read_allows(read->policy, {})) {
    if (reading.statement->effect == policy::Effect::Unknown) {
      merge_causes(remarks.causes, reading.statement->causes);
      continue;
    }
    add_foreign_actions(*reading.statement, endpoint, remarks);
    note_unknown(reading.statement->actions, remarks);
    const auto add = [&](const policy::IdleCondition& idle, const std::string& what) {
      remarks.certain.push_back({idle.condition->place.is_valid() ? idle.condition->place : idle.statement->place,
                                 what + ": " + idle.why,
                                 policy::lower_case(idle.condition->key),
                                 false,
                                 {}});
    };
    for (const policy::IdleCondition& never : reading.never) add(never, "this statement never applies");
    if (!is_yes(reading.is_bounded)) continue;
    for (const policy::IdleCondition& idle : reading.idle) {
      if (policy::is_caller_key(idle.condition->key) || policy::is_network_key(idle.condition->key))
        add(idle, "this condition decides nothing");
    }
  }
  return remarks;
}

}  // namespace brn::facts
