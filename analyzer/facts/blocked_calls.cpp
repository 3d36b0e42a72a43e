#include "analyzer/facts/blocked_calls.h"

#include <algorithm>

#include "analyzer/facts/endpoint_policies.h"
#include "analyzer/facts/named_entities.h"
#include "analyzer/facts/services.h"
#include "analyzer/facts/state.h"
#include "analyzer/policy/conditions.h"
#include "analyzer/policy/glob.h"
#include "analyzer/policy/questions.h"

namespace brn::facts {

using policy::Statement;
using policy::Text;
using policy::Texts;

namespace {

constexpr std::string_view kInvoke = "bedrock:InvokeModel";

bool is_wildcard(std::string_view text) {
  return text.find_first_of("*?") != std::string_view::npos;
}

/// A call that a role allows by name, or that its pattern is for.
struct Call {
  std::string action;
  std::vector<std::string> resources;  // patterns; empty: any
  Reason allowed;
};

std::vector<std::string> widened(const Texts& texts) {
  std::vector<std::string> patterns;
  if (!texts.is_present || !texts.is_complete) return patterns;
  for (const Text& text : texts.items) patterns.push_back(text.widened());
  return patterns;
}

/// Gathers the calls of a role that go by one service.
class CallReader {
 public:
  CallReader(const Facts& facts, const graph::Role& role, std::string_view service)
      : facts_(facts), role_(role), service_(service) {}

  std::vector<Call> read() {
    for (const graph::RolePolicy& attached : role_.policies) read_policy(attached);
    return std::move(calls_);
  }

 private:
  void read_policy(const graph::RolePolicy& attached) {
    if (attached.managed.is_set() && attached.managed.value == "AmazonBedrockFullAccess") {
      const Span place = attached.managed.place.is_valid() ? attached.managed.place : attached.place;
      add("bedrock:*", {}, {"a managed policy allows it", attached.address, place});
      return;
    }
    if (!attached.document.has_target()) return;
    const graph::PolicyDocument& document = facts_.graph().get(attached.document.target);
    if (document.is_external() || document.exists != Tri::Yes) return;
    const policy::Policy read = policy::read_policy(document.document);
    for (const Statement& statement : read.statements) {
      if (statement.effect != policy::Effect::Allow) continue;
      for (const Text& action : statement.actions.items) {
        if (!action.is_known) continue;
        const Span place = action.place.is_valid() ? action.place : statement.place;
        add(action.text, widened(statement.resources), {"the role allows it here", attached.address, place});
      }
    }
  }

  /// A pattern stands for the call that it is for, if there is one.
  void add(const std::string& pattern, std::vector<std::string> resources, Reason allowed) {
    const auto reached = services_of(pattern);
    const auto mine = std::ranges::find(reached, service_, &ReachedService::service);
    if (mine == reached.end() || mine->demand != Demand::Needed) return;
    std::string action = pattern;
    if (is_wildcard(pattern)) {
      if (service_ != "bedrock-runtime" || !policy::matches_glob_ignoring_case(pattern, kInvoke)) return;
      action = kInvoke;
    }
    if (!is_bedrock_action(action)) return;
    calls_.push_back({std::move(action), std::move(resources), std::move(allowed)});
  }

  const Facts& facts_;
  const graph::Role& role_;
  std::string_view service_;
  std::vector<Call> calls_;
};

/// Which part of a statement keeps a call out, in the order in which they are asked.
enum class Stop : std::uint8_t { Action, Caller, Resource, Condition, Nothing };

/// Whether what is not known of a statement may be anything, so that it lets a call through only perhaps.
bool is_doubtful(const Statement& statement) {
  const auto is_open = [](const Texts& texts) {
    return texts.is_present && (!texts.is_complete || std::ranges::any_of(texts.items, &Text::may_be_anything));
  };
  const policy::Principals& who = statement.principals;
  return statement.effect == policy::Effect::Unknown || is_open(statement.actions) || is_open(statement.not_actions) ||
         is_open(statement.resources) || is_open(statement.not_resources) || (who.is_present && !who.is_complete) ||
         std::ranges::any_of(who.items, [](const policy::Principal& one) { return one.value.may_be_anything(); });
}

/// Judges a policy for one call of one role.
class CallJudge {
 public:
  CallJudge(const graph::ResourceGraph& graph, const graph::Role& role, const policy::Policy& policy)
      : graph_(graph), role_(role), policy_(policy) {}

  /// The furthest that any Allow lets the call come, and that statement.
  struct Result {
    Stop stop = Stop::Action;
    const Statement* statement = nullptr;
    const Statement* denied_by = nullptr;
  };

  [[nodiscard]] Result judge(const Call& call) const {
    Result result;
    for (const Statement& statement : policy_.statements) {
      if (statement.effect == policy::Effect::Deny) {
        if (denies(statement, call)) result.denied_by = &statement;
        continue;
      }
      const Stop stop = stop_of(statement, call);
      const bool is_surer = stop == Stop::Nothing && result.stop == Stop::Nothing && result.statement != nullptr &&
                            is_doubtful(*result.statement) && !is_doubtful(statement);
      if (result.statement != nullptr && stop <= result.stop && !is_surer) continue;
      result.stop = stop;
      result.statement = &statement;
    }
    return result;
  }

