// Functions that build collections out of collections.

#include <algorithm>
#include <map>

#include "analyzer/config/terraform/functions/library.h"

namespace brn::config::terraform::functions {

namespace {

/// Terraform's own limit of `range`.
constexpr std::size_t kMaxRange = 1024;

FunctionResult chunk_list(Call& call, Arguments arguments) {
  const auto wanted = whole_number(arguments[1]);
  if (const auto* error = std::get_if<FunctionError>(&wanted)) return *error;
  const std::int64_t size = std::get<std::int64_t>(wanted);
  if (size < 0) return Call::fail("the size argument must be positive");
  const std::span<const Value> elements = arguments[0].elements();
  const Type type = arguments[0].type();
  std::vector<Value> chunks;
  if (size == 0 && !elements.empty()) chunks.push_back(arguments[0]);
  for (std::size_t at = 0; size > 0 && at < elements.size(); at += static_cast<std::size_t>(size)) {
    const std::size_t count = std::min(static_cast<std::size_t>(size), elements.size() - at);
    chunks.push_back(call.list(elements.subspan(at, count), type.element()));
  }
  return call.list(chunks, type);
}

FunctionResult concat(Call& call, Arguments arguments) {
  if (arguments.empty()) return Call::fail("at least one argument is required");
  std::vector<Value> elements;
  std::vector<Type> types;
  bool are_lists = true;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i].kind() != Kind::List && arguments[i].kind() != Kind::Tuple) {
      return Call::fail(i, "all arguments must be lists or tuples; got " + value::friendly_name(arguments[i].type()));
    }
    are_lists = are_lists && arguments[i].kind() == Kind::List;
    types.push_back(arguments[i].type());
    elements.insert(elements.end(), arguments[i].elements().begin(), arguments[i].elements().end());
  }
  const Value joined = call.tuple(elements);
  if (!are_lists) return joined;
  const std::optional<Type> common = value::unify(call.pool(), types);
  if (!common) return joined;
  if (elements.empty()) return call.list({}, common->element());
  value::Converted list = value::convert(call.pool(), joined, *common);
  return std::holds_alternative<Value>(list) ? std::get<Value>(list) : joined;
}

/// Attributes that hold one text, by how providers name them; what else is not known might be a list.
bool is_single_text(const Pool& pool, const Value& value) {
  if (value.type().is_primitive() || !value.parts().empty()) return true;
  if (!value.symbol().is_valid()) return false;
  const value::SymbolData& symbol = pool.symbol_data(value.symbol());
  if (symbol.kind != value::SymbolKind::ResourceAttribute && symbol.kind != value::SymbolKind::Input) {
    return symbol.kind != value::SymbolKind::ModuleOutput && symbol.kind != value::SymbolKind::Import;
  }
  const std::string_view path = symbol.path;
  return symbol.kind == value::SymbolKind::ResourceAttribute &&
         (path == "id" || path == "arn" || path.ends_with("_id") || path.ends_with("_arn") || path.ends_with("name") ||
          path.ends_with("cidr_block"));
}

class Flattener {
 public:
  explicit Flattener(const Pool& pool) : pool_(pool) {}

  /// False when something unknown inside might be a list itself.
  bool add(const Value& sequence) {
    const bool may_shrink = sequence.kind() == Kind::Set && sequence.elements().size() > 1;
    if (may_shrink && !sequence.is_wholly_known() && !pool_.compares_identities()) return false;
    for (const Value& element : sequence.elements()) {
      if (element.is_unknown() && !is_single_text(pool_, element) && may_be_sequence(element.type())) return false;
      if (!element.is_sequence()) {
        elements_.push_back(element);
      } else if (!add(element)) {
        return false;
      }
    }
    return true;
  }
  [[nodiscard]] const std::vector<Value>& elements() const { return elements_; }

 private:
  static bool may_be_sequence(Type type) { return type.kind() != TypeKind::Map && type.kind() != TypeKind::Object; }

  const Pool& pool_;
  std::vector<Value> elements_;
};

FunctionResult flatten(Call& call, Arguments arguments) {
  if (!arguments[0].is_wholly_known() && arguments[0].is_mapping()) return call.unknown(arguments, Type());
  if (!arguments[0].is_sequence()) return Call::fail("can only flatten lists, sets and tuples");
  Flattener flattener(call.pool());
  if (!flattener.add(arguments[0])) return call.unknown(arguments, Type());
  return call.tuple(flattener.elements());
}

FunctionResult keys(Call& call, Arguments arguments) {
  const Value& map = arguments[0];
  if (map.is_unknown()) {
    if (map.type().kind() != TypeKind::Object)
      return call.unknown(arguments, call.pool().list_of(call.pool().string_type()));
    std::vector<Value> names;
    for (const auto& attribute : map.type().attributes())
      names.push_back(call.pool().string(attribute.name, call.origin()));
    return call.tuple(names);
  }
  if (!map.is_mapping()) return Call::fail(0, "must have map or object type");
  std::vector<Value> names;
  for (const Member& member : map.members()) names.push_back(call.pool().string(member.name, member.name_span));
  return map.kind() == Kind::Map ? call.list(names, call.pool().string_type()) : call.tuple(names);
}

