#pragma once
// Says in a YAML user's words what yaml-cpp objects to. Its own messages speak of tokens, and some of its places are
// behind the mistake.

#include <cstdint>
#include <string_view>

#include "parsers/source/line_index.h"
#include "parsers/source/syntax_error.h"
#include "parsers/yaml/tree_builder.h"

namespace brn::yaml {

/// What yaml-cpp says: its message and the place that it names.
struct Problem {
  std::string_view message;
  std::uint32_t at = 0;
};

/// `builder` stands behind the last good event.
[[nodiscard]] SyntaxError explain(FileId file, std::string_view text, Problem problem, const TreeBuilder& builder,
                                  LineNumbers& lines);

}  // namespace brn::yaml
