// `for` expressions and splats.

#include <algorithm>
#include <map>
#include <utility>

#include "analyzer/config/terraform/expression.h"
#include "analyzer/value/convert.h"

namespace brn::config::terraform {

using value::Value;

namespace {

/// The values of one round of a `for`, as they are laid out for lifting: condition, key, value.
constexpr std::size_t kSlots = 3;

std::vector<std::pair<Value, Value>> items_of(value::Pool& pool, const Value& collection) {
  std::vector<std::pair<Value, Value>> items;
  if (collection.is_mapping()) {
    for (const value::Member& member : collection.members()) {
      items.emplace_back(pool.string(member.name, member.name_span), member.value);
    }
    return items;
  }
  std::int64_t position = 0;
  for (const Value& element : collection.elements()) {
    const bool is_set = collection.kind() == value::Kind::Set;
    items.emplace_back(is_set ? element : pool.number(value::Number(position), element.origin()), element);
    ++position;
  }
  return items;
}

}  // namespace

Value ExpressionEvaluator::for_expression(hcl::ExprId id, const hcl::Expr& expr) {
  const hcl::ExprId collection_id = file_.child(id, 0);
  const Value arguments[] = {evaluate(collection_id)};
  return lift(arguments, expr.span, [&](std::span<const Value> known) -> Value {
    const Value& collection = known[0];
    if (collection.is_null()) return fail(file_.expr(collection_id).span, "null cannot be iterated over");
    if (collection.is_unknown()) {
      if (collection.type().is_primitive()) {
        return fail(file_.expr(collection_id).span, "a list, set or map is needed to iterate over");
      }
      return run_.pool.unknown_from(known, {}, expr.span);
    }
    if (!collection.is_sequence() && !collection.is_mapping()) {
      return fail(file_.expr(collection_id).span, "a list, set or map is needed to iterate over");
    }
    const Value result = for_known(collection, id);
    return result.with_sensitive(result.is_sensitive() || collection.is_sensitive());
  });
}

Value ExpressionEvaluator::for_known(const Value& collection, hcl::ExprId id) {
  const hcl::Expr& expr = file_.expr(id);
  const std::span<const hcl::ExprId> children = file_.children(id);
  const bool is_object = expr.kind == hcl::ExprKind::ForObject;
  const std::size_t condition_at = is_object ? 3 : 2;
  guard::GuardPool& guards = run_.pool.guards();
  // Conditions and keys may be Choices: they are collected first and decided together.
  std::vector<Value> flat;
  for (const auto& [key, item] : items_of(run_.pool, collection)) {
    const Frame key_frame{scope_.frames, expr.key_name, key};
    const Frame frame{expr.key_name.empty() ? scope_.frames : &key_frame, expr.name, item};
    const Frame* const outer_frames = std::exchange(scope_.frames, &frame);
    const guard::Guard outer_guard = scope_.guard;
    Value condition = run_.pool.boolean(true, expr.span);
    if (children.size() > condition_at) {
      condition = evaluate(children[condition_at]);
      const Value arguments[] = {condition};
      condition = lift(arguments, expr.span, [&](std::span<const Value> known) -> Value {
        if (known[0].is_null()) return fail(file_.expr(children[condition_at]).span, "the condition is null");
        return convert(known[0], run_.pool.bool_type(), file_.expr(children[condition_at]).span);
      });
    }
    guard::Guard taken = guard::Guard::always();
    if (condition.is_choice()) {
      taken = guard::Guard::never();
      for (const value::Alternative& alternative : condition.alternatives()) {
        const bool skipped = alternative.value.is_bool() && !alternative.value.as_bool();
        if (!skipped) taken = guards.either(taken, alternative.guard);
      }
    }
    const bool skipped = (condition.is_bool() && !condition.as_bool()) || guards.disjoint(taken, outer_guard);
    if (!skipped) {
      scope_.guard = guards.both(outer_guard, taken);
      flat.push_back(condition);
      flat.push_back(is_object ? evaluate(children[1]) : run_.pool.null(expr.span));
      flat.push_back(evaluate(children[is_object ? 2 : 1]));
      scope_.guard = outer_guard;
    }
    scope_.frames = outer_frames;
    if (run_.is_exhausted()) return run_.exhausted(expr.span);
  }
  return build_for(id, flat, expr.span);
}

Value ExpressionEvaluator::build_for(hcl::ExprId id, std::span<const Value> flat, Span origin) {
  const bool is_object = file_.expr(id).kind == hcl::ExprKind::ForObject;
  std::vector<Value> deciding;
  for (std::size_t i = 0; i < flat.size(); i += kSlots) {
    deciding.push_back(flat[i]);
    deciding.push_back(flat[i + 1]);
  }
  return lift(deciding, origin, [&](std::span<const Value> known) -> Value {
    std::vector<Value> kept;
    bool sensitive = false;
    for (std::size_t i = 0; i < flat.size(); i += kSlots) {
      const Value& condition = known[i / kSlots * 2];
      sensitive = sensitive || condition.is_sensitive();
      if (condition.is_unknown()) {
        const Value because[] = {condition};
        return run_.pool.unknown_from(because, {}, origin);
      }
      if (!condition.as_bool()) continue;
      if (is_object) kept.push_back(known[i / kSlots * 2 + 1]);
      kept.push_back(restrict_to_scope(flat[i + 2]));
    }
    const Value result = is_object ? object_from(id, kept, origin) : run_.pool.tuple(kept, origin);
    return result.with_sensitive(result.is_sensitive() || sensitive);
  });
}

/// `flat` holds key, value, key, value …
Value ExpressionEvaluator::object_from(hcl::ExprId id, std::span<const Value> flat, Span origin) {
  const hcl::Expr& expr = file_.expr(id);
  const Span key_place = file_.expr(file_.child(id, 1)).span;
  std::map<std::string_view, std::vector<Value>> groups;
  bool sensitive = false;
  for (std::size_t i = 0; i < flat.size(); i += 2) {
    const Value& key = flat[i];
    if (key.is_unknown()) {
      const Value because[] = {key};
      return run_.pool.unknown_from(because, {}, origin);
    }
    if (key.is_null()) return fail(key_place, "a key cannot be null");
    const std::optional<std::string> name = value::primitive_to_text(key);
    if (!name) return fail(key_place, "a key must be a string");
    sensitive = sensitive || key.is_sensitive();
    std::vector<Value>& group = groups[run_.pool.intern(*name)];
    if (!group.empty() && !expr.flag) {
      return fail(key_place, "two items have the key `" + *name + "`; use `...` after the value to group them");
    }
    group.push_back(flat[i + 1]);
  }
  std::vector<value::Member> members;
  for (const auto& [name, group] : groups) {
    members.push_back({name, expr.flag ? run_.pool.tuple(group, origin) : group.front(), group.front().origin()});
  }
  return run_.pool.object(members, origin).with_sensitive(sensitive);
}

Value ExpressionEvaluator::splat(hcl::ExprId id, const hcl::Expr& expr) {
  const hcl::ExprId each = file_.child(id, 1);
  const Value arguments[] = {evaluate(file_.child(id, 0))};
  return lift(arguments, expr.span,
              [&](std::span<const Value> known) { return splat_over(known[0], each, expr.flag, expr.span); });
}

Value ExpressionEvaluator::with_item(const Value& item, hcl::ExprId each) {
  const Value restricted = restrict_to_scope(item);
  const Value* const outer = std::exchange(splat_item_, &restricted);
  const Value result = evaluate(each);
  splat_item_ = outer;
  return result;
}

Value ExpressionEvaluator::splat_over(const Value& source, hcl::ExprId each, bool /*is_full*/, Span origin) {
  value::Pool& pool = run_.pool;
  const value::TypeKind kind = source.type().kind();
  const bool is_list = kind == value::TypeKind::List || kind == value::TypeKind::Set || kind == value::TypeKind::Tuple;
  if (source.is_null()) {
    if (is_list) return fail(origin, "a null list cannot be splatted");
    return pool.tuple({}, origin).with_sensitive(source.is_sensitive());
  }
  if (source.is_unknown() && (is_list || kind == value::TypeKind::Dynamic)) return splat_unknown(source, each, origin);
  std::vector<Value> items;
  if (source.is_sequence()) {
    for (const Value& item : source.elements()) items.push_back(with_item(item, each));
  } else if (source.is_unknown() && !source.is_certainly_not_null()) {
    // An unknown that may be null gives an empty tuple or one of one element.
    const Value because[] = {source};
    return pool.unknown_from(because, {}, origin);
  } else {
    items.push_back(with_item(source, each));
  }
  if (source.kind() == value::Kind::List || source.kind() == value::Kind::Set) {
    std::vector<value::Type> types;
    for (const Value& item : items) types.push_back(item.type());
    const bool is_uniform = !types.empty() && std::ranges::all_of(types, [&](value::Type t) { return t == types[0]; });
    if (is_uniform && std::ranges::none_of(items, &Value::is_choice)) {
      return pool.list(items, types[0], origin).with_sensitive(source.is_sensitive());
    }
  }
  return pool.tuple(items, origin).with_sensitive(source.is_sensitive());
}

Value ExpressionEvaluator::splat_unknown(const Value& source, hcl::ExprId each, Span origin) {
  value::Pool& pool = run_.pool;
  const value::Type type = source.type();
  if (type.kind() == value::TypeKind::Tuple) {
    std::vector<value::Type> types;
    for (std::size_t i = 0; i < type.elements().size(); ++i) {
      const Value item = part_of_unknown(pool, source, "[" + std::to_string(i) + "]", type.elements()[i], origin);
      types.push_back(with_item(item, each).type());
    }
    return part_of_unknown(pool, source, "[*]", pool.tuple_of(types), origin);
  }
  const Value item = part_of_unknown(pool, source, "[*]", type.element(), origin);
  const Value result = with_item(item, each);
  if (!result.is_unknown()) {
    const Value because[] = {source};
    return pool.unknown_from(because, {}, origin);
  }
  value::Pool::UnknownSpec spec;
  spec.type = type.is_dynamic() ? value::Type{} : pool.list_of(result.type());
  spec.symbol = result.symbol();
  spec.causes = result.causes();
  return pool.unknown(spec, origin).with_sensitive(source.is_sensitive() || result.is_sensitive());
}

}  // namespace brn::config::terraform
