// JSON text of values, as Terraform's `jsonencode` writes it, and the same with holes.

#include <array>

#include "analyzer/value/convert.h"
#include "analyzer/value/extent.h"

namespace brn::value {

namespace {

void append_unicode_escape(std::string& out, unsigned code) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out += kDigits[(code >> static_cast<unsigned>(shift)) & 0xfU];
}

/// The inside of a JSON string. Go's encoder escapes `<`, `>`, `&` and the separators U+2028 and U+2029 too.
void append_escaped(std::string& out, std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const auto byte = static_cast<unsigned char>(c);
    switch (c) {
      case '"': out += "\\\""; continue;
      case '\\': out += "\\\\"; continue;
      case '\n': out += "\\n"; continue;
      case '\r': out += "\\r"; continue;
      case '\t': out += "\\t"; continue;
      case '\b': out += "\\b"; continue;
      case '\f': out += "\\f"; continue;
      default: break;
    }
    if (byte < 0x20 || c == '<' || c == '>' || c == '&') {
      append_unicode_escape(out, byte);
    } else if (text.substr(i, 3) == "\u2028" || text.substr(i, 3) == "\u2029") {
      append_unicode_escape(out, text[i + 2] == '\xa8' ? 0x2028U : 0x2029U);
      i += 2;
    } else {
      out += c;
    }
  }
}

/// Collects text and holes.
class Writer {
 public:
  void value(const Value& value) {
    if (value.is_null()) {
      text_ += "null";
    } else if (value.is_bool()) {
      text_ += value.as_bool() ? "true" : "false";
    } else if (value.is_number()) {
      text_ += value.as_number().to_string();
    } else if (value.is_string()) {
      string(value.as_string());
    } else if (value.is_sequence()) {
      sequence(value);
    } else if (value.is_mapping()) {
      mapping(value);
    } else {
      hole(value);
    }
  }
  [[nodiscard]] std::string& text() { return text_; }
  [[nodiscard]] Value finish(Pool& pool, const Value& structure, Span origin) {
    flush(pool);
    std::vector<Part> parts;
    for (const Piece& piece : pieces_) {
      parts.push_back({.literal = piece.literal, .hole = piece.hole, .is_hole = piece.is_hole});
    }
    return pool.unknown({.type = pool.string_type(),
                         .symbol = {},
                         .causes = {},
                         .parts = parts,
                         .structure = &structure,
                         .not_null = true},
                        origin);
  }
  void use(Pool& pool) { pool_ = &pool; }

 private:
  struct Piece {
    std::string_view literal;
    Value hole;
    bool is_hole = false;
  };

  void string(std::string_view text) {
    text_ += '"';
    append_escaped(text_, text);
    text_ += '"';
  }
  void sequence(const Value& value) {
    text_ += '[';
    bool is_first = true;
    for (const Value& element : value.elements()) {
      if (!is_first) text_ += ',';
      is_first = false;
      this->value(element);
    }
    text_ += ']';
  }
  void mapping(const Value& value) {
    text_ += '{';
    bool is_first = true;
    for (const Member& member : value.members()) {
      if (!is_first) text_ += ',';
      is_first = false;
      string(member.name);
      text_ += ':';
      this->value(member.value);
    }
    text_ += '}';
  }
  /// An unknown string is a hole between quotes, known parts of it are written; anything else is a hole of its own.
  void hole(const Value& value) {
    const bool is_text = value.is_unknown() && value.type().kind() == TypeKind::String && value.is_certainly_not_null();
    if (is_text) text_ += '"';
    if (is_text && !value.parts().empty()) {
      for (const Part& part : value.parts()) {
        if (part.is_hole) {
          add_hole(part.hole);
        } else {
          append_escaped(text_, part.literal);
        }
      }
    } else {
      add_hole(value);
    }
    if (is_text) text_ += '"';
  }
  void add_hole(const Value& value) {
    flush(*pool_);
    pieces_.push_back({{}, value, true});
  }
  void flush(Pool& pool) {
    if (!text_.empty()) pieces_.push_back({pool.intern(text_), {}, false});
    text_.clear();
  }

  Pool* pool_ = nullptr;
  std::string text_;
  std::vector<Piece> pieces_;
};

}  // namespace

std::string to_json(const Value& value) {
  Writer writer;
  writer.value(value);
  return std::move(writer.text());
}

Value encode_json(Pool& pool, const Value& value, Span origin) {
  if (value.is_choice()) {
    return pool.lift(std::span(&value, 1), origin,
                     [&](std::span<const Value> chosen) { return encode_json(pool, chosen[0], origin); });
  }
  const bool is_sensitive = value.is_sensitive() || has_sensitive(value);
  if (value.is_wholly_known()) {
    return pool.encoded_string(to_json(value), value, origin).with_sensitive(is_sensitive);
  }
  if (value.has_choice()) {
    // Few combinations: one text for each. Many: one text with the choices as holes, beside its structure.
    const std::optional<Value> hoisted = pool.hoist(value);
    if (hoisted && hoisted->is_choice()) return encode_json(pool, *hoisted, origin);
    if (hoisted && !hoisted->has_choice()) return encode_json(pool, *hoisted, origin);
  }
  Writer writer;
  writer.use(pool);
  writer.value(value);
  return writer.finish(pool, value, origin).with_sensitive(is_sensitive);
}

}  // namespace brn::value
