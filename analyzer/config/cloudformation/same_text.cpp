#include "analyzer/config/cloudformation/same_text.h"

#include <optional>
#include <string>

#include "analyzer/value/convert.h"

namespace brn::config::cloudformation {
namespace {

using value::Part;
using value::Pool;
using value::Value;

/// False when the known parts of a text with holes rule `text` out.
bool can_be(std::span<const Part> parts, std::string_view text) {
  if (parts.empty()) return true;
  const Part& first = parts.front();
  const Part& last = parts.back();
  if (!first.is_hole && !text.starts_with(first.literal)) return false;
  if (!last.is_hole && !text.ends_with(last.literal)) return false;
  std::size_t known = 0;
  for (const Part& part : parts) known += part.is_hole ? 0 : part.literal.size();
  return known <= text.size();
}

Tri same_sequence(const Pool& pool, std::span<const Value> a, std::span<const Value> b) {
  if (a.size() != b.size()) return Tri::No;
  Tri result = Tri::Yes;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const bool has_choice = a[i].is_choice() || b[i].is_choice();
    result = tri_and(result, has_choice ? Tri::Unknown : same_text(pool, a[i], b[i]));
  }
  return result;
}

Tri same_unknown(const Pool& pool, const Value& a, const Value& b) {
  if (value::identical(a, b)) return Tri::Yes;
  if (a.is_unknown() && b.is_unknown()) {
    const bool differ = a.symbol().is_valid() && b.symbol().is_valid() && pool.certainly_differ(a.symbol(), b.symbol());
    return differ ? Tri::No : Tri::Unknown;
  }
  const Value& unknown = a.is_unknown() ? a : b;
  const auto text = value::primitive_to_text(a.is_unknown() ? b : a);
  return text && !can_be(unknown.parts(), *text) ? Tri::No : Tri::Unknown;
}

}  // namespace

Tri same_text(const Pool& pool, const Value& a, const Value& b) {
  if (a.is_unknown() || b.is_unknown()) return same_unknown(pool, a, b);
  if (a.is_sequence() && b.is_sequence()) return same_sequence(pool, a.elements(), b.elements());
  const auto left = value::primitive_to_text(a);
  const auto right = value::primitive_to_text(b);
  if (left && right) return tri(*left == *right);
  return tri(value::identical(a, b));
}

}  // namespace brn::config::cloudformation
