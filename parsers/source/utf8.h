#pragma once
// The little that parsers need of UTF-8: validity with a place, and the length of one sequence.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace brn::utf8 {

/// Offset of the first byte that is not part of well-formed UTF-8 (RFC 3629); nothing when all is well.
[[nodiscard]] std::optional<std::size_t> first_invalid(std::string_view text);
/// Bytes of the sequence that starts at `at`; 0 when it is ill-formed or cut off.
[[nodiscard]] std::size_t sequence_length(std::string_view text, std::size_t at);
/// True for text that starts like UTF-16 or UTF-32: with such a byte order mark, or with an ASCII character and a NUL.
[[nodiscard]] bool looks_like_utf16(std::string_view text);
/// Bytes of the UTF-8 byte order mark at the start: 3 or 0.
[[nodiscard]] std::size_t byte_order_mark_length(std::string_view text);
/// Number of code points; ill-formed bytes count one each.
[[nodiscard]] std::size_t code_point_count(std::string_view text);
/// Appends a code point; surrogates and values past U+10FFFF become U+FFFD.
void append(std::string& out, std::uint32_t code_point);

}  // namespace brn::utf8
