// Choices: alternatives under guards, and how operations are lifted over them.

#include <algorithm>
#include <unordered_map>

#include "analyzer/value/convert.h"
#include "analyzer/value/extent.h"
#include "analyzer/value/pool_impl.h"

namespace brn::value {

namespace {

/// Combinations that one operation may try before it gives up: each one costs an evaluation.
constexpr std::size_t kMaxCombinations = 4096;

/// Alternatives as they are collected: disjoint guards, equal values joined.
class Alternatives {
 public:
  explicit Alternatives(guard::GuardPool& guards) : guards_(guards) {}

  void add(guard::Guard guard, const Value& value) {
    if (guard.is_never()) return;
    if (value.is_choice()) {
      for (const Alternative& inner : value.alternatives()) {
        const Value marked = inner.value.with_sensitive(inner.value.is_sensitive() || value.is_sensitive());
        add(guards_.both(guard, inner.guard), marked);
      }
      return;
    }
    const auto same = std::find_if(items_.begin(), items_.end(), [&](const Alternative& item) {
      return item.value.is_sensitive() == value.is_sensitive() && identical(item.value, value);
    });
    if (same == items_.end()) {
      items_.push_back({guard, value});
    } else {
      same->guard = guards_.either(same->guard, guard);
    }
  }
  [[nodiscard]] bool is_too_many() const { return items_.size() > kMaxAlternatives; }
  [[nodiscard]] const std::vector<Alternative>& items() const { return items_; }

 private:
  guard::GuardPool& guards_;
  std::vector<Alternative> items_;
};

/// Goes through every combination of alternatives that can hold.
class Product {
 public:
  Product(guard::GuardPool& guards, std::span<const Value> arguments)
      : guards_(guards), arguments_(arguments), chosen_(arguments.begin(), arguments.end()) {}

  /// False when a limit was reached.
  template <typename Visit>
  bool run(const Visit& visit) {
    return step(0, guard::Guard::always(), visit);
  }

 private:
  template <typename Visit>
  bool step(std::size_t at, guard::Guard guard, const Visit& visit) {
    while (at < arguments_.size() && !arguments_[at].is_choice()) ++at;
    if (at == arguments_.size()) return ++combinations_ <= kMaxCombinations && visit(guard, chosen_);
    for (const Alternative& alternative : arguments_[at].alternatives()) {
      const guard::Guard both = guards_.both(guard, alternative.guard);
      if (both.is_never()) continue;
      const bool is_sensitive = arguments_[at].is_sensitive() || alternative.value.is_sensitive();
      chosen_[at] = alternative.value.with_sensitive(is_sensitive);
      if (!step(at + 1, both, visit)) return false;
    }
    return true;
  }

