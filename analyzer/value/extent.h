#pragma once
// What a value says of its inside at once, without a walk: marks, and how much it takes to write it out.

#include "analyzer/value/value.h"

namespace brn::value {

/// Contains a sensitive value somewhere inside; `is_sensitive` is the mark of the whole. O(1).
[[nodiscard]] bool has_sensitive(const Value& value);
/// The parts of a value at any depth, however often they are shared, long text counted as several. O(1), saturated.
[[nodiscard]] std::uint32_t part_count(const Value& value);

}  // namespace brn::value
