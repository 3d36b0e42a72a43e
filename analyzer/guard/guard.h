#pragma once
// Guards: under which inputs something holds. An input is a variable or parameter whose values can be listed (a boolean,
// AllowedValues) and that was not given; a Guard is a set of assignments to inputs, kept as a node of a hash-consed
// multi-valued decision diagram, so that two guards are equal exactly when their handles are. The order of inputs is the
// order of their declaration. A World is one full assignment.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "parsers/source/span.h"

namespace brn::guard {

/// Handle into a GuardPool. `never()` and `always()` are the same in every pool.
struct Guard {
  std::uint32_t index = 1;

  static constexpr Guard never() { return Guard{0}; }
  static constexpr Guard always() { return Guard{1}; }
  [[nodiscard]] constexpr bool is_never() const { return index == 0; }
  [[nodiscard]] constexpr bool is_always() const { return index == 1; }
  friend constexpr bool operator==(Guard, Guard) = default;
};

using InputId = std::uint32_t;

/// A variable or parameter that is explored. `values` are as a user would write them (`true`, `false`, `prod`).
struct Input {
  std::string name;                            // `var.create_endpoints`, `module.net.var.x`, `CreateVPCEndpoints`
  std::vector<std::string> values;             // at least two
  std::optional<std::uint32_t> default_value;  // position in `values`; none: the input has no default
  Span place;
};

/// Position of a value for each input, by InputId.
using World = std::vector<std::uint32_t>;

class GuardPool {
 public:
  /// Past this number of nodes, or of remembered steps, every further operation answers `always()` at once and
  /// `is_exhausted()` turns true; what hinges on guards is then undetermined. A few hundred milliseconds of work.
  static constexpr std::size_t kMaxNodes = 1U << 18U;
  static constexpr std::size_t kMaxSteps = 1U << 20U;

  GuardPool();

  InputId add_input(Input input);
  [[nodiscard]] std::span<const Input> inputs() const { return inputs_; }

  /// The guard "input has this value" / "input has one of these values".
  [[nodiscard]] Guard equals(InputId input, std::uint32_t value);
  [[nodiscard]] Guard both(Guard a, Guard b);
  [[nodiscard]] Guard either(Guard a, Guard b);
  [[nodiscard]] Guard negation(Guard a);
  [[nodiscard]] Guard without(Guard a, Guard b) { return both(a, negation(b)); }
  [[nodiscard]] bool implies(Guard a, Guard b) { return without(a, b).is_never(); }
  [[nodiscard]] bool disjoint(Guard a, Guard b) { return both(a, b).is_never(); }

  /// True when the guard holds in the world. O(inputs).
  [[nodiscard]] bool holds(Guard guard, const World& world) const;
  /// The world of defaults; inputs without a default get their first value.
  [[nodiscard]] World default_world() const;
  /// Inputs on which the guard hinges, ascending.
  [[nodiscard]] std::vector<InputId> support(Guard guard) const;
  /// The assignment that makes the guard true and differs from the defaults in the fewest inputs; the guard must not be
  /// never(). Given as the inputs that differ or that decide, with their values.
  [[nodiscard]] std::vector<std::pair<InputId, std::uint32_t>> smallest_example(Guard guard) const;

  [[nodiscard]] bool is_exhausted() const { return exhausted_; }

 private:
  struct Node {
    InputId input;
    std::vector<std::uint32_t> children;  // one for each value
    friend bool operator==(const Node&, const Node&) = default;
  };
  struct NodeHash {
    std::size_t operator()(const Node& node) const;
  };
  enum class Operation : std::uint8_t { Both, Either };

  /// Whether a limit was reached; remembered in `exhausted_`.
  [[nodiscard]] bool is_full();
  [[nodiscard]] std::uint32_t make(InputId input, std::vector<std::uint32_t> children);
  [[nodiscard]] std::uint32_t apply(Operation operation, std::uint32_t a, std::uint32_t b);
  [[nodiscard]] std::uint32_t negate(std::uint32_t a);

  std::vector<Input> inputs_;
  std::vector<Node> nodes_;  // 0 = never, 1 = always
  std::unordered_map<Node, std::uint32_t, NodeHash> unique_;
  std::unordered_map<std::uint64_t, std::uint32_t> memo_[2];
  std::unordered_map<std::uint32_t, std::uint32_t> negations_;
  bool exhausted_ = false;
};

}  // namespace brn::guard
