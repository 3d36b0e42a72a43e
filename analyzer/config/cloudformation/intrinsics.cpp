// The intrinsic functions that are neither references, text nor lists, and the table that leads to all of them.

#include <openssl/evp.h>

#include "analyzer/config/cloudformation/scalar.h"
#include "analyzer/config/cloudformation/stack.h"
#include "analyzer/config/cloudformation/text_builder.h"
#include "analyzer/diagnostics/names.h"
#include "analyzer/value/convert.h"

namespace brn::config::cloudformation {
namespace {

using guard::Guard;
using syntax::NodeId;
using syntax::NodeKind;
using value::Value;

std::string base64(std::string_view text) {
  std::string out((text.size() + 2) / 3 * 4 + 1, '\0');
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  auto* target = reinterpret_cast<unsigned char*>(out.data());
  const int length = EVP_EncodeBlock(target, bytes, static_cast<int>(text.size()));
  out.resize(static_cast<std::size_t>(length));
  return out;
}

}  // namespace

std::optional<std::vector<NodeId>> Stack::arguments(const Call& call, std::size_t least, std::size_t most) {
  const syntax::Node& list = node(call.argument);
  if (list.kind == NodeKind::Sequence && list.count >= least && list.count <= most) {
    const auto items = tree_.items(call.argument);
    return std::vector<NodeId>(items.begin(), items.end());
  }
  const std::string wanted =
      least == most ? std::to_string(least) : std::to_string(least) + " to " + std::to_string(most);
  error(DiagnosticKind::InvalidValue, call.span, "`" + std::string(call.name) + "` takes a list of " + wanted);
  return std::nullopt;
}

/// What a call is worth whose form has been refused.
Value Stack::malformed(const Call& call, value::Type type) {
  const std::string name(call.name);
  return pool().unknown(Cause{CauseKind::Error, name, "`" + name + "` has no valid form", "", call.span}, type,
                        call.span);
}

Value Stack::call(const Call& call, const Frame& frame) {
  if (frame.depth > run_->limits->max_expression_depth) {
    return failure(call.span, DiagnosticKind::LimitReached, "values are nested too deeply");
  }
  Frame inner = frame;
  ++inner.depth;
  switch (call.function) {
    case Function::Ref: return fn_ref(call, inner);
    case Function::GetAtt: return fn_get_att(call, inner);
    case Function::Sub: return fn_sub(call, inner);
    case Function::Join: return fn_join(call, inner);
    case Function::Split: return fn_split(call, inner);
    case Function::Select: return fn_select(call, inner);
    case Function::FindInMap: return fn_find_in_map(call, inner);
    case Function::GetAZs: return fn_get_azs(call, inner);
    case Function::Cidr: return fn_cidr(call, inner);
    case Function::Base64: return fn_base64(call, inner);
    case Function::ImportValue: return fn_import(call, inner);
    case Function::If: return fn_if(call, inner);
    case Function::Length: return fn_length(call, inner);
    case Function::ToJsonString: return fn_to_json(call, inner);
    case Function::Transform:
      return unsupported(call.span, std::string(call.name), "what a macro or an included file gives is not read");
    case Function::RefAll:
    case Function::ValueOf:
    case Function::ValueOfAll: return account_value(call);
    case Function::GetStackOutput: return stack_output(call, inner);
    case Function::And:
    case Function::Or:
    case Function::Not:
    case Function::Equals:
    case Function::Condition:
    case Function::Contains:
    case Function::EachMemberEquals:
    case Function::EachMemberIn:
      return failure(call.span, DiagnosticKind::InvalidStructure,
                     "`" + std::string(call.name) + "` gives a condition, no value");
    case Function::ForEach:
    case Function::Unknown: break;
  }
  return unsupported(call.span, std::string(call.name),
                     "`" + std::string(call.name) + "` is no function that this version evaluates");
}

Value Stack::fn_if(const Call& call, const Frame& frame) {
  const auto items = arguments(call, 3, 3);
  if (!items) return malformed(call, {});
  NodeId name_node = (*items)[0];
  if (const auto named = call_at(tree_, name_node, true); named && named->function == Function::Condition) {
    name_node = named->argument;
  }
  const auto name = literal_argument(name_node, frame, "the name of a condition");
  if (!name) return malformed(call, {});
  const Decision decision = condition(pool().intern(*name), node((*items)[0]).span, frame);

  const auto branch = [&](NodeId id, Guard guard) {
    Frame inner = frame;
    inner.guard = guard;
    return evaluate(id, inner);
  };
  const Guard yes = guards().both(frame.guard, decision.yes);
  const Guard no = guards().both(frame.guard, decision.no);
  const Guard open = guards().without(frame.guard, guards().either(decision.yes, decision.no));
  std::vector<value::Alternative> alternatives;
  if (!yes.is_never()) alternatives.push_back({decision.yes, branch((*items)[1], yes)});
  if (!no.is_never()) alternatives.push_back({decision.no, branch((*items)[2], no)});
  if (!open.is_never()) {
    const Value first = branch((*items)[1], open);
    const Value second = branch((*items)[2], open);
    const Guard rest = guards().negation(guards().either(decision.yes, decision.no));
    alternatives.push_back({rest, either_of(first, second, decision.causes, call.span)});
  }
  if (alternatives.size() == 1) return alternatives.front().value;
  return settle(pool().choice(alternatives, call.span), frame.guard);
}

/// One of two values, and it is not known which.
Value Stack::either_of(const Value& first, const Value& second, const Causes& causes, Span place) {
  if (first.is_null() && second.is_null()) return first;
  if (value::identical(first, second)) return first;
  std::vector<const Cause*> kept;
  for (const Cause& cause : causes) kept.push_back(pool().cause(cause));
  value::Pool::UnknownSpec spec;
  if (first.type() == second.type()) spec.type = first.type();
  spec.causes = kept;
  return pool().unknown(spec, place);
}

Value Stack::fn_find_in_map(const Call& call, const Frame& frame) {
  const auto items = arguments(call, 3, 4);
  if (!items) return malformed(call, {});
  std::vector<Value> keys;
  bool is_certain = true;
  for (std::size_t i = 0; i < 3; ++i) {
    keys.push_back(evaluate((*items)[i], frame));
    is_certain = is_certain && !keys.back().is_choice();
  }
  NodeId fallback;
  if (items->size() == 4 && node((*items)[3]).kind == NodeKind::Mapping) {
    fallback = tree_.find((*items)[3], "DefaultValue");
  }
  const Value found = pool().lift(keys, call.span, [&](std::span<const Value> chosen) {
    return find_in_map(chosen, call, fallback, is_certain, frame);
  });
  return settle(found, frame.guard);
}

Value Stack::find_in_map(std::span<const Value> keys, const Call& call, NodeId fallback, bool is_certain,
                         const Frame& frame) {
  const auto default_value = [&](Span place, const std::string& message) {
    if (fallback.is_valid()) return evaluate(fallback, frame);
    if (is_certain && !is_open_) return failure(place, DiagnosticKind::InvalidValue, message);
    return pool().unknown(Cause{CauseKind::Error, std::string(call.name), message, "", place}, {}, place);
  };
  const auto text = value::primitive_to_text(keys[0]);
  if (!text) return pool().unknown_from(keys, {}, call.span);
  const NodeId map = mappings_.is_valid() ? tree_.find(mappings_, *text) : NodeId{};
  if (!map.is_valid() || node(map).kind != NodeKind::Mapping) {
    if (is_open_) return unsupported(call.span, *text, "mapping `" + *text + "` is not in the template's text");
    std::vector<std::string_view> names;
    if (mappings_.is_valid()) {
      for (const syntax::Member& member : tree_.members(mappings_)) names.push_back(member.key);
    }
    if (fallback.is_valid()) return evaluate(fallback, frame);
    return failure(call.span, DiagnosticKind::UndefinedReference,
                   "mapping `" + *text + "` is not declared" + did_you_mean(*text, names));
  }
  const auto top = value::primitive_to_text(keys[1]);
  const auto second = value::primitive_to_text(keys[2]);
  if (!top || !second) return map_entry(map, keys, call, frame);
  const NodeId row = tree_.find(map, *top);
  if (!row.is_valid() || node(row).kind != NodeKind::Mapping) {
    return default_value(keys[1].origin(), "mapping `" + *text + "` has no key `" + *top + "`");
  }
  const NodeId entry = tree_.find(row, *second);
  if (!entry.is_valid()) {
    return default_value(keys[2].origin(), "`" + *top + "` of mapping `" + *text + "` has no key `" + *second + "`");
  }
  return evaluate(entry, frame);
}

/// The text of an entry with its own key as a hole: `com.amazonaws.us-east-1` under `us-east-1`. Mappings by Region are
/// mostly of that form, and then the value hinges on nothing but the key.
Value Stack::key_pattern(std::string_view key, const Value& value, const Value& hole) {
  if (!value.is_string() || key.size() < 3) return value;
  std::string_view rest = value.as_string();
  if (rest.find(key) == std::string_view::npos) return value;
  TextBuilder text(pool());
  for (std::size_t at = rest.find(key); at != std::string_view::npos; at = rest.find(key)) {
    text.add_literal(rest.substr(0, at));
    text.add(hole);
    rest.remove_prefix(at + key.size());
  }
  text.add_literal(rest);
  return text.finish(value.origin());
}

/// A key is not known: the value all the same when every entry that it may name is alike.
Value Stack::map_entry(NodeId map, std::span<const Value> keys, const Call& call, const Frame& frame) {
  const auto top = value::primitive_to_text(keys[1]);
  const auto second = value::primitive_to_text(keys[2]);
  std::optional<Value> common;
  for (const syntax::Member& row : tree_.members(map)) {
    if (node(row.value).kind != NodeKind::Mapping || (top && row.key != *top)) continue;
    for (const syntax::Member& entry : tree_.members(row.value)) {
      if (second && entry.key != *second) continue;
      Value value = evaluate(entry.value, frame);
      if (!top) value = key_pattern(row.key, value, keys[1]);
      if (common && !value::identical(*common, value)) return pool().unknown_from(keys, common->type(), call.span);
      common = value;
    }
  }
  return common ? *common : pool().unknown_from(keys, {}, call.span);
}

Value Stack::fn_base64(const Call& call, const Frame& frame) {
  const Value text = argument(call, frame);
  return pool().lift({&text, 1}, call.span, [&](std::span<const Value> chosen) {
    const auto plain = value::primitive_to_text(chosen[0]);
    if (plain) return pool().encoded_string(base64(*plain), chosen[0], call.span);
    if (!chosen[0].is_unknown()) {
      return failure(call.span, DiagnosticKind::InvalidValue, "`Fn::Base64` takes text");
    }
    return pool().unknown_from(chosen, pool().string_type(), call.span);
  });
}

Value Stack::fn_to_json(const Call& call, const Frame& frame) {
  const Value structure = argument(call, frame);
  return pool().lift({&structure, 1}, call.span,
                     [&](std::span<const Value> chosen) { return value::encode_json(pool(), chosen[0], call.span); });
}

}  // namespace brn::config::cloudformation