FunctionResult values_of(Call& call, Arguments arguments) {
  const Value& map = arguments[0];
  if (map.is_unknown()) {
    const Type type = map.type();
    if (type.kind() == TypeKind::Map) return call.unknown(arguments, call.pool().list_of(type.element()));
    if (type.kind() != TypeKind::Object) return call.unknown(arguments, Type());
    std::vector<Type> elements;
    for (const Type::Attribute& attribute : type.attributes()) elements.push_back(attribute.type);
    return call.unknown(arguments, call.pool().tuple_of(elements));
  }
  if (!map.is_mapping()) return Call::fail("values() requires a map as the first argument");
  std::vector<Value> values;
  for (const Member& member : map.members()) values.push_back(member.value);
  return map.kind() == Kind::Map ? call.list(values, map.type().element()) : call.tuple(values);
}

/// The type of a merge as far as the types of its arguments say it.
Type merged_type(Pool& pool, Arguments arguments) {
  std::map<std::string_view, Type> attributes;
  bool is_one_type = true;
  bool has_open_map = false;
  for (const Value& argument : arguments) {
    const Type type = argument.type();
    is_one_type = is_one_type && type == arguments[0].type();
    if (type.kind() == TypeKind::Object) {
      for (const Type::Attribute& attribute : type.attributes()) attributes[attribute.name] = attribute.type;
    } else if (type.kind() == TypeKind::Map && argument.is_mapping()) {
      for (const Member& member : argument.members()) attributes[member.name] = type.element();
    } else {
      has_open_map = has_open_map || argument.is_unknown();
    }
  }
  if (is_one_type) return arguments[0].type();
  if (has_open_map) return {};
  std::vector<Type::Attribute> list;
  for (const auto& [name, type] : attributes) list.push_back({name, type, false});
  return pool.object_of(list);
}

/// A map where all arguments are maps of one type, else an object.
FunctionResult merge(Call& call, Arguments arguments) {
  if (std::ranges::any_of(arguments, [](const Value& argument) { return argument.is_unknown(); })) {
    return call.unknown(arguments, merged_type(call.pool(), arguments));
  }
  std::vector<Member> members;
  const Type first = arguments.empty() ? Type() : arguments[0].type();
  bool is_one_type = first.kind() == TypeKind::Map;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const Value& argument = arguments[i];
    if (argument.is_null() && argument.type().is_dynamic()) {
      is_one_type = false;
      continue;
    }
    const TypeKind kind = argument.type().kind();
    if (kind != TypeKind::Map && kind != TypeKind::Object) {
      return Call::fail("arguments must be maps or objects, got " + value::friendly_name(argument.type()));
    }
    is_one_type = is_one_type && argument.type() == first;
    if (argument.is_mapping()) members.insert(members.end(), argument.members().begin(), argument.members().end());
  }
  if (is_one_type) return call.pool().map(members, first.element(), call.origin());
  return call.pool().object(members, call.origin());
}

FunctionResult range(Call& call, Arguments arguments) {
  if (arguments.empty() || arguments.size() > 3) return Call::fail("must have one, two, or three arguments");
  const bool is_single = arguments.size() == 1;
  const Number start = is_single ? Number(0) : arguments[0].as_number();
  const Number end = is_single ? arguments[0].as_number() : arguments[1].as_number();
  const bool is_down = end < start;
  const Number step = arguments.size() == 3 ? arguments[2].as_number() : Number(is_down ? -1 : 1);
  if (step.is_negative() && start < end) return Call::fail(1, "end must be less than start when step is negative");
  if (!step.is_negative() && is_down) return Call::fail(1, "end must be greater than start when step is positive");
  if (step.is_zero() && start < end) return Call::fail("step must not be zero");
  std::vector<Value> values;
  for (Number at = start; step.is_negative() ? at > end : at < end; at = at + step) {
    if (values.size() == kMaxRange) {
      return Call::fail("more than " + std::to_string(kMaxRange) +
                        " values were generated; either decrease the difference between start and end or use a "
                        "smaller step");
    }
    values.push_back(call.number(at));
  }
  return call.list(values, call.pool().number_type());
}

FunctionResult reverse(Call& call, Arguments arguments) {
  if (!arguments[0].is_sequence())
    return Call::fail(0, "can only reverse list or tuple values, not " + value::friendly_name(arguments[0].type()));
  std::vector<Value> values(arguments[0].elements().begin(), arguments[0].elements().end());
  std::ranges::reverse(values);
  if (arguments[0].kind() == Kind::Tuple) return call.tuple(values);
  return call.list(values, arguments[0].type().element());
}

