#include "analyzer/app/default_values.h"

#include <deque>

#include "analyzer/value/convert.h"

namespace brn::app {

using value::Value;

DefaultValues::DefaultValues(value::Pool& pool) : pool_(pool), world_(pool.guards().default_world()) {
  guard::GuardPool& guards = pool_.guards();
  for (guard::InputId input = 0; input < guards.inputs().size(); ++input) {
    const auto standard = guards.inputs()[input].default_value;
    if (standard) settled_ = guards.both(settled_, guards.equals(input, *standard));
    has_open_ = has_open_ || !standard;
  }
}

Tri DefaultValues::exists(guard::Guard guard) {
  if (!has_open_) return tri(pool_.guards().holds(guard, world_));
  if (pool_.guards().disjoint(guard, settled_)) return Tri::No;
  return pool_.guards().implies(settled_, guard) ? Tri::Yes : Tri::Unknown;
}

Value DefaultValues::of(const Value& value) {
  if (!value.has_choice()) return value;
  return has_open_ ? settle(value) : pool_.in_world(value, world_);
}

// Depth is that of the value, which evaluation bounds.
Value DefaultValues::settle(const Value& value) {  // NOLINT(misc-no-recursion)
  if (!value.has_choice()) return value;
  if (value.is_choice()) return settle_choice(value);
  if (value.is_unknown()) return settle_text(value);
  Value result = value;
  if (value.is_sequence()) {
    std::vector<Value> elements;
    for (const Value& element : value.elements()) elements.push_back(settle(element));
    result = pool_.tuple(elements, value.origin());
  } else if (value.is_mapping()) {
    std::vector<value::Member> members;
    for (const value::Member& member : value.members()) {
      members.push_back({member.name, settle(member.value), member.name_span});
    }
    result = pool_.ordered_object(members, value.origin());
  }
  return result.with_sensitive(result.is_sensitive() || value.is_sensitive());
}

Value DefaultValues::settle_choice(const Value& value) {  // NOLINT(misc-no-recursion)
  const value::Alternative* only = nullptr;
  for (const value::Alternative& alternative : value.alternatives()) {
    if (pool_.guards().disjoint(alternative.guard, settled_)) continue;
    if (only != nullptr) {
      const Cause cause{CauseKind::Parameter, "value", "an input without default decides this value",
                        "give the inputs of this unit values", value.origin()};
      return pool_.unknown(cause, value.type(), value.origin()).with_sensitive(value.is_sensitive());
    }
    only = &alternative;
  }
  if (only == nullptr) return pool_.in_world(value, world_);
  const Value settled = settle(only->value);
  return settled.with_sensitive(settled.is_sensitive() || value.is_sensitive());
}

Value DefaultValues::settle_text(const Value& value) {  // NOLINT(misc-no-recursion)
  std::vector<value::Part> parts;
  std::deque<std::string> kept;
  for (const value::Part& part : value.parts()) {
    parts.push_back(part);
    if (!part.is_hole) continue;
    parts.back().hole = settle(part.hole);
    const auto text = value::primitive_to_text(parts.back().hole);
    if (!text) continue;
    kept.push_back(*text);
    parts.back() = value::Part{};
    parts.back().literal = kept.back();
  }
  if (parts.empty()) return pool_.in_world(value, world_);
  return pool_.text(parts, value.origin()).with_sensitive(value.is_sensitive());
}

}  // namespace brn::app
