#pragma once
// The little of Unicode that functions on text need: normal form, grapheme clusters, letter case as Go has it.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace brn::config::terraform::functions {

/// Normal form C; text that is ill-formed UTF-8 stays as it is.
[[nodiscard]] std::string to_nfc(std::string_view text);
/// The user-perceived characters, in order.
[[nodiscard]] std::vector<std::string_view> graphemes(std::string_view text);
[[nodiscard]] std::size_t grapheme_count(std::string_view text);
/// Code points with their bytes; an ill-formed byte is U+FFFD of one byte.
struct CodePoint {
  std::uint32_t value;
  std::string_view bytes;
};
[[nodiscard]] std::vector<CodePoint> code_points(std::string_view text);

[[nodiscard]] std::uint32_t to_lower(std::uint32_t code_point);
[[nodiscard]] std::uint32_t to_upper(std::uint32_t code_point);
[[nodiscard]] std::uint32_t to_title(std::uint32_t code_point);
[[nodiscard]] bool is_space(std::uint32_t code_point);
[[nodiscard]] bool is_letter_or_digit(std::uint32_t code_point);
/// True when Go's %q and the like would show it as it is.
[[nodiscard]] bool is_ascii(std::string_view text);

}  // namespace brn::config::terraform::functions
