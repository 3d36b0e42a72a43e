// Functions that convert, and those that ask for marks.

#include "analyzer/config/terraform/functions/library.h"

namespace brn::config::terraform::functions {

namespace {

/// Terraform's words for a conversion that the user asked for by name.
std::string refusal(const Value& value, Type type, const value::ConversionError& error) {
  const bool is_text = value.is_string();
  const std::string shown = is_text ? "\"" + std::string(value.as_string()) + "\"" : value::friendly_name(value.type());
  std::string message = "cannot convert " + shown + " to ";
  if (type.kind() == TypeKind::Bool) {
    return message + "bool" + (is_text ? "; only the strings \"true\" or \"false\" are allowed" : "");
  }
  if (type.kind() == TypeKind::Number) {
    return message + "number" + (is_text ? "; given string must be a decimal representation of a number" : "");
  }
  if (type.kind() == TypeKind::String) return message + "string: " + error.message;
  return "cannot convert " + value::friendly_name(value.type()) + " to " + value::friendly_name(type);
}

FunctionResult converted(Call& call, const Value& value, Type type) {
  const value::Converted result = value::convert(call.pool(), value, type);
  if (const auto* error = std::get_if<value::ConversionError>(&result))
    return Call::fail(0, refusal(value, type, *error));
  return std::get<Value>(result);
}

FunctionResult to_bool(Call& call, Arguments arguments) {
  return converted(call, arguments[0], call.pool().bool_type());
}
FunctionResult to_number(Call& call, Arguments arguments) {
  return converted(call, arguments[0], call.pool().number_type());
}
FunctionResult to_string(Call& call, Arguments arguments) {
  return converted(call, arguments[0], call.pool().string_type());
}
FunctionResult to_list(Call& call, Arguments arguments) {
  return converted(call, arguments[0], call.pool().list_of(Type()));
}
FunctionResult to_set(Call& call, Arguments arguments) {
  return converted(call, arguments[0], call.pool().set_of(Type()));
}
FunctionResult to_map(Call& call, Arguments arguments) {
  return converted(call, arguments[0], call.pool().map_of(Type()));
}

FunctionResult sensitive(Call&, Arguments arguments) {
  return arguments[0].with_sensitive(true);
}
FunctionResult nonsensitive(Call&, Arguments arguments) {
  return arguments[0].with_sensitive(false);
}

FunctionResult is_sensitive(Call& call, Arguments arguments) {
  if (arguments[0].is_sensitive()) return call.boolean(true);
  if (arguments[0].is_unknown()) return call.unknown(arguments, call.pool().bool_type());
  return call.boolean(false);
}

/// Nothing here is ephemeral: values that exist only while Terraform runs are unknown.
FunctionResult ephemeral_as_null(Call&, Arguments arguments) {
  return arguments[0];
}

constexpr std::uint16_t kConversion = kUnknown | kNull | kMarks;

constexpr Function kFunctions[] = {
    {"ephemeralasnull", {P::Any}, P::None, 1, R::Any, kUnknown | kNull | kNoMarks | kChoices, ephemeral_as_null},
    {"issensitive", {P::Any}, P::None, 1, R::Bool, kUnknown | kNull | kNoMarks | kChoices, is_sensitive},
    {"nonsensitive", {P::Any}, P::None, 1, R::Any, kUnknown | kNull | kNoMarks | kChoices, nonsensitive},
    {"sensitive", {P::Any}, P::None, 1, R::Any, kUnknown | kNull | kNoMarks | kChoices, sensitive},
    {"tobool", {P::Any}, P::None, 1, R::Bool, kConversion, to_bool},
    {"tolist", {P::Any}, P::None, 1, R::AnyList, kConversion | kChoices, to_list},
    {"tomap", {P::Any}, P::None, 1, R::Any, kConversion | kChoices, to_map},
    {"tonumber", {P::Any}, P::None, 1, R::Number, kConversion, to_number},
    {"toset", {P::Any}, P::None, 1, R::Any, kConversion, to_set},
    {"tostring", {P::Any}, P::None, 1, R::Text, kConversion, to_string},
};

}  // namespace

std::span<const Function> convert_functions() {
  return kFunctions;
}

}  // namespace brn::config::terraform::functions
