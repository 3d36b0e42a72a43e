#pragma once
// Says in a YAML user's words what yaml-cpp objects to. Its own messages speak of tokens, and some of its places are
// behind the mistake.

#include <cstdint>
#include <string_view>

#include "parsers/source/syntax_error.h"
#include "parsers/yaml/tree_builder.h"

namespace brn::yaml {

/// `problem` is yaml-cpp's message, `at` the place it names; `builder` stands behind the last good event.
[[nodiscard]] SyntaxError explain(FileId file, std::string_view text, std::string_view problem, std::uint32_t at,
                                  const TreeBuilder& builder);

}  // namespace brn::yaml
