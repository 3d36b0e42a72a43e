#include "analyzer/value/convert.h"

#include <algorithm>

namespace brn::value {

namespace {

std::string at_index(std::size_t index) {
  return "[" + std::to_string(index) + "]";
}

ConversionError inside(const ConversionError& error, std::string step) {
  return {error.message, std::move(step) + error.path};
}

bool parse_bool(std::string_view text, bool& out) {
  if (text == "true" || text == "1") return out = true, true;
  if (text == "false" || text == "0") return out = false, true;
  return false;
}

/// `type` with `any` replaced by what stands at the same place in the type of the value.
Type filled(Pool& pool, Type type, Type from) {
  if (type.is_dynamic()) return from;
  if (!has_dynamic(type) || from.is_dynamic()) return type;
  const auto element_of = [&](Type source) {
    if (source.kind() == TypeKind::List || source.kind() == TypeKind::Set || source.kind() == TypeKind::Map) {
      return source.element();
    }
    std::vector<Type> inner(source.elements().begin(), source.elements().end());
    for (const Type::Attribute& attribute : source.attributes()) inner.push_back(attribute.type);
    return unify(pool, inner).value_or(Type());
  };
  switch (type.kind()) {
    case TypeKind::List: return pool.list_of(filled(pool, type.element(), element_of(from)));
    case TypeKind::Set: return pool.set_of(filled(pool, type.element(), element_of(from)));
    case TypeKind::Map: return pool.map_of(filled(pool, type.element(), element_of(from)));
    default: return type;
  }
}

class Converter {
 public:
  explicit Converter(Pool& pool) : pool_(pool) {}

  Converted run(const Value& value, Type type) {
    if (value.is_choice()) return convert_choice(value, type);
    if (type.is_dynamic()) return value;
    if (value.type() == type && !has_dynamic(type)) return value;
    Converted result = convert_plain(value, type);
    if (const Value* made = std::get_if<Value>(&result)) {
      return made->with_origin(value.origin()).with_sensitive(made->is_sensitive() || value.is_sensitive());
    }
    return result;
  }

 private:
  Converted convert_choice(const Value& choice, Type type) {
    std::vector<Alternative> converted;
    std::optional<ConversionError> first_error;
    bool has_success = false;
    for (const Alternative& alternative : choice.alternatives()) {
      const Converted result = run(alternative.value, type);
      if (const Value* value = std::get_if<Value>(&result)) {
        has_success = true;
        converted.push_back({alternative.guard, *value});
        continue;
      }
      const auto& error = std::get<ConversionError>(result);
      if (!first_error) first_error = error;
      const Cause cause{.kind = CauseKind::Error,
                        .subject = "conversion",
                        .message = error.message,
                        .settle = "",
                        .place = alternative.value.origin()};
      converted.push_back({alternative.guard, pool_.unknown(cause, type, alternative.value.origin())});
    }
    if (!has_success && first_error) return *first_error;
    return pool_.choice(converted, choice.origin()).with_sensitive(choice.is_sensitive());
  }

  Converted convert_plain(const Value& value, Type type) {
    if (value.is_null()) return convert_null(value, type);
    if (value.is_unknown()) return convert_unknown(value, type);
    switch (type.kind()) {
      case TypeKind::Dynamic: return value;
      case TypeKind::Bool: return to_bool(value);
      case TypeKind::Number: return to_number(value);
      case TypeKind::String: return to_text(value);
      case TypeKind::List:
      case TypeKind::Set: return to_sequence(value, type);
      case TypeKind::Tuple: return to_tuple(value, type);
      case TypeKind::Map: return to_map(value, type);
      case TypeKind::Object: return to_object(value, type);
    }
    return mismatch(type);
  }

  static ConversionError mismatch(Type type) { return {friendly_name(type) + " required", ""}; }

  Converted convert_null(const Value& value, Type type) {
    if (!is_convertible(pool_, value.type(), type)) return mismatch(type);
    return pool_.null(value.origin(), filled(pool_, without_optional(pool_, type), value.type()));
  }

  Converted convert_unknown(const Value& value, Type type) {
    if (!is_convertible(pool_, value.type(), type)) return mismatch(type);
    const Type wanted = filled(pool_, without_optional(pool_, type), value.type());
    const bool is_text = type.kind() == TypeKind::String;
    const Value* structure = is_text ? value.structure() : nullptr;
    return pool_.unknown({.type = wanted,
                          .symbol = value.symbol(),
                          .causes = value.causes(),
                          .parts = is_text ? value.parts() : std::span<const Part>(),
                          .structure = structure,
                          .not_null = value.is_certainly_not_null()},
                         value.origin());
  }

