#include "parsers/hcl/reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "parsers/hcl/complaints.h"

namespace brn::hcl {
namespace {

bool is_body(NodeKind kind) {
  return kind == NodeKind::ConfigFile || kind == NodeKind::Block;
}

bool is_header_part(NodeKind kind) {
  return kind == NodeKind::Identifier || kind == NodeKind::String || kind == NodeKind::Template;
}

bool is_leaf(NodeKind kind) {
  return kind == NodeKind::Missing || kind == NodeKind::StrayNewline;
}

// A dotted name has one level for each name.
std::uint32_t depth_of_token(NodeKind kind, std::string_view text) {
  if (kind != NodeKind::Reference) return 1;
  return 1 + static_cast<std::uint32_t>(std::ranges::count(text, '.'));
}

Piece piece_of(TSNode node) {
  return Piece{.kind = kind_of(node), .begin = ts_node_start_byte(node), .end = ts_node_end_byte(node)};
}

}  // namespace

void Reader::read(const TSTree* tree, std::uint32_t end) {
  const TSNode root = ts_tree_root_node(tree);
  TSTreeCursor cursor = ts_tree_cursor_new(root);
  frames_.push_back(Frame{.node = Piece{.kind = NodeKind::ConfigFile}});
  bool is_more = ts_tree_cursor_goto_first_child(&cursor);
  if (kind_of(root) == NodeKind::Error) {  // nothing at all was understood
    ts_tree_cursor_reset(&cursor, root);
    is_more = true;
  }
  while (is_more && ts_node_start_byte(ts_tree_cursor_current_node(&cursor)) < end) {
    has_complained_ = false;
    walk(cursor);
    is_more = ts_tree_cursor_goto_next_sibling(&cursor);
  }
  frames_.pop_back();
  pieces_.clear();
  ts_tree_cursor_delete(&cursor);
}

Body Reader::take_root() {
  return take_body(0, 0);
}

// Reads the node at the cursor and all below it, and leaves the cursor there.
void Reader::walk(TSTreeCursor& cursor) {
  const std::size_t depth = frames_.size();
  for (;;) {
    if (enter(ts_tree_cursor_current_node(&cursor))) {
      if (ts_tree_cursor_goto_first_child(&cursor)) continue;
      leave();
    }
    while (frames_.size() > depth && !ts_tree_cursor_goto_next_sibling(&cursor)) {
      leave();
      ts_tree_cursor_goto_parent(&cursor);
    }
    if (frames_.size() == depth) return;
  }
}

// Whether there are nodes below that have to be read first.
bool Reader::enter(TSNode node) {
  const Piece piece = piece_of(node);
  if (piece.kind == NodeKind::Comment) {
    std::uint32_t end = piece.end;
    if (end > piece.begin && reading_.text[end - 1] == '\r') --end;
    reading_.file.add_comment(reading_.span(piece.begin, end));
    return false;
  }
  if (is_leaf(piece.kind) || (ts_node_child_count(node) == 0 && piece.kind != NodeKind::Error)) {
    add_token(node, piece);
    return false;
  }
  frames_.push_back(Frame{.node = piece,
                          .first_piece = pieces_.size(),
                          .first_attribute = attributes_.size(),
                          .first_block = blocks_.size(),
                          .has_error = ts_node_has_error(node)});
  return true;
}

void Reader::add_token(TSNode node, Piece piece) {
  if (ts_node_is_missing(node)) {
    note_missing_token(piece);
    return;
  }
  piece.depth = depth_of_token(piece.kind, reading_.slice(piece));
  pieces_.push_back(piece);
}

// The line end after an item is no visible node: when it is missing, nothing else accounts for the error.
void Reader::note_missing_separator(const Frame& frame) {
  const Pieces pieces = pieces_of(frame);
  const std::uint32_t at = pieces.empty() ? frame.node.end : pieces.back().end;
  switch (frame.node.kind) {
    case NodeKind::Attribute: complain_once(at, at, "missing line end after argument"); break;
    case NodeKind::Block: complain_once(at, at, "missing line end after block"); break;
    case NodeKind::Object: complain_once(at, at, "missing comma or line end between items"); break;
    default: complain_once(frame.node.begin, frame.node.end, "this is not valid here"); break;
  }
}

void Reader::note_missing_token(const Piece& piece) {
  frames_.back().is_broken = true;
  frames_.back().is_explained = true;
  const Piece& around = frames_.back().node;
  if (around.kind == NodeKind::Block && piece.kind == NodeKind::CloseBrace) {
    const Pieces pieces = pieces_of(frames_.back());
    const auto open = std::ranges::find(pieces, NodeKind::OpenBrace, &Piece::kind);
    const std::uint32_t at = open == pieces.end() ? around.begin : open->begin;
    complain_once(at, at + 1, "this block is not closed; expected a closing brace");
    return;
  }
  const Mistake mistake = explain_missing(piece, around);
  complain_once(mistake.begin, mistake.end, mistake.message);
}

Pieces Reader::pieces_of(const Frame& frame) const {
  return Pieces(pieces_).subspan(frame.first_piece);
}

void Reader::complain_once(std::uint32_t begin, std::uint32_t end, std::string message) {
  if (std::exchange(has_complained_, true)) return;
  reading_.complain(begin, end, std::move(message));
}

void Reader::leave() {
  const Frame frame = frames_.back();
  frames_.pop_back();
  if (frame.has_error) {
    frames_.back().is_explained = true;
    if (!frame.is_explained && frame.node.kind != NodeKind::Error) note_missing_separator(frame);
  }
  switch (frame.node.kind) {
    case NodeKind::Error: leave_error(frame); return;
    case NodeKind::Attribute: leave_attribute(frame); return;
    case NodeKind::Block: leave_block(frame); return;
    case NodeKind::Fragment: leave_fragment(frame); return;
    default: break;
  }
  if (frame.is_broken) {
    Piece piece = expressions_.error(frame.node);
    if (piece.kind == NodeKind::Directive) piece.kind = NodeKind::Error;
    finish(frame, piece);
  } else {
    finish(frame, expressions_.build(frame.node, pieces_of(frame)));
  }
}

// Replaces the pieces of a node by what was made of it.
void Reader::finish(const Frame& frame, const Piece& piece) {
  pieces_.resize(frame.first_piece);
  pieces_.push_back(piece);
}

void Reader::drop_pieces(const Frame& frame) {
  pieces_.resize(frame.first_piece);
  attributes_.resize(frame.first_attribute);
  blocks_.erase(blocks_.begin() + static_cast<std::ptrdiff_t>(frame.first_block), blocks_.end());
}

void Reader::leave_error(const Frame& frame) {
  Frame& around = frames_.back();
  const Pieces all = pieces_of(around);
  const std::size_t before = frame.first_piece - around.first_piece;
  const Mistake mistake = explain(reading_, frame.node, around.node, all.first(before), all.subspan(before));
  complain_once(mistake.begin, mistake.end, mistake.message);
  around.is_broken = true;
  const bool keeps_block = is_body(around.node.kind) && keep_unclosed_block(frame);
  drop_pieces(frame);
  if (!keeps_block) return;
  blocks_.push_back(std::move(*unclosed_));
  unclosed_.reset();
}

// A block that is not closed is all in an error; what it holds so far is worth having.
bool Reader::keep_unclosed_block(const Frame& frame) {
  const Pieces pieces = pieces_of(frame);
  const auto open = std::ranges::find_if_not(pieces, is_header_part, &Piece::kind);
  if (open == pieces.begin() || open == pieces.end() || open->kind != NodeKind::OpenBrace) return false;
  for (const Piece& piece : pieces) {
    if (piece.depth >= kMaxDepth) return false;
  }
  const Pieces header = pieces.first(static_cast<std::size_t>(open - pieces.begin()));
  Body body = take_body(frame.first_attribute, frame.first_block);
  const std::uint32_t end = pieces.back().end;
  body.span = reading_.span(open->begin, end);
  body.is_whole = false;
  Block block = make_block(header, std::move(body));
  block.span = reading_.span(header.front().begin, end);
  unclosed_ = std::move(block);
  return true;
}

void Reader::leave_attribute(const Frame& frame) {
  const Pieces pieces = pieces_of(frame);
  const bool has_value = pieces.size() == 3 && !frame.is_broken;
  if (pieces.size() == 2 && pieces[1].kind == NodeKind::StrayNewline) {
    complain_once(pieces[1].begin, pieces[1].end, "an equals sign is required after an argument's name");
  }
  if (!pieces.empty() && pieces[0].kind == NodeKind::Identifier && pieces.size() > 1) {
    const Piece& name = pieces[0];
    expressions_.check_name(name);
    const std::uint32_t end = pieces.back().end;
    const Piece rest{.begin = pieces.size() > 2 ? pieces[2].begin : pieces[1].end, .end = end};
    Attribute attribute{.name = reading_.slice(name), .name_span = reading_.span(name), .value = {}, .span = {}};
    attribute.value = has_value ? expressions_.operand(pieces[2]) : expressions_.error(rest).expr;
    attribute.span = reading_.span(name.begin, end);
    attributes_.push_back(attribute);
  }
  std::uint32_t depth = 0;
  for (const Piece& piece : pieces) depth = std::max(depth, piece.depth);
  if (depth > kMaxDepth) depth = 0;  // the value was refused; what is around it is fine
  Piece made = frame.node;
  made.depth = depth;
  finish(frame, made);
}

void Reader::leave_fragment(const Frame& frame) {
  const Pieces pieces = pieces_of(frame);
  if (!frame.is_broken && pieces.size() == 2) {
    complain_once(pieces[0].begin, pieces[0].end,
                  "an argument or block definition is required here; to set an argument, write `=` after its name");
  } else if (!frame.is_broken) {
    complain_once(pieces.back().begin, pieces.back().end,
                  "a block needs an opening brace `{` on the line of its header");
  }
  finish(frame, frame.node);
}

void Reader::leave_block(const Frame& frame) {
  const Pieces pieces = pieces_of(frame);
  const auto open = std::ranges::find(pieces, NodeKind::OpenBrace, &Piece::kind);
  const Pieces header = pieces.first(static_cast<std::size_t>(open - pieces.begin()));
  Piece made = frame.node;
  made.depth = 1;
  for (const Piece& piece : pieces) {
    made.depth = std::max(made.depth, piece.depth + 1);
    if (piece.kind == NodeKind::StrayNewline) {
      complain_once(piece.begin, piece.end, "a block with an argument on its first line must be closed on that line");
    }
  }
  if (header.empty() || open == pieces.end() || made.depth > kMaxDepth) {
    if (made.depth == kMaxDepth + 1) reading_.complain(frame.node, "this block is nested too deeply");
    drop_pieces(frame);
    pieces_.push_back(made);
    return;
  }
  std::uint32_t end = pieces.back().end;
  Body body = take_body(frame.first_attribute, frame.first_block);
  body.span = reading_.span(open->begin, end);
  body.is_whole = !frame.is_broken;
  Block block = make_block(header, std::move(body));
  block.span = reading_.span(frame.node.begin, end);
  blocks_.push_back(std::move(block));
  finish(frame, made);
}

Block Reader::make_block(Pieces header, Body body) {
  Block block;
  block.type = reading_.slice(header[0]);
  block.type_span = reading_.span(header[0]);
  expressions_.check_name(header[0]);
  for (const Piece& label : header.subspan(1)) {
    block.labels.push_back(Label{expressions_.label_text(label), reading_.span(label)});
  }
  block.header = reading_.span(header.front().begin, header.back().end);
  block.body = reading_.file.add_body(std::move(body));
  return block;
}

// The attributes and blocks since the given ones, without those that repeat the name of an earlier one.
Body Reader::take_body(std::size_t first_attribute, std::size_t first_block) {
  Body body;
  const auto attributes = std::span(attributes_).subspan(first_attribute);
  std::vector<std::uint32_t> order(attributes.size());
  for (std::uint32_t at = 0; at < order.size(); ++at) order[at] = at;
  std::ranges::stable_sort(order, {}, [&](std::uint32_t at) { return attributes[at].name; });
  std::vector<bool> is_repeated(attributes.size());
  for (std::size_t at = 1; at < order.size(); ++at) {
    is_repeated[order[at]] = attributes[order[at]].name == attributes[order[at - 1]].name;
  }
  for (std::size_t at = 0; at < attributes.size(); ++at) {
    if (is_repeated[at]) {
      reading_.file.add_error(attributes[at].name_span,
                              fmt::format("the argument `{}` is set more than once here", attributes[at].name));
    } else {
      body.attributes.push_back(attributes[at]);
    }
  }
  const auto blocks = blocks_.begin() + static_cast<std::ptrdiff_t>(first_block);
  body.blocks.assign(std::make_move_iterator(blocks), std::make_move_iterator(blocks_.end()));
  attributes_.resize(first_attribute);
  blocks_.erase(blocks, blocks_.end());
  return body;
}

}  // namespace brn::hcl
