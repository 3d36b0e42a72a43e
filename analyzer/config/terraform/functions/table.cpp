// The table of all functions and what happens before and after each: arguments converted, nulls refused, unknowns and
// marks carried over.

#include <algorithm>
#include <map>

#include "analyzer/config/terraform/functions/argument_kinds.h"
#include "analyzer/config/terraform/functions/library.h"
#include "analyzer/config/terraform/functions/unicode.h"
#include "analyzer/value/extent.h"

namespace brn::config::terraform {

namespace functions {

namespace {

const std::map<std::string_view, const Function*>& table() {
  static const std::map<std::string_view, const Function*> all = [] {
    std::map<std::string_view, const Function*> made;
    for (const auto& group :
         {numeric_functions(), string_functions(), format_functions(), pattern_functions(), collection_functions(),
          structure_functions(), set_functions(), encoding_functions(), csv_functions(), yaml_functions(),
          filesystem_functions(), date_functions(), hash_functions(), network_functions(), convert_functions()}) {
      for (const Function& function : group) made.emplace(function.name, &function);
    }
    return made;
  }();
  return all;
}

std::string_view without_namespace(std::string_view name) {
  constexpr std::string_view kCore = "core::";
  return name.starts_with(kCore) ? name.substr(kCore.size()) : name;
}

P parameter_at(const Function& function, std::size_t position) {
  if (position < std::size(function.parameters) && function.parameters[position] != P::None) {
    return function.parameters[position];
  }
  return function.rest;
}

std::optional<Type> type_of(Pool& pool, P parameter) {
  switch (parameter) {
    case P::None:
    case P::Any: return std::nullopt;
    case P::Text: return pool.string_type();
    case P::Number: return pool.number_type();
    case P::Bool: return pool.bool_type();
    case P::Texts: return pool.list_of(pool.string_type());
    case P::Numbers: return pool.list_of(pool.number_type());
    case P::Bools: return pool.list_of(pool.bool_type());
    case P::AnyList: return pool.list_of(Type());
    case P::AnySet: return pool.set_of(Type());
    case P::AnyMap: return pool.map_of(Type());
    case P::TextLists: return pool.map_of(pool.list_of(pool.string_type()));
    case P::TextMap: return pool.map_of(pool.string_type());
  }
  return std::nullopt;
}

Type result_type(Pool& pool, R result) {
  switch (result) {
    case R::Text: return pool.string_type();
    case R::Number: return pool.number_type();
    case R::Bool: return pool.bool_type();
    case R::Texts: return pool.list_of(pool.string_type());
    case R::TextLists: return pool.map_of(pool.list_of(pool.string_type()));
    case R::Any:
    case R::AnyList: break;
  }
  return {};
}

std::string place_text(const std::string& path) {
  if (path.starts_with("[") && path.ends_with("]") && path.size() > 2 && path[1] != '"') {
    return "element " + path.substr(1, path.size() - 2) + ": ";
  }
  return path.empty() ? "" : path + ": ";
}

/// Carries out one call of a function whose arguments hold no Choice that it would have to look into.
class Invocation {
 public:
  Invocation(FunctionContext& context, const Function& function) : function_(function), call_(context, function.name) {}

  FunctionResult run(Arguments given) {
    arguments_.assign(given.begin(), given.end());
    if (auto error = check_count()) return *error;
    for (std::size_t i = 0; i < arguments_.size(); ++i) {
      if (auto error = prepare(i)) return *error;
    }
    const bool is_sensitive = take_marks();
    FunctionResult result = invoke();
    if (Value* value = std::get_if<Value>(&result)) {
      *value = value->with_origin(call_.origin()).with_sensitive(value->is_sensitive() || is_sensitive);
    }
    return result;
  }

 private:
  [[nodiscard]] bool has(Flags flag) const { return (function_.flags & flag) != 0; }

  std::optional<FunctionError> check_count() {
    if (arguments_.size() < function_.required) {
      FunctionError error =
          Call::fail("`" + std::string(function_.name) + "` needs " + (function_.rest == P::None ? "" : "at least ") +
                     std::to_string(function_.required) + " arguments, not " + std::to_string(arguments_.size()));
      error.is_missing_argument = true;
      return error;
    }
    std::size_t taken = arguments_.size();
    while (taken > 0 && parameter_at(function_, taken - 1) == P::None) --taken;
    if (taken < arguments_.size()) {
      return Call::fail(taken, "`" + std::string(function_.name) + "` takes fewer arguments");
    }
    return std::nullopt;
  }

