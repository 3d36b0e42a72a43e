#include "analyzer/config/terraform/reference_walk.h"

#include <algorithm>

namespace brn::config::terraform {
namespace {

constexpr std::uint32_t kMaxDepth = 2'000;

class Walker {
 public:
  Walker(const hcl::File& file, BoundNames bound, const ReferenceVisitor& visit, FunctionFilter leaves_out)
      : file_(file), bound_(std::move(bound)), visit_(visit), leaves_out_(leaves_out) {}

  void walk(hcl::ExprId id);

 private:
  void walk_traversal(hcl::ExprId id);
  void walk_for(hcl::ExprId id, const hcl::Expr& expr);
  void walk_children(hcl::ExprId id);

  const hcl::File& file_;
  BoundNames bound_;
  const ReferenceVisitor& visit_;
  FunctionFilter leaves_out_;
  std::uint32_t depth_ = 0;
};

void Walker::walk(hcl::ExprId id) {
  if (!id.is_valid() || depth_ > kMaxDepth) return;
  ++depth_;
  const hcl::Expr& expr = file_.expr(id);
  switch (expr.kind) {
    case hcl::ExprKind::Variable:
    case hcl::ExprKind::GetAttr:
    case hcl::ExprKind::Index: walk_traversal(id); break;
    case hcl::ExprKind::ForTuple:
    case hcl::ExprKind::ForObject:
    case hcl::ExprKind::TemplateFor: walk_for(id, expr); break;
    case hcl::ExprKind::Binary: {
      hcl::ExprId left = id;
      while (file_.expr(left).kind == hcl::ExprKind::Binary) {
        walk(file_.child(left, 1));
        left = file_.child(left, 0);
      }
      walk(left);
      break;
    }
    case hcl::ExprKind::Object: {
      const std::span<const hcl::ExprId> children = file_.children(id);
      for (std::size_t i = 0; i < children.size(); ++i) {
        const bool is_bare_key = i % 2 == 0 && file_.expr(children[i]).kind == hcl::ExprKind::Variable;
        if (!is_bare_key) walk(children[i]);
      }
      break;
    }
    case hcl::ExprKind::Call:
      if (leaves_out_ == nullptr || !leaves_out_(expr.name)) walk_children(id);
      break;
    default: walk_children(id);
  }
  --depth_;
}

void Walker::walk_children(hcl::ExprId id) {
  for (const hcl::ExprId child : file_.children(id)) walk(child);
}

void Walker::walk_for(hcl::ExprId id, const hcl::Expr& expr) {
  const std::span<const hcl::ExprId> children = file_.children(id);
  walk(children[0]);
  const std::size_t before = bound_.size();
  if (!expr.name.empty()) bound_.push_back(expr.name);
  if (!expr.key_name.empty()) bound_.push_back(expr.key_name);
  for (const hcl::ExprId child : children.subspan(1)) walk(child);
  bound_.resize(before);
}

void Walker::walk_traversal(hcl::ExprId id) {
  std::vector<hcl::ExprId> chain;
  while (file_.expr(id).kind == hcl::ExprKind::GetAttr || file_.expr(id).kind == hcl::ExprKind::Index) {
    chain.push_back(id);
    if (file_.expr(id).kind == hcl::ExprKind::Index) walk(file_.child(id, 1));
    id = file_.child(id, 0);
  }
  const hcl::Expr& root = file_.expr(id);
  if (root.kind != hcl::ExprKind::Variable) {
    walk(id);
    return;
  }
  if (std::ranges::find(bound_, root.name) != bound_.end()) return;
  FoundReference found{root.name, root.span, {}, {}, false};
  for (auto step = chain.rbegin(); step != chain.rend(); ++step) {
    const hcl::Expr& expr = file_.expr(*step);
    if (expr.kind == hcl::ExprKind::Index) {
      if (root.name != "module" || found.names.size() != 1 || found.has_index_after_first) break;
      found.has_index_after_first = true;
      continue;
    }
    found.names.push_back(expr.name);
    found.places.push_back(expr.span);
  }
  visit_(found);
}

/// `dynamic "ingress" { iterator = rule … }` binds `rule`, else `ingress`, in its content and labels.
std::string_view iterator_name(const BlockView& dynamic) {
  const Expression iterator = dynamic.body().value("iterator");
  if (iterator.is_valid()) {
    const hcl::Expr& expr = iterator.file->expr(iterator.id);
    if (expr.kind == hcl::ExprKind::Variable) return expr.name;
    if (expr.kind == hcl::ExprKind::String) return expr.text;
  }
  return dynamic.block->labels.empty() ? std::string_view() : dynamic.block->labels[0].text;
}

}  // namespace

void walk_references(const Expression& expression, const BoundNames& bound, const ReferenceVisitor& visit,
                     FunctionFilter leaves_out) {
  if (expression.is_valid()) Walker(*expression.file, bound, visit, leaves_out).walk(expression.id);
}

void walk_body_references(const BodyView& body, const BoundNames& bound, const ReferenceVisitor& visit) {
  for (const AttributeView& attribute : body.attributes) walk_references(attribute.value(), bound, visit);
  for (const BlockView& block : body.blocks) {
    if (block.type() != "dynamic") {
      walk_body_references(block.body(), bound, visit);
      continue;
    }
    const BodyView dynamic = block.body();
    walk_references(dynamic.value("for_each"), bound, visit);
    BoundNames inner = bound;
    inner.push_back(iterator_name(block));
    for (const BlockView& content : dynamic.blocks) walk_body_references(content.body(), inner, visit);
  }
}

}  // namespace brn::config::terraform
