#include "analyzer/policy/document_form.h"

#include <algorithm>

#include "analyzer/policy/conditions.h"
#include "analyzer/value/convert.h"

namespace brn::policy {

namespace {

/// An ARN, or a pattern that starts like one.
bool is_arn_or_star(std::string_view text) {
  return text.starts_with("arn:") || text.starts_with("*") || text.starts_with("?") || text.starts_with("arn*");
}

class FormReader {
 public:
  explicit FormReader(const Policy& policy) : policy_(policy) {}

  std::vector<Problem> read() {
    problems_ = policy_.problems;
    for (const Statement& statement : policy_.statements) read_statement(statement);
    return std::move(problems_);
  }

 private:
  void problem(std::string message, Span place, const Statement& statement) {
    problems_.push_back({std::move(message), place.is_valid() ? place : statement.place});
  }

  void read_statement(const Statement& statement) {
    if (!statement.principals.is_present && !statement.not_principals.is_present)
      problem("a statement has no `Principal`, which a resource's policy needs", statement.place, statement);
    if (statement.actions.is_present && statement.not_actions.is_present)
      problem("a statement has both `Action` and `NotAction`", statement.not_actions.place, statement);
    if (statement.resources.is_present && statement.not_resources.is_present)
      problem("a statement has both `Resource` and `NotResource`", statement.not_resources.place, statement);
    if (!statement.resources.is_present && !statement.not_resources.is_present)
      problem("a statement has no `Resource`", statement.place, statement);
    read_principals(statement);
    for (const Texts* texts : {&statement.actions, &statement.not_actions}) read_actions(*texts, statement);
    for (const Texts* texts : {&statement.resources, &statement.not_resources}) read_resources(*texts, statement);
  }

  void read_principals(const Statement& statement) {
    for (const Principal& principal : statement.principals.items) {
      const std::string& text = principal.value.text;
      if (!principal.value.is_known || text == "*") continue;
      const Span place = principal.value.place.is_valid() ? principal.value.place : statement.principals.place;
      if (principal.type == "*") {
        problem("`Principal` is `" + text + "`; a text by itself can only be `*`", place, statement);
      } else if (principal.type == "AWS" && text.find_first_of("*?") != std::string::npos) {
        problem("the principal `" + text + "` has a wildcard, which `Principal` does not take; `aws:PrincipalArn` does",
                place, statement);
      }
    }
  }

  void read_actions(const Texts& actions, const Statement& statement) {
    if (actions.is_present && actions.is_complete && actions.items.empty())
      problem("a list of actions is empty", actions.place, statement);
    for (const Text& action : actions.items) {
      if (action.is_known && action.text != "*" && action.text.find(':') == std::string::npos)
        problem("the action `" + action.text + "` names no service: `service:Action`", action.place, statement);
    }
  }

  void read_resources(const Texts& resources, const Statement& statement) {
    if (resources.is_present && resources.is_complete && resources.items.empty())
      problem("a list of resources is empty", resources.place, statement);
    for (const Text& resource : resources.items) {
      if (resource.is_known && !is_arn_or_star(resource.text))
        problem("the resource `" + resource.text + "` is neither an ARN nor `*`", resource.place, statement);
    }
  }

  const Policy& policy_;
  std::vector<Problem> problems_;
};

}  // namespace

std::vector<Problem> form_problems(const Policy& policy, const value::Value& document) {
  std::vector<Problem> problems = FormReader(policy).read();
  if (document.is_wholly_known()) {
    const std::size_t size = value::to_json(document).size();
    if (size > kMaxEndpointPolicySize) {
      problems.push_back({"the policy has " + std::to_string(size) + " characters, more than the " +
                              std::to_string(kMaxEndpointPolicySize) + " that an endpoint takes",
                          policy.place});
    }
  }
  return problems;
}

}  // namespace brn::policy
