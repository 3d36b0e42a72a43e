// Access: what roles may call, and what endpoint policies let through.

#include <algorithm>

#include "analyzer/facts/facts.h"
#include "analyzer/facts/services.h"
#include "analyzer/facts/state.h"
#include "analyzer/policy/glob.h"
#include "analyzer/policy/questions.h"

namespace brn::facts {

using graph::Role;
using graph::RolePolicy;

namespace {

/// Gathers what the policies of one role allow.
class RoleReader {
 public:
  RoleReader(const graph::ResourceGraph& graph, const Role& role) : graph_(graph), role_(role) {}

  RoleAccess read(const std::vector<graph::RoleId>& open_roles) {
    access_ = {Answer::no(), Answer::no(), Answer::no(), {}};
    for (const RolePolicy& attached : role_.policies) read_policy(attached);
    for (const graph::RoleId open : open_roles) read_open_role(graph_.get(open));
    if (!role_.policies_complete)
      doubt(role_.policies_causes.empty() ? causes_of_entity(role_) : role_.policies_causes);
    return std::move(access_);
  }

 private:
  /// One policy by itself.
  RoleReader(const graph::ResourceGraph& graph, const Role& role, const RolePolicy& attached)
      : graph_(graph), role_(role) {
    access_ = {Answer::no(), Answer::no(), Answer::no(), {}};
    read_policy(attached);
  }

  void doubt(const Causes& causes) {
    access_.calls_bedrock = either(std::move(access_.calls_bedrock), Answer::unknown(causes));
    access_.uses_s3 = either(std::move(access_.uses_s3), Answer::unknown(causes));
  }

  /// A policy that names Bedrock, attached to a role that may be this one.
  void read_open_role(const Role& open) {
    if (role_.is_external()) return;
    for (const RolePolicy& attached : open.policies) {
      const RoleAccess other = RoleReader(graph_, open, attached).access_;
      if (!other.calls_bedrock.is_no())
        access_.calls_bedrock = either(std::move(access_.calls_bedrock), Answer::unknown(open.causes));
      if (!other.uses_s3.is_no()) access_.uses_s3 = either(std::move(access_.uses_s3), Answer::unknown(open.causes));
    }
  }

  void read_policy(const RolePolicy& attached) {
    if (attached.managed.is_set() && !attached.managed.value.empty()) return read_managed(attached);
    if (attached.document.is_unknown()) return doubt(attached.document.causes);
    if (!attached.document.has_target()) return;
    const graph::PolicyDocument& document = graph_.get(attached.document.target);
    if (document.is_external()) return doubt(causes_of_entity(document));
    const policy::Policy read = policy::read_policy(document.document);
    if (!read.is_complete) doubt(read.causes.empty() ? causes_of_entity(document) : read.causes);
    for (const policy::Statement& statement : read.statements) {
      if (statement.effect != policy::Effect::Deny) read_statement(statement, attached, document);
    }
  }

  /// AWS's managed policies by name; their exact contents move (Amazon Bedrock User Guide, AWS managed policies).
  void read_managed(const RolePolicy& attached) {
    const std::string& name = attached.managed.value;
    Reason reason{quoted(role_.address) + " has the managed policy " + quoted(name), attached.address,
                  attached.managed.place.is_valid() ? attached.managed.place : attached.place};
    if (name == "AmazonBedrockFullAccess" || name == "AmazonBedrockLimitedAccess") {
      add_pattern("bedrock:*", reason);
    } else if (name.starts_with("AmazonBedrock")) {
      add_pattern("bedrock:get*", reason);
    } else if (name.starts_with("BedrockAgentCore")) {
      add_pattern("bedrock-agentcore:*", reason);
    } else if (name == "AdministratorAccess" || name == "PowerUserAccess") {
      access_.calls_anything = either(std::move(access_.calls_anything), Answer::yes({reason}));
    } else if (name.starts_with("AmazonS3")) {
      access_.uses_s3 = either(std::move(access_.uses_s3), Answer::yes({reason}));
    }
  }

  void read_statement(const policy::Statement& statement, const RolePolicy& attached,
                      const graph::PolicyDocument& document) {
    if (statement.not_actions.is_present) {
      if (is_yes(policy::covers_action(statement, "bedrock:InvokeModel"))) {
        add_anything(
            {quoted(role_.address) + " allows all actions but a few", attached.address, statement.not_actions.place});
      }
      return;
    }
    const bool is_certain = statement.effect == policy::Effect::Allow && document.exists == Tri::Yes;
    if (!statement.actions.is_complete) doubt(statement.actions.causes);
    for (const policy::Text& action : statement.actions.items) {
      if (is_certain) {
        read_action(action, attached);
      } else if (action.text.starts_with("bedrock")) {
        doubt(statement.causes.empty() ? causes_of_entity(document) : statement.causes);
      }
    }
  }

