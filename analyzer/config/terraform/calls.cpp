// Function calls: `try` and `can`, expansion by `...`, template functions, and lists of Availability Zones.

#include <algorithm>
#include <utility>

#include "analyzer/config/terraform/aws_functions.h"
#include "analyzer/config/terraform/ephemeral.h"
#include "analyzer/config/terraform/expression.h"
#include "analyzer/config/terraform/functions/functions.h"
#include "analyzer/config/terraform/instance.h"
#include "analyzer/config/terraform/provider_functions.h"
#include "analyzer/config/terraform/start_place.h"
#include "analyzer/diagnostics/names.h"
#include "analyzer/value/convert.h"

namespace brn::config::terraform {

using value::Value;

namespace {

std::string_view without_namespace(std::string_view name) {
  constexpr std::string_view kCore = "core::";
  return name.starts_with(kCore) ? name.substr(kCore.size()) : name;
}

bool is_zone_list(const value::Pool& pool, const Value& value) {
  if (!value.is_unknown() || !value.symbol().is_valid()) return false;
  const value::SymbolData& data = pool.symbol_data(value.symbol());
  return data.kind == value::SymbolKind::Zone && data.path == "*";
}

std::optional<std::int64_t> whole_number(const Value& value) {
  return value.is_number() ? value.as_number().to_int64() : std::nullopt;
}

}  // namespace

Value ExpressionEvaluator::call(hcl::ExprId id, const hcl::Expr& expr) {
  const std::string_view name = without_namespace(expr.name);
  if (name == "try") return try_call(id);
  if (name == "can") return can_call(id);
  if (scope_.module == nullptr && !scope_.is_template_file) return fail(expr.span, "functions may not be called here");
  if (name.starts_with("provider::")) return provider_call(id, expr);
  if (!is_function(name)) {
    return fail(expr.name_span,
                "there is no function `" + std::string(name) + "`" + did_you_mean(name, function_names()), name,
                DiagnosticKind::UndefinedReference);
  }
  if (name == "templatestring" && !file_.children(id).empty()) {
    const hcl::ExprKind kind = file_.expr(file_.child(id, 0)).kind;
    const bool is_text = kind == hcl::ExprKind::String || kind == hcl::ExprKind::Template;
    if (is_text)
      return fail(start_place(run_.sources, file_, file_.child(id, 0)),
                  "`templatestring` takes a reference to its template");
  }
  std::vector<Value> arguments;
  Value unknown;
  if (!arguments_of(id, expr, arguments, unknown)) return unknown;
  if (name == "ephemeralasnull" && arguments.size() == 1 && scope_.module != nullptr) {
    const Module& module = scope_.module->module();
    if (is_ephemeral(module, run_.callees_of(module), {&file_, file_.child(id, 0)})) {
      return run_.pool.null(expr.span, arguments[0].type());
    }
  }
  return lift(arguments, expr.span, [&](std::span<const Value> known) { return invoke(name, known, id); });
}

/// `provider::NAME::function`: those of the built-in provider and of AWS are evaluated, others are not known.
Value ExpressionEvaluator::provider_call(hcl::ExprId id, const hcl::Expr& expr) {
  constexpr std::string_view kPrefix = "provider::";
  const std::string_view rest = expr.name.substr(kPrefix.size());
  const std::string_view provider = rest.substr(0, rest.find(':'));
  const std::optional<std::string> source =
      scope_.module == nullptr ? std::nullopt : scope_.module->module().required_provider(provider);
  if (!source) {
    return fail(expr.span,
                "there is no function `" + std::string(expr.name) + "`: `required_providers` does not declare `" +
                    std::string(provider) + "`",
                expr.name, DiagnosticKind::UndefinedReference);
  }
  const bool is_builtin = *source == "terraform.io/builtin/terraform";
  const bool is_aws = source->empty() ? provider == "aws" : source->ends_with("hashicorp/aws");
  if (!is_builtin && !is_aws) {
    return run_.unsupported(expr.span, expr.name, "functions of this provider are not evaluated");
  }
  const std::string_view name = rest.substr(std::min(rest.size(), provider.size() + 2));
  std::vector<Value> arguments;
  Value unknown;
  if (!arguments_of(id, expr, arguments, unknown)) return unknown;
  return lift(arguments, expr.span, [&](std::span<const Value> known) -> Value {
    std::optional<FunctionResult> answer = is_aws ? call_aws_provider(run_.pool, name, known, expr.span)
                                                  : std::optional(call_builtin_provider(run_, name, known, expr.span));
    if (!answer) return run_.unsupported(expr.span, expr.name, "this function of the provider is not evaluated");
    FunctionResult result = std::move(*answer);
    const auto* error = std::get_if<FunctionError>(&result);
    if (error == nullptr)
      return std::get<Value>(result).with_sensitive(std::ranges::any_of(known, is_deeply_sensitive));
    const Span place =
        error->argument ? start_place(run_.sources, file_, file_.child(id, *error->argument)) : expr.span;
    return fail(place, "`" + std::string(name) + "`: " + error->message, std::string(name) + "()");
  });
}

/// Evaluates the arguments; false when the expanded one stands in the way, with `unknown` as the result of the call.
bool ExpressionEvaluator::arguments_of(hcl::ExprId id, const hcl::Expr& expr, std::vector<Value>& arguments,
                                       Value& unknown) {
  const std::span<const hcl::ExprId> children = file_.children(id);
  for (const hcl::ExprId child : children) arguments.push_back(evaluate(child));
  if (!expr.flag || arguments.empty()) return true;
  const Value last = arguments.back();
  const Span place = file_.expr(children.back()).span;
  if (last.is_choice()) {
    const Value only[] = {last};
    const std::string_view name = without_namespace(expr.name);
    arguments.pop_back();
    unknown = lift(only, expr.span, [&](std::span<const Value> known) -> Value {
      if (known[0].is_unknown()) return run_.pool.unknown_from(known, {}, expr.span);
      if (!known[0].is_sequence()) return fail(place, "only a list, set or tuple can be expanded");
      std::vector<Value> all = arguments;
      all.insert(all.end(), known[0].elements().begin(), known[0].elements().end());
      return lift(all, expr.span, [&](std::span<const Value> values) { return invoke(name, values, id); });
    });
    return false;
  }
  if (last.is_unknown()) {
    const value::TypeKind kind = last.type().kind();
    const bool can_expand = last.type().is_dynamic() || kind == value::TypeKind::List || kind == value::TypeKind::Set ||
                            kind == value::TypeKind::Tuple;
    if (!can_expand) {
      unknown = fail(place, "only a list, set or tuple can be expanded");
      return false;
    }
    unknown = run_.pool.unknown_from(std::span(&last, 1), {}, expr.span);
    return false;
  }
  if (!last.is_sequence()) {
    unknown = fail(place, last.is_null() ? "null cannot be expanded" : "only a list, set or tuple can be expanded");
    return false;
  }
  arguments.pop_back();
  for (const Value& element : last.elements()) {
    arguments.push_back(element.with_sensitive(element.is_sensitive() || last.is_sensitive()));
  }
  return true;
}

Value ExpressionEvaluator::invoke(std::string_view name, std::span<const Value> arguments, hcl::ExprId id) {
  const hcl::Expr& expr = file_.expr(id);
  bool handled = false;
  const Value zones = zone_call(name, arguments, expr.span, handled);
  if (handled) return zones;
  std::vector<Span> places;
  const std::span<const hcl::ExprId> children = file_.children(id);
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    places.push_back(start_place(run_.sources, file_, children[std::min(i, children.size() - 1)]));
  }
  FunctionContext context{run_.pool, run_.sources, run_.limits, run_.root_folder,
                          expr.span, places,       {},          scope_.template_depth};
  const auto render = [&](const hcl::ParsedExpression& parsed, std::string_view,
                          const Value& variables) -> FunctionResult {
    std::vector<Frame> frames;
    frames.reserve(variables.is_mapping() ? variables.members().size() : 0);
    if (variables.is_mapping()) {
      for (const value::Member& member : variables.members()) {
        frames.push_back({frames.empty() ? nullptr : &frames.back(), member.name, member.value});
      }
    }
    EvaluationErrors errors;
    Scope inner;
    inner.frames = frames.empty() ? nullptr : &frames.back();
    inner.guard = scope_.guard;
    inner.errors = &errors;
    inner.is_template_file = true;
    inner.template_depth = scope_.template_depth + 1;
    const Value text = ExpressionEvaluator(run_, inner, parsed.file).evaluate(parsed.root);
    if (!errors.empty()) {
      const bool is_missing = errors.front().kind == DiagnosticKind::UndefinedReference;
      return FunctionError{errors.front().message, std::nullopt, is_missing};
    }
    return text;
  };
  context.evaluate_template = render;
  FunctionResult result = call_function(context, name, arguments);
  if (auto* error = std::get_if<FunctionError>(&result)) {
    Span place = error->argument && *error->argument < places.size() ? places[*error->argument] : expr.span;
    if (error->is_missing_argument && expr.span.size() > 0) place.begin = expr.span.end - 1;  // the closing parenthesis
    return fail(place, "`" + std::string(name) + "`: " + error->message, std::string(name) + "()");
  }
  return std::get<Value>(result);
}

