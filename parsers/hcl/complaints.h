#pragma once
// Words for a place where the text does not follow the grammar, in the terms of someone who writes configuration.

#include <cstdint>
#include <string>

#include "parsers/hcl/reading.h"

namespace brn::hcl {

struct Mistake {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::string message{};
};

/// What is wrong at an error node. `around` is the node it stands in, `before` the pieces of that node before it,
/// `inside` the pieces of the error itself.
[[nodiscard]] Mistake explain(const Reading& reading, const Piece& error, const Piece& around, Pieces before,
                              Pieces inside);

/// What is wrong where tree-sitter put in a token that the text lacks.
[[nodiscard]] Mistake explain_missing(const Piece& token, const Piece& around);

}  // namespace brn::hcl
