// Operators and the conditional. Arithmetic and logic convert their operands, `==` never does. As a plan of Terraform 1.11
// does it nothing short-circuits; otherwise the left operand of `&&` and `||` decides where it can, as since 1.12.

#include <utility>

#include "analyzer/config/terraform/expression.h"
#include "analyzer/value/convert.h"

namespace brn::config::terraform {

using hcl::Op;
using value::Value;

namespace {

bool is_logic(Op op) {
  return op == Op::And || op == Op::Or || op == Op::Not;
}
bool is_comparison(Op op) {
  return op == Op::Less || op == Op::LessEqual || op == Op::Greater || op == Op::GreaterEqual;
}

/// Whether the left operand alone gives the answer.
bool is_decisive(Op op, const Value& left) {
  return left.is_bool() && ((op == Op::Or && left.as_bool()) || (op == Op::And && !left.as_bool()));
}

bool is_equality(Op op) {
  return op == Op::Equal || op == Op::NotEqual;
}

/// The range of a number, known or not.
value::NumberRange range_of(const Value& number) {
  if (number.is_number()) return {number.as_number(), number.as_number()};
  const value::NumberRange* range = number.is_unknown() ? number.range() : nullptr;
  return range == nullptr ? value::NumberRange{} : *range;
}

/// `a < b` (or `a <= b`) as far as ranges decide it.
Tri is_less(const value::NumberRange& a, const value::NumberRange& b, bool or_equal, bool may_touch) {
  const bool touching_is_enough = or_equal && may_touch;
  if (a.upper && b.lower && (touching_is_enough ? *a.upper <= *b.lower : *a.upper < *b.lower)) return Tri::Yes;
  if (a.lower && b.upper && (or_equal ? *a.lower > *b.upper : *a.lower >= *b.upper)) return Tri::No;
  return Tri::Unknown;
}

Tri compare_ranges(Op op, const value::NumberRange& a, const value::NumberRange& b, bool may_touch) {
  switch (op) {
    case Op::Less: return is_less(a, b, false, may_touch);
    case Op::LessEqual: return is_less(a, b, true, may_touch);
    case Op::Greater: return is_less(b, a, false, may_touch);
    default: return is_less(b, a, true, may_touch);
  }
}

bool is_something(const Value& value) {
  return value.is_unknown() ? value.is_certainly_not_null() : !value.is_choice() && !value.is_null();
}

/// The range of a number or of a length, whichever of the two values it is.
value::NumberRange range_of_both(const Value& a, const Value& b) {
  const auto one = [](const Value& value) -> value::NumberRange {
    const bool is_collection = value.kind() == value::Kind::List || value.kind() == value::Kind::Map;
    if (!is_collection) return range_of(value);
    const std::size_t size = value.is_sequence() ? value.elements().size() : value.members().size();
    return {value::Number(static_cast<std::int64_t>(size)), value::Number(static_cast<std::int64_t>(size))};
  };
  const value::NumberRange left = one(a);
  const value::NumberRange right = one(b);
  value::NumberRange both;
  if (left.lower && right.lower) both.lower = *left.lower < *right.lower ? *left.lower : *right.lower;
  if (left.upper && right.upper) both.upper = *left.upper > *right.upper ? *left.upper : *right.upper;
  return both;
}

bool compare(Op op, const value::Number& a, const value::Number& b) {
  switch (op) {
    case Op::Less: return a < b;
    case Op::LessEqual: return a <= b;
    case Op::Greater: return a > b;
    default: return a >= b;
  }
}

}  // namespace

/// Converts an operand; an error when it does not fit, or (of the whole operation) when it is null.
Value ExpressionEvaluator::operand(const Value& input, value::Type type, Span place, Span operation, bool& ok) {
  ok = false;
  if (input.is_null()) return fail(operation, "the operand is null");
  value::Converted converted = value::convert(run_.pool, input, type);
  if (const auto* error = std::get_if<value::ConversionError>(&converted)) {
    return fail(place, "the operand does not fit: " + error->message);
  }
  const Value result = std::get<Value>(converted);
  const bool fits = result.is_unknown() || result.type() == type;
  if (!fits || result.is_null()) return fail(place, "the operand does not fit");
  ok = true;
  return result;
}

Value ExpressionEvaluator::unary(const hcl::Expr& expr, hcl::ExprId id) {
  const hcl::ExprId child = file_.child(id, 0);
  const Value arguments[] = {evaluate(child)};
  return lift(arguments, expr.span, [&](std::span<const Value> known) {
    return apply_unary(expr.op, known[0], file_.expr(child).span, expr.span);
  });
}

Value ExpressionEvaluator::apply_unary(Op op, const Value& input, Span operand_span, Span place) {
  value::Pool& pool = run_.pool;
  const value::Type type = op == Op::Not ? pool.bool_type() : pool.number_type();
  bool ok = false;
  const Value value = operand(input, type, operand_span, place, ok);
  if (!ok) return value;
  const bool sensitive = input.is_sensitive();
  if (value.is_unknown()) {
    const Value because[] = {value};
    return pool.unknown_from(because, type, place).with_sensitive(sensitive);
  }
  const Value result = op == Op::Not ? pool.boolean(!value.as_bool(), place) : pool.number(-value.as_number(), place);
  return result.with_sensitive(sensitive);
}

Value ExpressionEvaluator::binary(const hcl::Expr& expr, hcl::ExprId id) {
  // A long chain of operators leans to the left; it is walked without recursion.
  std::vector<hcl::ExprId> chain;
  hcl::ExprId bottom = id;
  while (file_.expr(bottom).kind == hcl::ExprKind::Binary) {
    chain.push_back(bottom);
    bottom = file_.child(bottom, 0);
  }
  Value result = evaluate(bottom);
  for (auto link = chain.rbegin(); link != chain.rend(); ++link) {
    const hcl::Expr& operation = file_.expr(*link);
    const guard::Guard open = run_.limits.like_terraform ? guard::Guard::always() : undecided(operation.op, result);
    const guard::Guard outer = scope_.guard;
    scope_.guard = run_.pool.guards().both(outer, open);
    if (scope_.guard.is_never() && !outer.is_never()) {
      scope_.guard = outer;
      continue;
    }
    const Value right = evaluate(file_.child(*link, 1));
    scope_.guard = outer;
    const Value arguments[] = {result, right};
    result = lift(arguments, expr.span,
                  [&](std::span<const Value> known) { return apply_binary(operation.op, known[0], known[1], *link); });
  }
  return result;
}

/// Where the left operand leaves the answer of `&&` or `||` to the right one.
guard::Guard ExpressionEvaluator::undecided(Op op, const Value& left) {
  if (!left.is_choice()) return is_decisive(op, left) ? guard::Guard::never() : guard::Guard::always();
  guard::GuardPool& guards = run_.pool.guards();
  guard::Guard open = guard::Guard::never();
  for (const value::Alternative& alternative : left.alternatives()) {
    if (!is_decisive(op, alternative.value)) open = guards.either(open, alternative.guard);
  }
  return open;
}

Value ExpressionEvaluator::apply_binary(Op op, const Value& left, const Value& right, hcl::ExprId id) {
  value::Pool& pool = run_.pool;
  const Span place = file_.expr(id).span;
  if (!run_.limits.like_terraform && is_decisive(op, left)) {
    return pool.boolean(left.as_bool(), place).with_sensitive(left.is_sensitive());
  }
  const bool sensitive = is_deeply_sensitive(left) || is_deeply_sensitive(right);
  if (is_equality(op)) {
    const Tri equal = value::equal(pool, left, right);
    if (is_unknown(equal)) {
      const Value because[] = {left, right};
      return pool.unknown_from(because, pool.bool_type(), place).with_sensitive(sensitive);
    }
    return pool.boolean(is_yes(equal) == (op == Op::Equal), place).with_sensitive(sensitive);
  }
  const value::Type type = is_logic(op) ? pool.bool_type() : pool.number_type();
  bool left_ok = false;
  bool right_ok = false;
  const Value a = operand(left, type, file_.expr(file_.child(id, 0)).span, place, left_ok);
  const Value b = operand(right, type, file_.expr(file_.child(id, 1)).span, place, right_ok);
  if (!left_ok) return a;
  if (!right_ok) return b;
  if (a.is_unknown() || b.is_unknown()) {
    // In a plan `a >= b` is `a > b || a == b`, so two ranges that only touch decide nothing.
    const bool may_touch = pool.compares_identities();
    const Tri decided = is_comparison(op) ? compare_ranges(op, range_of(a), range_of(b), may_touch) : Tri::Unknown;
    if (!is_unknown(decided)) return pool.boolean(is_yes(decided), place).with_sensitive(sensitive);
    const Value because[] = {a, b};
    const value::Type result = is_comparison(op) ? pool.bool_type() : type;
    return pool.unknown_from(because, result, place).with_sensitive(sensitive);
  }
  if (op == Op::And) return pool.boolean(a.as_bool() && b.as_bool(), place).with_sensitive(sensitive);
  if (op == Op::Or) return pool.boolean(a.as_bool() || b.as_bool(), place).with_sensitive(sensitive);
  if (is_comparison(op))
    return pool.boolean(compare(op, a.as_number(), b.as_number()), place).with_sensitive(sensitive);
  return arithmetic(op, a, b, place).with_sensitive(sensitive);
}

Value ExpressionEvaluator::arithmetic(Op op, const Value& left, const Value& right, Span place) {
  const value::Number& a = left.as_number();
  const value::Number& b = right.as_number();
  std::optional<value::Number> result;
  switch (op) {
    case Op::Add: result = a + b; break;
    case Op::Subtract: result = a - b; break;
    case Op::Multiply: result = a * b; break;
    case Op::Divide: result = value::Number::divide(a, b); break;
    default: result = value::Number::modulo(a, b); break;
  }
  if (!result) return fail(place, "the result is no number");
  return run_.pool.number(*result, place);
}

/// Evaluates for the type only: errors of a branch that is not taken do not count.
Value ExpressionEvaluator::quiet(hcl::ExprId id) {
  EvaluationErrors ignored;
  EvaluationErrors* const outer = std::exchange(scope_.errors, &ignored);
  const Value value = evaluate(id);
  scope_.errors = outer;
  return value;
}

Value ExpressionEvaluator::conditional(hcl::ExprId id) {
  const hcl::ExprId condition_id = file_.child(id, 0);
  const Value condition = evaluate(condition_id);
  guard::GuardPool& guards = run_.pool.guards();
  const guard::Guard outer = scope_.guard;
  // Each branch is evaluated once, under the guards with which the condition can choose it.
  guard::Guard when_true = guard::Guard::never();
  guard::Guard when_false = guard::Guard::never();
  const auto note = [&](guard::Guard guard, const Value& value) {
    const bool text_true = value.is_bool() ? value.as_bool() : value.is_string() && value.as_string() == "true";
    const bool text_false = value.is_bool() ? !value.as_bool() : value.is_string() && value.as_string() == "false";
    if (!text_false) when_true = guards.either(when_true, guard);
    if (!text_true) when_false = guards.either(when_false, guard);
  };
  if (condition.is_choice()) {
    for (const value::Alternative& alternative : condition.alternatives()) note(alternative.guard, alternative.value);
  } else {
    note(guard::Guard::always(), condition);
  }
  const auto branch = [&](hcl::ExprId child, guard::Guard guard) {
    scope_.guard = guards.both(outer, guard);
    if (scope_.guard.is_never() || condition.is_unknown()) {
      scope_.guard = outer;
      return quiet(child);
    }
    Value value = evaluate(child);
    scope_.guard = outer;
    return value;
  };
  const Value yes = branch(file_.child(id, 1), when_true);
  const Value no = branch(file_.child(id, 2), when_false);
  const Value arguments[] = {condition};
  return lift(arguments, file_.expr(id).span, [&](std::span<const Value> known) {
    return conditional_result(known[0], yes, no, condition.is_choice(), id);
  });
}

Value ExpressionEvaluator::conditional_result(const Value& condition, const Value& yes, const Value& no,
                                              bool is_explored, hcl::ExprId id) {
  value::Pool& pool = run_.pool;
  const Span place = file_.expr(id).span;
  const Span condition_place = file_.expr(file_.child(id, 0)).span;
  bool ok = false;
  if (condition.is_null()) return fail(condition_place, "the condition is null");
  const Value decided = operand(condition, pool.bool_type(), condition_place, condition_place, ok);
  if (!ok) return decided;
  // Terraform marks the result by both branches, taken or not.
  const bool sensitive = condition.is_sensitive() || yes.is_sensitive() || no.is_sensitive();
  const value::Type types[] = {yes.type(), no.type()};
  const std::optional<value::Type> type = value::unify(pool, types);
  // Each branch was looked at where it is taken only; elsewhere a part of it may fail, and then has any type.
  if (!type && !is_explored && !yes.has_choice() && !no.has_choice()) {
    const Span results{place.file, file_.expr(file_.child(id, 1)).span.begin, file_.expr(file_.child(id, 2)).span.end};
    return fail(results, "the two results of the condition have types that do not fit: " +
                             value::friendly_name(yes.type()) + " and " + value::friendly_name(no.type()));
  }
  bool fits = true;
  const auto fitted = [&](const Value& value) {
    fits = true;
    if (!type || type->is_dynamic()) return value;
    value::Converted converted = value::convert(pool, value, *type);
    const Value* result = std::get_if<Value>(&converted);
    fits = result != nullptr;
    return fits ? *result : value;
  };
  if (decided.is_known()) {
    const Value& taken = decided.as_bool() ? yes : no;
    // A bare null takes the type of the other result.
    if (taken.is_null() && taken.type().is_dynamic()) {
      return pool.null(place, decided.as_bool() ? types[1] : types[0]).with_sensitive(sensitive);
    }
    const Value chosen = restrict_to_scope(fitted(taken));
    if (!fits && taken.is_known()) {
      return fail(file_.expr(file_.child(id, decided.as_bool() ? 1 : 2)).span,
                  "the result does not fit the type of the other one, " + value::friendly_name(*type));
    }
    return chosen.with_sensitive(chosen.is_sensitive() || sensitive);
  }
  const Value a = fitted(yes);
  const Value b = fitted(no);
  // An unknown condition decides nothing where both results are the same; Terraform leaves text unknown even so.
  const bool is_decided = a.is_number() || a.is_bool() || a.is_null();
  if (is_decided && value::identical(a, b)) return a.with_sensitive(a.is_sensitive() || sensitive);
  const Value because[] = {decided};
  const std::vector<const Cause*> causes = pool.causes_within(because);
  const value::NumberRange range = range_of_both(a, b);
  value::Pool::UnknownSpec spec;
  spec.type = type.value_or(value::Type{});
  spec.causes = causes;
  spec.not_null = is_something(a) && is_something(b);
  spec.range = &range;
  return pool.unknown(spec, place).with_sensitive(sensitive || decided.is_sensitive());
}

}  // namespace brn::config::terraform
