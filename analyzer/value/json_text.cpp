#include "analyzer/value/json_text.h"

#include <string>
#include <vector>

#include "parsers/source/utf8.h"

namespace brn::value {

namespace {

constexpr std::size_t kMaxDepth = 100;

/// A reader over the parts of a text: characters, and holes between them. Fails as a whole; no recovery.
class JsonText {
 public:
  JsonText(Pool& pool, std::span<const Part> parts, Span origin, const PartPlace& place)
      : pool_(pool), origin_(origin), place_(place), parts_(parts) {}

  [[nodiscard]] std::optional<Value> read() {
    auto value = read_value(0);
    skip_space();
    return value && at_end() ? value : std::nullopt;
  }

 private:
  struct Position {
    std::size_t part = 0;
    std::size_t offset = 0;
  };
  [[nodiscard]] Position here() {
    skip_space();
    return {part_, offset_};
  }
  /// From a position to where reading stands; the whole text where its places are not known.
  [[nodiscard]] Span since(Position begin) const {
    if (!place_) return origin_;
    const bool is_one = begin.part == part_;
    const std::size_t rest = begin.part < parts_.size() ? parts_[begin.part].literal.size() : 0;
    const Span first = place_(begin.part, begin.offset, is_one ? offset_ : rest);
    if (is_one || offset_ == 0) return first.is_valid() ? first : origin_;
    const Span last = place_(part_, 0, offset_);
    return first.is_valid() && last.is_valid() ? first.joined(last) : origin_;
  }
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

  [[nodiscard]] std::optional<Value> read_value(std::size_t depth) {
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

  [[nodiscard]] std::optional<Value> read_object(std::size_t depth) {
    std::vector<Member> members;
    const Position begin = here();
    ++offset_;
    if (accept('}')) return pool_.object(members, since(begin));
    do {
      skip_space();
      if (peek() != '"') return std::nullopt;
      const auto name = read_string();
      if (!name || !accept(':')) return std::nullopt;
      const auto value = read_value(depth + 1);
      if (!value) return std::nullopt;
      // A name with a hole cannot be looked up; what it holds is kept under its literal text.
      const std::string key = name->is_string() ? std::string(name->as_string()) : literal_text(*name);
      members.push_back(Member{pool_.intern(key), *value, name->origin()});
    } while (accept(','));
    if (!accept('}')) return std::nullopt;
    return pool_.object(members, since(begin));
  }

  [[nodiscard]] std::optional<Value> read_array(std::size_t depth) {
    std::vector<Value> elements;
    const Position begin = here();
    ++offset_;
    if (accept(']')) return pool_.tuple(elements, since(begin));
    do {
      const auto value = read_value(depth + 1);
      if (!value) return std::nullopt;
      elements.push_back(*value);
    } while (accept(','));
    if (!accept(']')) return std::nullopt;
    return pool_.tuple(elements, since(begin));
  }

  [[nodiscard]] std::optional<Value> read_string() {
    std::vector<Part> parts;
    std::string text;
    const Position begin = here();
    ++offset_;
    const auto flush = [&] {
      if (!text.empty()) parts.push_back(Part{pool_.intern(text), {}, false});
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
    if (parts.empty()) return pool_.string(text, since(begin));
    flush();
    if (parts.size() == 1 && parts.front().is_hole) return parts.front().hole;
    return pool_.text(parts, since(begin));
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

  [[nodiscard]] std::optional<Value> read_word() {
    std::string word;
    const Position begin = here();
    for (char c = peek();
         (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'E'; c = peek()) {
      word += take();
    }
    if (word == "true" || word == "false") return pool_.boolean(word == "true", since(begin));
    if (word == "null") return pool_.null(since(begin));
    const auto number = Number::parse(word);
    if (!number) return std::nullopt;
    return pool_.number(*number, since(begin));
  }

  [[nodiscard]] static std::string literal_text(const Value& text) {
    std::string out;
    for (const Part& part : text.parts()) out += part.is_hole ? std::string("${…}") : std::string(part.literal);
    return out;
  }

  Pool& pool_;
  Span origin_;
  const PartPlace& place_;
  std::span<const Part> parts_;
  std::size_t part_ = 0;
  std::size_t offset_ = 0;
};

}  // namespace

std::optional<Value> read_json_parts(Pool& pool, std::span<const Part> parts, Span origin, const PartPlace& place) {
  return JsonText(pool, parts, origin, place).read();
}

}  // namespace brn::value
