#pragma once
// Terraform's type conversion and unification over values: `tostring`, arguments of functions, variable types. Lifts
// over Choice; Unknown converts to Unknown of the wanted type and keeps its symbol, parts and causes.

#include <optional>
#include <span>
#include <string>
#include <variant>

#include "analyzer/diagnostics/tri.h"
#include "analyzer/value/pool.h"

namespace brn::value {

/// Why a value does not fit a type, in Terraform's words where it has some: "a number is required".
struct ConversionError {
  std::string message;
  std::string path;  // ".subnets[2].cidr" inside the value; empty for the value itself
};

using Converted = std::variant<Value, ConversionError>;

/// Converts as Terraform does for an argument or variable of this type; `optional` attributes are filled with null.
[[nodiscard]] Converted convert(Pool& pool, const Value& value, Type type);

/// The type to which all can be converted, as for list elements and conditionals; nothing when there is none.
[[nodiscard]] std::optional<Type> unify(Pool& pool, std::span<const Type> types);

/// True when values of `from` may be convertible to `to`; text to a number or bool only when `unsafe`.
[[nodiscard]] bool is_convertible(Pool& pool, Type from, Type to, bool unsafe = true);

/// `type` without the marks of optional attributes, at any depth: what a converted value has.
[[nodiscard]] Type without_optional(Pool& pool, Type type);

/// True when `any` stands in the type, at any depth.
[[nodiscard]] bool has_dynamic(Type type);

/// Text of a known primitive, as in a template; nothing for null and for collections.
[[nodiscard]] std::optional<std::string> primitive_to_text(const Value& value);

/// "string", "list of number", "object" … as Terraform's messages name types.
[[nodiscard]] std::string friendly_name(Type type);

/// A type as `terraform output -json` and a type constraint write it: `list(string)`, `object({a=number})`.
[[nodiscard]] std::string type_expression(Type type);

/// Terraform's `==`: never converts. Yes/No only when certain.
[[nodiscard]] Tri equal(const Pool& pool, const Value& a, const Value& b);

/// JSON text of a wholly known value, as `jsonencode` writes it (sorted keys, `<`, `>`, `&`, U+2028/9 escaped).
[[nodiscard]] std::string to_json(const Value& value);

/// The JSON of a value with unknown parts: text with holes. A hole inside a string is a hole; one in value position too.
[[nodiscard]] Value encode_json(Pool& pool, const Value& value, Span origin);

}  // namespace brn::value
