#include "analyzer/graph/json_text.h"

#include <string>
#include <vector>

#include "parsers/source/utf8.h"

namespace brn::graph {

namespace {

constexpr std::size_t kMaxDepth = 100;

/// A reader over the parts of a text: characters, and holes between them. Fails as a whole; no recovery.
class JsonText {
 public:
  JsonText(value::Pool& pool, const value::Value& text) : pool_(pool), origin_(text.origin()) {
    if (text.is_string()) {
      parts_.push_back(value::Part{text.as_string(), {}, false});
    } else {
      parts_.assign(text.parts().begin(), text.parts().end());
    }
  }

  [[nodiscard]] std::optional<value::Value> read() {
    auto value = read_value(0);
    skip_space();
    return value && at_end() ? value : std::nullopt;
  }

 private:
  void normalise() {
    while (part_ < parts_.size() && !parts_[part_].is_hole && offset_ >= parts_[part_].literal.size()) {
      ++part_;
      offset_ = 0;
    }
  }
  [[nodiscard]] bool at_end() {
    normalise();
    return part_ >= parts_.size();
  }
  [[nodiscard]] bool at_hole() {
    normalise();
    return part_ < parts_.size() && parts_[part_].is_hole;
  }
  /// The next character, NUL at the end and at a hole.
  [[nodiscard]] char peek() { return at_end() || parts_[part_].is_hole ? '\0' : parts_[part_].literal[offset_]; }
  char take() {
    const char c = peek();
    if (c != '\0') ++offset_;
    return c;
  }
  void skip_space() {
    for (char c = peek(); c == ' ' || c == '\t' || c == '\n' || c == '\r'; c = peek()) ++offset_;
  }
  [[nodiscard]] bool accept(char wanted) {
    skip_space();
    if (peek() != wanted) return false;
    ++offset_;
    return true;
  }

  [[nodiscard]] std::optional<value::Value> read_value(std::size_t depth) {
    skip_space();
    if (depth > kMaxDepth) return std::nullopt;
    if (at_hole()) return parts_[part_++].hole;
    switch (peek()) {
      case '{': return read_object(depth);
      case '[': return read_array(depth);
      case '"': return read_string();
      default: return read_word();
    }
  }

  [[nodiscard]] std::optional<value::Value> read_object(std::size_t depth) {
    std::vector<value::Member> members;
    ++offset_;
    if (accept('}')) return pool_.object(members, origin_);
    do {
      skip_space();
      if (peek() != '"') return std::nullopt;
      const auto name = read_string();
      if (!name || !accept(':')) return std::nullopt;
      const auto value = read_value(depth + 1);
      if (!value) return std::nullopt;
      // A name with a hole cannot be looked up; what it holds is kept under its literal text.
      const std::string key = name->is_string() ? std::string(name->as_string()) : literal_text(*name);
      members.push_back(value::Member{pool_.intern(key), *value, origin_});
    } while (accept(','));
    if (!accept('}')) return std::nullopt;
    return pool_.object(members, origin_);
  }

  [[nodiscard]] std::optional<value::Value> read_array(std::size_t depth) {
    std::vector<value::Value> elements;
    ++offset_;
    if (accept(']')) return pool_.tuple(elements, origin_);
    do {
      const auto value = read_value(depth + 1);
      if (!value) return std::nullopt;
      elements.push_back(*value);
    } while (accept(','));
    if (!accept(']')) return std::nullopt;
    return pool_.tuple(elements, origin_);
  }

  [[nodiscard]] std::optional<value::Value> read_string() {
    std::vector<value::Part> parts;
    std::string text;
    ++offset_;
    const auto flush = [&] {
      if (!text.empty()) parts.push_back(value::Part{pool_.intern(text), {}, false});
      text.clear();
    };
    for (;;) {
      if (at_hole()) {
        flush();
        parts.push_back(parts_[part_++]);
        continue;
      }
      const char c = take();
      if (c == '"') break;
      if (c == '\0') return std::nullopt;
      if (c != '\\') {
        text += c;
      } else if (!read_escape(text)) {
        return std::nullopt;
      }
    }
    if (parts.empty()) return pool_.string(text, origin_);
    flush();
    return pool_.text(parts, origin_);
  }

  [[nodiscard]] bool read_escape(std::string& out) {
    const char c = take();
    switch (c) {
      case '"':
      case '\\':
      case '/': out += c; return true;
      case 'b': out += '\b'; return true;
      case 'f': out += '\f'; return true;
      case 'n': out += '\n'; return true;
      case 'r': out += '\r'; return true;
      case 't': out += '\t'; return true;
      case 'u': break;
      default: return false;
    }
    auto unit = read_unit();
    if (unit && *unit >= 0xd800U && *unit < 0xdc00U && take() == '\\' && take() == 'u') {
      const auto low = read_unit();
      if (!low) return false;
      unit = 0x10000U + ((*unit - 0xd800U) << 10U) + (*low - 0xdc00U);
    }
    if (unit) utf8::append(out, *unit);
    return unit.has_value();
  }

  [[nodiscard]] std::optional<std::uint32_t> read_unit() {
    std::uint32_t unit = 0;
    for (int i = 0; i < 4; ++i) {
      const char c = take();
      std::uint32_t digit = 0;
      if (c >= '0' && c <= '9')
        digit = static_cast<std::uint32_t>(c - '0');
      else if (c >= 'a' && c <= 'f')
        digit = static_cast<std::uint32_t>(c - 'a') + 10;
      else if (c >= 'A' && c <= 'F')
        digit = static_cast<std::uint32_t>(c - 'A') + 10;
      else
        return std::nullopt;
      unit = unit << 4U | digit;
    }
    return unit;
  }

  [[nodiscard]] std::optional<value::Value> read_word() {
    std::string word;
    for (char c = peek();
         (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'E'; c = peek()) {
      word += take();
    }
    if (word == "true" || word == "false") return pool_.boolean(word == "true", origin_);
    if (word == "null") return pool_.null(origin_);
    const auto number = value::Number::parse(word);
    if (!number) return std::nullopt;
    return pool_.number(*number, origin_);
  }

  [[nodiscard]] static std::string literal_text(const value::Value& text) {
    std::string out;
    for (const value::Part& part : text.parts()) out += part.is_hole ? std::string("${…}") : std::string(part.literal);
    return out;
  }

  value::Pool& pool_;
  Span origin_;
  std::vector<value::Part> parts_;
  std::size_t part_ = 0;
  std::size_t offset_ = 0;
};

}  // namespace

value::Value to_structure(value::Pool& pool, const value::Value& value) {
  if (value.is_mapping() || value.is_sequence()) return value;
  if (value.is_string() || value.is_unknown()) {
    if (const value::Value* structure = value.structure()) return *structure;
  }
  if (value.is_unknown() && value.parts().empty()) return value;
  if (value.is_string() || value.is_unknown()) {
    if (auto structure = JsonText(pool, value).read();
        structure && (structure->is_mapping() || structure->is_sequence())) {
      return *structure;
    }
  }
  if (value.is_unknown()) return value;
  const Cause cause{CauseKind::Error, "JSON text", "the text is not well-formed JSON", "correct the JSON text",
                    value.origin()};
  return pool.unknown(cause, {}, value.origin());
}

}  // namespace brn::graph
