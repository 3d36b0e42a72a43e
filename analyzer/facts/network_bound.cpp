#include "analyzer/facts/network_bound.h"

#include <algorithm>
#include <array>

#include "analyzer/facts/state.h"
#include "analyzer/policy/conditions.h"
#include "analyzer/policy/glob.h"
#include "analyzer/policy/questions.h"

namespace brn::facts {

using policy::lower_case;

namespace {

constexpr std::array kNetworkKeys =
    std::to_array<std::string_view>({"aws:sourcevpce", "aws:sourcevpc", "aws:vpcsourceip", "aws:sourcevpcarn",
                                     "aws:vpceaccount", "aws:vpceorgid", "aws:vpceorgpaths", "aws:sourceip"});

bool is_network_key(const policy::Condition& condition) {
  return std::ranges::find(kNetworkKeys, lower_case(condition.key)) != kNetworkKeys.end();
}

bool is_wildcard(const policy::Condition& condition) {
  return std::ranges::any_of(condition.values.items, [](const policy::Text& value) {
    return value.is_known && (value.text == "*" || value.text == "0.0.0.0/0");
  });
}

/// An Allow that asks for a network: a positive operator, so that a call without the key is not allowed.
bool asks_for_network(const policy::Condition& condition) {
  const std::string name = lower_case(condition.operator_name);
  const bool is_positive = name.find("not") == std::string::npos && name.find("ifexists") == std::string::npos &&
                           !name.starts_with("forallvalues:") && name != "null";
  return is_positive && is_network_key(condition) && !is_wildcard(condition);
}

/// A Deny for what does not come from a network: a negated operator.
bool denies_elsewhere(const policy::Condition& condition) {
  const std::string name = lower_case(condition.operator_name);
  return name.find("not") != std::string::npos && is_network_key(condition) && !is_wildcard(condition);
}

bool concerns_bedrock(const policy::Statement& statement) {
  if (!is_no(policy::covers_action(statement, "bedrock:InvokeModel"))) return true;
  return std::ranges::any_of(statement.actions.items, [](const policy::Text& action) {
    return policy::globs_intersect(lower_case(action.widened()), "bedrock*:*");
  });
}

class BoundReader {
 public:
  explicit BoundReader(const graph::ResourceGraph& graph) : graph_(graph) {}

  void read(const graph::RolePolicy& attached, bool is_boundary) {
    if (attached.managed.is_set() && !attached.managed.value.empty()) {
      const std::string& name = attached.managed.value;
      const bool allows = name.starts_with("AmazonBedrock") || name.starts_with("BedrockAgentCore");
      if (allows && !is_boundary) {
        open_.push_back({"the managed policy " + quoted(name) + " allows it", attached.address, attached.place});
      }
      return;
    }
    if (attached.document.is_unknown()) return merge_causes(causes_, attached.document.causes);
    if (!attached.document.has_target()) return;
    const graph::PolicyDocument& document = graph_.get(attached.document.target);
    if (document.is_external()) return merge_causes(causes_, causes_of_entity(document));
    const policy::Policy read = policy::read_policy(document.document);
    if (!read.is_complete) merge_causes(causes_, read.causes.empty() ? causes_of_entity(document) : read.causes);
    bool boundary_is_open = read.statements.empty();
    for (const policy::Statement& statement : read.statements) {
      boundary_is_open = read_statement(statement, attached, is_boundary) || boundary_is_open;
    }
    if (is_boundary && !boundary_is_open) is_bound_ = true;
  }

  [[nodiscard]] Answer answer() && {
    if (is_bound_) return Answer::yes();
    if (!causes_.empty()) return Answer::unknown(std::move(causes_));
    return open_.empty() ? Answer::yes() : Answer::no(std::move(open_));
  }

 private:
  /// Whether the statement allows Bedrock calls from anywhere.
  bool read_statement(const policy::Statement& statement, const graph::RolePolicy& attached, bool is_boundary) {
    if (!concerns_bedrock(statement)) return false;
    if (!statement.conditions_complete) merge_causes(causes_, statement.causes);
    if (statement.effect == policy::Effect::Deny) {
      is_bound_ = is_bound_ || std::ranges::any_of(statement.conditions, denies_elsewhere);
      return false;
    }
    if (std::ranges::any_of(statement.conditions, asks_for_network)) return false;
    if (!is_boundary) {
      open_.push_back({"this statement asks for no network", attached.address,
                       statement.actions.place.is_valid() ? statement.actions.place : statement.place});
    }
    return true;
  }

  const graph::ResourceGraph& graph_;
  bool is_bound_ = false;
  std::vector<Reason> open_;
  Causes causes_;
};

}  // namespace

Answer is_bound_to_network(const Facts& facts, const graph::Role& role) {
  BoundReader reader(facts.graph());
  for (const graph::RolePolicy& attached : role.policies) reader.read(attached, false);
  reader.read(role.boundary, true);
  return std::move(reader).answer();
}

bool is_for_service(const Facts& facts, const graph::Role& role) {
  if (!role.trust.has_target()) return false;
  const policy::Policy trust = policy::read_policy(facts.graph().get(role.trust.target).document);
  bool is_for_bedrock = false;
  for (const policy::Statement& statement : trust.statements) {
    for (const policy::Principal& principal : statement.principals.items) {
      if (principal.type != "Service" || principal.value.text != "bedrock.amazonaws.com") return false;
      is_for_bedrock = true;
    }
  }
  return is_for_bedrock;
}

}  // namespace brn::facts
