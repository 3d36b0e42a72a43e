#include "analyzer/config/terraform/repetition.h"

#include <algorithm>
#include <map>

#include "analyzer/config/terraform/expression.h"
#include "analyzer/value/convert.h"

namespace brn::config::terraform {

using value::Value;

namespace {

class Repeater {
 public:
  Repeater(Run& run, const Scope& scope) : run_(run), scope_(scope) {}

  BlockInstances count(const Expression& expression);
  BlockInstances for_each(const Expression& expression);

 private:
  BlockInstances summary(RepetitionKind kind, const Value& because);
  void refuse_unknown(const Value& because);
  void error(Span place, std::string message);
  void add_count(const Value& value, guard::Guard guard, std::vector<guard::Guard>& exists, Span place);
  void add_elements(const Value& value, guard::Guard guard, Span place);
  bool reserve(std::uint64_t count, Span place);
  [[nodiscard]] std::vector<value::Alternative> alternatives(const Value& value) const;

  Run& run_;
  Scope scope_;
  std::map<std::string, std::vector<value::Alternative>, std::less<>> elements_;
  std::optional<Value> unknown_;
  Span place_;
};

std::vector<value::Alternative> Repeater::alternatives(const Value& value) const {
  if (!value.is_choice()) return {{guard::Guard::always(), value}};
  std::vector<value::Alternative> possible;
  for (const value::Alternative& alternative : value.alternatives()) {
    if (!run_.pool.guards().disjoint(alternative.guard, scope_.guard)) possible.push_back(alternative);
  }
  return possible;
}

void Repeater::error(Span place, std::string message) {
  run_.report({{scope_.guard, place, std::move(message), DiagnosticKind::InvalidValue}});
}

/// Terraform must know how many instances there are before it makes anything.
void Repeater::refuse_unknown(const Value& because) {
  const Causes causes = causes_of(because);
  const bool is_too_late = !causes.empty() && std::ranges::all_of(causes, [](const Cause& cause) {
    const std::string_view subject = cause.subject;
    return cause.kind == CauseKind::Computed &&
           (subject.ends_with(".id") || subject.ends_with(".arn") || subject.ends_with(".output"));
  });
  if (run_.limits.like_terraform && is_too_late) {
    error(place_, "this depends on what is known only after deployment, so the instances cannot be told");
  }
}

BlockInstances Repeater::summary(RepetitionKind kind, const Value& because) {
  refuse_unknown(because);
  BlockInstances result;
  result.kind = kind;
  result.is_summary = true;
  result.causes = causes_of(because);
  BlockInstance instance;
  const Value values[] = {because};
  const Value unknown = run_.pool.unknown_from(values, {}, because.origin());
  instance.repetition.has_count = kind == RepetitionKind::Count;
  instance.repetition.has_each = kind == RepetitionKind::ForEach;
  instance.repetition.index = unknown;
  instance.repetition.key = unknown;
  instance.repetition.value = unknown;
  result.instances.push_back(std::move(instance));
  return result;
}

bool Repeater::reserve(std::uint64_t count, Span place) {
  if (run_.instances + count <= run_.limits.max_instances) return true;
  run_.configuration.diagnostics.error(DiagnosticKind::LimitReached, place,
                                       "more than " + std::to_string(run_.limits.max_instances) + " instances");
  return false;
}

void Repeater::add_count(const Value& value, guard::Guard guard, std::vector<guard::Guard>& exists, Span place) {
  if (value.is_null()) return error(place, "`count` cannot be null");
  value::Converted converted = value::convert(run_.pool, value, run_.pool.number_type());
  const Value* number = std::get_if<Value>(&converted);
  if (number == nullptr) return error(place, "`count` must be a number");
  if (number->is_unknown()) {
    unknown_ = *number;
    return;
  }
  const std::optional<std::int64_t> count = number->as_number().to_int64();
  if (!count || *count < 0) return error(place, "`count` must be a whole number, zero or more");
  const auto wanted = static_cast<std::uint64_t>(*count);
  if (!reserve(wanted, place)) return;
  if (exists.size() < wanted) exists.resize(wanted, guard::Guard::never());
  for (std::size_t i = 0; i < wanted; ++i) exists[i] = run_.pool.guards().either(exists[i], guard);
}

BlockInstances Repeater::count(const Expression& expression) {
  place_ = expression.span();
  const Value value = evaluate_and_report(run_, scope_, expression);
  std::vector<guard::Guard> exists;
  if (value.is_unknown()) return summary(RepetitionKind::Count, value);
  for (const value::Alternative& alternative : alternatives(value)) {
    add_count(alternative.value, alternative.guard, exists, expression.span());
  }
  if (unknown_) return summary(RepetitionKind::Count, *unknown_);
  BlockInstances result;
  result.kind = RepetitionKind::Count;
  for (std::size_t i = 0; i < exists.size(); ++i) {
    BlockInstance instance;
    instance.key = run_.pool.number(value::Number(static_cast<std::int64_t>(i)), expression.span());
    instance.repetition.has_count = true;
    instance.repetition.index = *instance.key;
    instance.guard = exists[i];
    result.instances.push_back(std::move(instance));
  }
  return result;
}

void Repeater::add_elements(const Value& value, guard::Guard guard, Span place) {
  if (value.is_null()) return error(place, "`for_each` cannot be null");
  if (is_deeply_sensitive(value) && value.is_sensitive()) return error(place, "`for_each` cannot be sensitive");
  if (value.is_unknown()) {
    unknown_ = value;
    return;
  }
  if (value.is_mapping()) {
    for (const value::Member& member : value.members()) {
      elements_[std::string(member.name)].push_back({guard, member.value});
    }
    return;
  }
  if (value.kind() != value::Kind::Set) {
    return error(place, "`for_each` must be a map or a set of strings, not a " + value::friendly_name(value.type()));
  }
  for (const Value& element : value.elements()) {
    if (!element.is_known()) {
      unknown_ = element;
    } else if (!element.is_string()) {
      error(place, "a set in `for_each` must hold strings");
    } else {
      elements_[std::string(element.as_string())].push_back({guard, element});
    }
  }
}

BlockInstances Repeater::for_each(const Expression& expression) {
  place_ = expression.span();
  const Value value = evaluate_and_report(run_, scope_, expression);
  if (value.is_unknown()) return summary(RepetitionKind::ForEach, value);
  for (const value::Alternative& alternative : alternatives(value)) {
    add_elements(alternative.value, alternative.guard, expression.span());
  }
  if (unknown_) return summary(RepetitionKind::ForEach, *unknown_);
  BlockInstances result;
  result.kind = RepetitionKind::ForEach;
  if (!reserve(elements_.size(), expression.span())) return result;
  for (const auto& [key, values] : elements_) {
    BlockInstance instance;
    instance.key = run_.pool.string(key, expression.span());
    instance.repetition.has_each = true;
    instance.repetition.key = *instance.key;
    instance.guard = guard::Guard::never();
    for (const value::Alternative& each : values)
      instance.guard = run_.pool.guards().either(instance.guard, each.guard);
    const bool is_plain = values.size() == 1;
    instance.repetition.value = is_plain ? values[0].value : run_.pool.choice(values, expression.span());
    result.instances.push_back(std::move(instance));
  }
  return result;
}

}  // namespace

std::optional<std::size_t> BlockInstances::find(const Value& key) const {
  const auto same = std::ranges::find_if(instances, [&](const BlockInstance& instance) {
    if (!instance.key) return false;
    const Value& own = *instance.key;
    if (own.is_string() && key.is_string()) return own.as_string() == key.as_string();
    return own.is_number() && key.is_number() && own.as_number() == key.as_number();
  });
  if (same == instances.end()) return std::nullopt;
  return static_cast<std::size_t>(same - instances.begin());
}

BlockInstances repeat(Run& run, const Scope& scope, const BodyView& body) {
  const Expression count = body.value("count");
  const Expression for_each = body.value("for_each");
  if (count.is_valid() && for_each.is_valid()) {
    run.configuration.diagnostics.error(DiagnosticKind::InvalidStructure, body.find("for_each")->attribute->name_span,
                                        "`count` and `for_each` cannot be used together");
  }
  if (for_each.is_valid()) return Repeater(run, scope).for_each(for_each);
  if (count.is_valid()) return Repeater(run, scope).count(count);
  BlockInstances single;
  single.instances.emplace_back();
  return single;
}

Value collect_instances(Run& run, const BlockInstances& instances, const std::vector<Value>& values,
                        guard::Guard within, Span origin) {
  if (instances.kind == RepetitionKind::Single) return values[0];
  guard::GuardPool& guards = run.pool.guards();
  // Worlds that have the same instances see the same value.
  std::vector<std::pair<guard::Guard, std::vector<std::size_t>>> worlds = {{guard::Guard::always(), {}}};
  for (std::size_t i = 0; i < values.size(); ++i) {
    const guard::Guard exists = instances.instances[i].guard;
    std::vector<std::pair<guard::Guard, std::vector<std::size_t>>> split;
    for (auto& [guard, members] : worlds) {
      const guard::Guard with = guards.both(guard, exists);
      const guard::Guard without = guards.without(guard, exists);
      if (!guards.disjoint(without, within)) split.emplace_back(without, members);
      if (guards.disjoint(with, within)) continue;
      members.push_back(i);
      split.emplace_back(with, std::move(members));
    }
    worlds = std::move(split);
    if (worlds.size() > value::kMaxAlternatives) {
      return run.pool.unknown(Cause{CauseKind::Limit, "combinations", "too many combinations of inputs meet here",
                                    "give values to some of the inputs", origin},
                              {}, origin);
    }
  }
  std::vector<value::Alternative> alternatives;
  for (const auto& [guard, members] : worlds) {
    std::vector<Value> elements;
    std::vector<value::Member> named;
    for (const std::size_t i : members) {
      const BlockInstance& instance = instances.instances[i];
      elements.push_back(values[i]);
      if (instance.key->is_string()) named.push_back({instance.key->as_string(), values[i], origin});
    }
    const bool is_count = instances.kind == RepetitionKind::Count;
    alternatives.push_back({guard, is_count ? run.pool.tuple(elements, origin) : run.pool.object(named, origin)});
  }
  if (alternatives.size() == 1) return alternatives[0].value;
  return run.pool.choice(alternatives, origin);
}

}  // namespace brn::config::terraform
