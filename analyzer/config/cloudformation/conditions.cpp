// Conditions as decisions: the guard under which one is certainly true, that under which it is certainly false, and
// what stands in the way elsewhere.

#include "analyzer/config/cloudformation/same_text.h"
#include "analyzer/config/cloudformation/scalar.h"
#include "analyzer/config/cloudformation/stack.h"
#include "analyzer/diagnostics/names.h"

namespace brn::config::cloudformation {
namespace {

using guard::Guard;
using syntax::NodeId;
using syntax::NodeKind;
using value::Value;

/// True for the class "any other" of a parameter, when `text` is one of the classes that it excludes.
bool is_excluded(const value::Pool& pool, const Value& unknown, std::string_view text,
                 const std::function<const Value*(std::string_view)>& parameter) {
  if (!unknown.is_unknown() || !unknown.symbol().is_valid()) return false;
  const value::SymbolData& data = pool.symbol_data(unknown.symbol());
  if (data.kind != value::SymbolKind::Input) return false;
  const Value* classes = parameter(data.path);
  if (classes == nullptr || !classes->is_choice()) return false;
  for (const value::Alternative& alternative : classes->alternatives()) {
    if (alternative.value.is_string() && alternative.value.as_string() == text) return true;
  }
  return false;
}

}  // namespace

std::vector<value::Alternative> alternatives_of(const Value& value) {
  if (!value.is_choice()) return {value::Alternative{Guard::always(), value}};
  const auto alternatives = value.alternatives();
  return {alternatives.begin(), alternatives.end()};
}

Decision Stack::undecided(const Cause& cause) {
  Decision decision;
  decision.causes.push_back(cause);
  return decision;
}

/// Every condition is computed, used or not, so that its mistakes are reported.
void Stack::check_conditions() {
  for (std::size_t i = 0; i < conditions_.size(); ++i) {
    const LoopMember member = conditions_[i].member;
    static_cast<void>(condition(member.key, member.key_span, Frame{.section = Section::Conditions}));
  }
}

Decision Stack::condition(std::string_view name, Span place, const Frame& frame) {
  const std::string subject(name);
  const auto found = condition_by_name_.find(name);
  if (found == condition_by_name_.end()) {
    if (!is_open_) {
      std::vector<std::string_view> names;
      for (const ConditionEntry& entry : conditions_) names.push_back(entry.member.key);
      error(DiagnosticKind::UndefinedReference, place,
            "condition `" + subject + "` is not declared" + did_you_mean(name, names));
    }
    return undecided(Cause{CauseKind::Error, subject, "condition `" + subject + "` is not declared", "", place});
  }
  const std::size_t index = found->second;
  if (conditions_[index].progress == Progress::Done) return conditions_[index].decision;
  if (conditions_[index].progress == Progress::Running) {
    error(DiagnosticKind::Cycle, place, "condition `" + subject + "` needs itself");
    return undecided(Cause{CauseKind::Error, subject, "condition `" + subject + "` needs itself", "", place});
  }
  if (frame.depth > run_->limits->max_expression_depth) {
    error(DiagnosticKind::LimitReached, place, "conditions are nested too deeply");
    return undecided(Cause{CauseKind::Limit, subject, "conditions are nested too deeply", "", place});
  }
  conditions_[index].progress = Progress::Running;
  const LoopMember member = conditions_[index].member;
  Frame inner{.loop = member.loop, .section = Section::Conditions, .depth = frame.depth + 1};
  Decision decision = decide(member.node, inner);
  if (guards().is_exhausted()) {  // guards are then no longer exact
    decision = undecided(Cause{CauseKind::Limit, subject, "the conditions are too many to tell apart", "", place});
  }
  conditions_[index].decision = decision;
  conditions_[index].progress = Progress::Done;
  return decision;
}

Decision Stack::decide(NodeId id, const Frame& frame) {
  const auto call = call_at(tree_, id, true);
  if (call) return decide_call(*call, frame);
  const Span place = node(id).span;
  if (is_scalar(node(id))) {
    const std::string text = scalar_text(node(id));
    if (text == "true") return Decision{Guard::always(), Guard::never(), {}};
    if (text == "false") return Decision{Guard::never(), Guard::always(), {}};
  }
  error(DiagnosticKind::InvalidStructure, place,
        "a condition is made by `Fn::And`, `Fn::Or`, `Fn::Not` or `Fn::Equals`");
  return undecided(Cause{CauseKind::Error, "condition", "the condition has no valid form", "", place});
}

/// The condition that a call negates, which stands in the call's own node when both are written short and long.
Decision Stack::decide_argument(const Call& call, NodeId inner, const Frame& frame) {
  if (call.is_short && inner == call.argument) {
    if (const auto nested = long_call_at(tree_, inner, true)) return decide_call(*nested, frame);
  }
  return decide(inner, frame);
}

Decision Stack::decide_call(const Call& call, const Frame& frame) {
  switch (call.function) {
    case Function::Equals: return decide_equals(call, frame);
    case Function::And:
    case Function::Or: return decide_group(call, frame);
    case Function::Contains:
    case Function::EachMemberEquals:
    case Function::EachMemberIn: return decide_members(call, frame);
    case Function::Not: {
      // A list of one; the bare condition is accepted as well.
      NodeId inner = call.argument;
      if (node(inner).kind == NodeKind::Sequence) {
        const auto items = arguments(call, 1, 1);
        if (!items) break;
        inner = items->front();
      }
      Decision decision = decide_argument(call, inner, frame);
      std::swap(decision.yes, decision.no);
      return decision;
    }
    case Function::Condition: {
      const auto name = literal_argument(call.argument, frame, "the name of a condition");
      if (!name) break;
      return condition(*name, node(call.argument).span, frame);
    }
    default: {
      const std::string subject(call.name);
      if (call.function != Function::Transform) {
        error(DiagnosticKind::InvalidStructure, call.span, "`" + subject + "` gives no condition");
      }
      return undecided(Cause{CauseKind::Unsupported, subject, "`" + subject + "` gives no condition", "", call.span});
    }
  }
  return undecided(Cause{CauseKind::Error, std::string(call.name), "the condition has no valid form", "", call.span});
}

Decision Stack::decide_group(const Call& call, const Frame& frame) {
  const bool is_and = call.function == Function::And;
  const auto items = arguments(call, 1, 10);
  if (!items) {
    return undecided(Cause{CauseKind::Error, std::string(call.name), "the condition has no valid form", "", call.span});
  }
  Decision result{Guard::always(), Guard::never(), {}};
  if (!is_and) std::swap(result.yes, result.no);
  for (const NodeId item : *items) {
    const Decision part = decide(item, frame);
    result.yes = is_and ? guards().both(result.yes, part.yes) : guards().either(result.yes, part.yes);
    result.no = is_and ? guards().either(result.no, part.no) : guards().both(result.no, part.no);
    merge_causes(result.causes, part.causes);
  }
  if (guards().either(result.yes, result.no).is_always()) result.causes.clear();
  return result;
}

Decision Stack::decide_equals(const Call& call, const Frame& frame) {
  const auto items = arguments(call, 2, 2);
  if (!items) {
    return undecided(Cause{CauseKind::Error, std::string(call.name), "the condition has no valid form", "", call.span});
  }
  const Value left = evaluate((*items)[0], frame);
  const Value right = evaluate((*items)[1], frame);
  const auto parameter = [this](std::string_view name) -> const Value* {
    const auto found = parameter_by_name_.find(name);
    return found == parameter_by_name_.end() ? nullptr : &parameters_[found->second].value;
  };
  Decision result;
  for (const value::Alternative& a : alternatives_of(left)) {
    for (const value::Alternative& b : alternatives_of(right)) {
      const Guard both = guards().both(a.guard, b.guard);
      if (both.is_never()) continue;
      Tri same = same_text(pool(), a.value, b.value);
      if (is_unknown(same) && b.value.is_string() && is_excluded(pool(), a.value, b.value.as_string(), parameter)) {
        same = Tri::No;
      } else if (is_unknown(same) && a.value.is_string() &&
                 is_excluded(pool(), b.value, a.value.as_string(), parameter)) {
        same = Tri::No;
      }
      if (is_yes(same)) result.yes = guards().either(result.yes, both);
      if (is_no(same)) result.no = guards().either(result.no, both);
      if (!is_unknown(same)) continue;
      merge_causes(result.causes, value::causes_of(a.value));
      merge_causes(result.causes, value::causes_of(b.value));
    }
  }
  return result;
}

/// The decision whether a resource or output exists.
Decision Stack::existence(NodeId id, const Frame& frame) {
  const NodeId name = tree_.find(id, "Condition");
  if (!name.is_valid()) return Decision{Guard::always(), Guard::never(), {}};
  const auto text = literal_argument(name, frame, "the name of a condition");
  if (!text) return undecided(Cause{CauseKind::Error, "Condition", "the condition has no name", "", node(name).span});
  return condition(substitute_loop(*text, frame.loop), node(name).span, frame);
}

}  // namespace brn::config::cloudformation
