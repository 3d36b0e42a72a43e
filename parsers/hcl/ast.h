#pragma once
// HCL as the analyzer reads it: bodies of attributes and blocks, and expressions. A File owns its nodes in flat stores
// addressed by typed ids; text is a view into the source buffer (which must outlive the File) or, for decoded strings,
// into the File. Everything carries its exact span. Made by `hcl::parse`; a broken block costs that block only.

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/source/span.h"
#include "parsers/source/syntax_error.h"

namespace brn::hcl {

struct ExprId {
  std::uint32_t index = 0xffffffffU;
  [[nodiscard]] constexpr bool is_valid() const { return index != 0xffffffffU; }
  friend constexpr auto operator<=>(ExprId, ExprId) = default;
};

struct BodyId {
  std::uint32_t index = 0xffffffffU;
  [[nodiscard]] constexpr bool is_valid() const { return index != 0xffffffffU; }
  friend constexpr auto operator<=>(BodyId, BodyId) = default;
};

/// What an expression is; in brackets what its fields mean. `children` are in the order given.
enum class ExprKind : std::uint8_t {
  Error,        // could not be read; a SyntaxError says why
  Null,         //
  Bool,         // flag = value
  Number,       // text = as written
  String,       // text = decoded literal (a quoted string or heredoc without templates, a part of a Template, a bare
                // object key, the name in a legacy index is no String but a Number)
  Template,     // children = parts: String, TemplateIf, TemplateFor or any expression (an interpolation).
                // One interpolation alone keeps its type. flag = heredoc
  TemplateIf,   // children = condition, Template, [Template of else]
  TemplateFor,  // name = value variable, key_name = key variable or empty; children = collection, Template
  Variable,     // name = the first identifier of a reference: var, local, aws_vpc, each …
  GetAttr,      // name; children = object. `a.b`
  Index,        // children = object, key. `a[k]`; legacy `a.0` too
  Splat,  // children = source, each; the `each` tree holds one SplatItem at its bottom. flag = full (`[*]`, else `.*`)
  SplatItem,    // the item of the innermost enclosing Splat
  Call,         // name (with `::` for provider functions); children = arguments; flag = last one is expanded by `...`
  Unary,        // op; children = operand
  Binary,       // op; children = left, right
  Conditional,  // children = condition, then, else
  Tuple,        // children = items
  Object,       // children = key, value, key, value …; a bare key is a String with flag set
  ForTuple,     // name, key_name; children = collection, value, [condition]
  ForObject,    // name, key_name; flag = grouping `...`; children = collection, key, value, [condition]
  Parens,       // children = inner
};

enum class Op : std::uint8_t {
  None,
  Or,
  And,
  Equal,
  NotEqual,
  Less,
  LessEqual,
  Greater,
  GreaterEqual,
  Add,
  Subtract,
  Multiply,
  Divide,
  Modulo,
  Negate,
  Not
};

struct Expr {
  ExprKind kind = ExprKind::Error;
  Op op = Op::None;
  bool flag = false;
  Span span{};
  std::string_view text{};
  std::string_view name{};
  std::string_view key_name{};
  Span name_span{};         // of `name` where there is one
  std::uint32_t first = 0;  // children, into the File
  std::uint32_t count = 0;
};

/// `name = expression`. `span` runs from the name to the end of the expression.
struct Attribute {
  std::string_view name{};
  Span name_span{};
  ExprId value{};
  Span span{};
};

/// A label of a block: its decoded text and its span, quotes included.
struct Label {
  std::string_view text{};
  Span span{};
};

/// `type "label" { … }`. `header` runs from the type to the last label; `span` to the closing brace.
struct Block {
  std::string_view type{};
  Span type_span{};
  std::vector<Label> labels{};
  BodyId body{};
  Span header{};
  Span span{};
};

/// Attributes and blocks, each in source order. A duplicate attribute is an error; the first one is kept.
struct Body {
  std::vector<Attribute> attributes{};
  std::vector<Block> blocks{};
  Span span{};
  bool is_whole = true;  // false: a syntax error in it may hide attributes and blocks

  [[nodiscard]] const Attribute* find(std::string_view name) const;
};

struct Comment {
  Span span{};  // with its marker; a line comment ends before the line end
};

class File {
 public:
  FileId file;
  BodyId root;

  [[nodiscard]] const Expr& expr(ExprId id) const { return exprs_[id.index]; }
  [[nodiscard]] const Body& body(BodyId id) const { return bodies_[id.index]; }
  [[nodiscard]] std::span<const ExprId> children(ExprId id) const;
  [[nodiscard]] ExprId child(ExprId id, std::size_t position) const { return children(id)[position]; }
  [[nodiscard]] const std::vector<Comment>& comments() const { return comments_; }
  [[nodiscard]] const SyntaxErrors& errors() const { return errors_; }
  [[nodiscard]] std::size_t expr_count() const { return exprs_.size(); }

  // For the adaptor.
  ExprId add(Expr expr, std::span<const ExprId> children);
  BodyId add_body(Body body);
  [[nodiscard]] Body& mutable_body(BodyId id) { return bodies_[id.index]; }
  void add_comment(Span span) { comments_.push_back(Comment{span}); }
  void add_error(Span span, std::string message) { errors_.push_back(SyntaxError{span, std::move(message)}); }
  /// By place; of several at one place only the first is kept.
  void sort_errors();
  /// Keeps a decoded text for the File's life.
  std::string_view keep(std::string text);

 private:
  std::deque<Body> bodies_;  // a deque: references stay valid while more are added
  std::vector<Expr> exprs_;
  std::vector<ExprId> children_;
  std::vector<Comment> comments_;
  std::deque<std::string> texts_;
  SyntaxErrors errors_;
};

}  // namespace brn::hcl
