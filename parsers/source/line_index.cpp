#include "parsers/source/line_index.h"

#include <algorithm>

namespace brn {

std::vector<std::uint32_t> find_line_starts(std::string_view text) {
  std::vector<std::uint32_t> starts{0};
  for (std::size_t at = text.find_first_of("\r\n"); at != std::string_view::npos; at = text.find_first_of("\r\n", at)) {
    const bool is_crlf = text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n';
    at += is_crlf ? 2 : 1;
    starts.push_back(static_cast<std::uint32_t>(at));
  }
  return starts;
}

std::uint32_t line_at(const std::vector<std::uint32_t>& line_starts, std::uint32_t offset) {
  const auto after = std::upper_bound(line_starts.begin(), line_starts.end(), offset);
  return static_cast<std::uint32_t>(after - line_starts.begin());
}

}  // namespace brn
