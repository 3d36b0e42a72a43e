#pragma once
// Pool owns everything that the values of one evaluation point to: payloads, types, symbols, causes, guards and
// interned text. One Pool belongs to one Configuration (units that are joined by exports share it); nothing crosses
// from one Pool to another. Not for use by two threads at once.

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "analyzer/value/value.h"

namespace brn::value {

/// What a symbol names.
enum class SymbolKind : std::uint8_t {
  ResourceAttribute,  // owner = address of the resource instance (or data source), path = attribute path: `id`, `arn`
  Account,            // owner = provider configuration ("" is the default one)
  Region,             // owner = provider configuration
  Partition,          // owner = provider configuration
  UrlSuffix,          // owner = provider configuration
  Organization,       // owner = provider configuration
  StackName,          // owner = unit
  StackId,            // owner = unit
  Zone,               // owner = Region scope, path = index: zones of different index differ
  Input,              // a variable or parameter without value: owner = unit, path = its name
  Import,             // path = export name
  ModuleOutput,       // owner = address of an absent module, path = output path
  Reference,          // a dynamic reference, path = its text
};

struct SymbolData {
  SymbolKind kind = SymbolKind::ResourceAttribute;
  std::string_view owner;
  std::string_view path;
};

/// The most alternatives of one Choice. Past it the value is Unknown with a Limit cause.
inline constexpr std::size_t kMaxAlternatives = 32;

/// The most causes that one Unknown names; the first ones are kept.
inline constexpr std::size_t kMaxCauses = 64;

class Pool {
 public:
  Pool();
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;
  ~Pool();

  [[nodiscard]] guard::GuardPool& guards() { return guards_; }
  [[nodiscard]] const guard::GuardPool& guards() const { return guards_; }

  /// All text that values are made of passes through this from now on (Terraform's strings are in Unicode's normal
  /// form C); it is called for text that is not plain ASCII.
  void normalize_text_with(std::string (*normalize)(std::string_view)) { normalize_ = normalize; }

  /// Terraform's `==` does not know that two references to one attribute are equal; by default this pool does.
  void compare_like_terraform() { compares_identities_ = false; }
  [[nodiscard]] bool compares_identities() const { return compares_identities_; }

  /// The same text always gives the same view.
  std::string_view intern(std::string_view text);

  // Types.
  [[nodiscard]] Type bool_type() const { return bool_type_; }
  [[nodiscard]] Type number_type() const { return number_type_; }
  [[nodiscard]] Type string_type() const { return string_type_; }
  Type list_of(Type element);
  Type set_of(Type element);
  Type map_of(Type element);
  Type tuple_of(std::span<const Type> elements);
  /// Attributes need not be sorted.
  Type object_of(std::span<const Type::Attribute> attributes);

  // Symbols and causes.
  Symbol symbol(SymbolKind kind, std::string_view owner, std::string_view path);
  [[nodiscard]] const SymbolData& symbol_data(Symbol symbol) const { return symbols_[symbol.index]; }
  /// Two symbols that certainly have different values: ids of different resources of one type, zones of other index.
  [[nodiscard]] bool certainly_differ(Symbol a, Symbol b) const;
  const Cause* cause(const Cause& cause);

  // Known values. `origin` is the narrowest text that made the value.
  Value null(Span origin, Type type = {});
  Value boolean(bool value, Span origin);
  Value number(const Number& value, Span origin);
  Value string(std::string_view text, Span origin);
  /// Text that encodes `structure` (JSON or YAML).
  Value encoded_string(std::string_view text, const Value& structure, Span origin);
  Value tuple(std::span<const Value> elements, Span origin);
  /// Elements must have been converted to `element` already.
  Value list(std::span<const Value> elements, Type element, Span origin);
  /// Removes duplicates of known elements and sorts as Terraform does.
  Value set(std::span<const Value> elements, Type element, Span origin);
  /// Members in any order; the last one of a name wins. Kept sorted by name (bytes), as Terraform iterates.
  Value object(std::span<const Member> members, Span origin);
  Value map(std::span<const Member> members, Type element, Span origin);
  /// Keeps the order given (CloudFormation).
  Value ordered_object(std::span<const Member> members, Span origin);

  // Unknown values.
  struct UnknownSpec {
    Type type;
    Symbol symbol;
    std::span<const Cause* const> causes;
    std::span<const Part> parts;  // text with holes; the causes of the holes are added
    const Value* structure = nullptr;
    bool not_null = false;
    const NumberRange* range = nullptr;  // of a number, or of the length of a collection
  };
  Value unknown(const UnknownSpec& spec, Span origin);
  Value unknown(const Cause& cause, Type type, Span origin, Symbol symbol = {});
  /// Unknown because these are: their causes, joined. Sensitive when one of them is.
  Value unknown_from(std::span<const Value> because, Type type, Span origin);
  /// Text made of parts. All literal gives a String; else an Unknown with parts (adjacent literals joined).
  Value text(std::span<const Part> parts, Span origin);

  // Choices.
  /// Alternatives with disjoint guards. Equal values are joined, impossible ones dropped; one left that always holds is
  /// that value itself. Nested choices are flattened. Past kMaxAlternatives: the
  /// value of the default world where it is that, elsewhere Unknown with a Limit cause.
  Value choice(std::span<const Alternative> alternatives, Span origin);
  /// Calls `function` for every combination of alternatives of the arguments (top level only) that can hold and joins
  /// the results; with no Choice among them it is one plain call. `function` gets values that are no Choices.
  Value lift(std::span<const Value> arguments, Span origin,
             const std::function<Value(std::span<const Value>)>& function);
  /// `value` in one world: no Choice left at any depth. Shares what did not change.
  Value in_world(const Value& value, const guard::World& world);
  /// `value` as far as `guard` allows: alternatives that cannot hold together with it are dropped (top level only).
  Value under(const Value& value, guard::Guard guard);

  /// `value` as a Choice (or a plain value) whose alternatives hold no Choice at any depth: for what must look inside at
  /// once. Nothing when that would take more than kMaxAlternatives.
  std::optional<Value> hoist(const Value& value);
  /// The causes inside these values at any depth, each once, interned; at most kMaxCauses.
  [[nodiscard]] std::vector<const Cause*> causes_within(std::span<const Value> values) const;

  /// Bytes held, for limits.
  [[nodiscard]] std::size_t bytes() const;

 private:
  struct Impl;
  Value limit_reached(Span origin, Type type, std::span<const Value> because);
  // Past a limit on combinations: the value in the default world where it is that, and `limit` elsewhere.
  Value default_of_choice(std::span<const Alternative> alternatives, Span origin);
  Value default_of_lift(std::span<const Value> arguments, const Value& limit,
                        const std::function<Value(std::span<const Value>)>& function);
  Value known_or(const std::optional<Alternative>& known, const Value& limit);
  Value without_value(Span origin);

  std::string (*normalize_)(std::string_view) = nullptr;
  bool compares_identities_ = true;
  std::unique_ptr<Impl> impl_;
  guard::GuardPool guards_;
  std::deque<SymbolData> symbols_;
  Type bool_type_;
  Type number_type_;
  Type string_type_;
};

}  // namespace brn::value
