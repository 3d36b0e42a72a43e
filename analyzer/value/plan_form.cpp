#include "analyzer/value/plan_form.h"

#include <algorithm>

#include "parsers/source/utf8.h"

namespace brn::value {

namespace {

void append_known(std::string& out, const Value& value);
bool append_flags(std::string& out, const Value& value, bool (*is_marked)(const Value&));

void append_comma(std::string& out, bool& is_first) {
  if (!is_first) out += ',';
  is_first = false;
}

void append_known_mapping(std::string& out, const Value& value) {
  out += '{';
  bool is_first = true;
  for (const Member& member : value.members()) {
    if (!member.value.is_known()) continue;
    append_comma(out, is_first);
    append_json_string(out, member.name);
    out += ':';
    append_known(out, member.value);
  }
  out += '}';
}

void append_known(std::string& out, const Value& value) {
  bool is_first = true;
  switch (value.kind()) {
    case Kind::Unknown:
    case Kind::Choice:
    case Kind::Null: out += "null"; return;
    case Kind::Bool: out += value.as_bool() ? "true" : "false"; return;
    // Stored values have no negative zero, and no infinity.
    case Kind::Number:
      // JSON has no infinite number; who stores one has been told so.
      if (value.as_number().is_infinite()) {
        out += "null";
      } else {
        out += value.as_number().is_zero() ? "0" : value.as_number().to_string();
      }
      return;
    case Kind::String: append_json_string(out, value.as_string()); return;
    case Kind::List:
    case Kind::Set:
    case Kind::Tuple:
      out += '[';
      for (const Value& element : value.elements()) {
        append_comma(out, is_first);
        append_known(out, element);
      }
      out += ']';
      return;
    case Kind::Map:
    case Kind::Object: append_known_mapping(out, value); return;
  }
}

bool is_not_known(const Value& value) {
  return !value.is_known();
}
bool has_mark(const Value& value) {
  return value.is_sensitive();
}

bool append_sequence_flags(std::string& out, const Value& value, bool (*is_marked)(const Value&)) {
  out += '[';
  bool is_first = true;
  for (const Value& element : value.elements()) {
    append_comma(out, is_first);
    append_flags(out, element, is_marked);
  }
  out += ']';
  return true;
}

/// Members without anything to tell are left out; a sequence always says so much as its length.
bool append_mapping_flags(std::string& out, const Value& value, bool (*is_marked)(const Value&)) {
  out += '{';
  bool is_first = true;
  for (const Member& member : value.members()) {
    std::string below;
    if (!append_flags(below, member.value, is_marked)) continue;
    append_comma(out, is_first);
    append_json_string(out, member.name);
    out.append(":").append(below);
  }
  out += '}';
  return true;
}

/// Appends the flags of a value; false when they are the plain `false`.
bool append_flags(std::string& out, const Value& value, bool (*is_marked)(const Value&)) {
  if (is_marked(value)) {
    out += "true";
    return true;
  }
  if (value.is_known() && value.is_sequence()) return append_sequence_flags(out, value, is_marked);
  if (value.is_known() && value.is_mapping()) return append_mapping_flags(out, value, is_marked);
  out += "false";
  return false;
}

void append_type(std::string& out, Type type);

void append_tuple_type(std::string& out, Type type) {
  out += "[\"tuple\",[";
  bool is_first = true;
  for (const Type element : type.elements()) {
    append_comma(out, is_first);
    append_type(out, element);
  }
  out += "]]";
}

void append_object_type(std::string& out, Type type) {
  out += "[\"object\",{";
  bool is_first = true;
  for (const Type::Attribute& attribute : type.attributes()) {
    append_comma(out, is_first);
    append_json_string(out, attribute.name);
    out += ':';
    append_type(out, attribute.type);
  }
  out += "}]";
}

void append_collection_type(std::string& out, std::string_view name, Type type) {
  out.append("[\"").append(name).append("\",");
  append_type(out, type.element());
  out += ']';
}

void append_type(std::string& out, Type type) {
  switch (type.kind()) {
    case TypeKind::Dynamic: out += "\"dynamic\""; return;
    case TypeKind::Bool: out += "\"bool\""; return;
    case TypeKind::Number: out += "\"number\""; return;
    case TypeKind::String: out += "\"string\""; return;
    case TypeKind::List: append_collection_type(out, "list", type); return;
    case TypeKind::Set: append_collection_type(out, "set", type); return;
    case TypeKind::Map: append_collection_type(out, "map", type); return;
    case TypeKind::Tuple: append_tuple_type(out, type); return;
    case TypeKind::Object: append_object_type(out, type); return;
  }
}

void append_control(std::string& out, unsigned char byte) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  out += "\\u00";
  out += kDigits[byte >> 4U];
  out += kDigits[byte & 0xfU];
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = utf8::sequence_length(text, i);
    const char c = text[i];
    if (length == 0) {
      utf8::append(out, 0xFFFD);
    } else if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (static_cast<unsigned char>(c) < 0x20) {
      append_control(out, static_cast<unsigned char>(c));
    } else {
      out += text.substr(i, length);
    }
    i += std::max<std::size_t>(length, 1);
  }
  out += '"';
}

std::string known_json(const Value& value) {
  std::string out;
  append_known(out, value);
  return out;
}

std::string unknown_json(const Value& value) {
  if (value.is_wholly_known()) return "false";
  std::string out;
  append_flags(out, value, is_not_known);
  return out;
}

std::string unknown_members_json(const Value& value) {
  std::string out;
  append_flags(out, value, is_not_known);
  return out;
}

std::string sensitive_json(const Value& value) {
  std::string out;
  append_flags(out, value, has_mark);
  return out;
}

std::string type_json(Type type) {
  std::string out;
  append_type(out, type);
  return out;
}

}  // namespace brn::value
