#include "analyzer/config/terraform/json_text.h"

#include <string>
#include <vector>

#include "analyzer/value/convert.h"
#include "parsers/json/parser.h"

namespace brn::config::terraform {

using value::Value;

namespace {

class Writer {
 public:
  Writer(value::Pool& pool, unsigned indent) : pool_(pool), indent_(indent) {}

  void write(const Value& value, unsigned depth);
  std::vector<value::Part> finish() {
    flush();
    return std::move(parts_);
  }

 private:
  void line(unsigned depth) {
    if (indent_ != 0) text_.append("\n").append(std::size_t{depth} * indent_, ' ');
  }
  void flush() {
    if (!text_.empty()) parts_.push_back({pool_.intern(text_), {}, false});
    text_.clear();
  }
  void write_unknown(const Value& value);
  void write_sequence(const Value& value, unsigned depth);
  void write_mapping(const Value& value, unsigned depth);

  value::Pool& pool_;
  unsigned indent_;
  std::string text_;
  std::vector<value::Part> parts_;
};

void Writer::write(const Value& value, unsigned depth) {
  if (value.is_sequence()) {
    write_sequence(value, depth);
  } else if (value.is_mapping()) {
    write_mapping(value, depth);
  } else if (value.is_known()) {
    text_ += value::to_json(value);
  } else {
    write_unknown(value);
  }
}

/// Text with holes keeps its quotes; what is no text at all stands as a hole alone.
void Writer::write_unknown(const Value& value) {
  const bool is_text = value.is_unknown() && value.type().kind() == value::TypeKind::String;
  if (is_text) text_ += '"';
  if (is_text && !value.parts().empty()) {
    for (const value::Part& part : value.parts()) {
      if (part.is_hole) {
        flush();
        parts_.push_back(part);
      } else {
        const std::string quoted = value::to_json(pool_.string(part.literal, value.origin()));
        text_.append(quoted, 1, quoted.size() - 2);
      }
    }
  } else {
    flush();
    parts_.push_back({{}, value, true});
  }
  if (is_text) text_ += '"';
}

void Writer::write_sequence(const Value& value, unsigned depth) {
  if (value.elements().empty()) {
    text_ += "[]";
    return;
  }
  text_ += '[';
  bool first = true;
  for (const Value& element : value.elements()) {
    if (!first) text_ += ',';
    first = false;
    line(depth + 1);
    write(element, depth + 1);
  }
  line(depth);
  text_ += ']';
}

void Writer::write_mapping(const Value& value, unsigned depth) {
  if (value.members().empty()) {
    text_ += "{}";
    return;
  }
  text_ += '{';
  bool first = true;
  for (const value::Member& member : value.members()) {
    if (!first) text_ += ',';
    first = false;
    line(depth + 1);
    text_ += value::to_json(pool_.string(member.name, member.name_span));
    text_ += indent_ != 0 ? ": " : ":";
    write(member.value, depth + 1);
  }
  line(depth);
  text_ += '}';
}

Value read_node(value::Pool& pool, const syntax::Tree& tree, syntax::NodeId id, Span origin) {
  const syntax::Node& node = tree.node(id);
  switch (node.kind) {
    case syntax::NodeKind::Null: return pool.null(origin);
    case syntax::NodeKind::Bool: return pool.boolean(node.bool_value, origin);
    case syntax::NodeKind::Number:
      return pool.number(value::Number::parse(node.text).value_or(value::Number()), origin);
    case syntax::NodeKind::String:
    case syntax::NodeKind::Scalar: return pool.string(node.text, origin);
    case syntax::NodeKind::Sequence: {
      std::vector<Value> elements;
      for (const syntax::NodeId item : tree.items(id)) elements.push_back(read_node(pool, tree, item, origin));
      return pool.tuple(elements, origin);
    }
    case syntax::NodeKind::Mapping: {
      std::vector<value::Member> members;
      for (const syntax::Member& member : tree.members(id)) {
        members.push_back({pool.intern(member.key), read_node(pool, tree, member.value, origin), origin});
      }
      return pool.ordered_object(members, origin);
    }
  }
  return pool.null(origin);
}

}  // namespace

Value write_json_text(value::Pool& pool, const Value& structure, unsigned indent, Span origin) {
  Writer writer(pool, indent);
  writer.write(structure, 0);
  const std::vector<value::Part> parts = writer.finish();
  if (parts.size() == 1 && !parts[0].is_hole) return pool.encoded_string(parts[0].literal, structure, origin);
  value::Pool::UnknownSpec spec;
  spec.type = pool.string_type();
  spec.parts = parts;
  spec.structure = &structure;
  spec.not_null = true;
  return pool.unknown(spec, origin);
}

std::optional<Value> read_json_text(value::Pool& pool, std::string_view text, Span origin) {
  const syntax::Tree tree = json::parse(origin.file, text);
  if (!tree.errors().empty() || tree.documents().empty()) return std::nullopt;
  return read_node(pool, tree, tree.documents()[0], origin);
}

}  // namespace brn::config::terraform
