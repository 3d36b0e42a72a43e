#include "analyzer/facts/endpoint_policies.h"

#include <algorithm>

#include "analyzer/facts/services.h"
#include "analyzer/facts/state.h"
#include "analyzer/facts/trusted_callers.h"
#include "analyzer/policy/document_form.h"
#include "analyzer/policy/glob.h"

namespace brn::facts {

using policy::AllowReading;
using policy::Statement;
using policy::Text;

namespace {

/// Whether a role of a policy is judged here at all; another rule says that it is full access.
bool is_full_access(const Facts& facts, const graph::Endpoint& endpoint) {
  return facts.policy_is_full_access(endpoint).is_yes();
}

bool is_agent_core(const graph::Endpoint& endpoint) {
  return endpoint.service.value.suffix.starts_with("bedrock-agentcore");
}

/// "`bedrock:InvokeModel`, `bedrock:Converse` …"
std::string actions_in_words(const Statement& statement) {
  constexpr std::size_t kShown = 2;
  if (statement.not_actions.is_present) return "all actions but a few";
  std::string text;
  for (std::size_t i = 0; i < std::min(kShown, statement.actions.items.size()); ++i) {
    text += (i == 0 ? "" : ", ") + quoted(statement.actions.items[i].shown());
  }
  return statement.actions.items.size() > kShown ? text + " …" : text;
}

bool is_wholly_idle(const AllowReading& reading) {
  return !reading.idle.empty() || !reading.idle_denies.empty();
}

Span place_of_principal(const Statement& statement) {
  const policy::Principals& who = statement.not_principals.is_present ? statement.not_principals : statement.principals;
  for (const policy::Principal& principal : who.items) {
    if (principal.value.place.is_valid() && principal.value.text == "*") return principal.value.place;
  }
  return who.place.is_valid() ? who.place : statement.place;
}

/// Callers with an OAuth token carry no IAM principal: an AgentCore endpoint has to admit them by resource (Amazon Bedrock
/// AgentCore Developer Guide, VPC interface endpoints).
bool is_bounded_for_tokens(const graph::Endpoint& endpoint, const Statement& statement) {
  if (!is_agent_core(endpoint) || statement.resources.items.empty()) return false;
  return std::ranges::none_of(statement.resources.items,
                              [](const Text& text) { return text.is_known && text.text == "*"; });
}

/// The parts of an ARN pattern; empty when it has fewer than six.
std::vector<std::string_view> arn_parts(std::string_view text) {
  std::vector<std::string_view> parts;
  for (int i = 0; i < 5; ++i) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) return {};
    parts.push_back(text.substr(0, colon));
    text.remove_prefix(colon + 1);
  }
  parts.push_back(text);
  return parts;
}

bool has_wildcard(std::string_view text) {
  return text.find_first_of("*?") != std::string_view::npos;
}

/// Whether a resource pattern takes in things of accounts that nobody named; foundation models have no account.
Tri is_wide(const Text& resource, const Settings& settings) {
  if (resource.may_be_anything()) return Tri::Unknown;
  const std::vector<std::string_view> parts = arn_parts(resource.text);
  if (parts.empty()) return tri(has_wildcard(resource.text));
  const bool names_account = !has_wildcard(parts[4]) && !is_untrusted_account(settings, parts[4]);
  return tri(!names_account && !parts[5].starts_with("foundation-model/"));
}

bool only_actions_without_resource(const Statement& statement) {
  return statement.actions.is_present && statement.actions.is_complete &&
         std::ranges::all_of(statement.actions.items,
                             [](const Text& action) { return action.is_known && takes_no_resource(action.text); });
}

/// "the resource `…` takes in those of any account"
std::string wide_in_words(const Text& resource, const Settings& settings) {
  const std::vector<std::string_view> parts = arn_parts(resource.text);
  const std::string what = "the resource " + quoted(resource.shown());
  if (!parts.empty() && is_untrusted_account(settings, parts[4]))
    return what + " is of an account that `trusted-accounts` does not name";
  return what + " takes in those of any account";
}

