#pragma once
// What the parts of the adaptor share while one file is read: the text, the File that is being filled, and pieces,
// which are what is known of the nodes of a syntax tree once they have been left. Lives as long as one call of `parse`.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "parsers/hcl/ast.h"
#include "parsers/hcl/syntax_tree.h"

namespace brn::hcl {

/// Levels that expressions and blocks may be nested: whoever walks a File may recurse.
inline constexpr std::uint32_t kMaxDepth = 1000;

/// A node that was read: a token as it stands, or a finished expression with its id.
struct Piece {
  NodeKind kind = NodeKind::Other;
  bool is_expression = false;  // `expr` is set; a token that can be an expression becomes one where it is used
  std::uint32_t depth = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  ExprId expr{};
  ExprId key{};             // of an object item
  std::uint32_t index = 0;  // of a directive
};
using Pieces = std::span<const Piece>;

/// A template directive, still unpaired.
struct Directive {
  NodeKind kind = NodeKind::Other;  // If, Else, EndIf, For, EndFor
  ExprId expr{};
  std::string_view name{};
  std::string_view key_name{};
  Span name_span{};
};

struct Reading {
  File& file;
  std::string_view text{};
  std::uint32_t shift = 0;  // bytes before the user's own text, where some were put before it
  std::uint32_t limit = 0;  // size of the user's own text
  bool is_ascii = false;
  bool drops_last_newline = false;  // the line end before the closing line of a heredoc is not the user's

  [[nodiscard]] std::string_view slice(std::uint32_t begin, std::uint32_t end) const {
    return text.substr(begin, end - begin);
  }
  [[nodiscard]] std::string_view slice(const Piece& piece) const { return slice(piece.begin, piece.end); }
  [[nodiscard]] Span span(std::uint32_t begin, std::uint32_t end) const;
  [[nodiscard]] Span span(const Piece& piece) const { return span(piece.begin, piece.end); }
  void complain(std::uint32_t begin, std::uint32_t end, std::string message) const {
    file.add_error(span(begin, end), std::move(message));
  }
  void complain(const Piece& piece, std::string message) const { complain(piece.begin, piece.end, std::move(message)); }
};

}  // namespace brn::hcl
