// The Rules section: assertions that refuse a stack. What they refuse never exists, so where an assertion certainly
// fails the stack has no resources; when that is so for every combination, the section says why as an error.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html

#include "analyzer/config/cloudformation/same_text.h"
#include "analyzer/config/cloudformation/scalar.h"
#include "analyzer/config/cloudformation/stack.h"

namespace brn::config::cloudformation {
namespace {

using guard::Guard;
using syntax::NodeId;
using syntax::NodeKind;
using value::Value;

/// Whether `wanted` is among the elements of a list: certain, certainly not, or not known.
Tri is_among(const value::Pool& pool, const Value& list, const Value& wanted) {
  if (!list.is_sequence()) return Tri::Unknown;
  Tri result = Tri::No;
  for (const Value& element : list.elements()) {
    result = tri_or(result, element.is_choice() ? Tri::Unknown : same_text(pool, element, wanted));
  }
  return result;
}

/// The same for each element of a list.
Tri are_among(const value::Pool& pool, const Value& list, const Value& wanted) {
  if (!wanted.is_sequence()) return is_among(pool, list, wanted);
  Tri result = Tri::Yes;
  for (const Value& element : wanted.elements()) {
    result = tri_and(result, element.is_choice() ? Tri::Unknown : is_among(pool, list, element));
  }
  return result;
}

/// Whether each element of a list is the value.
Tri are_all(const value::Pool& pool, const Value& list, const Value& wanted) {
  if (!list.is_sequence()) return Tri::Unknown;
  Tri result = Tri::Yes;
  for (const Value& element : list.elements()) {
    result = tri_and(result, element.is_choice() ? Tri::Unknown : same_text(pool, element, wanted));
  }
  return result;
}

}  // namespace

/// Fn::Contains, Fn::EachMemberEquals, Fn::EachMemberIn.
Decision Stack::decide_members(const Call& call, const Frame& frame) {
  const auto items = arguments(call, 2, 2);
  if (!items) {
    return undecided(Cause{CauseKind::Error, std::string(call.name), "the condition has no valid form", "", call.span});
  }
  const Value left = evaluate((*items)[0], frame);
  const Value right = evaluate((*items)[1], frame);
  Decision result;
  for (const value::Alternative& a : alternatives_of(left)) {
    for (const value::Alternative& b : alternatives_of(right)) {
      const Guard both = guards().both(a.guard, b.guard);
      if (both.is_never()) continue;
      Tri holds = Tri::Unknown;
      if (call.function == Function::Contains) holds = is_among(pool(), a.value, b.value);
      if (call.function == Function::EachMemberEquals) holds = are_all(pool(), a.value, b.value);
      if (call.function == Function::EachMemberIn) holds = are_among(pool(), b.value, a.value);
      if (is_yes(holds)) result.yes = guards().either(result.yes, both);
      if (is_no(holds)) result.no = guards().either(result.no, both);
      if (!is_unknown(holds)) continue;
      merge_causes(result.causes, value::causes_of(a.value));
      merge_causes(result.causes, value::causes_of(b.value));
    }
  }
  return result;
}

/// Fn::RefAll, Fn::ValueOf and Fn::ValueOfAll look at what is in the account.
Value Stack::account_value(const Call& call) {
  const std::string subject(call.name);
  const Cause cause{CauseKind::External, subject, "`" + subject + "` reads what is in the account", "", call.span};
  return pool().unknown(cause, call.function == Function::ValueOf ? pool().string_type() : value::Type(), call.span);
}

void Stack::apply_rules() {
  const NodeId rules = section("Rules");
  if (!rules.is_valid()) return;
  for (const syntax::Member& rule : tree_.members(rules)) {
    if (node(rule.value).kind == NodeKind::Mapping) {
      apply_rule(rule);
    } else {
      error(DiagnosticKind::InvalidStructure, rule.key_span, "rule `" + std::string(rule.key) + "` is not an object");
    }
  }
}

void Stack::apply_rule(const syntax::Member& rule) {
  const Frame frame{.section = Section::Conditions};
  const NodeId condition_node = tree_.find(rule.value, "RuleCondition");
  Decision applies{Guard::always(), Guard::never(), {}};
  if (condition_node.is_valid()) applies = decide(condition_node, frame);
  const NodeId assertions = tree_.find(rule.value, "Assertions");
  if (!assertions.is_valid() || node(assertions).kind != NodeKind::Sequence) {
    error(DiagnosticKind::InvalidStructure, rule.key_span, "rule `" + std::string(rule.key) + "` has no `Assertions`");
    return;
  }
  for (const NodeId assertion : tree_.items(assertions)) {
    const bool is_object = node(assertion).kind == NodeKind::Mapping;
    const NodeId wanted = is_object ? tree_.find(assertion, "Assert") : NodeId{};
    if (!wanted.is_valid()) {
      error(DiagnosticKind::InvalidStructure, node(assertion).span, "an assertion has `Assert`");
      continue;
    }
    const Guard refused = guards().both(applies.yes, decide(wanted, frame).no);
    if (!guards().without(guards().negation(base_.no), refused).is_never()) {
      base_.no = guards().either(base_.no, refused);
      base_.yes = guards().without(base_.yes, refused);
      continue;
    }
    const NodeId description = tree_.find(assertion, "AssertDescription");
    std::string message = "rule `" + std::string(rule.key) + "` refuses this stack";
    if (description.is_valid() && is_scalar(node(description))) message += ": " + std::string(node(description).text);
    // With parameters that were given the deployment fails; the defaults alone need not satisfy a rule.
    if (run_->inputs->parameter_files.empty()) {
      warning(DiagnosticKind::InvalidValue, node(wanted).span,
              std::move(message) + " (with the defaults of its parameters)");
    } else {
      error(DiagnosticKind::InvalidValue, node(wanted).span, std::move(message));
    }
  }
}

}  // namespace brn::config::cloudformation
