#pragma once
// Reads HCL text into a hcl::File: tree-sitter with the project's own grammar finds the structure, this adaptor checks
// what a grammar cannot and gives the tree in our own terms. It never fails as a whole: what could be read is there,
// and `File::errors()` says what could not and where.

#include <string>
#include <string_view>

#include "parsers/hcl/ast.h"

namespace brn::hcl {

/// A whole file: a body. `text` must outlive the result. Spans are offsets into `text`.
[[nodiscard]] File parse(FileId file, std::string_view text);

/// A result of reading one expression or template; `root` is invalid only when nothing at all could be read.
struct ParsedExpression {
  File file;
  ExprId root;
};

/// One expression, as `eval` takes it: newlines as in the value of an attribute; nothing may follow it.
[[nodiscard]] ParsedExpression parse_expression(FileId file, std::string_view text);

/// The text of a template file (`templatefile`, `templatestring`): interpolations and directives, no quotes around it,
/// no backslash escapes.
[[nodiscard]] ParsedExpression parse_template(FileId file, std::string_view text);

/// For `--print=syntax`: one line for each block, attribute and expression, indented by depth, with line:column ranges
/// left to the caller's `SourceManager`; offsets are printed as [begin,end).
[[nodiscard]] std::string print(const File& file);

}  // namespace brn::hcl
