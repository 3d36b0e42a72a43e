// Functions that choose from collections or ask something about them.

#include <algorithm>

#include "analyzer/config/terraform/functions/library.h"
#include "analyzer/config/terraform/functions/unicode.h"

namespace brn::config::terraform::functions {

namespace {

bool is_list_like(const Value& value) {
  return value.kind() == Kind::List || value.kind() == Kind::Tuple;
}

/// `alltrue` ends at the first false, `anytrue` at the first true; nulls are false.
FunctionResult quantified(Call& call, Arguments arguments, bool decisive) {
  bool has_unknown = false;
  for (const Value& element : arguments[0].elements()) {
    if (element.is_unknown()) {
      has_unknown = true;
    } else if ((!element.is_null() && element.as_bool()) == decisive) {
      return call.boolean(decisive);
    }
  }
  if (has_unknown) return call.unknown(arguments, call.pool().bool_type());
  return call.boolean(!decisive);
}
FunctionResult all_true(Call& call, Arguments arguments) {
  return quantified(call, arguments, false);
}
FunctionResult any_true(Call& call, Arguments arguments) {
  return quantified(call, arguments, true);
}

FunctionResult coalesce(Call& call, Arguments arguments) {
  if (arguments.empty()) return Call::fail("at least one argument is required");
  std::vector<Type> types;
  for (const Value& argument : arguments) types.push_back(argument.type());
  const std::optional<Type> common = value::unify(call.pool(), types);
  if (!common) return Call::fail("all arguments must have the same type");
  for (const Value& argument : arguments) {
    if (argument.is_null()) continue;
    value::Converted converted = value::convert(call.pool(), argument, *common);
    if (const auto* error = std::get_if<value::ConversionError>(&converted)) return Call::fail(error->message);
    const Value& value = std::get<Value>(converted);
    if (value.is_unknown()) {
      // What is certainly something is the answer, though not known yet; text could still be empty unless it names an
      // attribute that deployment chooses or has literal parts.
      const bool is_text = value.type().kind() == TypeKind::String;
      const bool is_something =
          value.is_certainly_not_null() && (!is_text || value.symbol().is_valid() || !value.parts().empty());
      if (is_something) return value;
      return call.unknown(arguments, *common);
    }
    if (value.is_string() && value.as_string().empty()) continue;
    return value;
  }
  return Call::fail("no non-null, non-empty-string arguments");
}

FunctionResult coalesce_list(Call& call, Arguments arguments) {
  if (arguments.empty()) return Call::fail("at least one argument is required");
  for (const Value& argument : arguments) {
    if (argument.is_unknown()) return call.unknown(arguments, Type());
    const TypeKind kind = argument.type().kind();
    if (kind != TypeKind::List && kind != TypeKind::Tuple) {
      return Call::fail("coalescelist arguments must be lists or tuples");
    }
  }
  for (const Value& argument : arguments) {
    if (argument.is_null()) continue;
    if (!argument.elements().empty()) return argument;
  }
  return Call::fail("no non-null arguments");
}

/// Keeps an unknown text only where it is certainly something.
FunctionResult compact(Call& call, Arguments arguments) {
  if (!arguments[0].is_wholly_known() && !call.pool().compares_identities()) {
    return call.unknown(arguments, arguments[0].type());
  }
  std::vector<Value> kept;
  for (const Value& element : arguments[0].elements()) {
    if (element.is_null() || (element.is_string() && element.as_string().empty())) continue;
    if (element.is_unknown() && !element.symbol().is_valid() && element.parts().empty()) {
      return call.unknown(arguments, arguments[0].type());
    }
    kept.push_back(element);
  }
  return call.list(kept, call.pool().string_type());
}

FunctionResult contains(Call& call, Arguments arguments) {
  const bool is_opaque = arguments[1].is_unknown() && !call.pool().compares_identities();
  if (arguments[0].is_unknown() || is_opaque) return call.unknown(arguments, call.pool().bool_type());
  if (!arguments[0].is_sequence()) return Call::fail("argument must be list, tuple, or set");
  bool has_unknown = false;
  for (const Value& element : arguments[0].elements()) {
    const Tri same = value::equal(call.pool(), element, arguments[1]);
    if (is_yes(same)) return call.boolean(true);
    has_unknown = has_unknown || is_unknown(same);
  }
  if (has_unknown) return call.unknown(arguments, call.pool().bool_type());
  return call.boolean(false);
}

/// Elements that may turn out equal are both kept: which of them counts is not known, that they are members is.
FunctionResult distinct(Call& call, Arguments arguments) {
  if (!arguments[0].is_wholly_known() && !call.pool().compares_identities())
    return call.unknown(arguments, arguments[0].type());
  std::vector<Value> kept;
  for (const Value& element : arguments[0].elements()) {
    const bool is_new = std::ranges::none_of(
        kept, [&](const Value& other) { return is_yes(value::equal(call.pool(), element, other)); });
    if (is_new) kept.push_back(element);
  }
  return call.list(kept, arguments[0].type().element());
}

FunctionResult element(Call& call, Arguments arguments) {
  const Value& list = arguments[0];
  if (list.is_unknown() || arguments[1].is_unknown()) {
    return call.unknown(arguments, list.type().element());
  }
  if (!is_list_like(list)) return Call::fail("cannot read elements from " + value::friendly_name(list.type()));
  const auto index = whole_number(arguments[1]);
  if (const auto* error = std::get_if<FunctionError>(&index)) return *error;
  const auto size = static_cast<std::int64_t>(list.elements().size());
  if (size == 0) return Call::fail("cannot use element function with an empty list");
  const std::int64_t position = std::get<std::int64_t>(index) % size;  // -3 of three elements is 0, -1 stays negative
  if (position < 0) return Call::fail("cannot use element function with a negative index");
  return list.elements()[static_cast<std::size_t>(position)];
}

FunctionResult index_of(Call& call, Arguments arguments) {
  if (!is_list_like(arguments[0])) return Call::fail("argument must be a list or tuple");
  if (arguments[0].elements().empty()) return Call::fail("cannot search an empty list");
  for (std::size_t i = 0; i < arguments[0].elements().size(); ++i) {
    const Tri same = value::equal(call.pool(), arguments[0].elements()[i], arguments[1]);
    if (is_unknown(same)) return call.unknown(arguments, call.pool().number_type());
    if (is_yes(same)) return call.number(Number(static_cast<std::int64_t>(i)));
  }
  return Call::fail("item not found");
}

std::optional<std::size_t> length_by_type(Type type) {
  if (type.kind() == TypeKind::Tuple) return type.elements().size();
  if (type.kind() == TypeKind::Object) return type.attributes().size();
  return std::nullopt;
}

/// True when two elements of the set may turn out to be one.
bool may_shrink(Call& call, const Value& set) {
  if (set.kind() != Kind::Set || set.is_wholly_known()) return false;
  const std::span<const Value> elements = set.elements();
  for (std::size_t i = 0; i < elements.size(); ++i) {
    if (elements[i].is_wholly_known()) continue;
    for (std::size_t k = 0; k < elements.size(); ++k) {
      if (k != i && !is_no(value::equal(call.pool(), elements[i], elements[k]))) return true;
    }
  }
  return false;
}

Value ranged(Call& call, Arguments arguments, const value::NumberRange& range) {
  const std::vector<const Cause*> causes = call.pool().causes_within(arguments);
  value::Pool::UnknownSpec spec;
  spec.type = call.pool().number_type();
  spec.causes = causes;
  spec.not_null = true;
  spec.range = &range;
  return call.pool().unknown(spec, call.origin());
}

/// At least what is certain of the argument's length, and never below zero.
FunctionResult unknown_length(Call& call, Arguments arguments) {
  const value::NumberRange* known = arguments[0].range();
  if (known == nullptr || arguments[0].type().is_primitive()) return ranged(call, arguments, {Number(0), std::nullopt});
  if (known->lower && known->upper && *known->lower == *known->upper) return call.number(*known->lower);
  return ranged(call, arguments, *known);
}

FunctionResult length(Call& call, Arguments arguments) {
  const Value& value = arguments[0];
  std::optional<std::size_t> count;
  if (value.is_unknown()) {
    count = length_by_type(value.type());
    if (!count) return unknown_length(call, arguments);
  } else if (value.is_string()) {
    count = grapheme_count(value.as_string());
  } else if (value.is_sequence()) {
    if (may_shrink(call, value)) {
      return ranged(call, arguments, {Number(1), Number(static_cast<std::int64_t>(value.elements().size()))});
    }
    count = value.elements().size();
  } else if (value.is_mapping()) {
    count = value.members().size();
  } else {
    return Call::fail("argument must be a string, a collection type, or a structural type");
  }
  return call.number(Number(static_cast<std::int64_t>(*count)));
}

FunctionResult lookup(Call& call, Arguments arguments) {
  if (arguments.size() > 3) return Call::fail("lookup() takes two or three arguments");
  const Value& map = arguments[0];
  const Type element = map.type().kind() == TypeKind::Map ? map.type().element() : Type();
  if (map.is_unknown() || arguments[1].is_unknown()) return call.unknown(arguments, element);
  if (!map.is_mapping()) return Call::fail(0, "lookup() requires a map as the first argument");
  const std::string_view key = arguments[1].as_string();
  if (const Value* found = map.find(key)) return *found;
  if (arguments.size() < 3) {
    return Call::fail(0, map.kind() == Kind::Map ? "lookup failed to find key \"" + std::string(key) + "\""
                                                 : "the given object has no attribute \"" + std::string(key) + "\"");
  }
  if (map.kind() == Kind::Object) return arguments[2];
  value::Converted converted = value::convert(call.pool(), arguments[2], element);
  if (const auto* error = std::get_if<value::ConversionError>(&converted)) return Call::fail(2, error->message);
  return std::get<Value>(converted);
}

FunctionResult match_keys(Call& call, Arguments arguments) {
  const std::span<const Value> values = arguments[0].elements();
  const std::span<const Value> keys = arguments[1].elements();
  if (may_shrink(call, arguments[0]) || may_shrink(call, arguments[1])) {
    return call.unknown(arguments, arguments[0].type());
  }
  if (values.size() != keys.size()) return Call::fail("length of keys and values should be equal");
  const Type types[] = {arguments[1].type(), arguments[2].type()};
  const std::optional<Type> common = value::unify(call.pool(), types);
  if (!common) return Call::fail("keys and searchset must be of the same type");
  value::Converted wanted_keys = value::convert(call.pool(), arguments[1], *common);
  value::Converted wanted_set = value::convert(call.pool(), arguments[2], *common);
  if (!std::holds_alternative<Value>(wanted_keys) || !std::holds_alternative<Value>(wanted_set)) {
    return Call::fail("keys and searchset must be of the same type");
  }
  std::vector<Value> kept;
  for (std::size_t i = 0; i < values.size(); ++i) {
    for (const Value& wanted : std::get<Value>(wanted_set).elements()) {
      const Tri same = value::equal(call.pool(), std::get<Value>(wanted_keys).elements()[i], wanted);
      if (is_unknown(same)) return call.unknown(arguments, arguments[0].type());
      if (!is_yes(same)) continue;
      kept.push_back(values[i]);
      break;
    }
  }
  return call.list(kept, arguments[0].type().element());
}

FunctionResult one(Call& call, Arguments arguments) {
  const Value& value = arguments[0];
  if (!value.is_sequence())
    return Call::fail(0, "must be a list, set, or tuple value with either zero or one elements");
  if (value.elements().empty()) {
    const bool is_tuple = value.kind() == Kind::Tuple;
    return call.pool().null(call.origin(), is_tuple ? Type() : value.type().element());
  }
  if (value.elements().size() > 1) {
    if (may_shrink(call, value)) return call.unknown(arguments, value.type().element());
    return Call::fail(0, "must be a list, set, or tuple value with either zero or one elements");
  }
  return value.elements()[0];
}

FunctionResult sort(Call& call, Arguments arguments) {
  if (!arguments[0].is_wholly_known()) {
    // Which comes first is not known, how many there are is.
    const std::vector<Value> later(arguments[0].elements().size(), call.unknown(arguments, call.pool().string_type()));
    return call.list(later, call.pool().string_type());
  }
  std::vector<Value> values(arguments[0].elements().begin(), arguments[0].elements().end());
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i].is_null()) {
      return Call::fail("given list element " + std::to_string(i) + " is null; a null string cannot be sorted");
    }
  }
  std::ranges::stable_sort(values, [](const Value& a, const Value& b) { return a.as_string() < b.as_string(); });
  return call.list(values, call.pool().string_type());
}

