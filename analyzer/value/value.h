#pragma once
// Value: what an expression of either language evaluates to, with where it came from. A Value is a small handle to an
// immutable payload in a Pool; copying it is free, and the Pool must outlive it.
//
// Three things set it apart from an ordinary value:
//  - Unknown is a value: it says why (causes), of which type it is, which value of the deployed world it will be
//    (a Symbol), and, for text, the parts that are known: "arn:aws:bedrock:us-east-1:${account}:*" is an Unknown of type
//    string whose parts are literal text and one hole.
//  - Choice is a value that hinges on inputs that were not given: alternatives with disjoint guards. Evaluation lifts
//    every operation over it (`Pool::lift`), so only code that looks at payloads has to care.
//  - Text that encodes a structure (jsonencode, a policy document) keeps that structure beside its text.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "analyzer/diagnostics/cause.h"
#include "analyzer/guard/guard.h"
#include "analyzer/value/number.h"
#include "analyzer/value/type.h"
#include "parsers/source/span.h"

namespace brn::value {

enum class Kind : std::uint8_t { Null, Bool, Number, String, List, Set, Tuple, Map, Object, Unknown, Choice };

/// A value that deployment will choose: equal symbols are certainly equal values. See SymbolTable in pool.h.
struct Symbol {
  std::uint32_t index = 0;  // 0: no symbol
  [[nodiscard]] constexpr bool is_valid() const { return index != 0; }
  friend constexpr bool operator==(Symbol, Symbol) = default;
};

struct Member;
struct Part;
struct Alternative;
struct Payload;

/// What is certain of an unknown number, or of the length of an unknown collection; both ends included.
struct NumberRange {
  std::optional<Number> lower;
  std::optional<Number> upper;
};
struct UnknownPayload;

class Value {
 public:
  /// Null of no known type, made by nothing.
  constexpr Value() = default;
  constexpr Value(const Payload* payload, Span origin, bool sensitive)
      : payload_(payload), origin_(origin), sensitive_(sensitive) {}

  [[nodiscard]] Kind kind() const;
  [[nodiscard]] bool is_null() const { return kind() == Kind::Null; }
  [[nodiscard]] bool is_bool() const { return kind() == Kind::Bool; }
  [[nodiscard]] bool is_number() const { return kind() == Kind::Number; }
  [[nodiscard]] bool is_string() const { return kind() == Kind::String; }
  [[nodiscard]] bool is_unknown() const { return kind() == Kind::Unknown; }
  [[nodiscard]] bool is_choice() const { return kind() == Kind::Choice; }
  /// A list, set or tuple.
  [[nodiscard]] bool is_sequence() const;
  /// A map or object.
  [[nodiscard]] bool is_mapping() const;
  /// Neither Unknown nor Choice at the top; elements may still be.
  [[nodiscard]] bool is_known() const { return !is_unknown() && !is_choice(); }
  /// No Unknown and no Choice anywhere inside. O(1).
  [[nodiscard]] bool is_wholly_known() const;
  /// Contains a Choice somewhere inside. O(1).
  [[nodiscard]] bool has_choice() const;
  [[nodiscard]] bool is_sensitive() const { return sensitive_; }

  // Each is allowed for its own kind only (checked).
  [[nodiscard]] bool as_bool() const;
  [[nodiscard]] const Number& as_number() const;
  [[nodiscard]] std::string_view as_string() const;
  [[nodiscard]] std::span<const Value> elements() const;            // List, Set, Tuple
  [[nodiscard]] std::span<const Member> members() const;            // Map, Object
  [[nodiscard]] std::span<const Alternative> alternatives() const;  // Choice
  /// Member of a mapping by name; nullptr when there is none. O(log n) for sorted mappings.
  [[nodiscard]] const Value* find(std::string_view name) const;
  [[nodiscard]] const Member* find_member(std::string_view name) const;

  /// Type of a value; of a Choice, that of its first alternative; Dynamic when nothing is certain.
  [[nodiscard]] Type type() const;

  // Unknown only (checked).
  [[nodiscard]] std::span<const Cause* const> causes() const;
  [[nodiscard]] Symbol symbol() const;                // invalid when it has no identity
  [[nodiscard]] std::span<const Part> parts() const;  // text with holes; empty when nothing of it is known
  [[nodiscard]] bool is_certainly_not_null() const;
  [[nodiscard]] const NumberRange* range() const;  // nullptr when nothing is certain

  /// String or Unknown: the structure that the text encodes, or nullptr.
  [[nodiscard]] const Value* structure() const;

  /// Where the narrowest expression that made this value stands; invalid for defaults.
  [[nodiscard]] Span origin() const { return origin_; }
  [[nodiscard]] Value with_origin(Span origin) const { return Value(payload_, origin, sensitive_); }
  [[nodiscard]] Value with_sensitive(bool sensitive) const { return Value(payload_, origin_, sensitive); }

  [[nodiscard]] const Payload* payload() const { return payload_; }

 private:
  const Payload* payload_ = nullptr;
  Span origin_;
  bool sensitive_ = false;
};

/// Member of a map or object. `name_span` is where the key is written (an attribute's name, a property's key).
struct Member {
  std::string_view name;
  Value value;
  Span name_span;
};

/// A piece of text with holes: literal text, or (when `is_hole`) a value whose text is not known.
struct Part {
  std::string_view literal;
  Value hole;
  bool is_hole = false;
};

struct Alternative {
  guard::Guard guard;
  Value value;
};

/// Same type and content, ignoring origins and marks. Unknowns are equal when they have the same valid symbol or the
/// same parts; two unknowns without identity are not.
[[nodiscard]] bool identical(const Value& a, const Value& b);

/// Every cause inside a value, at any depth, in order, each once.
[[nodiscard]] Causes causes_of(const Value& value);

/// For messages and `--print=config`: Terraform-like text; unknown shows as `(unknown: …)`, holes as `${…}`.
[[nodiscard]] std::string to_display(const Value& value);

}  // namespace brn::value
