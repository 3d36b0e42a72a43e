#pragma once
// Source text made fit for a terminal: tabs become spaces, control characters and ill-formed bytes become visible signs,
// and each piece knows how many columns it takes.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace brn::report {

/// What one character of a line prints as.
struct Cell {
  std::string text;
  std::uint32_t width = 1;  // columns: 0 for combining marks, 2 for wide characters
  std::uint32_t begin = 0;  // byte offset in the line
};

[[nodiscard]] std::vector<Cell> cells_of(std::string_view line);
/// The whole text in such cells; line ends become spaces.
[[nodiscard]] std::string printable(std::string_view text);
/// Columns that the text takes.
[[nodiscard]] std::size_t display_width(std::string_view text);
/// Breaks at spaces so that no line is wider than `width`; every line after the first starts with `indent` spaces. The
/// first line begins at column `indent` already.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t width, std::size_t indent);

}  // namespace brn::report