void add_wide_resources(const AllowReading& reading, const Settings& settings, PolicyRemarks& remarks) {
  const Statement& statement = *reading.statement;
  if (is_yes(reading.is_bounded_by_resource) || only_actions_without_resource(statement)) return;
  if (is_unknown(reading.is_bounded_by_resource)) {
    merge_causes(remarks.causes, reading.causes);
    return;
  }
  if (statement.not_resources.is_present) {
    remarks.certain.push_back({statement.not_resources.place,
                               "`NotResource` lets everything through but what it names",
                               "resource",
                               false,
                               {}});
    return;
  }
  if (!statement.resources.is_complete) merge_causes(remarks.causes, statement.resources.causes);
  for (const Text& resource : statement.resources.items) {
    const Tri wide = is_wide(resource, settings);
    if (is_unknown(wide)) {
      merge_causes(remarks.causes, resource.causes);
      remarks.doubt = place_of_text(resource, statement);
    }
    if (!is_yes(wide)) continue;
    remarks.certain.push_back(
        {place_of_text(resource, statement), wide_in_words(resource, settings), "resource", false, {}});
    return;
  }
}

void add_wide_actions(const AllowReading& reading, PolicyRemarks& remarks) {
  const Statement& statement = *reading.statement;
  if (statement.not_actions.is_present) {
    remarks.certain.push_back({statement.not_actions.place,
                               "`NotAction` lets every action through but those that it names",
                               "action",
                               false,
                               {}});
    return;
  }
  if (!statement.actions.is_complete) merge_causes(remarks.causes, statement.actions.causes);
  for (const Text& action : statement.actions.items) {
    if (action.may_be_anything()) {
      merge_causes(remarks.causes, action.causes);
      remarks.doubt = place_of_text(action, statement);
      continue;
    }
    if (policy::globs_intersect("bedrock*", policy::lower_case(action.text)) && action.text.find_first_of("*") != 0)
      continue;
    remarks.certain.push_back({place_of_text(action, statement),
                               "the action " + quoted(action.shown()) + " reaches beyond Bedrock",
                               "action",
                               false,
                               {}});
    return;
  }
}

/// A statement that may as well be a Deny.
bool note_unknown_effect(const AllowReading& reading, PolicyRemarks& remarks) {
  if (reading.statement->effect != policy::Effect::Unknown) return false;
  merge_causes(remarks.causes, reading.statement->causes);
  remarks.doubt = reading.statement->place;
  return true;
}

/// Whether the document could be read as a policy at all.
bool is_readable(const ReadPolicy& read) {
  return !read.policy.statements.empty();
}

}  // namespace

Span place_of_text(const Text& text, const Statement& statement) {
  return text.place.is_valid() ? text.place : statement.place;
}

std::optional<ReadPolicy> read_endpoint_policy(const Facts& facts, const graph::Endpoint& endpoint, Causes& causes) {
  if (endpoint.policy.is_absent()) return std::nullopt;
  if (endpoint.policy.is_unknown()) {
    causes = endpoint.policy.causes;
    return std::nullopt;
  }
  ReadPolicy read;
  read.document = &facts.graph().get(endpoint.policy.target);
  if (read.document->is_external()) {
    causes = causes_of_entity(*read.document);
    return std::nullopt;
  }
  read.policy = policy::read_policy(read.document->document);
  if (!read.policy.is_complete && read.policy.statements.empty() && read.policy.problems.empty())
    causes = read.policy.causes;
  return read;
}

namespace {

/// The policy with its Allows, where it is to be judged.
std::optional<ReadPolicy> read_allows(const Facts& facts, const graph::Endpoint& endpoint, PolicyRemarks& remarks) {
  remarks.doubt = endpoint.policy.place.is_valid() ? endpoint.policy.place : endpoint.header;
  std::optional<ReadPolicy> read = read_endpoint_policy(facts, endpoint, remarks.causes);
  if (!read || is_full_access(facts, endpoint)) return std::nullopt;
  read->allows = policy::read_allows(read->policy, {endpoint.service.value.suffix == "s3"});
  return read;
}

}  // namespace

