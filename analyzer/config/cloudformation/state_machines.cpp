// Definitions of Step Functions state machines: read from the file that they are written in, with
// DefinitionSubstitutions put in. Both languages of the property (`Definition` and `DefinitionString`) stay as they are.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-stepfunctions-statemachine.html

#include "analyzer/config/cloudformation/scalar.h"
#include "analyzer/config/cloudformation/stack.h"
#include "analyzer/config/cloudformation/template_file.h"
#include "analyzer/config/cloudformation/text_builder.h"

namespace brn::config::cloudformation {
namespace {

using syntax::NodeId;
using syntax::NodeKind;
using value::Member;
using value::Part;
using value::Pool;
using value::Value;

constexpr int kMaxDepth = 100;

/// A document as a value, without functions.
Value plain_value(Pool& pool, const syntax::Tree& tree, NodeId id, int depth) {
  const syntax::Node& node = tree.node(id);
  if (depth > kMaxDepth) return pool.null(node.span);
  if (node.kind == NodeKind::Sequence) {
    std::vector<Value> elements;
    for (const NodeId item : tree.items(id)) elements.push_back(plain_value(pool, tree, item, depth + 1));
    return pool.tuple(elements, node.span);
  }
  if (node.kind != NodeKind::Mapping) return scalar_value(pool, node);
  std::vector<Member> members;
  for (const syntax::Member& member : tree.members(id)) {
    members.push_back({pool.intern(member.key), plain_value(pool, tree, member.value, depth + 1), member.key_span});
  }
  return pool.ordered_object(members, node.span);
}

/// Puts values in the place of `${Name}`.
class Substitution {
 public:
  Substitution(Pool& pool, const Value& values) : pool_(pool), values_(values) {}

  Value in(const Value& value, int depth = 0) {
    if (depth > kMaxDepth) return value;
    if (value.is_string()) {
      Part whole;
      whole.literal = value.as_string();
      return in_parts({&whole, 1}, value);
    }
    if (value.is_unknown()) return value.parts().empty() ? value : in_parts(value.parts(), value);
    if (value.is_sequence()) {
      std::vector<Value> elements;
      for (const Value& element : value.elements()) elements.push_back(in(element, depth + 1));
      return pool_.tuple(elements, value.origin());
    }
    if (value.is_choice()) {
      return pool_.lift({&value, 1}, value.origin(),
                        [&](std::span<const Value> chosen) { return in(chosen[0], depth + 1); });
    }
    if (!value.is_mapping()) return value;
    std::vector<Member> members;
    for (const Member& member : value.members()) {
      members.push_back({member.name, in(member.value, depth + 1), member.name_span});
    }
    return pool_.ordered_object(members, value.origin());
  }

 private:
  struct Piece {
    std::string_view literal;
    std::optional<std::size_t> variable;  // into used_
    Part hole;
  };

  Value in_parts(std::span<const Part> parts, const Value& original) {
    std::vector<Piece> pieces;
    std::vector<Value> used;
    bool is_changed = false;
    for (const Part& part : parts) {
      if (part.is_hole) {
        pieces.push_back(Piece{{}, std::nullopt, part});
      } else {
        is_changed = add_literal(part.literal, pieces, used) || is_changed;
      }
    }
    if (!is_changed) return original;
    return pool_.lift(used, original.origin(), [&](std::span<const Value> chosen) {
      TextBuilder text(pool_);
      for (const Piece& piece : pieces) {
        if (piece.hole.is_hole) {
          text.add(piece.hole.hole);
        } else if (piece.variable) {
          text.add(chosen[*piece.variable]);
        } else {
          text.add_literal(piece.literal);
        }
      }
      return text.finish(original.origin());
    });
  }

  bool add_literal(std::string_view text, std::vector<Piece>& pieces, std::vector<Value>& used) {
    bool is_changed = false;
    std::size_t begin = 0;
    for (std::size_t at = text.find("${"); at != std::string_view::npos; at = text.find("${", at + 2)) {
      const std::size_t close = text.find('}', at);
      if (close == std::string_view::npos) break;
      const Value* value = values_.find(text.substr(at + 2, close - at - 2));
      if (value == nullptr) continue;
      pieces.push_back(Piece{text.substr(begin, at - begin), std::nullopt, {}});
      pieces.push_back(Piece{{}, used.size(), {}});
      used.push_back(*value);
      begin = close + 1;
      is_changed = true;
    }
    pieces.push_back(Piece{text.substr(begin), std::nullopt, {}});
    return is_changed;
  }

  Pool& pool_;
  const Value& values_;
};

}  // namespace

/// The definition that stands in a file beside the template; nothing when it is elsewhere.
std::optional<Value> Stack::definition_file(const Value& properties) {
  for (const std::string_view name : {"DefinitionUri", "DefinitionS3Location"}) {
    const Value* uri = properties.find(name);
    if (uri == nullptr || !uri->is_string() || uri->as_string().find("://") != std::string_view::npos) continue;
    const std::string path = join_path(parent_path(source_.path), uri->as_string());
    if (!may_be_read(*run_, path) || run_->sources->file_system().kind(path) != FileKind::File) continue;
    const Result<FileId> file = run_->sources->load(path);
    if (!file.ok()) continue;
    run_->snippets.push_back(parse_document(file.value(), run_->sources->text(file.value()), ""));
    const syntax::Tree& tree = run_->snippets.back();
    for (const SyntaxError& problem : tree.errors()) error(DiagnosticKind::SyntaxError, problem.span, problem.message);
    if (tree.documents().empty() || !tree.documents().front().is_valid()) continue;
    return plain_value(pool(), tree, tree.documents().front(), 0);
  }
  return std::nullopt;
}

Value Stack::state_machine_properties(const Value& properties) {
  if (!properties.is_mapping()) return properties;
  std::vector<Member> members(properties.members().begin(), properties.members().end());
  if (const auto definition = definition_file(properties)) {
    members.push_back({pool().intern("Definition"), *definition, definition->origin()});
  }
  const Value* values = properties.find("DefinitionSubstitutions");
  if (values != nullptr && values->is_mapping()) {
    Substitution substitution(pool(), *values);
    for (Member& member : members) {
      const bool is_definition = member.name == "Definition" || member.name == "DefinitionString";
      if (is_definition) member.value = substitution.in(member.value);
    }
  }
  return pool().ordered_object(members, properties.origin());
}

}  // namespace brn::config::cloudformation