  Converted to_bool(const Value& value) {
    if (!value.is_string()) return mismatch(pool_.bool_type());
    bool result = false;
    if (!parse_bool(value.as_string(), result)) return ConversionError{"a bool is required", ""};
    return pool_.boolean(result, value.origin());
  }
  Converted to_number(const Value& value) {
    if (!value.is_string()) return mismatch(pool_.number_type());
    const std::optional<Number> number = Number::parse(value.as_string());
    if (!number) return ConversionError{"a number is required", ""};
    return pool_.number(*number, value.origin());
  }
  Converted to_text(const Value& value) {
    const std::optional<std::string> text = primitive_to_text(value);
    if (!text) return mismatch(pool_.string_type());
    return pool_.string(*text, value.origin());
  }

  using Elements = std::variant<std::vector<Value>, ConversionError>;

  /// Converts each and, where the wanted type leaves something open, all to the type they have in common.
  Elements convert_elements(std::span<const Value> values, Type& element,
                            const std::function<std::string(std::size_t)>& step) {
    std::vector<Value> converted;
    converted.reserve(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
      const Converted result = run(values[i], element);
      if (const auto* error = std::get_if<ConversionError>(&result)) return inside(*error, step(i));
      converted.push_back(std::get<Value>(result));
    }
    const bool is_open = has_dynamic(element);
    element = without_optional(pool_, element);
    if (!is_open || converted.empty()) return converted;
    return to_common_type(std::move(converted), element);
  }

  Elements to_common_type(std::vector<Value> values, Type& element) {
    std::vector<Type> types;
    for (const Value& value : values) types.push_back(value.type());
    const std::optional<Type> common = unify(pool_, types);
    const bool has_unknown_type =
        std::ranges::any_of(values, [](const Value& v) { return v.is_unknown() && v.type().is_dynamic(); });
    const bool is_all_null = std::ranges::all_of(values, [](const Value& value) { return value.is_null(); });
    if (!common || (common->is_dynamic() && !has_unknown_type && !is_all_null)) {
      return ConversionError{"all elements must have the same type", ""};
    }
    element = *common;
    for (Value& value : values) {
      const Converted result = run(value, element);
      if (const auto* error = std::get_if<ConversionError>(&result)) return *error;
      value = std::get<Value>(result);
    }
    return values;
  }

  Converted to_sequence(const Value& value, Type type) {
    if (!value.is_sequence()) return mismatch(type);
    // In a plan nobody knows how many elements a set has while some of them are not known.
    const bool is_open = value.kind() == Kind::Set && type.kind() == TypeKind::List && !value.is_wholly_known() &&
                         value.elements().size() > 1 && !pool_.compares_identities();
    if (is_open) {
      const Value because[] = {value};
      const Type element = type.element().is_dynamic() ? value.type().element() : type.element();
      return pool_.unknown_from(because, pool_.list_of(element), value.origin());
    }
    Type element = type.element();
    if (value.kind() != Kind::Tuple && element.is_dynamic()) element = value.type().element();
    Elements elements = convert_elements(value.elements(), element, at_index);
    if (const auto* error = std::get_if<ConversionError>(&elements)) return *error;
    const auto& converted = std::get<std::vector<Value>>(elements);
    if (type.kind() == TypeKind::List) return pool_.list(converted, element, value.origin());
    return pool_.set(converted, element, value.origin());
  }

  Converted to_tuple(const Value& value, Type type) {
    if (value.kind() != Kind::Tuple || value.elements().size() != type.elements().size()) return mismatch(type);
    std::vector<Value> elements;
    for (std::size_t i = 0; i < type.elements().size(); ++i) {
      const Converted result = run(value.elements()[i], type.elements()[i]);
      if (const auto* error = std::get_if<ConversionError>(&result)) return inside(*error, at_index(i));
      elements.push_back(std::get<Value>(result));
    }
    return pool_.tuple(elements, value.origin());
  }

  Converted to_map(const Value& value, Type type) {
    if (!value.is_mapping()) return mismatch(type);
    std::vector<Member> members(value.members().begin(), value.members().end());
    std::vector<Value> values;
    for (const Member& member : members) values.push_back(member.value);
    Type element = type.element();
    if (value.kind() == Kind::Map && element.is_dynamic()) element = value.type().element();
    const auto step = [&](std::size_t i) { return "[\"" + std::string(members[i].name) + "\"]"; };
    Elements elements = convert_elements(values, element, step);
    if (const auto* error = std::get_if<ConversionError>(&elements)) return *error;
    const auto& converted = std::get<std::vector<Value>>(elements);
    for (std::size_t i = 0; i < members.size(); ++i) members[i].value = converted[i];
    return pool_.map(members, element, value.origin());
  }