FunctionResult slice(Call& call, Arguments arguments) {
  const Value& list = arguments[0];
  if (list.kind() == Kind::Set) {
    return Call::fail(0,
                      "cannot slice a set, because its elements do not have indices; explicitly convert to a list if "
                      "the ordering of the result is not important");
  }
  if (!list.is_sequence()) return Call::fail(0, "must be a list or tuple value");
  const auto start = whole_number(arguments[1]);
  if (const auto* error = std::get_if<FunctionError>(&start)) return Call::fail(1, error->message);
  const auto end = whole_number(arguments[2]);
  if (const auto* error = std::get_if<FunctionError>(&end)) return Call::fail(2, error->message);
  const std::int64_t from = std::get<std::int64_t>(start);
  const std::int64_t to = std::get<std::int64_t>(end);
  const auto size = static_cast<std::int64_t>(list.elements().size());
  if (from < 0) return Call::fail(1, "start index must not be less than zero");
  if (from > size) return Call::fail(1, "start index must not be greater than the length of the list");
  if (to < 0) return Call::fail(2, "end index must not be less than zero");
  if (to > size) return Call::fail(2, "end index must not be greater than the length of the list");
  if (from > to) return Call::fail(1, "start index must not be greater than end index");
  const auto part = list.elements().subspan(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from));
  return list.kind() == Kind::Tuple ? call.tuple(part) : call.list(part, list.type().element());
}

FunctionResult transpose(Call& call, Arguments arguments) {
  Pool& pool = call.pool();
  std::vector<std::pair<std::string_view, std::vector<Value>>> columns;
  for (const Member& row : arguments[0].members()) {
    if (row.value.is_null()) return Call::fail("argument must not contain null");
    for (const Value& name : row.value.elements()) {
      if (name.is_null()) return Call::fail("argument must not contain null");
      const auto found =
          std::ranges::find(columns, name.as_string(), &std::pair<std::string_view, std::vector<Value>>::first);
      const Value key = pool.string(row.name, row.name_span);
      if (found == columns.end()) {
        columns.push_back({name.as_string(), {key}});
      } else {
        found->second.push_back(key);
      }
    }
  }
  std::vector<Member> members;
  for (auto& [name, keys_of_column] : columns) {
    std::ranges::stable_sort(keys_of_column,
                             [](const Value& a, const Value& b) { return a.as_string() < b.as_string(); });
    members.push_back({name, call.list(keys_of_column, pool.string_type()), {}});
  }
  return pool.map(members, pool.list_of(pool.string_type()), call.origin());
}

FunctionResult zip_map(Call& call, Arguments arguments) {
  const std::span<const Value> names = arguments[0].elements();
  const Value& values = arguments[1];
  if (values.kind() != Kind::List && values.kind() != Kind::Tuple) {
    return Call::fail("values argument must be a list or tuple value");
  }
  if (!arguments[0].is_wholly_known()) return call.unknown(arguments, Type());
  if (names.size() != values.elements().size()) {
    return Call::fail("number of keys (" + std::to_string(names.size()) + ") does not match number of values (" +
                      std::to_string(values.elements().size()) + ")");
  }
  std::vector<Member> members;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i].is_null()) return Call::fail("keys must not be null");
    members.push_back({names[i].as_string(), values.elements()[i], names[i].origin()});
  }
  if (values.kind() == Kind::Tuple) return call.pool().object(members, call.origin());
  return call.pool().map(members, values.type().element(), call.origin());
}

constexpr std::uint16_t kKeeps = kInside | kMarks | kChoices;

constexpr Function kFunctions[] = {
    {"chunklist", {P::AnyList, P::Number}, P::None, 2, R::AnyList, kKeeps, chunk_list},
    {"concat", {}, P::Any, 0, R::Any, kKeeps, concat},
    {"flatten", {P::Any}, P::None, 1, R::Any, kInside | kMarks, flatten},
    {"keys", {P::Any}, P::None, 1, R::Texts, kUnknown | kMarks | kChoices, keys},
    {"merge", {}, P::Any, 0, R::Any, kKeeps | kNull | kUnknown, merge},
    {"range", {}, P::Number, 0, R::AnyList, kPlain, range},
    {"reverse", {P::Any}, P::None, 1, R::AnyList, kKeeps, reverse},
    {"slice", {P::Any, P::Number, P::Number}, P::None, 3, R::AnyList, kKeeps, slice},
    {"transpose", {P::TextLists}, P::None, 1, R::TextLists, kPlain, transpose},
    {"values", {P::Any}, P::None, 1, R::AnyList, kKeeps | kUnknown, values_of},
    {"zipmap", {P::Texts, P::Any}, P::None, 2, R::Any, kKeeps, zip_map},
};

}  // namespace

std::span<const Function> structure_functions() {
  return kFunctions;
}

}  // namespace brn::config::terraform::functions
