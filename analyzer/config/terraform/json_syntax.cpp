#include "analyzer/config/terraform/json_syntax.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "parsers/hcl/parser.h"
#include "parsers/json/parser.h"

namespace brn::config::terraform {
namespace {

struct BlockForm {
  std::string_view type;
  std::size_t labels;
};

constexpr BlockForm kTopLevel[] = {{"variable", 1}, {"output", 1},    {"module", 1},   {"resource", 2}, {"data", 2},
                                   {"provider", 1}, {"locals", 0},    {"check", 1},    {"import", 0},   {"moved", 0},
                                   {"removed", 0},  {"terraform", 0}, {"ephemeral", 2}};
constexpr BlockForm kNested[] = {{"lifecycle", 0},    {"provisioner", 1},   {"connection", 0},
                                 {"dynamic", 1},      {"content", 0},       {"validation", 0},
                                 {"precondition", 0}, {"postcondition", 0}, {"assert", 0}};
constexpr BlockForm kInTerraform[] = {
    {"required_providers", 0}, {"backend", 1}, {"cloud", 0}, {"provider_meta", 1}, {"encryption", 0}};
/// Arguments whose strings are references or types, not templates.
constexpr std::string_view kBareArguments[] = {"depends_on",           "provider", "providers", "ignore_changes",
                                               "replace_triggered_by", "from",     "to"};

std::optional<std::size_t> label_count(std::span<const BlockForm> forms, std::string_view type) {
  const auto found = std::ranges::find(forms, type, &BlockForm::type);
  return found == forms.end() ? std::nullopt : std::optional(found->labels);
}

class Reader {
 public:
  Reader(hcl::File& file, const syntax::Tree& tree, bool literal_strings)
      : file_(file), tree_(tree), literal_strings_(literal_strings) {}

  void read_root(syntax::NodeId root);
  void read_values(syntax::NodeId root);

 private:
  void read_blocks(hcl::Body& out, const syntax::Member& member, std::size_t labels);
  void read_labelled(hcl::Body& out, const syntax::Member& type, syntax::NodeId content, std::size_t labels,
                     std::vector<hcl::Label>& given);
  void add_block(hcl::Body& out, const syntax::Member& type, syntax::NodeId content,
                 const std::vector<hcl::Label>& labels);
  void read_body(hcl::Body& out, syntax::NodeId mapping, std::string_view block_type);
  void add_attribute(hcl::Body& out, const syntax::Member& member, bool is_bare);
  hcl::ExprId read_value(syntax::NodeId id, bool is_bare);
  hcl::ExprId read_text(std::string_view text, Span span, bool is_bare);
  hcl::ExprId literal(std::string_view text, Span span);
  hcl::ExprId copy(const hcl::File& from, hcl::ExprId id, Span span, bool is_exact);

