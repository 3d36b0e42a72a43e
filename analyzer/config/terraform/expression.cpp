#include "analyzer/config/terraform/expression.h"

#include <algorithm>

#include "analyzer/value/convert.h"
#include "analyzer/value/extent.h"

namespace brn::config::terraform {

using value::Value;

namespace {

/// Counts nesting for as long as it lives.
class DepthCounter {
 public:
  explicit DepthCounter(std::uint32_t& depth) : depth_(depth) { ++depth_; }
  ~DepthCounter() { --depth_; }
  DepthCounter(const DepthCounter&) = delete;
  DepthCounter& operator=(const DepthCounter&) = delete;

 private:
  std::uint32_t& depth_;
};

/// One walk over the combinations of alternatives of several arguments.
class Combinations {
 public:
  Combinations(guard::GuardPool& guards, std::span<const Value> arguments, guard::Guard within)
      : guards_(guards), arguments_(arguments), chosen_(arguments.size()), within_(within) {}

  /// Calls `use(guard, values)` for each; false when there are too many.
  template <typename Use>
  bool walk(const Use& use) {
    return walk(0, guard::Guard::always(), within_, use);
  }

 private:
  static constexpr std::size_t kMaxCombinations = 512;

  template <typename Use>
  bool walk(std::size_t position, guard::Guard guard, guard::Guard possible, const Use& use) {
    while (position < arguments_.size() && !arguments_[position].is_choice()) {
      chosen_[position] = arguments_[position];
      ++position;
    }
    if (position == arguments_.size()) {
      if (++count_ > kMaxCombinations) return false;
      use(guard, std::span<const Value>(chosen_));
      return true;
    }
    const Value& choice = arguments_[position];
    for (const value::Alternative& alternative : choice.alternatives()) {
      const guard::Guard narrowed = guards_.both(possible, alternative.guard);
      if (narrowed.is_never()) continue;
      chosen_[position] = alternative.value.with_sensitive(alternative.value.is_sensitive() || choice.is_sensitive());
      if (!walk(position + 1, guards_.both(guard, alternative.guard), narrowed, use)) return false;
    }
    return true;
  }

