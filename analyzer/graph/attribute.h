#pragma once
// How the graph holds what it knows of an entity: Attribute<T> for plain values, Relation for links to other entities.
// Both remember where they are written and, when they are not known, why.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/diagnostics/cause.h"
#include "analyzer/diagnostics/tri.h"
#include "parsers/source/span.h"

namespace brn::graph {

/// Index of an entity in the store of its type.
template <typename Entity>
struct Id {
  std::uint32_t index = 0xffffffffU;
  [[nodiscard]] constexpr bool is_valid() const { return index != 0xffffffffU; }
  friend constexpr auto operator<=>(Id, Id) = default;
};

enum class State : std::uint8_t {
  Default,  // not written: `value` is what AWS or the provider applies
  Set,      // written and known
  Unknown,  // written, but not known: `causes` say why
};

template <typename T>
struct Attribute {
  T value{};
  State state = State::Default;
  Span place;  // of the value where it is written; invalid for defaults
  Causes causes;

  [[nodiscard]] bool is_known() const { return state != State::Unknown; }
  [[nodiscard]] bool is_set() const { return state == State::Set; }
  [[nodiscard]] bool is_default() const { return state == State::Default; }

  static Attribute of_default(T value) { return Attribute{std::move(value), State::Default, {}, {}}; }
  static Attribute of(T value, Span place) { return Attribute{std::move(value), State::Set, place, {}}; }
  static Attribute of_unknown(Causes causes, Span place) {
    return Attribute{{}, State::Unknown, place, std::move(causes)};
  }
};

/// A boolean attribute as a three-valued answer.
[[nodiscard]] inline Tri is_true(const Attribute<bool>& attribute) {
  return attribute.is_known() ? tri(attribute.value) : Tri::Unknown;
}

/// A link to another entity. What is named but made elsewhere (a literal id, a variable, a data source) is an entity
/// with origin External, so that two links to it still meet; only a value without any identity has no target.
template <typename Entity>
struct Relation {
  enum class Kind : std::uint8_t { Absent, To, Unknown };
  Kind kind = Kind::Absent;
  Id<Entity> target;
  Span place;
  Causes causes;  // Unknown: why

  [[nodiscard]] bool is_absent() const { return kind == Kind::Absent; }
  [[nodiscard]] bool is_unknown() const { return kind == Kind::Unknown; }
  [[nodiscard]] bool has_target() const { return kind == Kind::To; }
};

/// Several links. `complete` is false when further ones may exist that could not be read (the list, or an element of it,
/// is not known, or something outside of this run may add some).
template <typename Entity>
struct Relations {
  std::vector<Relation<Entity>> items;  // with targets, and Unknown ones
  bool complete = true;
  bool written = false;  // the attribute is there, perhaps empty
  Span place;
  Causes causes;  // why it is not complete

  [[nodiscard]] bool contains(Id<Entity> id) const {
    for (const auto& item : items) {
      if (item.has_target() && item.target == id) return true;
    }
    return false;
  }
};

}  // namespace brn::graph
