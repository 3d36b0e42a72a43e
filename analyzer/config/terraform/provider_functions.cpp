#include "analyzer/config/terraform/provider_functions.h"

#include <algorithm>

#include "analyzer/config/terraform/expression.h"
#include "analyzer/config/terraform/functions/unicode.h"
#include "analyzer/value/convert.h"
#include "parsers/hcl/parser.h"

namespace brn::config::terraform {

using value::Value;

namespace {

bool is_identifier(std::string_view name) {
  const auto is_letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
  };
  return !name.empty() && is_letter(name[0]) &&
         std::ranges::all_of(name, [&](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '-'; });
}

/// Writes values as `terraform fmt` would have them.
class Writer {
 public:
  void attributes(const Value& object, std::size_t indent) {
    std::size_t width = 0;
    for (const value::Member& member : object.members())
      width = std::max(width, functions::grapheme_count(key(member.name)));
    bool aligns = true;
    for (const value::Member& member : object.members()) aligns = aligns && !is_nested(member.value);
    for (const value::Member& member : object.members()) {
      const std::string name = key(member.name);
      out_.append(indent, ' ').append(name);
      // Values of several lines end a group that is aligned; a body with one is written without alignment.
      if (aligns) out_.append(width - functions::grapheme_count(name), ' ');
      out_ += " = ";
      value(member.value, indent);
      out_ += '\n';
    }
  }

  void value(const Value& value, std::size_t indent) {
    if (value.is_null()) {
      out_ += "null";
    } else if (value.is_string()) {
      text(value.as_string());
    } else if (value.is_mapping()) {
      mapping(value, indent);
    } else if (value.is_sequence()) {
      sequence(value, indent);
    } else {
      out_ += value::primitive_to_text(value).value_or("null");
    }
  }
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  static bool is_nested(const Value& value) { return value.is_mapping() && !value.members().empty(); }
  static std::string key(std::string_view name) {
    if (is_identifier(name)) return std::string(name);
    Writer quoted;
    quoted.text(name);
    return quoted.take();
  }
  void mapping(const Value& value, std::size_t indent) {
    if (value.members().empty()) {
      out_ += "{}";
      return;
    }
    out_ += "{\n";
    attributes(value, indent + 2);
    out_.append(indent, ' ').append("}");
  }
  void sequence(const Value& value, std::size_t indent) {
    out_ += '[';
    bool is_first = true;
    for (const Value& element : value.elements()) {
      if (!is_first) out_ += ", ";
      is_first = false;
      this->value(element, indent);
    }
    out_ += ']';
  }
  void text(std::string_view text) {
    out_ += '"';
    for (std::size_t i = 0; i < text.size(); ++i) {
      const char c = text[i];
      const bool opens = (c == '$' || c == '%') && i + 1 < text.size() && text[i + 1] == '{';
      switch (c) {
        case '"': out_ += "\\\""; break;
        case '\\': out_ += "\\\\"; break;
        case '\n': out_ += "\\n"; break;
        case '\r': out_ += "\\r"; break;
        case '\t': out_ += "\\t"; break;
        default: out_.append(opens ? 2 : 1, c); break;
      }
    }
    out_ += '"';
  }

  std::string out_;
};

FunctionError failure(std::string message) {
  return {std::move(message), std::nullopt, false};
}

FunctionResult encode_tfvars(Run& run, const Value& value, Span call) {
  if (!value.is_mapping()) return failure("the value to encode must be an object of variables");
  for (const value::Member& member : value.members()) {
    if (!is_identifier(member.name)) return failure("`" + std::string(member.name) + "` is no name for a variable");
  }
  Writer writer;
  writer.attributes(value, 0);
  return run.pool.string(writer.take(), call);
}

FunctionResult decode_tfvars(Run& run, const Value& text, Span call) {
  const FileId id = run.sources.add("<decode_tfvars argument>", std::string(text.as_string()));
  const hcl::File& file = run.keep(hcl::parse(id, run.sources.text(id)));
  if (!file.errors().empty()) return failure("invalid tfvars syntax: " + file.errors().front().message);
  std::vector<value::Member> members;
  const hcl::Body& body = file.body(file.root);
  if (!body.blocks.empty()) return failure("blocks are not allowed in variables");
  for (const hcl::Attribute& attribute : body.attributes) {
    EvaluationErrors errors;
    Scope scope;
    scope.errors = &errors;
    const Value value = evaluate(run, scope, Expression{&file, attribute.value});
    if (!errors.empty())
      return failure("invalid expression for variable `" + std::string(attribute.name) +
                     "`: " + errors.front().message);
    members.push_back({attribute.name, value, call});
  }
  return run.pool.object(members, call);
}

}  // namespace

FunctionResult call_builtin_provider(Run& run, std::string_view name, std::span<const Value> arguments, Span call) {
  if (name != "encode_tfvars" && name != "decode_tfvars" && name != "encode_expr") {
    return failure("the provider `terraform` has no function `" + std::string(name) + "`");
  }
  if (arguments.size() != 1) return failure("`" + std::string(name) + "` takes one argument");
  const Value& argument = arguments[0];
  if (!argument.is_wholly_known())
    return run.pool.unknown_from(arguments, name == "decode_tfvars" ? value::Type{} : run.pool.string_type(), call);
  if (name == "encode_expr") {
    Writer writer;
    writer.value(argument, 0);
    return run.pool.string(writer.take(), call);
  }
  if (argument.is_null()) return FunctionError{"argument must not be null", 0, false};
  if (name == "encode_tfvars") return encode_tfvars(run, argument, call);
  if (!argument.is_string()) return FunctionError{"string required", 0, false};
  return decode_tfvars(run, argument, call);
}

}  // namespace brn::config::terraform