  guard::GuardPool& guards_;
  std::span<const Value> arguments_;
  std::vector<Value> chosen_;
  std::size_t combinations_ = 0;
};

/// The alternative that holds in a world; nullptr when none does.
const Alternative* alternative_in(const guard::GuardPool& guards, std::span<const Alternative> alternatives,
                                  const guard::World& world) {
  const auto found = std::ranges::find_if(
      alternatives, [&](const Alternative& alternative) { return guards.holds(alternative.guard, world); });
  return found == alternatives.end() ? nullptr : &*found;
}

/// What a value is in a world, and a guard that holds there and under which it is that. Nothing when it has no value.
std::optional<Alternative> taken_in(guard::GuardPool& guards, Alternative from, const guard::World& world) {
  while (from.value.is_choice()) {
    const Alternative* const taken = alternative_in(guards, from.value.alternatives(), world);
    if (taken == nullptr) return std::nullopt;
    const bool is_sensitive = from.value.is_sensitive() || taken->value.is_sensitive();
    from = {guards.both(from.guard, taken->guard), taken->value.with_sensitive(is_sensitive)};
  }
  return from;
}

using Elements = std::vector<Value>;

/// A container of the same kind and type with other elements.
Value rebuild_sequence(Pool& pool, const Value& value, const Elements& elements) {
  if (value.kind() == Kind::Tuple) return pool.tuple(elements, value.origin());
  const Type element = value.type().element();
  return value.kind() == Kind::List ? pool.list(elements, element, value.origin())
                                    : pool.set(elements, element, value.origin());
}

Value rebuild_mapping(Pool& pool, const Value& value, const std::vector<Member>& members) {
  if (value.kind() == Kind::Map) return pool.map(members, value.type().element(), value.origin());
  return pool.ordered_object(members, value.origin());
}

/// The values directly inside, in order.
Elements children_of(const Value& value) {
  Elements children;
  if (value.is_sequence()) children.assign(value.elements().begin(), value.elements().end());
  if (value.is_mapping()) {
    for (const Member& member : value.members()) children.push_back(member.value);
  }
  if (value.is_unknown()) {
    for (const Part& part : value.parts()) {
      if (part.is_hole) children.push_back(part.hole);
    }
    if (value.structure() != nullptr) children.push_back(*value.structure());
  }
  return children;
}

Value rebuild_text(Pool& pool, const Value& value, const Elements& children) {
  std::vector<Part> parts(value.parts().begin(), value.parts().end());
  std::size_t next = 0;
  for (Part& part : parts) {
    if (part.is_hole) part.hole = children[next++];
  }
  if (value.structure() != nullptr) {
    const Value& structure = children[next];
    const Value made = pool.text(parts, value.origin());
    if (made.is_string()) return pool.encoded_string(made.as_string(), structure, value.origin());
    const std::vector<const Cause*> causes = pool.causes_within(std::span(&structure, 1));
    return pool.unknown({.type = value.type(),
                         .symbol = value.symbol(),
                         .causes = causes,
                         .parts = made.parts(),
                         .structure = &structure,
                         .not_null = value.is_certainly_not_null()},
                        value.origin());
  }
  return pool.text(parts, value.origin());
}

/// `value` with other values directly inside, given in the order of `children_of`.
Value with_children(Pool& pool, const Value& value, const Elements& children) {
  Value result = value;
  if (value.is_sequence()) {
    result = rebuild_sequence(pool, value, children);
  } else if (value.is_mapping()) {
    std::vector<Member> members(value.members().begin(), value.members().end());
    for (std::size_t i = 0; i < members.size(); ++i) members[i].value = children[i];
    result = rebuild_mapping(pool, value, members);
  } else if (value.is_unknown()) {
    result = rebuild_text(pool, value, children);
  }
  return result.with_sensitive(result.is_sensitive() || value.is_sensitive());
}

class WorldPicker {
 public:
  WorldPicker(Pool& pool, const guard::World& world) : pool_(pool), world_(world) {}

  Value pick(const Value& value) {
    if (!value.has_choice()) return value;
    if (const auto found = done_.find(value.payload()); found != done_.end()) {
      return found->second.with_origin(value.origin())
          .with_sensitive(found->second.is_sensitive() || value.is_sensitive());
    }
    const Value picked = value.is_choice() ? pick_choice(value) : pick_inside(value);
    done_.emplace(value.payload(), picked);
    return picked;
  }

 private:
  Value pick_choice(const Value& value) {
    for (const Alternative& alternative : value.alternatives()) {
      if (!pool_.guards().holds(alternative.guard, world_)) continue;
      const Value picked = pick(alternative.value);
      return picked.with_sensitive(picked.is_sensitive() || value.is_sensitive());
    }
    const Cause cause{.kind = CauseKind::Error,
                      .subject = "value",
                      .message = "no alternative of this value holds",
                      .settle = "",
                      .place = value.origin()};
    return pool_.unknown(cause, value.type(), value.origin());
  }
  Value pick_inside(const Value& value) {
    Elements children = children_of(value);
    for (Value& child : children) child = pick(child);
    return with_children(pool_, value, children);
  }

