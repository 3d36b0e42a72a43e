#include "analyzer/config/terraform/functions/tree_value.h"

#include <algorithm>

#include "analyzer/config/terraform/functions/unicode.h"

namespace brn::config::terraform::functions {

namespace {

/// A document of aliases could be written out to more than memory holds.
constexpr std::uint64_t kMaxNodes = 2'000'000;

class Decoder {
 public:
  Decoder(Call& call, const syntax::Tree& tree, ScalarReader read_scalar)
      : call_(call), tree_(tree), read_scalar_(read_scalar) {}

  FunctionResult decode(syntax::NodeId id) {
    const syntax::Node& node = tree_.node(id);
    if (node.kind == syntax::NodeKind::Sequence) return sequence(id);
    if (node.kind == syntax::NodeKind::Mapping) return mapping(id);
    return read_scalar_(call_, node);
  }

 private:
  FunctionResult sequence(syntax::NodeId id) {
    std::vector<Value> elements;
    for (const syntax::NodeId item : tree_.items(id)) {
      FunctionResult element = decode(item);
      if (std::holds_alternative<FunctionError>(element)) return element;
      elements.push_back(std::get<Value>(element));
    }
    return call_.tuple(elements);
  }
  FunctionResult mapping(syntax::NodeId id) {
    std::vector<Member> members;
    std::vector<std::string> names;
    const auto source = tree_.members(id);
    names.reserve(source.size());
    for (const syntax::Member& member : source) {
      FunctionResult value = decode(member.value);
      if (std::holds_alternative<FunctionError>(value)) return value;
      names.push_back(to_nfc(member.key));
      members.push_back({names.back(), std::get<Value>(value), {}});
    }
    return call_.pool().object(members, call_.origin());
  }

  Call& call_;
  const syntax::Tree& tree_;
  ScalarReader read_scalar_;
};

}  // namespace

FunctionResult json_scalar(Call& call, const syntax::Node& node) {
  switch (node.kind) {
    case syntax::NodeKind::Bool: return call.boolean(node.bool_value);
    case syntax::NodeKind::Number:
      if (const auto number = Number::parse(node.text)) return call.number(*number);
      return Call::fail("the number `" + std::string(node.text) + "` is out of range");
    case syntax::NodeKind::String: return call.text(node.text);
    default: return call.pool().null(call.origin());
  }
}

FunctionResult decode_tree(Call& call, const syntax::Tree& tree, ScalarReader read_scalar) {
  for (const SyntaxError& error : tree.errors()) {
    if (!error.message.starts_with("duplicate key")) return Call::fail(error.message);
  }
  if (tree.documents().empty()) return Call::fail("missing start of document");
  if (tree.documents().size() > 1) return Call::fail("unexpected extra content after value");
  const syntax::NodeId root = tree.documents().front();
  if (syntax::expanded_size(tree, root, kMaxNodes) >= kMaxNodes) return Call::fail("the document is too large");
  return Decoder(call, tree, read_scalar).decode(root);
}

Value as_decoded(Pool& pool, const Value& value) {
  if (value.is_null()) return pool.null(value.origin());
  if (value.is_sequence()) {
    std::vector<Value> elements;
    for (const Value& element : value.elements()) elements.push_back(as_decoded(pool, element));
    return pool.tuple(elements, value.origin());
  }
  if (value.is_mapping()) {
    std::vector<Member> members(value.members().begin(), value.members().end());
    for (Member& member : members) member.value = as_decoded(pool, member.value);
    return pool.object(members, value.origin());
  }
  if (value.is_choice()) {
    std::vector<value::Alternative> alternatives(value.alternatives().begin(), value.alternatives().end());
    for (value::Alternative& alternative : alternatives) alternative.value = as_decoded(pool, alternative.value);
    return pool.choice(alternatives, value.origin());
  }
  return value;
}

}  // namespace brn::config::terraform::functions
