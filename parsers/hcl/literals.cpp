#include "parsers/hcl/literals.h"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <optional>

#include "parsers/source/utf8.h"

namespace brn::hcl {
namespace {

struct CodePoint {
  std::uint32_t value;
  std::size_t size;
};

CodePoint code_point_at(std::string_view text, std::size_t offset) {
  utf8proc_int32_t value = 0;
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data() + offset);
  const auto size = utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size() - offset), &value);
  if (size <= 0) return {0xFFFD, 1};
  return {static_cast<std::uint32_t>(value), static_cast<std::size_t>(size)};
}

bool is_space(std::uint32_t c) {
  return (c >= '\t' && c <= '\r') || c == ' ' || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

// Unicode's ID_Start (UAX #31): letters, letter numbers and four characters kept from older versions.
bool starts_name(std::uint32_t c) {
  if (c == 0x2E2F) return false;
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_NL: return true;
    default: return c == '_' || c == 0x2118 || c == 0x212E || c == 0x309B || c == 0x309C || c == 0x1885 || c == 0x1886;
  }
}

bool continues_name(std::uint32_t c) {
  if (starts_name(c)) return true;
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_PC: return true;
    default: return c == '-' || c == 0xB7 || c == 0x387 || (c >= 0x1369 && c <= 0x1371) || c == 0x19DA;
  }
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::size_t skip_digits(std::string_view text, std::size_t at) {
  while (at < text.size() && is_digit(text[at])) ++at;
  return at;
}

std::optional<std::uint32_t> hex_value(std::string_view digits) {
  std::uint32_t value = 0;
  for (const char c : digits) {
    const char lower = static_cast<char>(c | 0x20);
    if (is_digit(c)) {
      value = value * 16 + static_cast<std::uint32_t>(c - '0');
    } else if (lower >= 'a' && lower <= 'f') {
      value = value * 16 + static_cast<std::uint32_t>(lower - 'a' + 10);
    } else {
      return std::nullopt;
    }
  }
  return value;
}

// Appends what `\uNNNN` or `\UNNNNNNNN` at `at` means; returns the size of the escape.
std::size_t decode_unicode(std::string_view text, std::size_t at, std::string& out, const Complaint& complain) {
  const std::size_t digits = text[at + 1] == 'u' ? 4 : 8;
  const std::string_view written = text.substr(std::min(at + 2, text.size()), digits);
  const auto value = written.size() == digits ? hex_value(written) : std::nullopt;
  if (!value) {
    complain(at, at + 2,
             digits == 4 ? "the \\u escape must be followed by four hexadecimal digits"
                         : "the \\U escape must be followed by eight hexadecimal digits");
    return 2;
  }
  if (*value > 0x10FFFF || (*value >= 0xD800 && *value <= 0xDFFF)) {
    complain(at, at + 2 + digits, "this escape does not name a Unicode character");
  }
  utf8::append(out, *value);
  return 2 + digits;
}

std::size_t decode_escape(std::string_view text, std::size_t at, std::string& out, const Complaint& complain) {
  if (at + 1 == text.size()) {
    complain(at, at + 1, "a backslash must be followed by an escape character");
    return 1;
  }
  switch (text[at + 1]) {
    case 'n': out += '\n'; return 2;
    case 'r': out += '\r'; return 2;
    case 't': out += '\t'; return 2;
    case '"': out += '"'; return 2;
    case '\\': out += '\\'; return 2;
    case 'u':
    case 'U': return decode_unicode(text, at, out, complain);
    default: break;
  }
  const std::size_t size = code_point_at(text, at + 1).size;
  const std::string_view selector = text.substr(at + 1, size);
  complain(at, at + 1 + size, fmt::format("`\\{}` is not a valid escape sequence", selector));
  out += selector;
  return 1 + size;
}

// Copies a run of '$' or '%' and returns its size. Two or more before a brace stand for one fewer.
std::size_t decode_run(std::string_view text, std::size_t at, std::string& out) {
  std::size_t end = at;
  while (end < text.size() && text[end] == text[at]) ++end;
  const bool is_escape = end < text.size() && text[end] == '{' && end - at > 1;
  out.append(end - at - (is_escape ? 1 : 0), text[at]);
  return end - at;
}

}  // namespace

bool is_plain(std::string_view text) {
  return text.find_first_of("\\$%") == std::string_view::npos;
}

std::string decode_quoted(std::string_view text, const Complaint& complain) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '\\') {
      at += decode_escape(text, at, out, complain);
    } else if (text[at] == '$' || text[at] == '%') {
      at += decode_run(text, at, out);
    } else {
      out += text[at++];
    }
  }
  return out;
}

std::string decode_unquoted(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '$' || text[at] == '%') {
      at += decode_run(text, at, out);
    } else {
      out += text[at++];
    }
  }
  return out;
}

bool is_number(std::string_view text) {
  std::size_t at = skip_digits(text, 0);
  if (at == 0) return false;
  if (at < text.size() && text[at] == '.') at = skip_digits(text, at + 1);
  if (at == text.size()) return true;
  if (text[at] != 'e' && text[at] != 'E') return false;
  ++at;
  if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
  // An exponent of more digits cannot be represented.
  const std::size_t end = skip_digits(text, at);
  return end == text.size() && end > at && end - at <= 9;
}

BadCharacter first_bad_in_name(std::string_view name) {
  for (std::size_t at = 0; at < name.size();) {
    if (static_cast<unsigned char>(name[at]) < 0x80) {  // the grammar allows only the right ones
      ++at;
      continue;
    }
    const CodePoint c = code_point_at(name, at);
    if (at == 0 ? !starts_name(c.value) : !continues_name(c.value)) return {at, c.size};
    at += c.size;
  }
  return {};
}

std::size_t leading_space(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const CodePoint c = code_point_at(text, at);
    if (!is_space(c.value)) break;
    at += c.size;
  }
  return at;
}

std::size_t trailing_space(std::string_view text) {
  std::size_t end = text.size();
  while (end > 0) {
    std::size_t at = end - 1;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
    const CodePoint c = code_point_at(text, at);
    if (c.size != end - at || !is_space(c.value)) break;
    end = at;
  }
  return text.size() - end;
}

}  // namespace brn::hcl
