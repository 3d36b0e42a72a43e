#pragma once
// The tree that tree-sitter makes of a piece of HCL, as far as the adaptor needs it: node kinds by name, ownership, and
// parsing of a part of a text. Nothing of tree-sitter is seen outside the adaptor's own sources.

#include <tree_sitter/api.h>

#include <cstdint>
#include <memory>
#include <string_view>

namespace brn::hcl {

enum class NodeKind : std::uint8_t {
  Other,
  Error,
  ConfigFile,
  Attribute,
  Block,
  Fragment,
  ObjectItem,
  Identifier,
  Reference,
  AttributePath,
  Number,
  String,
  Template,
  TemplateText,
  Unterminated,
  Heredoc,
  HeredocOpen,
  HeredocText,
  HeredocClose,
  Call,
  Tuple,
  Object,
  ForTuple,
  ForObject,
  Parentheses,
  Interpolation,
  Directive,
  LineTraversal,
  FreeTraversal,
  Unary,
  Binary,
  Conditional,
  Missing,
  StrayNewline,
  Comment,
  For,
  In,
  If,
  Else,
  EndIf,
  EndFor,
  Equals,
  Arrow,
  Ellipsis,
  Comma,
  Colon,
  DoubleColon,
  Question,
  Dot,
  Quote,
  OpenParen,
  CloseParen,
  OpenBracket,
  CloseBracket,
  OpenBrace,
  CloseBrace,
  TrimCloseBrace,
  OpenInterpolation,
  OpenDirective,
  Star,
  Or,
  And,
  Equal,
  NotEqual,
  Less,
  LessEqual,
  Greater,
  GreaterEqual,
  Plus,
  Minus,
  Slash,
  Percent,
  Not,
};

[[nodiscard]] NodeKind kind_of(TSNode node);

struct DeleteTree {
  void operator()(TSTree* tree) const { ts_tree_delete(tree); }
};
using Tree = std::unique_ptr<TSTree, DeleteTree>;

/// How much work to put into text that does not follow the grammar.
enum class Effort : std::uint8_t {
  Strict,      // stop soon after the first mistake
  Recovering,  // repair what can be repaired
};

/// A tree-sitter parser that knows the grammar.
class TreeParser {
 public:
  TreeParser();

  /// The tree of `text` from `begin` to `end`, with offsets into the whole of `text`. Empty when there are so many
  /// mistakes that it was stopped; `stopped_at` is then near the first of them.
  struct Outcome {
    Tree tree;
    std::uint32_t stopped_at = 0;
  };
  [[nodiscard]] Outcome parse(std::string_view text, std::uint32_t begin, std::uint32_t end, Effort effort);

 private:
  struct DeleteParser {
    void operator()(TSParser* parser) const { ts_parser_delete(parser); }
  };
  std::unique_ptr<TSParser, DeleteParser> parser_;
};

}  // namespace brn::hcl
