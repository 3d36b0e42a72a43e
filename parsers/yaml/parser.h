#pragma once
// Reads YAML text into a syntax::Tree, on yaml-cpp's event interface. Tags such as `!Sub` stay on their nodes, merge
// keys are resolved, aliases lead to the node that they name. Duplicate keys, a quote that is never closed, ill-formed
// UTF-8, and more nodes than the budget allows are errors in the tree.

#include <string_view>

#include "parsers/syntax/tree.h"

namespace brn::yaml {

/// Collections nested deeper than this are an error.
inline constexpr std::uint32_t kMaxDepth = 256;
/// The nodes that a document may have with its aliases written out.
inline constexpr std::uint64_t kMaxExpandedNodes = 2'000'000;

/// `text` must outlive the result. Never throws. The first error of a document ends it; what stands before is kept.
[[nodiscard]] syntax::Tree parse(FileId file, std::string_view text);

}  // namespace brn::yaml
