// Text of values for messages and for printing a configuration.

#include "analyzer/value/value.h"

namespace brn::value {

namespace {

constexpr std::size_t kMaxDepth = 64;

void append_text(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default: out += c;
    }
  }
}

class Display {
 public:
  void add(const Value& value, std::size_t depth) {
    if (value.is_sensitive() && depth == 0) out_ += "(sensitive) ";
    if (depth > kMaxDepth) {
      out_ += "…";
      return;
    }
    switch (value.kind()) {
      case Kind::Null: out_ += "null"; break;
      case Kind::Bool: out_ += value.as_bool() ? "true" : "false"; break;
      case Kind::Number: out_ += value.as_number().to_string(); break;
      case Kind::String: quoted(value.as_string()); break;
      case Kind::List:
      case Kind::Set:
      case Kind::Tuple: sequence(value, depth); break;
      case Kind::Map:
      case Kind::Object: mapping(value, depth); break;
      case Kind::Unknown: unknown(value, depth); break;
      case Kind::Choice: choice(value, depth); break;
    }
  }
  std::string take() { return std::move(out_); }

 private:
  void quoted(std::string_view text) {
    out_ += '"';
    append_text(out_, text);
    out_ += '"';
  }
  void sequence(const Value& value, std::size_t depth) {
    if (value.kind() == Kind::Set) out_ += "toset(";
    out_ += '[';
    bool is_first = true;
    for (const Value& element : value.elements()) {
      if (!is_first) out_ += ", ";
      is_first = false;
      add(element, depth + 1);
    }
    out_ += ']';
    if (value.kind() == Kind::Set) out_ += ')';
  }
  void mapping(const Value& value, std::size_t depth) {
    out_ += '{';
    bool is_first = true;
    for (const Member& member : value.members()) {
      if (!is_first) out_ += ", ";
      is_first = false;
      quoted(member.name);
      out_ += " = ";
      add(member.value, depth + 1);
    }
    out_ += '}';
  }
  void unknown(const Value& value, std::size_t depth) {
    if (value.parts().empty()) return bare_unknown(value);
    out_ += '"';
    for (const Part& part : value.parts()) {
      if (!part.is_hole) {
        append_text(out_, part.literal);
        continue;
      }
      out_ += "${";
      part.hole.is_unknown() ? bare_unknown(part.hole) : add(part.hole, depth + 1);
      out_ += '}';
    }
    out_ += '"';
  }
  void bare_unknown(const Value& value) {
    out_ += "(unknown";
    const char* separator = ": ";
    for (const Cause* cause : value.causes()) {
      out_ += separator + cause->subject;
      separator = ", ";
    }
    out_ += ')';
  }
  void choice(const Value& value, std::size_t depth) {
    out_ += "(one of ";
    bool is_first = true;
    for (const Alternative& alternative : value.alternatives()) {
      if (!is_first) out_ += " | ";
      is_first = false;
      add(alternative.value, depth + 1);
    }
    out_ += ')';
  }

  std::string out_;
};

}  // namespace

std::string to_display(const Value& value) {
  Display display;
  display.add(value, 0);
  return display.take();
}

}  // namespace brn::value