  guard::GuardPool& guards_;
  std::span<const Value> arguments_;
  std::vector<Value> chosen_;
  guard::Guard within_;
  std::size_t count_ = 0;
};

}  // namespace

Value ExpressionEvaluator::fail(Span place, std::string message, std::string_view subject, DiagnosticKind kind) {
  Value result = run_.failed(place, subject, message);
  if (scope_.errors != nullptr) scope_.errors->push_back({scope_.guard, place, std::move(message), kind});
  return result;
}

Value ExpressionEvaluator::lift(std::span<const Value> arguments, Span origin, const Function& function) {
  if (std::ranges::none_of(arguments, &Value::is_choice)) return function(arguments);
  guard::GuardPool& guards = run_.pool.guards();
  const guard::Guard outer = scope_.guard;
  std::vector<value::Alternative> alternatives;
  Combinations combinations(guards, arguments, outer);
  const bool complete = combinations.walk([&](guard::Guard guard, std::span<const Value> values) {
    scope_.guard = guards.both(outer, guard);
    alternatives.push_back({guard, function(values)});
  });
  scope_.guard = outer;
  if (!complete) {
    return run_.pool.unknown(Cause{CauseKind::Limit, "combinations", "too many combinations of inputs meet here",
                                   "give values to some of the inputs", origin},
                             {}, origin);
  }
  if (alternatives.size() == 1 && guards.implies(outer, alternatives[0].guard)) return alternatives[0].value;
  return run_.pool.choice(alternatives, origin);
}

Value ExpressionEvaluator::restrict_to_scope(const Value& value) {
  if (!value.is_choice() || scope_.guard.is_always()) return value;
  guard::GuardPool& guards = run_.pool.guards();
  std::vector<value::Alternative> possible;
  for (const value::Alternative& alternative : value.alternatives()) {
    if (!guards.disjoint(alternative.guard, scope_.guard)) possible.push_back(alternative);
  }
  if (possible.size() == value.alternatives().size() && possible.size() > 1) return value;
  if (possible.size() == 1 && guards.implies(scope_.guard, possible[0].guard)) {
    return possible[0].value.with_sensitive(possible[0].value.is_sensitive() || value.is_sensitive());
  }
  if (possible.empty()) return value;
  return run_.pool.choice(possible, value.origin()).with_sensitive(value.is_sensitive());
}

Value ExpressionEvaluator::convert(const Value& input, value::Type type, Span place) {
  value::Converted converted = value::convert(run_.pool, input, type);
  if (auto* error = std::get_if<value::ConversionError>(&converted)) {
    return fail(place, error->path.empty() ? error->message : "`" + error->path + "`: " + error->message);
  }
  return std::get<Value>(converted);
}

Value ExpressionEvaluator::evaluate(hcl::ExprId id) {
  if (!id.is_valid()) return run_.failed(Span{file_.file, 0, 0}, {}, "could not be read");
  const hcl::Expr& expr = file_.expr(id);
  const DepthCounter counter(run_.depth);
  if (run_.depth > kMaxEvaluationDepth) {
    run_.configuration.diagnostics.error(DiagnosticKind::LimitReached, expr.span,
                                         "evaluation is nested too deeply here");
    return run_.pool.unknown(Cause{CauseKind::Limit, "nesting", "evaluation is nested too deeply", "", expr.span}, {},
                             expr.span);
  }
  if (!run_.may_continue(expr.span)) return run_.exhausted(expr.span);
  const Value result = evaluate_kind(id, expr);
  if (value::part_count(result) <= kMaxParts) return result;
  run_.configuration.diagnostics.error(DiagnosticKind::LimitReached, expr.span,
                                       "this value has more than " + std::to_string(kMaxParts) + " parts");
  return run_.exhausted(expr.span);
}

Value ExpressionEvaluator::evaluate_kind(hcl::ExprId id, const hcl::Expr& expr) {
  using hcl::ExprKind;
  switch (expr.kind) {
    case ExprKind::Error: return run_.failed(expr.span, {}, "could not be read");
    case ExprKind::Null: return run_.pool.null(expr.span);
    case ExprKind::Bool: return run_.pool.boolean(expr.flag, expr.span);
    case ExprKind::Number: return literal_number(expr);
    case ExprKind::String: return run_.pool.string(expr.text, expr.span);
    case ExprKind::Template: return template_value(id);
    case ExprKind::TemplateIf: return template_if(id);
    case ExprKind::TemplateFor: return template_for(id, expr);
    case ExprKind::Variable:
    case ExprKind::GetAttr:
    case ExprKind::Index: return traversal(id);
    case ExprKind::Splat: return splat(id, expr);
    case ExprKind::SplatItem: return splat_item_ == nullptr ? run_.pool.null(expr.span) : *splat_item_;
    case ExprKind::Call: return call(id, expr);
    case ExprKind::Unary: return unary(expr, id);
    case ExprKind::Binary: return binary(expr, id);
    case ExprKind::Conditional: return conditional(id);
    case ExprKind::Tuple: return tuple(id);
    case ExprKind::Object: return object(id);
    case ExprKind::ForTuple:
    case ExprKind::ForObject: return for_expression(id, expr);
    case ExprKind::Parens: return evaluate(file_.child(id, 0));
  }
  return run_.failed(expr.span, {}, "could not be read");
}

Value ExpressionEvaluator::literal_number(const hcl::Expr& expr) {
  const std::optional<value::Number> number = value::Number::parse(expr.text);
  if (!number) return fail(expr.span, "this is no number");
  return run_.pool.number(*number, expr.span);
}

Value ExpressionEvaluator::tuple(hcl::ExprId id) {
  std::vector<Value> items;
  for (const hcl::ExprId child : file_.children(id)) items.push_back(evaluate(child));
  return run_.pool.tuple(items, file_.expr(id).span);
}

Value ExpressionEvaluator::object(hcl::ExprId id) {
  const std::span<const hcl::ExprId> children = file_.children(id);
  const Span origin = file_.expr(id).span;
  std::vector<Value> keys;
  std::vector<value::Member> members;
  for (std::size_t i = 0; i + 1 < children.size(); i += 2) {
    const hcl::Expr& key = file_.expr(children[i]);
    // A bare name is itself, also where a variable has the same name.
    keys.push_back(key.kind == hcl::ExprKind::Variable ? run_.pool.string(key.name, key.span) : evaluate(children[i]));
    members.push_back({{}, evaluate(children[i + 1]), key.span});
  }
  return lift(keys, origin, [&](std::span<const Value> known_keys) {
    std::vector<value::Member> named = members;
    for (std::size_t i = 0; i < named.size(); ++i) {
      if (known_keys[i].is_unknown()) {
        const value::Type type = known_keys[i].type();
        if (!type.is_dynamic() && !type.is_primitive()) {
          return fail(named[i].name_span, "a key of an object must be a string");
        }
        return run_.pool.unknown_from(known_keys, {}, origin);
      }
      if (known_keys[i].is_null())
        return fail(file_.expr(children[2 * i + 1]).span, "a key of an object cannot be null");
      const std::optional<std::string> text = value::primitive_to_text(known_keys[i]);
      if (!text) return fail(named[i].name_span, "a key of an object must be a string");
      named[i].name = run_.pool.intern(*text);
      if (known_keys[i].is_sensitive()) named[i].value = named[i].value.with_sensitive(true);
    }
    return run_.pool.object(named, origin);
  });
}

Value evaluate(Run& run, const Scope& scope, const Expression& expression) {
  return ExpressionEvaluator(run, scope, *expression.file).evaluate(expression.id);
}

Value evaluate_and_report(Run& run, Scope scope, const Expression& expression) {
  EvaluationErrors errors;
  scope.errors = &errors;
  if (run.depth == 0) run.begin_definition();
  const Value result = evaluate(run, scope, expression);
  if (!scope.may_not_exist) run.report(errors);
  return result;
}

std::string key_text(const Value& key) {
  if (key.is_string()) return "[\"" + std::string(key.as_string()) + "\"]";
  return "[" + value::primitive_to_text(key).value_or("?") + "]";
}

bool is_deeply_sensitive(const Value& value) {
  return value.is_sensitive() || value::has_sensitive(value);
}

}  // namespace brn::config::terraform