  hcl::File& file_;
  const syntax::Tree& tree_;
  bool literal_strings_;
};

void Reader::read_root(syntax::NodeId root) {
  hcl::Body body;
  body.span = tree_.node(root).span;
  for (const syntax::Member& member : tree_.members(root)) {
    if (member.key == "//") continue;
    if (const auto labels = label_count(kTopLevel, member.key)) {
      read_blocks(body, member, *labels);
    } else {
      file_.add_error(member.key_span, "no argument or block type is named `" + std::string(member.key) + "`");
    }
  }
  file_.root = file_.add_body(std::move(body));
}

void Reader::read_values(syntax::NodeId root) {
  hcl::Body body;
  body.span = tree_.node(root).span;
  for (const syntax::Member& member : tree_.members(root)) {
    if (member.key != "//") add_attribute(body, member, false);
  }
  file_.root = file_.add_body(std::move(body));
}

void Reader::read_blocks(hcl::Body& out, const syntax::Member& member, std::size_t labels) {
  std::vector<hcl::Label> given;
  read_labelled(out, member, member.value, labels, given);
}

// An array may stand at every level, in the place of one object.
void Reader::read_labelled(hcl::Body& out, const syntax::Member& type, syntax::NodeId content, std::size_t labels,
                           std::vector<hcl::Label>& given) {
  const syntax::Node& node = tree_.node(content);
  if (node.kind == syntax::NodeKind::Sequence) {
    for (const syntax::NodeId item : tree_.items(content)) {
      if (tree_.node(item).kind == syntax::NodeKind::Sequence) {
        file_.add_error(tree_.node(item).span, "an object is needed here");
      } else {
        read_labelled(out, type, item, labels, given);
      }
    }
    return;
  }
  if (node.kind == syntax::NodeKind::Null) return;
  if (node.kind != syntax::NodeKind::Mapping) {
    file_.add_error(node.span, "an object is needed here");
    return;
  }
  if (labels == 0) {
    add_block(out, type, content, given);
    return;
  }
  for (const syntax::Member& member : tree_.members(content)) {
    if (member.key == "//") continue;
    given.push_back(hcl::Label{file_.keep(std::string(member.key)), member.key_span});
    read_labelled(out, type, member.value, labels - 1, given);
    given.pop_back();
  }
}

void Reader::add_block(hcl::Body& out, const syntax::Member& type, syntax::NodeId content,
                       const std::vector<hcl::Label>& labels) {
  hcl::Block block;
  block.type = file_.keep(std::string(type.key));
  block.type_span = type.key_span;
  block.labels = labels;
  const Span header = labels.empty() ? type.key_span : labels.back().span;
  block.header = header;
  block.span = header.joined(tree_.node(content).span);
  hcl::Body body;
  body.span = tree_.node(content).span;
  read_body(body, content, block.type);
  block.body = file_.add_body(std::move(body));
  out.blocks.push_back(std::move(block));
}

void Reader::read_body(hcl::Body& out, syntax::NodeId mapping, std::string_view block_type) {
  // Nothing may be referred to in a default, so its strings are no templates.
  const bool outer_literal = std::exchange(literal_strings_, block_type == "variable");
  for (const syntax::Member& member : tree_.members(mapping)) {
    if (member.key == "//" && block_type != "locals") continue;
    const auto labels = block_type == "terraform"                          ? label_count(kInTerraform, member.key)
                        : block_type == "locals" || block_type == "module" ? std::nullopt
                                                                           : label_count(kNested, member.key);
    if (labels && tree_.node(member.value).kind != syntax::NodeKind::String) {
      read_blocks(out, member, *labels);
      continue;
    }
    const bool is_bare = std::ranges::find(kBareArguments, member.key) != std::end(kBareArguments) ||
                         (block_type == "variable" && member.key == "type");
    add_attribute(out, member, is_bare && block_type != "locals" && block_type != "content");
  }
  literal_strings_ = outer_literal;
}

void Reader::add_attribute(hcl::Body& out, const syntax::Member& member, bool is_bare) {
  if (std::ranges::any_of(out.attributes, [&](const hcl::Attribute& other) { return other.name == member.key; })) {
    file_.add_error(member.key_span, "the argument `" + std::string(member.key) + "` was already set");
    return;
  }
  hcl::Attribute attribute;
  attribute.name = file_.keep(std::string(member.key));
  attribute.name_span = member.key_span;
  attribute.value = read_value(member.value, is_bare);
  attribute.span = member.key_span.joined(tree_.node(member.value).span);
  out.attributes.push_back(attribute);
}

hcl::ExprId Reader::read_value(syntax::NodeId id, bool is_bare) {
  const syntax::Node& node = tree_.node(id);
  hcl::Expr expr;
  expr.span = node.span;
  switch (node.kind) {
    case syntax::NodeKind::Null: expr.kind = hcl::ExprKind::Null; break;
    case syntax::NodeKind::Bool:
      expr.kind = hcl::ExprKind::Bool;
      expr.flag = node.bool_value;
      break;
    case syntax::NodeKind::Number:
      expr.kind = hcl::ExprKind::Number;
      expr.text = file_.keep(std::string(node.text));
      break;
    case syntax::NodeKind::String:
    case syntax::NodeKind::Scalar: return read_text(node.text, node.span, is_bare);
    case syntax::NodeKind::Sequence: {
      std::vector<hcl::ExprId> items;
      for (const syntax::NodeId item : tree_.items(id)) items.push_back(read_value(item, is_bare));
      expr.kind = hcl::ExprKind::Tuple;
      return file_.add(expr, items);
    }
    case syntax::NodeKind::Mapping: {
      std::vector<hcl::ExprId> items;
      for (const syntax::Member& member : tree_.members(id)) {
        items.push_back(read_text(member.key, member.key_span, false));
        items.push_back(read_value(member.value, is_bare));
      }
      expr.kind = hcl::ExprKind::Object;
      return file_.add(expr, items);
    }
  }
  return file_.add(expr, {});
}

hcl::ExprId Reader::literal(std::string_view text, Span span) {
  hcl::Expr expr;
  expr.kind = hcl::ExprKind::String;
  expr.span = span;
  expr.text = file_.keep(std::string(text));
  return file_.add(expr, {});
}

hcl::ExprId Reader::read_text(std::string_view text, Span span, bool is_bare) {
  const bool is_template = text.find("${") != std::string_view::npos || text.find("%{") != std::string_view::npos;
  if (!is_bare && (literal_strings_ || !is_template)) return literal(text, span);
  const hcl::ParsedExpression parsed =
      is_bare ? hcl::parse_expression(span.file, text) : hcl::parse_template(span.file, text);
  // Without escapes the text stands in the file as it is, one quote further.
  const bool is_exact = text.size() + 2 == span.size();
  for (const SyntaxError& error : parsed.file.errors()) {
    const Span place =
        is_exact ? Span{span.file, span.begin + 1 + error.span.begin, span.begin + 1 + error.span.end} : span;
    file_.add_error(place, error.message);
  }
  if (!parsed.root.is_valid()) return literal(text, span);
  return copy(parsed.file, parsed.root, span, is_exact);
}

hcl::ExprId Reader::copy(const hcl::File& from, hcl::ExprId id, Span span, bool is_exact) {
  hcl::Expr expr = from.expr(id);
  std::vector<hcl::ExprId> children;
  for (const hcl::ExprId child : from.children(id)) children.push_back(copy(from, child, span, is_exact));
  const auto moved = [&](Span old) {
    return is_exact ? Span{span.file, span.begin + 1 + old.begin, span.begin + 1 + old.end} : span;
  };
  expr.span = moved(expr.span);
  expr.name_span = moved(expr.name_span);
  if (!expr.text.empty()) expr.text = file_.keep(std::string(expr.text));
  if (!expr.name.empty()) expr.name = file_.keep(std::string(expr.name));
  if (!expr.key_name.empty()) expr.key_name = file_.keep(std::string(expr.key_name));
  return file_.add(expr, children);
}

hcl::File read(FileId id, std::string_view text, bool is_values) {
  hcl::File file;
  file.file = id;
  const syntax::Tree tree = json::parse(id, text);
  for (const SyntaxError& error : tree.errors()) file.add_error(error.span, error.message);
  if (tree.documents().empty() || tree.node(tree.documents()[0]).kind != syntax::NodeKind::Mapping) {
    file.root = file.add_body({});
    return file;
  }
  Reader reader(file, tree, is_values);
  if (is_values) {
    reader.read_values(tree.documents()[0]);
  } else {
    reader.read_root(tree.documents()[0]);
  }
  return file;
}

}  // namespace

hcl::File read_json_configuration(FileId file, std::string_view text) {
  return read(file, text, false);
}

hcl::File read_json_values(FileId file, std::string_view text) {
  return read(file, text, true);
}

}  // namespace brn::config::terraform
