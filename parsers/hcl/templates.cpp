#include "parsers/hcl/templates.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "parsers/hcl/literals.h"
#include "parsers/source/utf8.h"

namespace brn::hcl {

Piece TemplateBuilder::build(Pieces pieces) {
  if (std::ranges::find(pieces, NodeKind::Error, &Piece::kind) != pieces.end()) return builder_.error(node_);
  is_heredoc_ = node_.kind == NodeKind::Heredoc;
  collect(pieces);
  if (is_heredoc_) check_heredoc(pieces);
  trim();
  if (is_heredoc_ && builder_.reading_.slice(pieces[0]).starts_with("<<-")) remove_indentation();
  join_texts();
  Piece piece = node_;
  if (pieces.back().kind == NodeKind::Unterminated) {
    builder_.reading_.complain(node_.begin, pieces.back().end,
                               "this string has no closing quote on its line; use a heredoc for text of several lines");
    return builder_.error(node_);
  }
  if (!pair_directives()) return builder_.error(node_);
  piece.depth += deepest_;
  piece.expr = finish();
  if (piece.depth > kMaxDepth) {
    builder_.reading_.complain(node_, "this template is nested too deeply");
    return builder_.error(node_);
  }
  return piece;
}

void TemplateBuilder::collect(Pieces pieces) {
  const std::string_view text = builder_.reading_.text;
  for (const Piece& piece : pieces) {
    if (piece.kind == NodeKind::TemplateText) collect_text(piece);
    if (piece.kind == NodeKind::HeredocText) collect_lines(piece);
    if (piece.kind != NodeKind::Interpolation && piece.kind != NodeKind::Directive) continue;
    const bool is_value = piece.kind == NodeKind::Interpolation;
    parts_.push_back(Part{.kind = is_value ? Part::Kind::Value : Part::Kind::Directive,
                          .trims_before = text[piece.begin + 2] == '~',
                          .trims_after = text[piece.end - 2] == '~',
                          .begin = piece.begin,
                          .end = piece.end,
                          .text = {},
                          .expr = piece.expr,
                          .directive = piece.index});
  }
  if (is_heredoc_ && builder_.reading_.drops_last_newline) drop_last_newline();
}

void TemplateBuilder::collect_text(const Piece& piece) {
  parts_.push_back(
      Part{.begin = piece.begin, .end = piece.end, .text = std::string(builder_.decode(piece.begin, piece.end))});
}

void TemplateBuilder::collect_lines(const Piece& piece) {
  const std::string_view text = builder_.reading_.slice(piece);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    const std::string_view line = text.substr(at, end - at);
    parts_.push_back(Part{.begin = piece.begin + static_cast<std::uint32_t>(at),
                          .end = piece.begin + static_cast<std::uint32_t>(end),
                          .text = is_plain(line) ? std::string(line) : decode_unquoted(line)});
    at = end;
  }
}

void TemplateBuilder::drop_last_newline() {
  if (parts_.empty() || parts_.back().kind != Part::Kind::Text || !parts_.back().text.ends_with('\n')) return;
  Part& last = parts_.back();
  last.text.pop_back();
  --last.end;
  if (last.text.empty()) parts_.pop_back();
}

// The scanner tells closing lines by a hash, and knows nothing of which letters make a name.
void TemplateBuilder::check_heredoc(Pieces pieces) {
  const Reading& reading = builder_.reading_;
  std::string_view marker = reading.slice(pieces.front());
  marker.remove_prefix(marker.starts_with("<<-") ? 3 : 2);
  marker.remove_suffix(marker.ends_with("\r\n") ? 2 : 1);
  std::string_view closing = reading.slice(pieces.back());
  closing.remove_prefix(leading_space(closing));
  closing.remove_suffix(trailing_space(closing));
  if (closing != marker) reading.complain(pieces.back(), "this line does not close the heredoc");
  const auto marker_begin = static_cast<std::uint32_t>(marker.data() - reading.text.data());
  builder_.check_name(Piece{.begin = marker_begin, .end = marker_begin + static_cast<std::uint32_t>(marker.size())});
}

// `~` removes white space from the unit of text next to it.
void TemplateBuilder::trim() {
  for (std::size_t at = 0; at < parts_.size(); ++at) {
    const Part& part = parts_[at];
    if (part.kind == Part::Kind::Text) continue;
    if (part.trims_before && at > 0 && parts_[at - 1].kind == Part::Kind::Text) {
      std::string& before = parts_[at - 1].text;
      before.resize(before.size() - trailing_space(before));
    }
    if (part.trims_after && at + 1 < parts_.size() && parts_[at + 1].kind == Part::Kind::Text) {
      std::string& after = parts_[at + 1].text;
      after.erase(0, leading_space(after));
    }
  }
}

// A `<<-` heredoc loses as many characters from the start of each line as the least indented line has white space.
// Blank lines do not count, and a line that starts with a sequence has none.
void TemplateBuilder::remove_indentation() {
  constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();
  std::size_t least = kNone;
  bool at_line_start = true;
  std::vector<Part*> lines;
  for (Part& part : parts_) {
    if (part.kind != Part::Kind::Text) {
      if (std::exchange(at_line_start, false)) least = 0;
      continue;
    }
    const bool ends_line = part.text.ends_with('\n');
    if (std::exchange(at_line_start, ends_line)) {
      const std::size_t space = leading_space(part.text);
      if (space == part.text.size() && ends_line) continue;
      least = std::min(least, utf8::code_point_count(std::string_view(part.text).substr(0, space)));
      lines.push_back(&part);
    }
  }
  for (Part* line : lines) {
    std::size_t bytes = 0;
    for (std::size_t characters = 0; characters < least; ++characters) {
      do {
        ++bytes;
      } while (bytes < line->text.size() && (static_cast<unsigned char>(line->text[bytes]) & 0xC0) == 0x80);
    }
    line->text.erase(0, bytes);
    line->begin += static_cast<std::uint32_t>(bytes);
  }
}

