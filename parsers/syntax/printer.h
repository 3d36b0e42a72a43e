#pragma once
// Prints a syntax::Tree for `--print=syntax`: one line for each node, indented by depth, with its byte span.

#include <string>

#include "parsers/syntax/tree.h"

namespace brn::syntax {

[[nodiscard]] std::string print(const Tree& tree);

}  // namespace brn::syntax