  void read_action(const policy::Text& action, const RolePolicy& attached) {
    Reason reason{quoted(role_.address) + " allows " + quoted(action.shown()), attached.address,
                  action.place.is_valid() ? action.place : attached.place};
    const std::string pattern = action.widened();
    // What is not known may name any service; where its head is known, that decides.
    if (!action.is_known && pattern.starts_with('*')) return doubt(action.causes);
    if (policy::matches_glob_ignoring_case("bedrock*", pattern)) return add_pattern(pattern, reason);
    if (policy::matches_glob_ignoring_case("s3:*", pattern)) {
      access_.uses_s3 = either(std::move(access_.uses_s3), Answer::yes({std::move(reason)}));
    } else if (policy::matches_glob_ignoring_case(pattern, "bedrock:InvokeModel")) {
      add_anything(std::move(reason));
    }
  }

  void add_pattern(std::string_view pattern, const Reason& reason) {
    access_.calls_bedrock = either(std::move(access_.calls_bedrock), Answer::yes({reason}));
    std::vector<Need> needs;
    for (const ReachedService& reached : services_of(pattern)) {
      needs.push_back({std::string(reached.service), reached.demand, {reason}});
    }
    merge_needs(access_.needs, needs);
  }

  void add_anything(Reason reason) {
    access_.calls_anything = either(std::move(access_.calls_anything), Answer::yes({std::move(reason)}));
  }

  const graph::ResourceGraph& graph_;
  const Role& role_;
  RoleAccess access_;
};

/// The first text of a statement that is not known.
Span unknown_text(const policy::Statement& statement, Span otherwise) {
  for (const policy::Texts* texts :
       {&statement.actions, &statement.not_actions, &statement.resources, &statement.not_resources}) {
    if (!texts->is_complete && texts->place.is_valid()) return texts->place;
    for (const policy::Text& text : texts->items) {
      if (!text.is_known && text.place.is_valid()) return text.place;
    }
  }
  return statement.place.is_valid() ? statement.place : otherwise;
}

std::string_view action_prefix(std::string_view service) {
  if (service == "s3") return "s3";
  if (service == "bedrock-mantle") return "bedrock-mantle";
  return service.starts_with("bedrock-agentcore") ? "bedrock-agentcore" : "bedrock";
}

}  // namespace

RoleAccess read_role(const graph::ResourceGraph& graph, const Role& role,
                     const std::vector<graph::RoleId>& open_roles) {
  return RoleReader(graph, role).read(open_roles);
}

const RoleAccess& Facts::access_of(graph::RoleId role) const {
  std::optional<RoleAccess>& remembered = state_->access[role.index];
  if (!remembered) remembered = read_role(*graph_, graph_->get(role), state_->open_roles);
  return *remembered;
}

Answer Facts::may_call_bedrock(graph::RoleId role, std::vector<Need>* services) const {
  const RoleAccess& access = access_of(role);
  if (services != nullptr) merge_needs(*services, access.needs);
  return access.calls_bedrock;
}

Answer Facts::policy_is_full_access(const graph::Endpoint& endpoint) const {
  if (endpoint.policy.is_absent()) {
    return Answer::yes({Reason{quoted(endpoint.address) + " has no policy", endpoint.address, endpoint.header}});
  }
  if (endpoint.policy.is_unknown()) return Answer::unknown(endpoint.policy.causes);
  const graph::PolicyDocument& document = graph_->get(endpoint.policy.target);
  if (document.is_external()) return Answer::unknown(causes_of_entity(document));
  const policy::Policy read = policy::read_policy(document.document);
  const policy::FullAccess full = policy::is_full_access(read, action_prefix(endpoint.service.value.suffix));
  if (is_no(full.value)) return Answer::no();
  if (is_unknown(full.value)) {
    const Span place =
        full.statement == nullptr ? endpoint.policy.place : unknown_text(*full.statement, endpoint.policy.place);
    return Answer::unknown(full.causes, {Reason{"this is not known", document.address, place}});
  }
  const bool has_place = full.statement != nullptr && full.statement->place.is_valid();
  return Answer::yes({Reason{"this statement allows everything", document.address,
                             has_place ? full.statement->place : endpoint.policy.place}});
}

}  // namespace brn::facts
