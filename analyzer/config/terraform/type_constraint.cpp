#include "analyzer/config/terraform/type_constraint.h"

#include <algorithm>
#include <vector>

#include "analyzer/config/terraform/expression.h"
#include "analyzer/value/convert.h"

namespace brn::config::terraform {

using value::Value;

namespace {

class TypeReader {
 public:
  TypeReader(Run& run, const hcl::File& file) : run_(run), file_(file) {}

  value::Type read(hcl::ExprId id, AttributeDefaults& defaults);

 private:
  value::Type read_call(hcl::ExprId id, const hcl::Expr& expr, AttributeDefaults& defaults);
  value::Type read_object(hcl::ExprId id, AttributeDefaults& defaults);
  value::Type read_tuple(hcl::ExprId id, AttributeDefaults& defaults);
  void read_default(hcl::ExprId id, std::string_view name, value::Type type, AttributeDefaults& defaults);
  value::Type error(Span place, std::string message) {
    run_.configuration.diagnostics.error(DiagnosticKind::InvalidStructure, place, std::move(message));
    return {};
  }
  /// Reads the type of a child with its defaults below `name`.
  value::Type read_child(hcl::ExprId id, std::string_view name, AttributeDefaults& defaults);

  Run& run_;
  const hcl::File& file_;
};

value::Type TypeReader::read_child(hcl::ExprId id, std::string_view name, AttributeDefaults& defaults) {
  auto child = std::make_unique<AttributeDefaults>();
  const value::Type type = read(id, *child);
  if (!child->values.empty() || !child->children.empty()) defaults.children[std::string(name)] = std::move(child);
  return type;
}

value::Type TypeReader::read(hcl::ExprId id, AttributeDefaults& defaults) {
  const hcl::Expr& expr = file_.expr(id);
  value::Pool& pool = run_.pool;
  // Quoted type names are a form of old versions of Terraform.
  const bool is_name = expr.kind == hcl::ExprKind::Variable || expr.kind == hcl::ExprKind::String;
  const std::string_view name = expr.kind == hcl::ExprKind::String ? expr.text : expr.name;
  if (expr.kind == hcl::ExprKind::Parens) return read(file_.child(id, 0), defaults);
  if (expr.kind == hcl::ExprKind::String) {
    error(expr.span, "a type constraint stands without quotes");
  }
  if (is_name && name == "string") return pool.string_type();
  if (is_name && name == "number") return pool.number_type();
  if (is_name && name == "bool") return pool.bool_type();
  if (is_name && name == "any") return {};
  if (is_name && name == "list") return pool.list_of({});
  if (is_name && name == "map") return pool.map_of({});
  if (is_name && name == "set") return pool.set_of({});
  if (expr.kind == hcl::ExprKind::Call) return read_call(id, expr, defaults);
  return error(expr.span,
               "this is no type: `string`, `number`, `bool`, `any`, `list(…)`, `set(…)`, `map(…)`, "
               "`tuple([…])` or `object({…})` is needed");
}

value::Type TypeReader::read_call(hcl::ExprId id, const hcl::Expr& expr, AttributeDefaults& defaults) {
  value::Pool& pool = run_.pool;
  const std::span<const hcl::ExprId> arguments = file_.children(id);
  if (arguments.size() != 1) {
    const Span place = arguments.size() > 1 ? file_.expr(arguments[1]).span : expr.span;
    return error(place, "`" + std::string(expr.name) + "` takes one argument");
  }
  if (expr.name == "list") return pool.list_of(read_child(arguments[0], "", defaults));
  if (expr.name == "set") return pool.set_of(read_child(arguments[0], "", defaults));
  if (expr.name == "map") return pool.map_of(read_child(arguments[0], "", defaults));
  if (expr.name == "object") return read_object(arguments[0], defaults);
  if (expr.name == "tuple") return read_tuple(arguments[0], defaults);
  if (expr.name == "optional") return error(expr.span, "`optional` may stand only for an attribute of an object type");
  return error(expr.span, "`" + std::string(expr.name) + "` is no type");
}

value::Type TypeReader::read_tuple(hcl::ExprId id, AttributeDefaults& defaults) {
  if (file_.expr(id).kind != hcl::ExprKind::Tuple) return error(file_.expr(id).span, "`tuple` takes a list of types");
  std::vector<value::Type> types;
  for (const hcl::ExprId child : file_.children(id)) {
    types.push_back(read_child(child, std::to_string(types.size()), defaults));
  }
  return run_.pool.tuple_of(types);
}

value::Type TypeReader::read_object(hcl::ExprId id, AttributeDefaults& defaults) {
  if (file_.expr(id).kind != hcl::ExprKind::Object) {
    return error(file_.expr(id).span, "`object` takes attributes with their types in braces");
  }
  std::vector<value::Type::Attribute> attributes;
  const std::span<const hcl::ExprId> children = file_.children(id);
  for (std::size_t i = 0; i + 1 < children.size(); i += 2) {
    const hcl::Expr& key = file_.expr(children[i]);
    const std::string_view name = key.kind == hcl::ExprKind::Variable ? key.name : key.text;
    const hcl::Expr& type = file_.expr(children[i + 1]);
    value::Type::Attribute attribute;
    attribute.name = name;
    const std::span<const hcl::ExprId> parts = file_.children(children[i + 1]);
    if (type.kind == hcl::ExprKind::Call && type.name == "optional" && !parts.empty()) {
      attribute.optional = true;
      if (parts.size() > 2) {
        error(Span{type.span.file, type.name_span.end, type.span.end}, "`optional` takes a type and a default");
      }
      attribute.type = read_child(parts[0], name, defaults);
      if (parts.size() > 1) read_default(parts[1], name, attribute.type, defaults);
    } else {
      attribute.type = read_child(children[i + 1], name, defaults);
    }
    attributes.push_back(attribute);
  }
  return run_.pool.object_of(attributes);
}

void TypeReader::read_default(hcl::ExprId id, std::string_view name, value::Type type, AttributeDefaults& defaults) {
  const Value given = evaluate_and_report(run_, Scope{}, Expression{&file_, id});
  const value::Converted converted = value::convert(run_.pool, given, type);
  if (const auto* wrong = std::get_if<value::ConversionError>(&converted)) {
    // Attributes that its own defaults fill in may be left out here.
    const auto below = defaults.children.find(name);
    if (below == defaults.children.end()) {
      error(file_.expr(id).span, "the default does not fit the type of the attribute: " + wrong->message);
      return;
    }
  }
  defaults.values[std::string(name)] = given;
}

/// Fills in what is missing or null.
Value fill_in(value::Pool& pool, const Value& value, const AttributeDefaults& defaults) {
  if (value.is_choice()) {
    std::vector<value::Alternative> filled;
    for (const value::Alternative& alternative : value.alternatives()) {
      filled.push_back({alternative.guard, fill_in(pool, alternative.value, defaults)});
    }
    return pool.choice(filled, value.origin()).with_sensitive(value.is_sensitive());
  }
  const auto child_of = [&](std::string_view name) -> const AttributeDefaults* {
    const auto found = defaults.children.find(name);
    return found == defaults.children.end() ? nullptr : found->second.get();
  };
  const AttributeDefaults* each = child_of("");
  if (value.is_sequence()) {
    std::vector<Value> elements;
    for (std::size_t i = 0; i < value.elements().size(); ++i) {
      const AttributeDefaults* own = each != nullptr ? each : child_of(std::to_string(i));
      elements.push_back(own == nullptr ? value.elements()[i] : fill_in(pool, value.elements()[i], *own));
    }
    return pool.tuple(elements, value.origin()).with_sensitive(value.is_sensitive());
  }
  if (!value.is_mapping()) return value;
  std::vector<value::Member> members;
  for (const value::Member& member : value.members()) {
    const AttributeDefaults* own = each != nullptr ? each : child_of(member.name);
    Value own_value = member.value;
    const auto fallback = defaults.values.find(member.name);
    if (own_value.is_null() && fallback != defaults.values.end()) own_value = fallback->second;
    members.push_back({member.name, own == nullptr ? own_value : fill_in(pool, own_value, *own), member.name_span});
  }
  for (const auto& [name, fallback] : defaults.values) {
    if (value.find(name) != nullptr) continue;
    const AttributeDefaults* own = child_of(name);
    members.push_back({pool.intern(name), own == nullptr ? fallback : fill_in(pool, fallback, *own), {}});
  }
  return pool.object(members, value.origin()).with_sensitive(value.is_sensitive());
}

/// Gives objects of resources the attributes that a type asks for and the source does not set.
Value complete(Run& run, const Value& input, value::Type type) {
  value::Pool& pool = run.pool;
  if (input.is_choice()) {
    std::vector<value::Alternative> completed;
    for (const value::Alternative& alternative : input.alternatives()) {
      completed.push_back({alternative.guard, complete(run, alternative.value, type)});
    }
    return pool.choice(completed, input.origin()).with_sensitive(input.is_sensitive());
  }
  if (input.is_sequence() && type.element().node() != nullptr) {
    std::vector<Value> elements;
    for (const Value& element : input.elements()) elements.push_back(complete(run, element, type.element()));
    return pool.tuple(elements, input.origin()).with_sensitive(input.is_sensitive());
  }
  if (!input.is_mapping()) return input;
  std::vector<value::Member> members(input.members().begin(), input.members().end());
  if (type.kind() == value::TypeKind::Map && type.element().node() != nullptr) {
    for (value::Member& member : members) member.value = complete(run, member.value, type.element());
  } else if (type.kind() == value::TypeKind::Object) {
    for (value::Member& member : members) {
      const auto same = std::ranges::find(type.attributes(), member.name, &value::Type::Attribute::name);
      if (same != type.attributes().end()) member.value = complete(run, member.value, same->type);
    }
    if (run.open_object(input) != nullptr) {
      static const hcl::File kNoFile;
      ExpressionEvaluator evaluator(run, Scope{}, kNoFile);
      for (const value::Type::Attribute& attribute : type.attributes()) {
        if (input.find(attribute.name) != nullptr) continue;
        members.push_back({attribute.name, evaluator.get_attribute(input, attribute.name, input.origin()), {}});
      }
    }
  } else {
    return input;
  }
  return pool.object(members, input.origin()).with_sensitive(input.is_sensitive());
}

bool has_object(value::Type type) {
  if (type.kind() == value::TypeKind::Object) return true;
  return type.element().node() != nullptr && has_object(type.element());
}

}  // namespace

TypeConstraint read_type(Run& run, const Expression& expression) {
  TypeConstraint constraint;
  if (!expression.is_valid()) return constraint;
  constraint.is_written = true;
  auto defaults = std::make_unique<AttributeDefaults>();
  constraint.type = TypeReader(run, *expression.file).read(expression.id, *defaults);
  constraint.is_any = constraint.type.is_dynamic();
  if (!defaults->values.empty() || !defaults->children.empty()) constraint.defaults = std::move(defaults);
  return constraint;
}

Conformed conform(Run& run, const TypeConstraint& constraint, const Value& given) {
  if (constraint.is_any) return {given, ""};
  Value value = given;
  if (has_object(constraint.type)) value = complete(run, value, constraint.type);
  if (constraint.defaults != nullptr) value = fill_in(run.pool, value, *constraint.defaults);
  value::Converted converted = value::convert(run.pool, value, constraint.type);
  if (const auto* error = std::get_if<value::ConversionError>(&converted)) {
    return {run.failed(given.origin(), "value", error->message),
            error->path.empty() ? error->message : "`" + error->path + "`: " + error->message};
  }
  return {std::get<Value>(converted), ""};
}

}  // namespace brn::config::terraform
