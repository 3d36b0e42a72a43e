// `Fn::ForEach::Name: [Identifier, Collection, {Key: Body}]` of AWS::LanguageExtensions: members of a mapping with
// their loops written out. The body is evaluated once for each value, with the identifier bound.

#include "analyzer/config/cloudformation/scalar.h"
#include "analyzer/config/cloudformation/stack.h"

namespace brn::config::cloudformation {

using syntax::NodeId;
using syntax::NodeKind;

void Stack::each_member(NodeId mapping, const Frame& frame, const MemberVisitor& visit) {
  for (const syntax::Member& member : tree_.members(mapping)) {
    if (member.key.starts_with(kForEachPrefix)) {
      expand_loop(member, frame, visit);
    } else {
      visit(LoopMember{substitute_loop(member.key, frame.loop), member.key_span, member.value, frame.loop});
    }
  }
}

void Stack::expand_loop(const syntax::Member& loop, const Frame& frame, const MemberVisitor& visit) {
  const syntax::Node& parts = node(loop.value);
  const bool is_triple = parts.kind == NodeKind::Sequence && parts.count == 3;
  if (!is_triple || !is_scalar(node(tree_.items(loop.value)[0])) ||
      node(tree_.items(loop.value)[2]).kind != NodeKind::Mapping) {
    error(DiagnosticKind::InvalidStructure, loop.key_span,
          "`Fn::ForEach` takes an identifier, a collection and an object");
    return;
  }
  const auto items = tree_.items(loop.value);
  const std::string_view identifier = node(items[0]).text;
  const auto values = loop_values(items[1], frame, loop.key);
  if (!values) return;
  for (const std::string_view value : *values) {
    if (run_->instances_left == 0) {
      error(DiagnosticKind::LimitReached, loop.key_span, "loops make too many members");
      return;
    }
    --run_->instances_left;
    bindings_.push_back(std::make_unique<Binding>(Binding{identifier, value, frame.loop}));
    Frame inner = frame;
    inner.loop = bindings_.back().get();
    ++inner.depth;
    each_member(items[2], inner, visit);
  }
}

/// The values that a loop runs over; nothing, and a diagnostic, where they are not known.
std::optional<std::vector<std::string_view>> Stack::loop_values(NodeId collection, const Frame& frame,
                                                                std::string_view name) {
  const Span place = node(collection).span;
  const value::Value list = evaluate(collection, frame);
  if (!list.is_sequence() || !list.is_wholly_known()) {
    is_open_ = true;
    warning(DiagnosticKind::UnsupportedForm, place,
            "the collection of `" + std::string(name) + "` is not known, so what the loop makes is not read");
    return std::nullopt;
  }
  std::vector<std::string_view> values;
  for (const value::Value& element : list.elements()) {
    if (element.is_string()) {
      values.push_back(element.as_string());
    } else if (element.is_number()) {
      values.push_back(pool().intern(element.as_number().to_string()));
    } else {
      error(DiagnosticKind::InvalidValue, element.origin(), "a loop runs over strings");
      return std::nullopt;
    }
  }
  return values;
}

/// `${X}` and `&{X}` of loop identifiers replaced; `&{X}` keeps letters and digits only.
std::string_view Stack::substitute_loop(std::string_view text, const Binding* loop) {
  if (loop == nullptr || text.find('{') == std::string_view::npos) return text;
  std::string result(text);
  for (const Binding* binding = loop; binding != nullptr; binding = binding->outer) {
    std::string plain;
    for (const char c : binding->value) {
      const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (is_letter || (c >= '0' && c <= '9')) plain += c;
    }
    for (const bool is_plain : {false, true}) {
      const std::string wanted = (is_plain ? "&{" : "${") + std::string(binding->name) + "}";
      const std::string_view value = is_plain ? std::string_view(plain) : binding->value;
      for (std::size_t at = result.find(wanted); at != std::string::npos; at = result.find(wanted, at + value.size())) {
        result.replace(at, wanted.size(), value);
      }
    }
  }
  return pool().intern(result);
}

}  // namespace brn::config::cloudformation