FunctionResult sum(Call& call, Arguments arguments) {
  if (!arguments[0].is_sequence()) {
    return Call::fail(0, "argument must be list, set, or tuple; received " + value::friendly_name(arguments[0].type()));
  }
  if (arguments[0].elements().empty()) return Call::fail(0, "cannot sum an empty list");
  std::optional<Number> total;
  for (const Value& element : arguments[0].elements()) {
    if (element.is_null()) return Call::fail(0, "argument must be list, set, or tuple of number values");
    const value::Converted converted = value::convert(call.pool(), element, call.pool().number_type());
    if (!std::holds_alternative<Value>(converted)) {
      return Call::fail(0, "argument must be list, set, or tuple of number values");
    }
    const Number& number = std::get<Value>(converted).as_number();
    total = total ? *total + number : number;
  }
  return call.number(*total);
}

constexpr std::uint16_t kKeeps = kInside | kMarks | kChoices;

constexpr Function kFunctions[] = {
    {"alltrue", {P::Bools}, P::None, 1, R::Bool, kInside, all_true},
    {"anytrue", {P::Bools}, P::None, 1, R::Bool, kInside, any_true},
    {"coalesce", {}, P::Any, 0, R::Any, kUnknown | kNull | kMarks, coalesce},
    {"coalescelist", {}, P::Any, 0, R::Any, kUnknown | kNull | kMarks | kChoices, coalesce_list},
    {"compact", {P::Texts}, P::None, 1, R::Texts, kInside, compact},
    {"contains", {P::Any, P::Any}, P::None, 2, R::Bool, kUnknown, contains},
    {"distinct", {P::AnyList}, P::None, 1, R::AnyList, kInside, distinct},
    {"element", {P::Any, P::Number}, P::None, 2, R::Any, kUnknown | kMarks | kChoices, element},
    {"index", {P::Any, P::Any}, P::None, 2, R::Number, kInside, index_of},
    {"length", {P::Any}, P::None, 1, R::Number, kUnknown | kMarks | kChoices, length},
    {"lookup", {P::Any, P::Text}, P::Any, 2, R::Any, kUnknown | kNull | kMarks | kChoices, lookup},
    {"matchkeys", {P::AnyList, P::AnyList, P::AnyList}, P::None, 3, R::AnyList, kInside, match_keys},
    {"one", {P::Any}, P::None, 1, R::Any, kKeeps, one},
    {"sort", {P::Texts}, P::None, 1, R::Texts, kInside, sort},
    {"sum", {P::Any}, P::None, 1, R::Number, kPlain, sum},
};

}  // namespace

std::span<const Function> collection_functions() {
  return kFunctions;
}

}  // namespace brn::config::terraform::functions