  /// Refuses null and converts.
  std::optional<FunctionError> prepare(std::size_t i) {
    Value& argument = arguments_[i];
    const std::optional<Type> type = type_of(call_.pool(), parameter_at(function_, i));
    if (argument.is_null() && (type || !has(kNull))) return Call::fail(i, "argument must not be null");
    if (!type) return std::nullopt;
    value::Converted converted = value::convert(call_.pool(), argument, *type);
    if (const auto* error = std::get_if<value::ConversionError>(&converted)) {
      return Call::fail(i, place_text(error->path) + error->message);
    }
    argument = std::get<Value>(converted);
    return std::nullopt;
  }

  /// Takes the marks off that the result gets as a whole.
  bool take_marks() {
    if (has(kNoMarks)) return false;
    bool is_sensitive = false;
    for (Value& argument : arguments_) {
      if (has(kMarks)) {
        is_sensitive = is_sensitive || argument.is_sensitive();
        argument = argument.with_sensitive(false);
      } else if (has_marks(argument)) {
        is_sensitive = true;
        argument = without_marks(call_.pool(), argument);
      }
    }
    return is_sensitive;
  }

  FunctionResult invoke() {
    const bool is_whole = std::ranges::none_of(arguments_, [](const Value& a) { return a.is_unknown(); });
    const bool is_known = std::ranges::all_of(arguments_, [](const Value& a) { return a.is_wholly_known(); });
    if (!is_whole) {
      if (auto error = impossible_arguments(call_.pool(), function_.name, arguments_)) return *error;
    }
    const bool can_look = (is_whole && has(kInside)) || has(kUnknown);
    if (!is_known && !can_look) return call_.unknown(arguments_, result_type(call_.pool(), function_.result));
    return function_.implementation(call_, arguments_);
  }

