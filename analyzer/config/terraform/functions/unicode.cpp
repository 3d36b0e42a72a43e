#include "analyzer/config/terraform/functions/unicode.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>

namespace brn::config::terraform::functions {

namespace {

constexpr std::uint32_t kReplacement = 0xfffd;

const utf8proc_uint8_t* bytes_of(std::string_view text) {
  return reinterpret_cast<const utf8proc_uint8_t*>(text.data());
}

}  // namespace

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string to_nfc(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  utf8proc_uint8_t* normal = nullptr;
  const utf8proc_ssize_t size = utf8proc_map(bytes_of(text), static_cast<utf8proc_ssize_t>(text.size()), &normal,
                                             static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  if (size < 0) return std::string(text);
  std::string result(reinterpret_cast<const char*>(normal), static_cast<std::size_t>(size));
  std::free(normal);  // NOLINT(cppcoreguidelines-no-malloc): utf8proc allocates with malloc
  return result;
}

std::vector<CodePoint> code_points(std::string_view text) {
  std::vector<CodePoint> result;
  result.reserve(text.size());
  std::size_t at = 0;
  while (at < text.size()) {
    utf8proc_int32_t code_point = 0;
    const utf8proc_ssize_t size =
        utf8proc_iterate(bytes_of(text) + at, static_cast<utf8proc_ssize_t>(text.size() - at), &code_point);
    if (size <= 0) {
      result.push_back({kReplacement, text.substr(at, 1)});
      ++at;
      continue;
    }
    result.push_back({static_cast<std::uint32_t>(code_point), text.substr(at, static_cast<std::size_t>(size))});
    at += static_cast<std::size_t>(size);
  }
  return result;
}

std::vector<std::string_view> graphemes(std::string_view text) {
  std::vector<std::string_view> result;
  utf8proc_int32_t state = 0;
  utf8proc_int32_t previous = -1;
  std::size_t begin = 0;
  std::size_t at = 0;
  for (const CodePoint& point : code_points(text)) {
    const auto current = static_cast<utf8proc_int32_t>(point.value);
    if (previous >= 0 && utf8proc_grapheme_break_stateful(previous, current, &state)) {
      result.push_back(text.substr(begin, at - begin));
      begin = at;
    }
    previous = current;
    at += point.bytes.size();
  }
  if (at > begin) result.push_back(text.substr(begin));
  return result;
}

std::size_t grapheme_count(std::string_view text) {
  const bool is_simple = std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
  return is_simple ? text.size() : graphemes(text).size();
}

std::uint32_t to_lower(std::uint32_t code_point) {
  return static_cast<std::uint32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(code_point)));
}
std::uint32_t to_upper(std::uint32_t code_point) {
  constexpr std::uint32_t kSharpS = 0xdf;  // its capital U+1E9E is no simple mapping of Unicode's, so Go leaves it
  if (code_point == kSharpS) return code_point;
  return static_cast<std::uint32_t>(utf8proc_toupper(static_cast<utf8proc_int32_t>(code_point)));
}
std::uint32_t to_title(std::uint32_t code_point) {
  constexpr std::uint32_t kSharpS = 0xdf;
  if (code_point == kSharpS) return code_point;
  return static_cast<std::uint32_t>(utf8proc_totitle(static_cast<utf8proc_int32_t>(code_point)));
}

bool is_space(std::uint32_t code_point) {
  if ((code_point >= '\t' && code_point <= '\r') || code_point == ' ' || code_point == 0x85 || code_point == 0xa0) {
    return true;
  }
  const utf8proc_category_t category = utf8proc_category(static_cast<utf8proc_int32_t>(code_point));
  return code_point > 0xff &&
         (category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP);
}

bool is_letter_or_digit(std::uint32_t code_point) {
  const utf8proc_category_t category = utf8proc_category(static_cast<utf8proc_int32_t>(code_point));
  return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) || category == UTF8PROC_CATEGORY_ND;
}

}  // namespace brn::config::terraform::functions
