#pragma once
// Makes an expression of a quoted template or a heredoc: text is decoded and trimmed, the indentation of a `<<-`
// heredoc removed, and the directives, which the grammar leaves flat, paired. It works on the same units as HashiCorp's
// parser (a heredoc is cut into lines), because `~` trims one unit only.

#include <string>
#include <vector>

#include "parsers/hcl/expressions.h"

namespace brn::hcl {

class TemplateBuilder {
 public:
  TemplateBuilder(ExpressionBuilder& builder, const Piece& node) : builder_(builder), node_(node) {}

  [[nodiscard]] Piece build(Pieces pieces);

 private:
  struct Part {
    enum class Kind : std::uint8_t { Text, Value, Directive };
    Kind kind = Kind::Text;
    bool trims_before = false;
    bool trims_after = false;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::string text{};
    ExprId expr{};
    std::uint32_t directive = 0;
    std::uint32_t depth = 0;
  };

  // A directive that is still open, with what was read since.
  struct Level {
    const Directive* opening = nullptr;
    std::uint32_t begin = 0;       // of the opening directive
    std::uint32_t inner = 0;       // its end
    std::uint32_t else_begin = 0;  // of `else`, and its end
    std::uint32_t else_end = 0;
    bool has_else = false;
    std::vector<ExprId> parts{};
    std::vector<ExprId> then_parts{};
  };

  void collect(Pieces pieces);
  void collect_text(const Piece& piece);
  void collect_lines(const Piece& piece);
  void drop_last_newline();
  void check_heredoc(Pieces pieces);
  void trim();
  void remove_indentation();
  void join_texts();
  [[nodiscard]] bool pair_directives();
  [[nodiscard]] bool take_directive(const Part& part);
  [[nodiscard]] bool take_else(const Part& part);
  void close_if(const Part& part);
  void close_for(const Part& part);
  [[nodiscard]] bool refuse(const Part& part, std::string message);
  ExprId add_text(const Part& part);
  ExprId add_branch(const std::vector<ExprId>& parts, std::uint32_t empty_at);
  [[nodiscard]] ExprId finish();

  ExpressionBuilder& builder_;
  Piece node_;
  bool is_heredoc_ = false;
  std::vector<Part> parts_;
  std::vector<Level> levels_;
  std::uint32_t deepest_ = 0;
};

}  // namespace brn::hcl
