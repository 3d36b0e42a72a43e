#include "analyzer/report/display.h"

#include <utf8proc.h>

#include <algorithm>

#include "parsers/source/utf8.h"

namespace brn::report {
namespace {

constexpr std::uint32_t kTabWidth = 4;
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// Characters that would move the cursor or reorder the line: Unicode's bidirectional controls.
bool is_reordering(utf8proc_int32_t c) {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

Cell control_cell(unsigned char byte, std::uint32_t begin) {
  if (byte == '\t') return Cell{std::string(kTabWidth, ' '), kTabWidth, begin};
  if (byte == '\n' || byte == '\r') return Cell{" ", 1, begin};
  Cell cell{{}, 1, begin};
  utf8::append(cell.text, byte == 0x7F ? 0x2421U : 0x2400U + byte);  // the control pictures
  return cell;
}

Cell wide_cell(std::string_view sequence, std::uint32_t begin) {
  utf8proc_int32_t code_point = 0;
  utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(sequence.data()),
                   static_cast<utf8proc_ssize_t>(sequence.size()), &code_point);
  const bool is_control = code_point >= 0x80 && code_point < 0xA0;
  if (is_control || is_reordering(code_point)) return Cell{std::string(kReplacement), 1, begin};
  const int width = utf8proc_charwidth(code_point);
  return Cell{std::string(sequence), static_cast<std::uint32_t>(std::max(width, 0)), begin};
}

}  // namespace

std::vector<Cell> cells_of(std::string_view line) {
  std::vector<Cell> cells;
  cells.reserve(line.size());
  for (std::size_t at = 0; at < line.size();) {
    const auto byte = static_cast<unsigned char>(line[at]);
    const auto begin = static_cast<std::uint32_t>(at);
    if (byte < 0x20 || byte == 0x7F) {
      cells.push_back(control_cell(byte, begin));
      ++at;
    } else if (byte < 0x80) {
      cells.push_back(Cell{std::string(1, line[at]), 1, begin});
      ++at;
    } else if (const std::size_t length = utf8::sequence_length(line, at); length != 0) {
      cells.push_back(wide_cell(line.substr(at, length), begin));
      at += length;
    } else {
      cells.push_back(Cell{std::string(kReplacement), 1, begin});
      ++at;
    }
  }
  return cells;
}

std::string printable(std::string_view text) {
  const bool is_plain = std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
  if (is_plain) return std::string(text);
  std::string all;
  for (const Cell& cell : cells_of(text)) all += cell.text;
  return all;
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (const Cell& cell : cells_of(text)) width += cell.width;
  return width;
}

std::string wrapped(std::string_view text, std::size_t width, std::size_t indent) {
  std::string out;
  std::size_t column = indent;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (word.empty()) continue;
    const std::size_t word_width = display_width(word);
    if (column > indent && column + 1 + word_width > width) {
      out.append("\n").append(indent, ' ');
      column = indent;
    } else if (column > indent) {
      out += ' ';
      ++column;
    }
    out += word;
    column += word_width;
  }
  return out;
}

}  // namespace brn::report
