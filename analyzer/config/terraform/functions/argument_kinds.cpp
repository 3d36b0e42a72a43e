#include "analyzer/config/terraform/functions/argument_kinds.h"

#include <algorithm>

namespace brn::config::terraform::functions {

namespace {

/// Sets of kinds of types, as bits.
constexpr unsigned kList = 1;
constexpr unsigned kTuple = 2;
constexpr unsigned kSet = 4;
constexpr unsigned kMap = 8;
constexpr unsigned kObject = 16;
constexpr unsigned kText = 32;
constexpr unsigned kLists = kList | kTuple;
constexpr unsigned kMaps = kMap | kObject;
constexpr std::size_t kAll = 99;  // every argument, and the error is that of the call

struct Wanted {
  std::string_view function;
  std::size_t argument;
  unsigned kinds;
  std::string_view message;
};

constexpr Wanted kWanted[] = {
    {"concat", kAll, kLists, "all arguments must be lists or tuples"},
    {"element", 0, kLists, "cannot read elements from this"},
    {"keys", 0, kMaps, "must have map or object type"},
    {"length", 0, kLists | kSet | kMaps | kText, "argument must be a string, a collection type, or a structural type"},
    {"lookup", 0, kMaps, "lookup() requires a map as the first argument"},
    {"merge", kAll, kMaps, "arguments must be maps or objects"},
    {"slice", 0, kLists, "only lists can be sliced"},
    {"values", 0, kMaps, "values() requires a map as the first argument"},
    {"zipmap", 1, kLists, "values argument must be a list or tuple value"},
};

unsigned bit_of(TypeKind kind) {
  switch (kind) {
    case TypeKind::List: return kList;
    case TypeKind::Tuple: return kTuple;
    case TypeKind::Set: return kSet;
    case TypeKind::Map: return kMap;
    case TypeKind::Object: return kObject;
    case TypeKind::String: return kText;
    default: return 0;
  }
}

std::optional<Type> conversion(Pool& pool, std::string_view function) {
  if (function == "tostring") return pool.string_type();
  if (function == "tonumber") return pool.number_type();
  if (function == "tobool") return pool.bool_type();
  return std::nullopt;
}

}  // namespace

std::optional<FunctionError> impossible_arguments(Pool& pool, std::string_view function, Arguments arguments) {
  const auto is_open = [](const Value& value) { return value.type().is_dynamic(); };
  if (std::ranges::any_of(arguments, is_open)) return std::nullopt;
  if (const std::optional<Type> type = conversion(pool, function); type && arguments.size() == 1) {
    if (value::is_convertible(pool, arguments[0].type(), *type)) return std::nullopt;
    return Call::fail(
        0, "cannot convert " + value::friendly_name(arguments[0].type()) + " to " + value::friendly_name(*type));
  }
  if (function == "setproduct" && arguments.size() < 2) return Call::fail("at least two arguments are required");
  for (const Wanted& wanted : kWanted) {
    if (wanted.function != function) continue;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      const bool is_meant = wanted.argument == kAll || wanted.argument == i;
      if (!is_meant || (bit_of(arguments[i].type().kind()) & wanted.kinds) != 0) continue;
      const std::string message(wanted.message);
      return wanted.argument == kAll ? Call::fail(message) : Call::fail(i, message);
    }
  }
  return std::nullopt;
}

}  // namespace brn::config::terraform::functions
