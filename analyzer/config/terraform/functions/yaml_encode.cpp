// The text of `yamlencode`: block style, quoted strings folded at 80 columns, literal blocks for text of several lines,
// as go-cty-yaml (a port of libyaml's emitter) writes it.

#include <algorithm>

#include "analyzer/config/terraform/functions/library.h"
#include "analyzer/config/terraform/functions/unicode.h"
#include "parsers/source/utf8.h"

namespace brn::config::terraform::functions {

namespace {

constexpr std::size_t kBestWidth = 80;
constexpr std::size_t kLongestSimpleKey = 128;

/// libyaml shows code points of up to three bytes that are no controls; a tab is escaped too.
bool is_printable(std::uint32_t point) {
  if (point == '\n') return true;
  if (point < 0x20 || (point >= 0x7f && point < 0xa0) || point == 0xfeff) return false;
  return point <= 0xffff && !(point >= 0xd800 && point <= 0xdfff) && point != 0xfffe && point != 0xffff;
}
bool is_break(std::uint32_t point) {
  return point == '\n' || point == '\r' || point == 0x85 || point == 0x2028 || point == 0x2029;
}

bool can_be_literal(const std::vector<CodePoint>& points) {
  for (std::size_t i = 0; i < points.size(); ++i) {
    const std::uint32_t point = points[i].value;
    if (!is_printable(point) || point == '\r') return false;
    const bool is_last = i + 1 == points.size();
    if (point == ' ' && (is_last || is_break(points[i + 1].value))) return false;
  }
  return true;
}

class Writer {
 public:
  std::string run(const Value& value) {
    node(value, kRoot, Place::Root);
    const bool is_plain = value.is_null() || value.is_bool() || value.is_number();
    if (out_.empty() || out_.back() != '\n') out_ += '\n';
    return is_plain ? out_ + "...\n" : out_;
  }

 private:
  enum class Place : std::uint8_t { Root, Item, Member };
  static constexpr std::ptrdiff_t kRoot = -1;  // indent of what stands around the document

  /// `indent` is that of the collection around the node.
  void node(const Value& value, std::ptrdiff_t indent, Place place) {
    if (value.is_sequence() && !value.elements().empty()) return sequence(value, indent, place);
    if (value.is_mapping() && !value.members().empty()) return mapping(value, indent, place);
    if (place == Place::Member) put(" ");
    if (value.is_sequence()) {
      put("[]");
    } else if (value.is_mapping()) {
      put("{}");
    } else if (value.is_string()) {
      text(value.as_string(), indent, false);
    } else if (value.is_null()) {
      put("null");
    } else if (value.is_bool()) {
      put(value.as_bool() ? "true" : "false");
    } else {
      put(value.as_number().to_string());
    }
  }

  void sequence(const Value& value, std::ptrdiff_t indent, Place place) {
    // Items of a list in a mapping stand in the column of its keys.
    const std::ptrdiff_t own = place == Place::Member ? indent : deeper(indent);
    bool is_first = place != Place::Member;
    for (const Value& element : value.elements()) {
      if (!is_first) line(own);
      is_first = false;
      put("- ");
      node(element, own, Place::Item);
    }
  }
  void mapping(const Value& value, std::ptrdiff_t indent, Place place) {
    const std::ptrdiff_t own = deeper(indent);
    bool is_first = place != Place::Member;
    for (const Member& member : value.members()) {
      if (!is_first) line(own);
      is_first = false;
      const bool is_simple =
          member.name.size() <= kLongestSimpleKey && member.name.find('\n') == std::string_view::npos;
      if (is_simple) {
        text(member.name, own, true);
        put(":");
        node(member.value, own, Place::Member);
      } else {
        put("? ");
        text(member.name, own, false);
        line(own);
        put(": ");
        node(member.value, own, Place::Item);
      }
    }
  }

  static std::ptrdiff_t deeper(std::ptrdiff_t indent) { return indent == kRoot ? 0 : indent + 2; }

  void text(std::string_view text, std::ptrdiff_t indent, bool is_key) {
    const std::vector<CodePoint> points = code_points(text);
    const auto inside = static_cast<std::size_t>(indent == kRoot ? 2 : indent + 2);
    if (!is_key && text.find('\n') != std::string_view::npos && can_be_literal(points)) return literal(points, inside);
    quoted(points, inside, is_key);
  }

  void literal(const std::vector<CodePoint>& points, std::size_t indent) {
    put("|");
    if (points.front().value == ' ' || is_break(points.front().value)) put("2");
    if (!is_break(points.back().value)) {
      put("-");
    } else if (points.size() == 1 || is_break(points[points.size() - 2].value)) {
      put("+");
    }
    new_line();
    bool at_start = true;
    for (const CodePoint& point : points) {
      if (is_break(point.value)) {
        new_line();
        at_start = true;
        continue;
      }
      if (at_start) put(std::string(indent, ' '));
      at_start = false;
      put(point.bytes);
    }
  }

  void quoted(const std::vector<CodePoint>& points, std::size_t indent, bool is_key) {
    put("\"");
    bool after_space = false;
    for (std::size_t i = 0; i < points.size(); ++i) {
      const std::uint32_t point = points[i].value;
      if (point == ' ') {
        const bool may_fold = !is_key && !after_space && column_ > kBestWidth && i > 0 && i + 1 < points.size();
        if (may_fold) {
          line(static_cast<std::ptrdiff_t>(indent));
          if (points[i + 1].value == ' ') put("\\");
        } else {
          put(" ");
        }
        after_space = true;
        continue;
      }
      const bool must_escape = !is_printable(point) || is_break(point) || point == '"' || point == '\\';
      must_escape ? escape(point) : put(points[i].bytes);
      after_space = false;
    }
    put("\"");
  }

  void escape(std::uint32_t point) {
    constexpr std::pair<std::uint32_t, std::string_view> kShort[] = {
        {0, "\\0"},     {7, "\\a"},    {8, "\\b"},    {9, "\\t"},      {10, "\\n"},
        {11, "\\v"},    {12, "\\f"},   {13, "\\r"},   {27, "\\e"},     {'"', "\\\""},
        {'\\', "\\\\"}, {0x85, "\\N"}, {0xa0, "\\_"}, {0x2028, "\\L"}, {0x2029, "\\P"}};
    for (const auto& [value, shown] : kShort) {
      if (value == point) return put(shown);
    }
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    const unsigned digits = point <= 0xff ? 2 : (point <= 0xffff ? 4 : 8);
    put(digits == 2 ? "\\x" : (digits == 4 ? "\\u" : "\\U"));
    for (unsigned i = digits; i-- > 0;) put(kDigits.substr((point >> (4U * i)) & 0xfU, 1));
  }

  void put(std::string_view text) {
    out_ += text;
    column_ += utf8::code_point_count(text);
  }
  void new_line() {
    out_ += '\n';
    column_ = 0;
  }
  void line(std::ptrdiff_t indent) {
    if (!out_.empty() && out_.back() != '\n') new_line();
    put(std::string(static_cast<std::size_t>(std::max<std::ptrdiff_t>(indent, 0)), ' '));
  }

  std::string out_;
  std::size_t column_ = 0;
};

}  // namespace

std::string encode_yaml(const Value& value) {
  return Writer().run(value);
}

}  // namespace brn::config::terraform::functions