/// The zones of a Region are at least two, and those of different index differ: `slice`, `element` and the like keep
/// that, although the list itself is unknown.
Value ExpressionEvaluator::zone_call(std::string_view name, std::span<const Value> arguments, Span place,
                                     bool& handled) {
  if (arguments.empty() || !is_zone_list(run_.pool, arguments[0])) return {};
  value::Pool& pool = run_.pool;
  const Value& zones = arguments[0];
  const auto zone = [&](std::int64_t at) {
    return part_of_unknown(pool, zones, "[" + std::to_string(at) + "]", pool.string_type(), place);
  };
  if ((name == "sort" || name == "tolist" || name == "distinct") && arguments.size() == 1) {
    handled = true;
    return zones.with_origin(place);
  }
  if (name == "element" && arguments.size() == 2) {
    const std::optional<std::int64_t> at = whole_number(arguments[1]);
    if (!at || *at < 0) return {};
    handled = true;
    return zone(*at);
  }
  constexpr std::int64_t kMostZones = 32;
  if (name == "slice" && arguments.size() == 3) {
    const std::optional<std::int64_t> begin = whole_number(arguments[1]);
    const std::optional<std::int64_t> end = whole_number(arguments[2]);
    if (!begin || !end || *begin < 0 || *end < *begin || *end > kMostZones) return {};
    handled = true;
    std::vector<Value> chosen;
    for (std::int64_t at = *begin; at < *end; ++at) chosen.push_back(zone(at));
    return pool.list(chosen, pool.string_type(), place);
  }
  return {};
}

