#include "parsers/hcl/traversals.h"

#include <algorithm>

namespace brn::hcl {

Piece TraversalBuilder::build(Pieces pieces) {
  pieces_ = pieces;
  begin_ = node_.begin;
  current_ = builder_.operand(pieces[0]);
  at_ = 1;
  while (at_ < pieces_.size()) {
    const Piece& piece = pieces_[at_];
    if (piece.kind == NodeKind::AttributePath) {
      levels_ += static_cast<std::uint32_t>(std::ranges::count(builder_.reading_.slice(piece), '.'));
      current_ = builder_.add_path(current_, begin_, piece);
      ++at_;
    } else if (piece.kind == NodeKind::Dot) {
      take_dot();
    } else {
      take_bracket();
    }
  }
  while (!open_.empty()) {
    const OpenSplat splat = open_.back();
    open_.pop_back();
    begin_ = splat.begin;
    current_ = add_splat(splat.source, current_, begin_, node_.end, true);
  }
  Piece piece = node_;
  piece.depth += levels_;
  piece.expr = current_;
  if (piece.depth > kMaxDepth) {
    builder_.reading_.complain(node_, "this expression is nested too deeply");
    return builder_.error(node_);
  }
  return piece;
}

void TraversalBuilder::take_dot() {
  const Piece& dot = pieces_[at_];
  const Piece& step = pieces_[at_ + 1];
  if (step.kind == NodeKind::Star) return take_attribute_splat();
  at_ += 2;
  ++levels_;
  if (step.kind == NodeKind::Number) return take_number(dot, step);
  if (step.kind == NodeKind::Identifier) {
    current_ = builder_.add_attribute(current_, begin_, step.begin, step.end);
    return;
  }
  builder_.reading_.complain(dot.begin, step.end, "an attribute name is required after a dot");
  current_ = builder_.error(Piece{.begin = begin_, .end = dot.end}).expr;
}

// `x.0` is an old way to write `x[0]`; `x.0.1` reads as the number 0.1.
void TraversalBuilder::take_number(const Piece& dot, const Piece& number) {
  const std::string_view text = builder_.reading_.slice(number);
  if (text.find('.') != std::string_view::npos) {
    builder_.reading_.complain(number, "two indexes may not be chained in this old syntax; write them in brackets");
    current_ = builder_.error(Piece{.begin = begin_, .end = number.end}).expr;
    return;
  }
  static_cast<void>(dot);
  current_ = builder_.add(Expr{.kind = ExprKind::Index}, begin_, number.end, {current_, builder_.operand(number)});
}

void TraversalBuilder::take_bracket() {
  const Piece& open = pieces_[at_];
  const Piece& key = pieces_[at_ + 1];
  const Piece& close = pieces_[at_ + 2];
  at_ += 3;
  ++levels_;
  if (key.kind != NodeKind::Star) {
    current_ = builder_.add(Expr{.kind = ExprKind::Index}, begin_, close.end, {current_, builder_.operand(key)});
    return;
  }
  if (node_.kind == NodeKind::LineTraversal && has_line_end(open.end, close.begin)) {
    builder_.reading_.complain(open.begin, close.end, "the star of a splat must be on the line of its brackets");
  }
  open_.push_back({current_, begin_});
  begin_ = open.begin;
  current_ = add_item(open.begin, close.end);
}

// `.*` takes the names and old-style indexes after it along, and nothing else.
void TraversalBuilder::take_attribute_splat() {
  const ExprId source = current_;
  const std::uint32_t source_begin = begin_;
  begin_ = pieces_[at_].begin;
  std::uint32_t end = pieces_[at_ + 1].end;
  current_ = add_item(begin_, end);
  at_ += 2;
  ++levels_;
  while (at_ < pieces_.size()) {
    const Piece& piece = pieces_[at_];
    if (piece.kind == NodeKind::AttributePath) {
      levels_ += static_cast<std::uint32_t>(std::ranges::count(builder_.reading_.slice(piece), '.'));
      current_ = builder_.add_path(current_, begin_, piece);
      end = piece.end;
      ++at_;
      continue;
    }
    if (piece.kind != NodeKind::Dot) break;
    if (pieces_[at_ + 1].kind == NodeKind::Star) {
      builder_.reading_.complain(pieces_[at_ + 1], "a splat may not be nested in an attribute-only splat; use `[*]`");
      break;
    }
    end = pieces_[at_ + 1].end;
    take_dot();
  }
  begin_ = source_begin;
  current_ = add_splat(source, current_, begin_, end, false);
}

ExprId TraversalBuilder::add_splat(ExprId source, ExprId each, std::uint32_t begin, std::uint32_t end, bool is_full) {
  return builder_.add(Expr{.kind = ExprKind::Splat, .flag = is_full}, begin, end, {source, each});
}

ExprId TraversalBuilder::add_item(std::uint32_t begin, std::uint32_t end) {
  return builder_.add(Expr{.kind = ExprKind::SplatItem}, begin, end, {});
}

bool TraversalBuilder::has_line_end(std::uint32_t begin, std::uint32_t end) const {
  return builder_.reading_.slice(begin, end).find('\n') != std::string_view::npos;
}

}  // namespace brn::hcl