  Converted to_object(const Value& value, Type type) {
    if (!value.is_mapping()) return mismatch(type);
    std::vector<Member> members;
    std::vector<std::string_view> missing;
    for (const Type::Attribute& attribute : type.attributes()) {
      const Member* member = value.find_member(attribute.name);
      if (member == nullptr) {
        if (!attribute.optional) missing.push_back(attribute.name);
        const Value null = pool_.null(value.origin(), without_optional(pool_, attribute.type));
        members.push_back({attribute.name, null, {}});
        continue;
      }
      const Converted result = run(member->value, attribute.type);
      if (const auto* error = std::get_if<ConversionError>(&result)) {
        return inside(*error, "." + std::string(attribute.name));
      }
      members.push_back({attribute.name, std::get<Value>(result), member->name_span});
    }
    if (!missing.empty()) return missing_attributes(missing);
    return pool_.object(members, value.origin());
  }

  static ConversionError missing_attributes(const std::vector<std::string_view>& names) {
    std::string list;
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (i > 0) list += i + 1 < names.size() ? ", " : (names.size() > 2 ? ", and " : " and ");
      list += "\"" + std::string(names[i]) + "\"";
    }
    return {
        (names.size() == 1 ? "attribute " : "attributes ") + list + (names.size() == 1 ? " is" : " are") + " required",
        ""};
  }

  Pool& pool_;
};

}  // namespace

bool has_dynamic(Type type) {
  if (type.is_dynamic()) return true;
  if (type.is_primitive()) return false;
  if (type.kind() == TypeKind::Tuple) return std::ranges::any_of(type.elements(), has_dynamic);
  if (type.kind() == TypeKind::Object) {
    return std::ranges::any_of(type.attributes(), [](const Type::Attribute& a) { return has_dynamic(a.type); });
  }
  return has_dynamic(type.element());
}

Type without_optional(Pool& pool, Type type) {
  switch (type.kind()) {
    case TypeKind::List: return pool.list_of(without_optional(pool, type.element()));
    case TypeKind::Set: return pool.set_of(without_optional(pool, type.element()));
    case TypeKind::Map: return pool.map_of(without_optional(pool, type.element()));
    case TypeKind::Tuple: {
      std::vector<Type> elements;
      for (const Type element : type.elements()) elements.push_back(without_optional(pool, element));
      return pool.tuple_of(elements);
    }
    case TypeKind::Object: {
      std::vector<Type::Attribute> attributes;
      for (const Type::Attribute& attribute : type.attributes()) {
        attributes.push_back({attribute.name, without_optional(pool, attribute.type), false});
      }
      return pool.object_of(attributes);
    }
    default: return type;
  }
}

Converted convert(Pool& pool, const Value& value, Type type) {
  return Converter(pool).run(value, type);
}

std::optional<std::string> primitive_to_text(const Value& value) {
  if (value.is_string()) return std::string(value.as_string());
  if (value.is_bool()) return value.as_bool() ? "true" : "false";
  if (value.is_number()) return value.as_number().to_string();
  return std::nullopt;
}

std::string friendly_name(Type type) {
  switch (type.kind()) {
    case TypeKind::Dynamic: return "any type";
    case TypeKind::Bool: return "bool";
    case TypeKind::Number: return "number";
    case TypeKind::String: return "string";
    case TypeKind::Tuple: return "tuple";
    case TypeKind::Object: return "object";
    case TypeKind::List:
    case TypeKind::Set:
    case TypeKind::Map: break;
  }
  const std::string name = type.kind() == TypeKind::List ? "list" : (type.kind() == TypeKind::Set ? "set" : "map");
  return name + " of " + (type.element().is_dynamic() ? "any single type" : friendly_name(type.element()));
}

std::string type_expression(Type type) {
  switch (type.kind()) {
    case TypeKind::Dynamic: return "dynamic";
    case TypeKind::Bool:
    case TypeKind::Number:
    case TypeKind::String: return friendly_name(type);
    case TypeKind::List: return "list(" + type_expression(type.element()) + ")";
    case TypeKind::Set: return "set(" + type_expression(type.element()) + ")";
    case TypeKind::Map: return "map(" + type_expression(type.element()) + ")";
    case TypeKind::Tuple:
    case TypeKind::Object: break;
  }
  std::string inner;
  for (const Type element : type.elements()) inner += (inner.empty() ? "" : ", ") + type_expression(element);
  if (type.kind() == TypeKind::Tuple) return "tuple([" + inner + "])";
  for (const Type::Attribute& attribute : type.attributes()) {
    inner += inner.empty() ? "" : ", ";
    inner += std::string(attribute.name) + "=" + type_expression(attribute.type);
  }
  return "object({" + inner + "})";
}

}  // namespace brn::value