 private:
  [[nodiscard]] Stop stop_of(const Statement& statement, const Call& call) const {
    if (statement.effect == policy::Effect::Unknown) return Stop::Nothing;
    if (is_no(policy::covers_action(statement, call.action))) return Stop::Action;
    if (!may_admit(statement)) return Stop::Caller;
    if (!may_concern(statement, call)) return Stop::Resource;
    for (const policy::Condition& condition : statement.conditions) {
      if (policy::judge_allow_condition(condition, statement, {}).effect == policy::Effectiveness::Never)
        return Stop::Condition;
    }
    return Stop::Nothing;
  }

  [[nodiscard]] bool may_admit(const Statement& statement) const {
    if (!statement.principals.is_present || !statement.principals.is_complete) return true;
    return std::ranges::any_of(statement.principals.items, [&](const policy::Principal& principal) {
      if (principal.type == "*") return true;
      return principal.type == "AWS" && !is_no(names_role(graph_, principal.value, role_));
    });
  }

  [[nodiscard]] static bool may_concern(const Statement& statement, const Call& call) {
    if (!statement.resources.is_present || !statement.resources.is_complete) return true;
    const bool needs_star = takes_no_resource(call.action);
    return std::ranges::any_of(statement.resources.items, [&](const Text& resource) {
      const std::string pattern = resource.widened();
      if (needs_star) return pattern.find_first_not_of('*') == std::string::npos;
      return call.resources.empty() || std::ranges::any_of(call.resources, [&](const std::string& wanted) {
               return policy::arns_intersect(pattern, wanted);
             });
    });
  }

  /// A Deny without a condition for everyone and everything that the call is about.
  [[nodiscard]] static bool denies(const Statement& statement, const Call& call) {
    if (statement.has_conditions() || !statement.principals.has_everyone()) return false;
    if (!is_yes(policy::covers_action(statement, call.action))) return false;
    return std::ranges::any_of(statement.resources.items, [&](const Text& resource) {
      return resource.is_known &&
             (resource.text == "*" ||
              (!call.resources.empty() && std::ranges::all_of(call.resources, [&](const std::string& wanted) {
                return policy::matches_glob(resource.text, wanted);
              })));
    });
  }

  const graph::ResourceGraph& graph_;
  const graph::Role& role_;
  const policy::Policy& policy_;
};

Span first_valid(Span a, Span b) {
  return a.is_valid() ? a : b;
}

BlockedCall blocked(const Call& call, const CallJudge::Result& result, Span whole) {
  if (result.denied_by != nullptr)
    return {call.action, "a `Deny` takes it whoever calls", first_valid(result.denied_by->place, whole), call.allowed};
  const Statement* statement = result.statement;
  if (statement == nullptr) return {call.action, "no statement allows anything", whole, call.allowed};
  switch (result.stop) {
    case Stop::Caller:
      return {call.action, "it admits other callers only", first_valid(statement->principals.place, whole),
              call.allowed};
    case Stop::Resource:
      return {call.action, "it is for other resources than the role's", first_valid(statement->resources.place, whole),
              call.allowed};
    case Stop::Condition:
      return {call.action, "its condition never holds", first_valid(statement->conditions.front().place, whole),
              call.allowed};
    case Stop::Action:
    case Stop::Nothing: break;
  }
  const Span actions = statement->not_actions.is_present ? statement->not_actions.place : statement->actions.place;
  return {call.action, "no statement allows the action", first_valid(actions, whole), call.allowed};
}

std::string_view without_fips(std::string_view service) {
  constexpr std::string_view kFips = "-fips";
  return service.ends_with(kFips) ? service.substr(0, service.size() - kFips.size()) : service;
}

}  // namespace

BlockedCalls blocked_calls(const Facts& facts, const graph::Endpoint& endpoint, graph::RoleId role) {
  BlockedCalls answer;
  const graph::Role& entity = facts.graph().get(role);
  const std::vector<Call> calls = CallReader(facts, entity, without_fips(endpoint.service.value.suffix)).read();
  answer.has_calls = !calls.empty();
  if (calls.empty()) return answer;
  const auto read = read_endpoint_policy(facts, endpoint, answer.causes);
  if (!read) return answer;
  if (!read->policy.is_complete) {
    answer.causes = read->policy.causes;
    return answer;
  }
  const Span whole = first_valid(endpoint.policy.place, endpoint.header);
  const CallJudge judge(facts.graph(), entity, read->policy);
  for (const Call& call : calls) {
    const CallJudge::Result result = judge.judge(call);
    if (result.stop != Stop::Nothing || result.denied_by != nullptr) {
      answer.certain.push_back(blocked(call, result, whole));
    } else if (is_doubtful(*result.statement)) {
      merge_causes(answer.causes, result.statement->causes);
    }
  }
  return answer;
}

}  // namespace brn::facts
