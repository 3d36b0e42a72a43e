// Values of nodes: scalars, objects and lists, with calls of intrinsic functions evaluated in place.

#include "analyzer/config/cloudformation/scalar.h"
#include "analyzer/config/cloudformation/stack.h"
#include "analyzer/config/cloudformation/text_builder.h"

namespace brn::config::cloudformation {

using syntax::NodeId;
using syntax::NodeKind;
using value::Value;

Value Stack::evaluate(NodeId id, const Frame& frame) {
  if (const auto found = call_at(tree_, id)) return call(*found, frame);
  return evaluate_untagged(id, frame);
}

Value Stack::evaluate_untagged(NodeId id, const Frame& frame) {
  const syntax::Node& here = node(id);
  if (frame.depth > run_->limits->max_expression_depth) {
    return failure(here.span, DiagnosticKind::LimitReached, "values are nested too deeply");
  }
  Frame inner = frame;
  ++inner.depth;
  if (here.kind == NodeKind::Mapping) return object(id, inner);
  if (here.kind == NodeKind::Sequence) return sequence(id, inner);
  return text_value(here, frame);
}

Value Stack::text_value(const syntax::Node& here, const Frame& frame) {
  const Value value = scalar_value(pool(), here);
  if (!value.is_string()) return value;
  const std::string_view text = substitute_loop(here.text, frame.loop);
  if (frame.loop != nullptr || !looks_like_json(text)) return plain_text(pool(), text, here.span);
  const ScalarPlaces places(run_->sources->text(here.span), here);
  return plain_text(pool(), text, here.span, &places);
}

Value Stack::object(NodeId id, const Frame& frame) {
  std::vector<value::Member> members;
  members.reserve(node(id).count);
  each_member(id, frame, [&](const LoopMember& member) {
    if (member.key == "Fn::Transform") {
      warning(DiagnosticKind::UnsupportedForm, member.key_span, "properties that a macro adds are not read");
      return;
    }
    Frame inner = frame;
    inner.loop = member.loop;
    const Value value = evaluate(member.node, inner);
    if (!value.is_null()) members.push_back(value::Member{pool().intern(member.key), value, member.key_span});
  });
  return pool().ordered_object(members, node(id).span);
}

Value Stack::sequence(NodeId id, const Frame& frame) {
  std::vector<Value> elements;
  elements.reserve(node(id).count);
  for (const NodeId item : tree_.items(id)) {
    const Value value = evaluate(item, frame);
    if (!value.is_null()) elements.push_back(value);
  }
  return pool().tuple(elements, node(id).span);
}

/// A value as far as it can be under `guard`.
Value Stack::settle(const Value& value, guard::Guard guard) {
  if (!value.is_choice() || guard.is_always()) return value;
  const Value reduced = pool().under(value, guard);
  if (reduced.is_choice() && reduced.alternatives().size() == 1) {
    return reduced.alternatives().front().value.with_origin(value.origin());
  }
  return reduced;
}

Value Stack::failure(Span place, DiagnosticKind kind, std::string message) {
  Cause cause{CauseKind::Error, std::string(run_->sources->text(place).substr(0, 60)), message, "", place};
  error(kind, place, std::move(message));
  return pool().unknown(cause, {}, place);
}

Value Stack::unsupported(Span place, std::string subject, std::string message) {
  warning(DiagnosticKind::UnsupportedForm, place, message);
  return pool().unknown(Cause{CauseKind::Unsupported, std::move(subject), std::move(message), "", place}, {}, place);
}

Value Stack::without_absent(const Value& list, Span origin) {
  if (!list.is_sequence()) return list;
  bool has_absent = false;
  for (const Value& element : list.elements()) {
    if (!element.is_choice()) continue;
    for (const value::Alternative& alternative : element.alternatives()) {
      has_absent = has_absent || alternative.value.is_null();
    }
  }
  if (!has_absent) return list;
  return pool().lift(list.elements(), origin, [&](std::span<const Value> elements) {
    std::vector<Value> present;
    for (const Value& element : elements) {
      if (!element.is_null()) present.push_back(element);
    }
    return pool().tuple(present, origin);
  });
}

Value Stack::argument(const Call& outer, const Frame& frame) {
  if (!outer.is_short) return evaluate(outer.argument, frame);
  if (const auto inner = long_call_at(tree_, outer.argument)) return call(*inner, frame);
  return evaluate_untagged(outer.argument, frame);
}

std::optional<std::string> Stack::literal_argument(NodeId id, const Frame& frame, std::string_view wanted) {
  const syntax::Node& here = node(id);
  if (is_scalar(here) && !is_null_scalar(here)) return std::string(substitute_loop(here.text, frame.loop));
  const Value value = is_scalar(here) ? Value() : evaluate(id, frame);
  if (value.is_string()) return std::string(value.as_string());
  error(DiagnosticKind::InvalidValue, here.span, "this must be " + std::string(wanted));
  return std::nullopt;
}

}  // namespace brn::config::cloudformation
