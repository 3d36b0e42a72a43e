#pragma once
// Reads JSON text that a value holds, also text with holes, into a structure: a hole inside a string stays a hole, one
// in value position is an Unknown. Places inside such text are those of the whole text.

#include <optional>

#include "analyzer/value/pool.h"

namespace brn::graph {

/// The structure of a value: of a mapping or sequence, itself; of text, what the text encodes. Unknown where that
/// cannot be told; then the causes say why.
[[nodiscard]] value::Value to_structure(value::Pool& pool, const value::Value& value);

}  // namespace brn::graph