  const Function& function_;
  Call call_;
  std::vector<Value> arguments_;
};

Value failed_value(FunctionContext& context, std::string_view name, const FunctionError& error) {
  const Cause cause{.kind = CauseKind::Error,
                    .subject = std::string(name) + "()",
                    .message = error.message,
                    .settle = "",
                    .place = context.call};
  return context.pool.unknown(cause, Type(), context.call);
}

/// Calls for each combination of alternatives. An error in some combinations only is an unknown value there: whether it
/// is one hinges on inputs.
FunctionResult call_lifted(FunctionContext& context, const Function& function, Arguments arguments) {
  std::optional<FunctionError> first_error;
  bool has_success = false;
  const Value lifted = context.pool.lift(arguments, context.call, [&](Arguments chosen) {
    FunctionResult result = Invocation(context, function).run(chosen);
    if (const auto* error = std::get_if<FunctionError>(&result)) {
      if (!first_error) first_error = *error;
      return failed_value(context, function.name, *error);
    }
    has_success = true;
    return std::get<Value>(result);
  });
  if (!has_success && first_error) return *first_error;
  return lifted;
}

FunctionResult call_known_function(FunctionContext& context, const Function& function, Arguments arguments) {
  const bool keeps_choices = (function.flags & kChoices) != 0;
  const auto must_lift = [&](const Value& a) { return a.is_choice() || (a.has_choice() && !keeps_choices); };
  if (std::ranges::none_of(arguments, must_lift)) return Invocation(context, function).run(arguments);
  std::vector<Value> hoisted(arguments.begin(), arguments.end());
  for (Value& argument : hoisted) {
    if (keeps_choices) continue;
    const std::optional<Value> made = context.pool.hoist(argument);
    if (!made) {
      const Cause cause{.kind = CauseKind::Limit,
                        .subject = std::string(function.name) + "()",
                        .message = "its arguments hinge on too many combinations of inputs",
                        .settle = "give some of the inputs a value",
                        .place = context.call};
      return context.pool.unknown(cause, result_type(context.pool, function.result), context.call);
    }
    argument = *made;
  }
  return call_lifted(context, function, hoisted);
}

}  // namespace

FunctionResult Call::text(std::string_view text) {
  if (text.size() > context_.limits.max_string_bytes) {
    return fail("the result of `" + std::string(name_) + "` is longer than " +
                std::to_string(context_.limits.max_string_bytes) + " bytes");
  }
  return pool().string(to_nfc(text), origin());
}

Value Call::strings(std::span<const std::string> texts) {
  std::vector<Value> values;
  values.reserve(texts.size());
  for (const std::string& text : texts) values.push_back(pool().string(to_nfc(text), origin()));
  return pool().list(values, pool().string_type(), origin());
}

Value Call::unknown(std::span<const Value> because, Type type) {
  // These give an element as it is.
  const bool may_be_null = name_ == "element" || name_ == "lookup" || name_ == "one";
  const std::vector<const Cause*> causes = pool().causes_within(because);
  const Value made = pool().unknown({.type = type,
                                     .symbol = {},
                                     .causes = causes,
                                     .parts = {},
                                     .structure = nullptr,
                                     .not_null = !type.is_dynamic() && !may_be_null},
                                    origin());
  return made.with_sensitive(std::ranges::any_of(because, [](const Value& value) { return value.is_sensitive(); }));
}

Value Call::unknowable(Type type, std::string message) {
  const Cause cause{.kind = CauseKind::Function,
                    .subject = std::string(name_) + "()",
                    .message = std::move(message),
                    .settle = "",
                    .place = origin()};
  const Cause* const interned = pool().cause(cause);
  return pool().unknown(
      {.type = type, .symbol = {}, .causes = {&interned, 1}, .parts = {}, .structure = nullptr, .not_null = true},
      origin());
}

std::variant<std::int64_t, FunctionError> whole_number(const Value& value) {
  if (const auto number = value.as_number().to_int64()) return *number;
  return Call::fail("value must be a whole number");
}

bool has_marks(const Value& value) {
  return value.is_sensitive() || value::has_sensitive(value);
}

Value without_marks(Pool& pool, const Value& value) {
  if (!has_marks(value)) return value;
  const Value bare = value.with_sensitive(false);
  if (bare.is_sequence()) {
    std::vector<Value> elements;
    for (const Value& element : bare.elements()) elements.push_back(without_marks(pool, element));
    if (bare.kind() == Kind::Tuple) return pool.tuple(elements, bare.origin());
    const Type element = bare.type().element();
    return bare.kind() == Kind::List ? pool.list(elements, element, bare.origin())
                                     : pool.set(elements, element, bare.origin());
  }
  if (bare.is_mapping()) {
    std::vector<Member> members(bare.members().begin(), bare.members().end());
    for (Member& member : members) member.value = without_marks(pool, member.value);
    if (bare.kind() == Kind::Map) return pool.map(members, bare.type().element(), bare.origin());
    return pool.object(members, bare.origin());
  }
  return bare;
}

}  // namespace functions

FunctionResult call_function(FunctionContext& context, std::string_view name, std::span<const value::Value> arguments) {
  using functions::Call;
  if (name.starts_with("provider::")) {
    const Cause cause{.kind = CauseKind::Unsupported,
                      .subject = std::string(name) + "()",
                      .message = "functions of providers are not evaluated",
                      .settle = "",
                      .place = context.call};
    return context.pool.unknown(cause, value::Type(), context.call);
  }
  const std::string_view plain = functions::without_namespace(name);
  const auto found = functions::table().find(plain);
  if (found != functions::table().end()) return functions::call_known_function(context, *found->second, arguments);
  if (plain == "list") return Call::fail("the function `list` was removed; write `tolist([...])`");
  if (plain == "map") return Call::fail("the function `map` was removed; write `tomap({...})`");
  return Call::fail("there is no function named `" + std::string(name) + "`");
}

std::string normal_form(std::string_view text) {
  return functions::to_nfc(text);
}

bool is_function(std::string_view name) {
  const std::string_view plain = functions::without_namespace(name);
  return plain == "try" || plain == "can" || plain == "list" || plain == "map" || functions::table().contains(plain);
}

std::vector<std::string_view> function_names() {
  std::vector<std::string_view> names{"can", "try"};
  for (const auto& [name, function] : functions::table()) names.push_back(name);
  std::ranges::sort(names);
  return names;
}

}  // namespace brn::config::terraform
