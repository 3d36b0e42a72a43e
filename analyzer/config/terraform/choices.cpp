#include "analyzer/config/terraform/choices.h"

#include <vector>

namespace brn::config::terraform {

using value::Value;

namespace {

const Value* first_choice(const Value& value) {
  if (!value.has_choice()) return nullptr;
  if (value.is_choice()) return &value;
  if (value.is_sequence()) {
    for (const Value& element : value.elements()) {
      if (const Value* found = first_choice(element)) return found;
    }
  } else if (value.is_mapping()) {
    for (const value::Member& member : value.members()) {
      if (const Value* found = first_choice(member.value)) return found;
    }
  }
  return nullptr;
}

/// `value` under `guard`: choices that are decided by it are gone, others lose what cannot be.
Value narrowed(value::Pool& pool, const Value& value, guard::Guard guard) {
  if (!value.has_choice()) return value;
  if (value.is_choice()) {
    std::vector<value::Alternative> possible;
    for (const value::Alternative& alternative : value.alternatives()) {
      if (pool.guards().disjoint(alternative.guard, guard)) continue;
      possible.push_back({alternative.guard, narrowed(pool, alternative.value, guard)});
    }
    const bool is_decided = possible.size() == 1 && pool.guards().implies(guard, possible[0].guard);
    const Value result = is_decided ? possible[0].value : pool.choice(possible, value.origin());
    return result.with_sensitive(result.is_sensitive() || value.is_sensitive());
  }
  if (value.is_sequence()) {
    std::vector<Value> elements;
    for (const Value& element : value.elements()) elements.push_back(narrowed(pool, element, guard));
    Value result = pool.tuple(elements, value.origin());
    if (value.kind() == value::Kind::List) result = pool.list(elements, value.type().element(), value.origin());
    if (value.kind() == value::Kind::Set) result = pool.set(elements, value.type().element(), value.origin());
    return result.with_sensitive(value.is_sensitive());
  }
  if (!value.is_mapping()) return value;
  std::vector<value::Member> members(value.members().begin(), value.members().end());
  for (value::Member& member : members) member.value = narrowed(pool, member.value, guard);
  const Value result = value.kind() == value::Kind::Map ? pool.map(members, value.type().element(), value.origin())
                                                        : pool.object(members, value.origin());
  return result.with_sensitive(value.is_sensitive());
}

class Splitter {
 public:
  Splitter(value::Pool& pool, const std::function<Value(const Value&)>& function) : pool_(pool), function_(function) {}

  bool split(const Value& value, guard::Guard guard) {
    const Value* choice = first_choice(value);
    if (choice == nullptr) {
      if (alternatives_.size() >= value::kMaxAlternatives) return false;
      alternatives_.push_back({guard, function_(value)});
      return true;
    }
    for (const value::Alternative& alternative : choice->alternatives()) {
      const guard::Guard both = pool_.guards().both(guard, alternative.guard);
      if (!both.is_never() && !split(narrowed(pool_, value, both), both)) return false;
    }
    return true;
  }
  [[nodiscard]] const std::vector<value::Alternative>& alternatives() const { return alternatives_; }

 private:
  value::Pool& pool_;
  const std::function<Value(const Value&)>& function_;
  std::vector<value::Alternative> alternatives_;
};

}  // namespace

Value for_each_choice(value::Pool& pool, const Value& value, const std::function<Value(const Value&)>& function) {
  if (!value.has_choice()) return function(value);
  Splitter splitter(pool, function);
  if (!splitter.split(value, guard::Guard::always())) {
    return pool.unknown(Cause{CauseKind::Limit, "combinations", "too many combinations of inputs meet here",
                              "give values to some of the inputs", value.origin()},
                        {}, value.origin());
  }
  return pool.choice(splitter.alternatives(), value.origin());
}

}  // namespace brn::config::terraform