/// Evaluates one argument of `try` or `can` under `guard`; `failed` is where it failed.
Value ExpressionEvaluator::attempt(hcl::ExprId id, guard::Guard guard, guard::Guard& failed) {
  guard::GuardPool& guards = run_.pool.guards();
  EvaluationErrors errors;
  EvaluationErrors* const outer_errors = std::exchange(scope_.errors, &errors);
  const guard::Guard outer_guard = std::exchange(scope_.guard, guard);
  const Value value = evaluate(id);
  scope_.errors = outer_errors;
  scope_.guard = outer_guard;
  failed = guard::Guard::never();
  for (const EvaluationError& error : errors) failed = guards.either(failed, error.guard);
  return value;
}

Value ExpressionEvaluator::try_call(hcl::ExprId id) {
  const hcl::Expr& expr = file_.expr(id);
  guard::GuardPool& guards = run_.pool.guards();
  std::vector<value::Alternative> alternatives;
  guard::Guard open = scope_.guard;
  for (const hcl::ExprId child : file_.children(id)) {
    guard::Guard failed;
    const Value value = attempt(child, open, failed);
    if (guards.implies(open, failed)) continue;
    // What is not known yet may fail later, and then the next expression counts.
    const bool may_fail = !run_.pool.compares_identities() && !value.is_wholly_known() && !value.has_choice();
    if (may_fail && failed.is_never() && alternatives.empty()) {
      const Value because[] = {value};
      return run_.pool.unknown_from(because, {}, expr.span);
    }
    if (failed.is_never() && alternatives.empty()) return value;
    const guard::Guard succeeded = guards.without(open, failed);
    if (!value.is_choice()) {
      alternatives.push_back({succeeded, value});
    } else {
      for (const value::Alternative& alternative : value.alternatives()) {
        const guard::Guard both = guards.both(succeeded, alternative.guard);
        if (!both.is_never()) alternatives.push_back({both, alternative.value});
      }
    }
    open = guards.both(open, failed);
    if (open.is_never()) return run_.pool.choice(alternatives, expr.span);
  }
  const guard::Guard outer = std::exchange(scope_.guard, open);
  const Value none = fail(expr.span, "none of the expressions in `try` could be evaluated", "try()");
  scope_.guard = outer;
  if (alternatives.empty()) return none;
  alternatives.push_back({open, none});
  return run_.pool.choice(alternatives, expr.span);
}

Value ExpressionEvaluator::can_call(hcl::ExprId id) {
  const hcl::Expr& expr = file_.expr(id);
  guard::GuardPool& guards = run_.pool.guards();
  if (file_.children(id).empty()) {
    return fail(Span{expr.span.file, expr.span.end - 1, expr.span.end}, "`can` takes one expression");
  }
  if (file_.children(id).size() > 1) {
    return fail(start_place(run_.sources, file_, file_.child(id, 1)), "`can` takes one expression");
  }
  guard::Guard failed;
  const Value value = attempt(file_.child(id, 0), scope_.guard, failed);
  if (failed.is_never()) {
    if (value.is_wholly_known() || value.has_choice()) return run_.pool.boolean(true, expr.span);
    const Value because[] = {value};
    return run_.pool.unknown_from(because, run_.pool.bool_type(), expr.span);
  }
  if (guards.implies(scope_.guard, failed)) return run_.pool.boolean(false, expr.span);
  const value::Alternative alternatives[] = {{failed, run_.pool.boolean(false, expr.span)},
                                             {guards.negation(failed), run_.pool.boolean(true, expr.span)}};
  return run_.pool.choice(alternatives, expr.span);
}

}  // namespace brn::config::terraform
