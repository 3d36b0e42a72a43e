#pragma once
// What the groups of functions share: how an entry of the table looks, and what an implementation is given. Internal to
// this folder.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "analyzer/config/terraform/functions/functions.h"
#include "analyzer/value/convert.h"

namespace brn::config::terraform::functions {

using value::Kind;
using value::Member;
using value::Number;
using value::Part;
using value::Pool;
using value::Type;
using value::TypeKind;
using value::Value;

/// One call while it is carried out: makers of results whose origin is the call.
class Call {
 public:
  Call(FunctionContext& context, std::string_view name) : context_(context), name_(name) {}

  [[nodiscard]] FunctionContext& context() { return context_; }
  [[nodiscard]] Pool& pool() { return context_.pool; }
  [[nodiscard]] std::string_view name() const { return name_; }
  [[nodiscard]] Span origin() const { return context_.call; }

  /// Text, made normal (NFC) as go-cty does; an error past the limit.
  FunctionResult text(std::string_view text);
  Value number(const Number& number) { return pool().number(number, origin()); }
  Value boolean(bool flag) { return pool().boolean(flag, origin()); }
  Value tuple(std::span<const Value> elements) { return pool().tuple(elements, origin()); }
  Value list(std::span<const Value> elements, Type type) { return pool().list(elements, type, origin()); }
  Value set(std::span<const Value> elements, Type type) { return pool().set(elements, type, origin()); }
  Value strings(std::span<const std::string> texts);
  /// Unknown because these are; never null.
  Value unknown(std::span<const Value> because, Type type);
  /// A function whose result only a real run can know.
  Value unknowable(Type type, std::string message);

  static FunctionError fail(std::string message) { return {std::move(message), std::nullopt, false}; }
  static FunctionError fail(std::size_t argument, std::string message) { return {std::move(message), argument, false}; }

 private:
  FunctionContext& context_;
  std::string_view name_;
};

using Arguments = std::span<const Value>;
using Implementation = FunctionResult (*)(Call& call, Arguments arguments);

/// The type that an argument is converted to. `Any` takes it as it is.
enum class P : std::uint8_t {
  None,
  Any,
  Text,
  Number,
  Bool,
  Texts,
  Numbers,
  Bools,
  AnyList,
  AnySet,
  AnyMap,
  TextLists,
  TextMap
};

/// The type of an unknown result.
enum class R : std::uint8_t { Any, Text, Number, Bool, Texts, TextLists, AnyList };

enum Flags : std::uint16_t {
  kPlain = 0,
  kNull = 1,      // arguments of type Any may be null
  kInside = 2,    // sees unknown values inside its arguments, and keeps them
  kUnknown = 4,   // sees arguments that are unknown as a whole too
  kMarks = 8,     // keeps marks inside; the result is sensitive only when an argument is as a whole
  kNoMarks = 16,  // looks at marks itself
  kChoices = 32,  // keeps choices inside its arguments where they are
};

struct Function {
  std::string_view name;
  P parameters[4];
  P rest;  // of further arguments; None: there are none
  std::uint8_t required;
  R result;
  std::uint16_t flags;
  Implementation implementation;
};

// One list for each group.
[[nodiscard]] std::span<const Function> numeric_functions();
[[nodiscard]] std::span<const Function> string_functions();
[[nodiscard]] std::span<const Function> format_functions();
[[nodiscard]] std::span<const Function> pattern_functions();
[[nodiscard]] std::span<const Function> collection_functions();
[[nodiscard]] std::span<const Function> structure_functions();
[[nodiscard]] std::span<const Function> set_functions();
[[nodiscard]] std::span<const Function> encoding_functions();
[[nodiscard]] std::span<const Function> csv_functions();
[[nodiscard]] std::span<const Function> yaml_functions();
[[nodiscard]] std::span<const Function> filesystem_functions();
[[nodiscard]] std::span<const Function> date_functions();
[[nodiscard]] std::span<const Function> hash_functions();
[[nodiscard]] std::span<const Function> network_functions();
[[nodiscard]] std::span<const Function> convert_functions();

/// Some part of the value is sensitive.
[[nodiscard]] bool has_marks(const Value& value);
/// The value without any mark inside.
[[nodiscard]] Value without_marks(Pool& pool, const Value& value);

/// Base 64 of bytes, and the bytes of such text; line ends in it are skipped. Nothing for what is ill-formed.
[[nodiscard]] std::string encode_base64(std::string_view bytes);
[[nodiscard]] std::optional<std::string> decode_base64(std::string_view text);
/// YAML text of a wholly known value, as `yamlencode` writes it.
[[nodiscard]] std::string encode_yaml(const Value& value);

/// A whole number that fits, or an error that names the argument.
[[nodiscard]] std::variant<std::int64_t, FunctionError> whole_number(const Value& value);

}  // namespace brn::config::terraform::functions
