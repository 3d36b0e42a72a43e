// Terraform's `==`, three-valued.

#include <algorithm>

#include "analyzer/value/convert.h"

namespace brn::value {

namespace {

/// False when no value can be of both types; `any` may turn out as anything.
bool can_conform(Type a, Type b) {
  if (a == b || a.is_dynamic() || b.is_dynamic()) return true;
  if (a.kind() != b.kind() || a.is_primitive()) return false;
  switch (a.kind()) {
    case TypeKind::Tuple: return std::ranges::equal(a.elements(), b.elements(), can_conform);
    case TypeKind::Object:
      return std::ranges::equal(a.attributes(), b.attributes(), [](const auto& x, const auto& y) {
        return x.name == y.name && can_conform(x.type, y.type);
      });
    default: return can_conform(a.element(), b.element());
  }
}

std::string_view known_prefix(const Value& value) {
  if (value.is_string()) return value.as_string();
  if (value.parts().empty() || value.parts().front().is_hole) return {};
  return value.parts().front().literal;
}

std::string_view known_suffix(const Value& value) {
  if (value.is_string()) return value.as_string();
  if (value.parts().empty() || value.parts().back().is_hole) return {};
  return value.parts().back().literal;
}

/// Literal text that a value must at least have, in bytes.
std::size_t shortest_text(const Value& value) {
  if (value.is_string()) return value.as_string().size();
  std::size_t size = 0;
  for (const Part& part : value.parts()) size += part.is_hole ? 0 : part.literal.size();
  return size;
}

/// True when the known parts of two texts cannot belong to one text.
bool texts_differ(const Value& a, const Value& b) {
  const std::string_view prefix_a = known_prefix(a);
  const std::string_view prefix_b = known_prefix(b);
  const std::size_t head = std::min(prefix_a.size(), prefix_b.size());
  if (prefix_a.substr(0, head) != prefix_b.substr(0, head)) return true;
  const std::string_view suffix_a = known_suffix(a);
  const std::string_view suffix_b = known_suffix(b);
  const std::size_t tail = std::min(suffix_a.size(), suffix_b.size());
  if (suffix_a.substr(suffix_a.size() - tail) != suffix_b.substr(suffix_b.size() - tail)) return true;
  if (a.is_string()) return a.as_string().size() < shortest_text(b);
  return b.is_string() && b.as_string().size() < shortest_text(a);
}

class Comparison {
 public:
  explicit Comparison(const Pool& pool) : pool_(pool) {}

  [[nodiscard]] Tri run(const Value& a, const Value& b) const {
    if (a.is_choice() || b.is_choice()) return choices(a, b);
    if (a.is_unknown() || b.is_unknown()) return unknowns(a, b);
    if (a.is_null() || b.is_null()) return tri(a.is_null() && b.is_null());
    if (!can_conform(a.type(), b.type())) return Tri::No;
    if (a.type() != b.type() && a.is_wholly_known() && b.is_wholly_known()) return Tri::No;
    if (a.is_bool()) return tri(b.is_bool() && a.as_bool() == b.as_bool());
    if (a.is_number()) return tri(b.is_number() && a.as_number() == b.as_number());
    if (a.is_string()) return tri(b.is_string() && a.as_string() == b.as_string());
    if (a.kind() != b.kind()) return Tri::Unknown;
    if (a.kind() == Kind::Set) return sets(a, b);
    return a.is_sequence() ? sequences(a.elements(), b.elements()) : mappings(a, b);
  }

 private:
  /// Certain only when every pair says the same: pairs that cannot hold together are not told apart here.
  [[nodiscard]] Tri choices(const Value& a, const Value& b) const {
    const bool left = a.is_choice();
    std::optional<Tri> result;
    for (const Alternative& alternative : (left ? a : b).alternatives()) {
      const Tri one = left ? run(alternative.value, b) : run(a, alternative.value);
      if (result && *result != one) return Tri::Unknown;
      result = one;
    }
    return result.value_or(Tri::Unknown);
  }

  [[nodiscard]] Tri unknowns(const Value& a, const Value& b) const {
    const Value& unknown = a.is_unknown() ? a : b;
    const Value& other = a.is_unknown() ? b : a;
    if (other.is_null()) return unknown.is_certainly_not_null() ? Tri::No : Tri::Unknown;
    const bool knows_identities = pool_.compares_identities();
    if (knows_identities && other.is_unknown() && identical(a, b)) return Tri::Yes;
    if (!can_conform(a.type(), b.type()) && (unknown.is_certainly_not_null() || other.is_known())) return Tri::No;
    if (knows_identities && other.is_unknown() && pool_.certainly_differ(a.symbol(), b.symbol())) return Tri::No;
    const bool are_texts =
        (a.is_string() || a.type() == pool_.string_type()) && (b.is_string() || b.type() == pool_.string_type());
    if (!knows_identities) {
      const bool has_other_start = other.is_string() && !other.as_string().starts_with(known_prefix(unknown));
      return are_texts && has_other_start ? Tri::No : Tri::Unknown;
    }
    return are_texts && texts_differ(a, b) ? Tri::No : Tri::Unknown;
  }

  /// Stops at the first pair that is unequal or not known, as go-cty does.
  [[nodiscard]] Tri sequences(std::span<const Value> a, std::span<const Value> b) const {
    if (a.size() != b.size()) return Tri::No;
    for (std::size_t i = 0; i < a.size(); ++i) {
      const Tri same = run(a[i], b[i]);
      if (!is_yes(same)) return same;
    }
    return Tri::Yes;
  }

  [[nodiscard]] Tri mappings(const Value& a, const Value& b) const {
    if (a.members().size() != b.members().size()) return Tri::No;
    for (const Member& member : a.members()) {
      if (b.find(member.name) == nullptr) return Tri::No;
    }
    for (const Member& member : a.members()) {
      const Tri same = run(member.value, *b.find(member.name));
      if (!is_yes(same)) return same;
    }
    return Tri::Yes;
  }

  [[nodiscard]] Tri sets(const Value& a, const Value& b) const {
    if (!a.is_wholly_known() || !b.is_wholly_known()) return identical(a, b) ? Tri::Yes : Tri::Unknown;
    return sequences(a.elements(), b.elements());  // both are sorted
  }

  const Pool& pool_;
};

}  // namespace

Tri equal(const Pool& pool, const Value& a, const Value& b) {
  return Comparison(pool).run(a, b);
}

}  // namespace brn::value