void TemplateBuilder::join_texts() {
  std::size_t kept = 0;
  for (std::size_t at = 0; at < parts_.size(); ++at) {
    Part& part = parts_[at];
    if (kept > 0 && part.kind == Part::Kind::Text && parts_[kept - 1].kind == Part::Kind::Text) {
      parts_[kept - 1].text += part.text;
      parts_[kept - 1].end = part.end;
      continue;
    }
    if (kept != at) parts_[kept] = std::move(part);
    ++kept;
  }
  parts_.resize(kept);
}

bool TemplateBuilder::pair_directives() {
  levels_.emplace_back();
  for (const Part& part : parts_) {
    switch (part.kind) {
      case Part::Kind::Text: levels_.back().parts.push_back(add_text(part)); break;
      case Part::Kind::Value: levels_.back().parts.push_back(part.expr); break;
      case Part::Kind::Directive:
        if (!take_directive(part)) return false;
        break;
    }
  }
  if (levels_.size() == 1) return true;
  const Level& open = levels_.back();
  const bool is_if = open.opening->kind == NodeKind::If;
  builder_.reading_.complain(open.begin, open.inner,
                             is_if ? "this `if` directive has no `endif`" : "this `for` directive has no `endfor`");
  return false;
}

bool TemplateBuilder::refuse(const Part& part, std::string message) {
  builder_.reading_.complain(part.begin, part.end, std::move(message));
  return false;
}

bool TemplateBuilder::take_directive(const Part& part) {
  const Directive& directive = builder_.directives_[part.directive];
  const Directive* opening = levels_.back().opening;
  switch (directive.kind) {
    case NodeKind::If:
    case NodeKind::For:
      levels_.push_back(Level{.opening = &directive, .begin = part.begin, .inner = part.end});
      deepest_ = std::max(deepest_, 2 * static_cast<std::uint32_t>(levels_.size()));
      return true;
    case NodeKind::Else: return take_else(part);
    case NodeKind::EndIf:
      if (opening == nullptr || opening->kind != NodeKind::If) return refuse(part, "there is no `if` directive to end");
      close_if(part);
      return true;
    default:
      if (opening == nullptr || opening->kind != NodeKind::For) {
        return refuse(part, "there is no `for` directive to end");
      }
      close_for(part);
      return true;
  }
}

bool TemplateBuilder::take_else(const Part& part) {
  Level& level = levels_.back();
  if (level.opening == nullptr || level.opening->kind != NodeKind::If) {
    return refuse(part, "there is no `if` directive for this `else`");
  }
  if (level.has_else) return refuse(part, "this `if` directive has an `else` already");
  level.has_else = true;
  level.else_begin = part.begin;
  level.else_end = part.end;
  level.then_parts = std::move(level.parts);
  level.parts.clear();
  return true;
}

void TemplateBuilder::close_if(const Part& part) {
  const Level level = std::move(levels_.back());
  levels_.pop_back();
  Expr expr{.kind = ExprKind::TemplateIf, .span = builder_.reading_.span(level.begin, part.end)};
  std::vector<ExprId> children{level.opening->expr};
  children.push_back(add_branch(level.has_else ? level.then_parts : level.parts, level.inner));
  if (level.has_else) children.push_back(add_branch(level.parts, level.else_end));
  levels_.back().parts.push_back(builder_.reading_.file.add(expr, children));
}

void TemplateBuilder::close_for(const Part& part) {
  const Level level = std::move(levels_.back());
  levels_.pop_back();
  const Directive& opening = *level.opening;
  const ExprId body = add_branch(level.parts, level.inner);
  levels_.back().parts.push_back(builder_.add(Expr{.kind = ExprKind::TemplateFor,
                                                   .name = opening.name,
                                                   .key_name = opening.key_name,
                                                   .name_span = opening.name_span},
                                              level.begin, part.end, {opening.expr, body}));
}

ExprId TemplateBuilder::add_text(const Part& part) {
  const std::string_view source = builder_.reading_.slice(part.begin, part.end);
  const std::string_view text = source == part.text ? source : builder_.reading_.file.keep(part.text);
  return builder_.add(Expr{.kind = ExprKind::String, .text = text}, part.begin, part.end, {});
}

// What a directive encloses; an empty branch has an empty span.
ExprId TemplateBuilder::add_branch(const std::vector<ExprId>& parts, std::uint32_t empty_at) {
  Expr expr{.kind = ExprKind::Template, .flag = is_heredoc_, .span = builder_.reading_.span(empty_at, empty_at)};
  if (!parts.empty()) {
    const File& file = builder_.reading_.file;
    expr.span = file.expr(parts.front()).span.joined(file.expr(parts.back()).span);
  }
  return builder_.reading_.file.add(expr, parts);
}

// Text alone is a String; so is nothing at all.
ExprId TemplateBuilder::finish() {
  const Reading& reading = builder_.reading_;
  if (parts_.empty()) return builder_.add(Expr{.kind = ExprKind::String}, node_.begin, node_.end, {});
  if (parts_.size() == 1 && parts_[0].kind == Part::Kind::Text) {
    const std::string_view text = reading.file.expr(levels_[0].parts[0]).text;
    return builder_.add(Expr{.kind = ExprKind::String, .text = text}, node_.begin, node_.end, {});
  }
  Expr expr{.kind = ExprKind::Template, .flag = is_heredoc_, .span = reading.span(node_)};
  return reading.file.add(expr, levels_[0].parts);
}

}  // namespace brn::hcl
