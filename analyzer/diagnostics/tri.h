#pragma once
// Tri: yes, no, or not known. It has no conversion to bool, so that a `!` can never turn "not known" into an answer.

#include <cstdint>

namespace brn {

enum class Tri : std::uint8_t { No, Unknown, Yes };

[[nodiscard]] constexpr Tri tri(bool value) {
  return value ? Tri::Yes : Tri::No;
}
[[nodiscard]] constexpr bool is_yes(Tri value) {
  return value == Tri::Yes;
}
[[nodiscard]] constexpr bool is_no(Tri value) {
  return value == Tri::No;
}
[[nodiscard]] constexpr bool is_unknown(Tri value) {
  return value == Tri::Unknown;
}

/// Kleene's three-valued logic.
[[nodiscard]] constexpr Tri tri_not(Tri a) {
  if (a == Tri::Unknown) return Tri::Unknown;
  return tri(a == Tri::No);
}
[[nodiscard]] constexpr Tri tri_and(Tri a, Tri b) {
  return a < b ? a : b;
}
[[nodiscard]] constexpr Tri tri_or(Tri a, Tri b) {
  return a < b ? b : a;
}

}  // namespace brn
