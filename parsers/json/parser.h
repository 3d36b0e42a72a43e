#pragma once
// Reads JSON text into a syntax::Tree, on nlohmann_json's SAX interface. Positions of every key and value are exact
// byte spans; duplicate keys, depth past the limit and ill-formed text are errors in the tree.

#include <string_view>

#include "parsers/syntax/tree.h"

namespace brn::json {

/// Values nested deeper than this are an error; what stands before is kept.
inline constexpr std::uint32_t kMaxDepth = 512;

/// `text` must outlive the result. Never throws; a document that is broken in the middle keeps what was read before.
[[nodiscard]] syntax::Tree parse(FileId file, std::string_view text);

}  // namespace brn::json