  Pool& pool_;
  const guard::World& world_;
  std::unordered_map<const Payload*, Value> done_;
};

}  // namespace

Value Pool::limit_reached(Span origin, Type type, std::span<const Value> because) {
  const Cause why{.kind = CauseKind::Limit,
                  .subject = "combinations",
                  .message = "this value hinges on too many combinations of inputs",
                  .settle = "give some of the inputs a value",
                  .place = origin};
  const Cause* const limit = cause(why);
  std::vector<const Cause*> causes{limit};
  for (const Cause* other : causes_within(because)) causes.push_back(other);
  const bool is_sensitive = std::ranges::any_of(because, [](const Value& value) { return value.is_sensitive(); });
  UnknownSpec spec;
  spec.type = type;
  spec.causes = causes;
  return unknown(spec, origin).with_sensitive(is_sensitive);
}

Value Pool::without_value(Span origin) {
  const Cause why{.kind = CauseKind::Error,
                  .subject = "value",
                  .message = "no combination of inputs gives this a value",
                  .settle = "",
                  .place = origin};
  return unknown(why, Type(), origin);
}

Value Pool::choice(std::span<const Alternative> alternatives, Span origin) {
  Alternatives joined(guards_);
  for (const Alternative& alternative : alternatives) {
    joined.add(alternative.guard, alternative.value);
    if (joined.is_too_many()) return default_of_choice(alternatives, origin);
  }
  const std::vector<Alternative>& items = joined.items();
  if (items.empty()) return without_value(origin);
  if (items.size() == 1 && items[0].guard.is_always()) return items[0].value;
  ChoicePayload payload;
  payload.kind = Kind::Choice;
  payload.is_wholly_known = false;
  payload.has_choice = true;
  payload.has_sensitive = std::ranges::any_of(items, [](const Alternative& item) { return has_sensitive(item.value); });
  payload.type = items[0].value.type();
  payload.alternatives = impl_->arena.copy(std::span<const Alternative>(items));
  const bool is_sensitive =
      std::ranges::any_of(items, [](const Alternative& item) { return item.value.is_sensitive(); });
  return Value(impl_->arena.make(payload), origin, is_sensitive);
}

Value Pool::lift(std::span<const Value> arguments, Span origin,
                 const std::function<Value(std::span<const Value>)>& function) {
  const bool is_plain = std::ranges::none_of(arguments, [](const Value& argument) { return argument.is_choice(); });
  if (is_plain) return function(arguments);
  Alternatives results(guards_);
  const bool is_complete = Product(guards_, arguments).run([&](guard::Guard guard, std::span<const Value> chosen) {
    results.add(guard, function(chosen));
    return !results.is_too_many();
  });
  if (!is_complete) {
    const Type type = results.items().empty() ? Type() : results.items()[0].value.type();
    return default_of_lift(arguments, limit_reached(origin, type, arguments), function);
  }
  return choice(results.items(), origin);
}

Value Pool::default_of_choice(std::span<const Alternative> alternatives, Span origin) {
  std::vector<Value> values;
  for (const Alternative& item : alternatives) values.push_back(item.value);
  const Value limit = limit_reached(origin, Type(), values);
  const guard::World world = guards_.default_world();
  const Alternative* const taken = alternative_in(guards_, alternatives, world);
  if (taken == nullptr) return limit;
  return known_or(taken_in(guards_, *taken, world), limit);
}

Value Pool::default_of_lift(std::span<const Value> arguments, const Value& limit,
                            const std::function<Value(std::span<const Value>)>& function) {
  const guard::World world = guards_.default_world();
  std::vector<Value> chosen;
  guard::Guard guard = guard::Guard::always();
  for (const Value& argument : arguments) {
    const std::optional<Alternative> taken = taken_in(guards_, {guard, argument}, world);
    if (!taken) return limit;
    guard = taken->guard;
    chosen.push_back(taken->value);
  }
  return known_or(taken_in(guards_, {guard, function(chosen)}, world), limit);
}

Value Pool::known_or(const std::optional<Alternative>& known, const Value& limit) {
  if (!known || guards_.is_exhausted()) return limit;
  const Alternative both[] = {*known, {guards_.negation(known->guard), limit}};
  return choice(both, limit.origin());
}

std::optional<Value> Pool::hoist(const Value& value) {
  if (!value.has_choice()) return value;
  if (value.is_choice()) {
    std::vector<Alternative> alternatives;
    for (const Alternative& alternative : value.alternatives()) {
      const std::optional<Value> inner = hoist(alternative.value);
      if (!inner) return std::nullopt;
      alternatives.push_back({alternative.guard, *inner});
    }
    const Value joined = choice(alternatives, value.origin());
    if (joined.is_unknown() && alternatives.size() > 1) return std::nullopt;
    return joined;
  }
  Elements children = children_of(value);
  for (Value& child : children) {
    const std::optional<Value> inner = hoist(child);
    if (!inner) return std::nullopt;
    child = *inner;
  }
  Alternatives results(guards_);
  const bool is_complete = Product(guards_, children).run([&](guard::Guard guard, std::span<const Value> chosen) {
    results.add(guard, with_children(*this, value, Elements(chosen.begin(), chosen.end())));
    return !results.is_too_many();
  });
  if (!is_complete) return std::nullopt;
  return choice(results.items(), value.origin());
}

Value Pool::in_world(const Value& value, const guard::World& world) {
  if (!value.has_choice()) return value;
  return WorldPicker(*this, world).pick(value);
}

Value Pool::under(const Value& value, guard::Guard guard) {
  if (!value.is_choice() || guard.is_always()) return value;
  Alternatives possible(guards_);
  for (const Alternative& alternative : value.alternatives()) {
    if (!guards_.disjoint(alternative.guard, guard)) possible.add(alternative.guard, alternative.value);
  }
  if (possible.items().empty()) return without_value(value.origin());
  if (possible.items().size() == 1) return possible.items()[0].value;
  return choice(possible.items(), value.origin()).with_sensitive(value.is_sensitive());
}

}  // namespace brn::value
