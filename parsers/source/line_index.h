#pragma once
// Where the lines of a text start. A line ends at `\n`, `\r\n` or a lone `\r`, as editors count.

#include <cstdint>
#include <string_view>
#include <vector>

namespace brn {

/// Offset of the first byte of each line; never empty.
[[nodiscard]] std::vector<std::uint32_t> find_line_starts(std::string_view text);
/// The 1-based line that holds `offset`.
[[nodiscard]] std::uint32_t line_at(const std::vector<std::uint32_t>& line_starts, std::uint32_t offset);

/// Line numbers of one text for messages; nothing is computed until the first one is asked for.
class LineNumbers {
 public:
  explicit LineNumbers(std::string_view text) : text_(text) {}

  [[nodiscard]] std::uint32_t of(std::uint32_t offset) {
    if (starts_.empty()) starts_ = find_line_starts(text_);
    return line_at(starts_, offset);
  }

 private:
  std::string_view text_;
  std::vector<std::uint32_t> starts_;
};

}  // namespace brn
