// setintersection, setproduct, setsubtract, setunion.

#include <algorithm>

#include "analyzer/config/terraform/functions/library.h"

namespace brn::config::terraform::functions {

namespace {

/// A product past this many elements would cost more than any use of it is worth.
constexpr std::size_t kMaxProduct = 100'000;

/// All arguments as sets of the element type that they have in common.
std::variant<std::vector<Value>, FunctionError> as_common_sets(Call& call, Arguments arguments) {
  std::vector<Type> types;
  for (const Value& argument : arguments) {
    // An empty set of no known type fits any other.
    if (!argument.elements().empty() || !argument.type().element().is_dynamic())
      types.push_back(argument.type().element());
  }
  Type element;
  if (!types.empty()) {
    const std::optional<Type> common = value::unify(call.pool(), types);
    if (!common) return Call::fail("given sets must all have compatible element types");
    element = *common;
  }
  std::vector<Value> sets;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    value::Converted converted = value::convert(call.pool(), arguments[i], call.pool().set_of(element));
    if (const auto* error = std::get_if<value::ConversionError>(&converted)) return Call::fail(i, error->message);
    sets.push_back(std::get<Value>(converted));
  }
  return sets;
}

Tri is_member(Call& call, const Value& set, const Value& value) {
  Tri result = Tri::No;
  for (const Value& element : set.elements()) result = tri_or(result, value::equal(call.pool(), element, value));
  return result;
}

Type common_element(std::span<const Value> sets) {
  return sets[0].type().element();
}

/// Keeps of the first set what is in every (or in no) other one; nothing when that is not known.
std::optional<std::vector<Value>> filtered(Call& call, std::span<const Value> sets, bool wants_members) {
  std::vector<Value> kept;
  for (const Value& element : sets[0].elements()) {
    Tri keep = Tri::Yes;
    for (const Value& other : sets.subspan(1)) {
      const Tri member = is_member(call, other, element);
      keep = tri_and(keep, wants_members ? member : tri_not(member));
    }
    if (is_unknown(keep)) return std::nullopt;
    if (is_yes(keep)) kept.push_back(element);
  }
  return kept;
}

FunctionResult filter_sets(Call& call, Arguments arguments, bool wants_members) {
  const auto converted = as_common_sets(call, arguments);
  if (const auto* error = std::get_if<FunctionError>(&converted)) return *error;
  const auto& sets = std::get<std::vector<Value>>(converted);
  const Type element = common_element(sets);
  const bool may_look = call.pool().compares_identities() ||
                        std::ranges::all_of(sets, [](const Value& set) { return set.is_wholly_known(); });
  const auto kept = may_look ? filtered(call, sets, wants_members) : std::nullopt;
  if (!kept) return call.unknown(arguments, call.pool().set_of(element));
  return call.set(*kept, element);
}
FunctionResult intersection(Call& call, Arguments arguments) {
  return filter_sets(call, arguments, true);
}
FunctionResult subtraction(Call& call, Arguments arguments) {
  return filter_sets(call, arguments, false);
}

FunctionResult set_union(Call& call, Arguments arguments) {
  const auto converted = as_common_sets(call, arguments);
  if (const auto* error = std::get_if<FunctionError>(&converted)) return *error;
  const auto& sets = std::get<std::vector<Value>>(converted);
  std::vector<Value> all;
  for (const Value& set : sets) all.insert(all.end(), set.elements().begin(), set.elements().end());
  return call.set(all, common_element(sets));
}

/// Type of the elements of one factor: of a tuple, the one that its elements have in common.
std::variant<Type, FunctionError> factor_type(Call& call, const Value& factor, std::size_t position) {
  if (!factor.is_sequence()) return Call::fail(position, "a set or a list is required");
  if (factor.kind() != Kind::Tuple) return factor.type().element();
  if (factor.elements().empty()) return Type();
  const std::optional<Type> common = value::unify(call.pool(), factor.type().elements());
  if (!common) return Call::fail(position, "all elements must be of the same type");
  return *common;
}

struct Factor {
  Type type;
  std::vector<Value> values;
};

std::variant<std::vector<Factor>, FunctionError> factors_of(Call& call, Arguments arguments) {
  std::vector<Factor> factors;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    auto type = factor_type(call, arguments[i], i);
    if (const auto* error = std::get_if<FunctionError>(&type)) return *error;
    Factor factor{std::get<Type>(type), {}};
    for (const Value& value : arguments[i].elements()) {
      value::Converted converted = value::convert(call.pool(), value, factor.type);
      if (const auto* error = std::get_if<value::ConversionError>(&converted)) return Call::fail(i, error->message);
      factor.values.push_back(std::get<Value>(converted));
    }
    factors.push_back(std::move(factor));
  }
  return factors;
}

FunctionResult set_product(Call& call, Arguments arguments) {
  if (arguments.size() < 2) return Call::fail("at least two arguments are required");
  // How many elements a set has is not known while some of them are not.
  const bool is_open = std::ranges::any_of(arguments, [](const Value& argument) {
    return argument.kind() == Kind::Set && argument.elements().size() > 1 && !argument.is_wholly_known();
  });
  if (is_open && !call.pool().compares_identities()) return call.unknown(arguments, Type());
  const auto read = factors_of(call, arguments);
  if (const auto* error = std::get_if<FunctionError>(&read)) return *error;
  const auto& factors = std::get<std::vector<Factor>>(read);
  std::vector<Type> types;
  std::size_t total = 1;
  for (const Factor& factor : factors) {
    types.push_back(factor.type);
    total *= factor.values.size();
    if (total > kMaxProduct)
      return Call::fail("the product has more than " + std::to_string(kMaxProduct) + " elements");
  }
  std::vector<Value> rows;
  for (std::size_t row = 0; row < total; ++row) {
    std::vector<Value> values(factors.size());
    std::size_t rest = row;
    for (std::size_t i = factors.size(); i-- > 0;) {  // the last factor changes fastest
      values[i] = factors[i].values[rest % factors[i].values.size()];
      rest /= factors[i].values.size();
    }
    rows.push_back(call.tuple(values));
  }
  const Type element = call.pool().tuple_of(types);
  const bool has_set = std::ranges::any_of(arguments, [](const Value& a) { return a.kind() == Kind::Set; });
  return has_set ? call.set(rows, element) : call.list(rows, element);
}

constexpr Function kFunctions[] = {
    {"setintersection", {P::AnySet}, P::AnySet, 1, R::Any, kInside, intersection},
    {"setproduct", {}, P::Any, 0, R::Any, kInside | kMarks, set_product},
    {"setsubtract", {P::AnySet, P::AnySet}, P::None, 2, R::Any, kInside, subtraction},
    {"setunion", {P::AnySet}, P::AnySet, 1, R::Any, kInside, set_union},
};

}  // namespace

std::span<const Function> set_functions() {
  return kFunctions;
}

}  // namespace brn::config::terraform::functions
