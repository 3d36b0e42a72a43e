#pragma once
// Says in a JSON user's words why a text could not be read on, from where the parser stood. nlohmann's own messages
// name its grammar and its last read byte instead of the mistake.

#include <cstdint>
#include <optional>
#include <string_view>

#include "parsers/source/syntax_error.h"

namespace brn::json {

/// What the grammar allows after the last good token.
enum class Expected : std::uint8_t { Value, ValueOrBracket, KeyOrBrace, Colon, CommaOrBracket, CommaOrBrace, End };

/// Where reading ended: everything before `last_end` is good.
struct Situation {
  FileId file;
  std::string_view text;
  std::size_t last_end = 0;
  Expected expected = Expected::Value;
  std::optional<std::uint32_t> opener;  // of the innermost open `[` or `{`
};

/// The mistake at the first token that cannot follow.
[[nodiscard]] SyntaxError diagnose(const Situation& situation);
/// The error for a number that no double can hold.
[[nodiscard]] SyntaxError number_out_of_range(const Situation& situation);

}  // namespace brn::json
