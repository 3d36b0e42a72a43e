#include "parsers/yaml/value_repair.h"

#include <algorithm>
#include <utility>

#include "parsers/source/utf8.h"

namespace brn::yaml {
namespace {

void restore_blanks(std::string& value, std::string_view written) {
  for (const char property : {'!', '&'}) {
    const char fed[] = {'\t', property, '\0'};
    if (written.find(fed) != std::string_view::npos) continue;
    for (std::size_t at = value.find(fed); at != std::string::npos; at = value.find(fed, at)) value[at] = ' ';
  }
}

void restore_line_ends(std::string& value, std::string_view inside) {
  const std::size_t last = inside.find_last_not_of(" \t\r\n");
  const std::string_view head = last == std::string_view::npos ? std::string_view() : inside.substr(0, last + 1);
  const std::string_view tail = inside.substr(head.size());
  const auto line_ends = static_cast<std::size_t>(std::count(tail.begin(), tail.end(), '\n'));
  // Behind an escape the line ends are the user's own characters; those are kept as they are.
  const bool is_escape = head.size() >= 2 && head[head.size() - 2] == '\\';
  if (line_ends < 2 || is_escape || head.ends_with('\\')) return;
  value.resize(value.find_last_not_of('\n') + 1);
  value.append(line_ends - 1, '\n');
}

void restore_utf8(std::string& value) {
  std::string restored;
  for (std::size_t at = 0; at < value.size();) {
    const std::size_t length = utf8::sequence_length(value, at);
    if (length == 0) utf8::append(restored, static_cast<unsigned char>(value[at]));
    restored.append(value, at, length);
    at += std::max<std::size_t>(length, 1);
  }
  value = std::move(restored);
}

}  // namespace

void repair_quoted(std::string& value, std::string_view written) {
  if (written.size() < 2) return;
  const std::string_view inside = written.substr(1, written.size() - 2);
  if (value.find('\t') != std::string::npos) restore_blanks(value, written);
  if (inside.ends_with(' ') || inside.ends_with('\n') || inside.ends_with('\t')) restore_line_ends(value, inside);
  const bool has_byte_escape =
      inside.find("\\N") != std::string_view::npos || inside.find("\\_") != std::string_view::npos;
  if (has_byte_escape && written[0] == '"') restore_utf8(value);
}

void repair_block_at_end_of_file(std::string& value, std::string_view rest) {
  if (!value.ends_with('\n') || rest.ends_with('\n') || rest.find_first_not_of(" \t\r\n") != std::string_view::npos) {
    return;
  }
  // White space behind the last line end is content where it is indented further than the block.
  const std::string_view lines = std::string_view(value).substr(0, value.size() - 1);
  const bool is_last_line_content = lines.ends_with(' ') || lines.ends_with('\t');
  if (rest.find('\n') == std::string_view::npos || is_last_line_content) value.pop_back();
}

}  // namespace brn::yaml
