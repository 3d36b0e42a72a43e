#pragma once
// Reads JSON out of text with holes: a hole inside of a string is a hole of that string, one in the place of a value is
// that value. Members and elements keep their places where the caller knows them.

#include <functional>
#include <optional>
#include <span>

#include "analyzer/value/pool.h"

namespace brn::value {

/// Where the characters from `begin` to `end` of a literal part are written; invalid where that is not known.
using PartPlace = std::function<Span(std::size_t part, std::size_t begin, std::size_t end)>;

/// The value that the text encodes; nothing when it is not well-formed. Without `place` everything stands at `origin`.
[[nodiscard]] std::optional<Value> read_json_parts(Pool& pool, std::span<const Part> parts, Span origin,
                                                   const PartPlace& place = {});

}  // namespace brn::value