namespace {

/// Callers to whom the policy ties itself, and whom the configuration does not trust.
void add_strangers(const Facts& facts, const graph::Endpoint& endpoint, const AllowReading& reading,
                   PolicyRemarks& remarks) {
  Strangers strangers = strangers_of(facts, reading);
  if (!strangers.causes.empty()) {
    merge_causes(remarks.causes, strangers.causes);
    remarks.doubt = place_of_principal(*reading.statement);
  }
  for (Stranger& stranger : strangers.certain) {
    remarks.certain.push_back({stranger.place,
                               "the policy of " + quoted(endpoint.address) + " lets " + quoted(stranger.name) +
                                   " call " + actions_in_words(*reading.statement) + ", and `" + stranger.setting +
                                   "` does not name it",
                               stranger.name,
                               false,
                               {}});
  }
}

}  // namespace

PolicyRemarks unbounded_callers(const Facts& facts, const graph::Endpoint& endpoint) {
  PolicyRemarks remarks;
  const auto read = read_allows(facts, endpoint, remarks);
  if (!read || !is_readable(*read)) return remarks;
  for (const AllowReading& reading : read->allows) {
    const Statement& statement = *reading.statement;
    if (is_unknown(reading.is_bounded)) {
      merge_causes(remarks.causes, reading.causes);
      remarks.doubt = place_of_principal(statement);
    }
    if (is_yes(reading.is_bounded)) add_strangers(facts, endpoint, reading, remarks);
    const bool is_open = is_no(reading.is_bounded) && !is_bounded_for_tokens(endpoint, statement);
    // A condition that was meant to bound them is the fault then.
    if (!is_open || is_wholly_idle(reading)) continue;
    remarks.certain.push_back({place_of_principal(statement),
                               "the policy of " + quoted(endpoint.address) + " lets callers of any account call " +
                                   actions_in_words(statement) +
                                   ": nothing ties them to an account, organisation or role",
                               "callers",
                               false,
                               {}});
  }
  return remarks;
}

PolicyRemarks idle_conditions(const Facts& facts, const graph::Endpoint& endpoint) {
  PolicyRemarks remarks;
  const auto read = read_allows(facts, endpoint, remarks);
  if (!read) return remarks;
  for (const AllowReading& reading : read->allows) {
    if (note_unknown_effect(reading, remarks)) continue;
    const auto add = [&](const policy::IdleCondition& idle, bool is_deny) {
      const bool decides_callers =
          policy::is_caller_key(idle.condition->key) || policy::is_network_key(idle.condition->key);
      if (decides_callers && is_yes(reading.is_bounded)) return;
      std::string message = "this condition restricts nothing: " + idle.why;
      if (is_deny) message = "this `Deny` keeps nobody out: " + idle.why;
      remarks.certain.push_back({idle.condition->place.is_valid() ? idle.condition->place : idle.statement->place,
                                 std::move(message),
                                 policy::lower_case(idle.condition->key),
                                 false,
                                 {}});
    };
    for (const policy::IdleCondition& idle : reading.idle) add(idle, false);
    for (const policy::IdleCondition& idle : reading.idle_denies) add(idle, true);
    if (is_unknown(reading.is_bounded)) {
      merge_causes(remarks.causes, reading.causes);
      remarks.doubt = reading.statement->place;
    }
  }
  return remarks;
}

PolicyRemarks wide_grants(const Facts& facts, const graph::Endpoint& endpoint) {
  PolicyRemarks remarks;
  const auto read = read_allows(facts, endpoint, remarks);
  if (!read) return remarks;
  for (const AllowReading& reading : read->allows) {
    if (note_unknown_effect(reading, remarks)) continue;
    add_wide_resources(reading, facts.settings(), remarks);
    add_wide_actions(reading, remarks);
  }
  return remarks;
}

PolicyRemarks form_faults(const Facts& facts, const graph::Endpoint& endpoint) {
  PolicyRemarks remarks;
  remarks.doubt = endpoint.policy.place.is_valid() ? endpoint.policy.place : endpoint.header;
  const auto read = read_endpoint_policy(facts, endpoint, remarks.causes);
  if (!read) return remarks;
  for (const policy::Problem& problem : policy::form_problems(read->policy, read->document->document)) {
    remarks.certain.push_back({problem.place.is_valid() ? problem.place : remarks.doubt,
                               "AWS refuses the policy of " + quoted(endpoint.address) + ": " + problem.message,
                               problem.message,
                               false,
                               {}});
  }
  return remarks;
}

}  // namespace brn::facts
