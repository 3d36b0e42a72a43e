// Tells templates and plans from other YAML and JSON by a scan of the text: top-level keys, and a `Type` that is a
// resource type. Nothing is parsed, so a template that is broken further down is still one.

#include <algorithm>
#include <array>

#include "analyzer/config/cloudformation/cloudformation.h"

namespace brn::config::cloudformation {
namespace {

struct Marks {
  bool version = false;
  bool resources = false;
  bool transform = false;
  bool format_version = false;
  bool planned_values = false;
};

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}
bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

void note(Marks& marks, std::string_view key) {
  if (key == "AWSTemplateFormatVersion") marks.version = true;
  if (key == "Resources") marks.resources = true;
  if (key == "Transform") marks.transform = true;
  if (key == "format_version") marks.format_version = true;
  if (key == "planned_values") marks.planned_values = true;
}

/// Position of the closing quote of the string that opens at `at`, or the end of the text.
std::size_t skip_string(std::string_view text, std::size_t at) {
  const char quote = text[at];
  for (++at; at < text.size() && text[at] != quote; ++at) {
    if (text[at] == '\\' && quote == '"') ++at;
  }
  return std::min(at, text.size());
}

/// Keys at depth one of JSON or of YAML's flow style.
Marks marks_of_flow(std::string_view text) {
  Marks marks;
  std::size_t depth = 0;
  std::size_t word_begin = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '"' || c == '\'') {
      const std::size_t end = skip_string(text, at);
      std::size_t after = end + 1;
      while (after < text.size() && is_space(text[after])) ++after;
      if (depth == 1 && after < text.size() && text[after] == ':') note(marks, text.substr(at + 1, end - at - 1));
      at = end;
      word_begin = at + 1;
    } else if (c == '{' || c == '[') {
      ++depth;
      word_begin = at + 1;
    } else if (c == '}' || c == ']') {
      if (depth <= 1) break;
      --depth;
      word_begin = at + 1;
    } else if (c == ':' && depth == 1) {
      note(marks, text.substr(word_begin, at - word_begin));
      word_begin = at + 1;
    } else if (c == ',' || is_space(c)) {
      word_begin = at + 1;
    }
  }
  return marks;
}

struct Line {
  std::size_t indent = 0;
  std::string_view content;  // after the indent, without line end
};

Line next_line(std::string_view text, std::size_t& at) {
  const std::size_t end = std::min(text.find('\n', at), text.size());
  std::string_view line = text.substr(at, end - at);
  at = end + 1;
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  const std::size_t indent = std::min(line.find_first_not_of(" \t"), line.size());
  return Line{indent, line.substr(indent)};
}

/// The key of a `key:` line, without quotes; empty for other lines.
std::string_view key_of(std::string_view content) {
  if (content.empty()) return {};
  const bool quoted = content.front() == '"' || content.front() == '\'';
  const std::size_t end = quoted ? content.find(content.front(), 1) : content.find_first_of(": \t");
  if (end == std::string_view::npos) return {};
  std::size_t colon = quoted ? end + 1 : end;
  while (colon < content.size() && is_blank(content[colon])) ++colon;
  if (colon >= content.size() || content[colon] != ':') return {};
  return quoted ? content.substr(1, end - 1) : content.substr(0, end);
}

bool is_noise(std::string_view content) {
  return content.empty() || content.front() == '#' || content.front() == '%' || content == "---" ||
         content.starts_with("--- #");
}

/// Keys at the indentation of the first key.
Marks marks_of_block(std::string_view text) {
  Marks marks;
  bool seen = false;
  std::size_t top = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Line line = next_line(text, at);
    if (is_noise(line.content)) continue;
    if (!seen) top = line.indent;
    seen = true;
    if (line.indent == top) note(marks, key_of(line.content));
  }
  return marks;
}

constexpr std::array<std::string_view, 3> kTypePrefixes = {"AWS::", "Custom::", "Alexa::"};

/// True when a `Type` key stands right before `at`, between them only a colon, blanks and quotes.
bool follows_type_key(std::string_view text, std::size_t at) {
  bool colon = false;
  while (at > 0 && (is_space(text[at - 1]) || text[at - 1] == '"' || text[at - 1] == '\'' || text[at - 1] == ':')) {
    colon = colon || text[at - 1] == ':';
    --at;
  }
  return colon && text.substr(0, at).ends_with("Type");
}

bool has_resource_type(std::string_view text) {
  for (const std::string_view prefix : kTypePrefixes) {
    for (std::size_t at = text.find(prefix); at != std::string_view::npos; at = text.find(prefix, at + prefix.size())) {
      if (follows_type_key(text, at)) return true;
    }
  }
  return false;
}

/// Offset of the first character that is neither white space, comment nor document start.
std::size_t first_content(std::string_view text) {
  for (std::size_t at = text.starts_with("\xEF\xBB\xBF") ? 3 : 0; at < text.size();) {
    const std::size_t begin = at;
    const Line line = next_line(text, at);
    if (!is_noise(line.content)) return begin + line.indent;
  }
  return text.size();
}

}  // namespace

FileLook look_of(std::string_view text) {
  const std::size_t begin = first_content(text);
  if (begin == text.size()) return FileLook::Other;
  const bool is_flow = text[begin] == '{';
  const std::size_t line_begin = is_flow ? begin : text.substr(0, begin).find_last_of('\n') + 1;
  const std::string_view content = text.substr(!is_flow && line_begin == 0 && text[0] == '\xEF' ? 3 : line_begin);
  const Marks marks = is_flow ? marks_of_flow(content) : marks_of_block(content);
  if (is_flow && marks.format_version && marks.planned_values) return FileLook::Plan;
  if (marks.version && marks.resources) return FileLook::Template;
  if (!marks.version && !marks.resources && !marks.transform) return FileLook::Other;
  return has_resource_type(content) ? FileLook::Template : FileLook::Other;
}

}  // namespace brn::config::cloudformation
