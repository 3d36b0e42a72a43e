#include "analyzer/config/terraform/variables.h"

#include <algorithm>

#include "analyzer/config/terraform/explored_inputs.h"
#include "analyzer/config/terraform/expression.h"
#include "analyzer/config/terraform/type_constraint.h"
#include "analyzer/value/convert.h"
#include "parsers/hcl/parser.h"

namespace brn::config::terraform {

using value::Value;

namespace {

bool is_inside(Span inner, Span outer) {
  return inner.file == outer.file && inner.begin >= outer.begin && inner.end <= outer.end;
}

bool is_set(Run& run, const Definition& variable, std::string_view attribute, bool fallback) {
  const Expression expression = variable.body.value(attribute);
  if (!expression.is_valid()) return fallback;
  const Value value = evaluate_and_report(run, Scope{}, expression);
  return value.is_bool() ? value.as_bool() : fallback;
}

/// The default, conformed to the type; nothing when there is none.
std::optional<Value> default_of(Run& run, const Definition& variable, const TypeConstraint& type) {
  const Expression expression = variable.body.value("default");
  if (!expression.is_valid()) return std::nullopt;
  const Value value = evaluate_and_report(run, Scope{}, expression);
  if (value.is_null()) return run.pool.null(expression.span(), value::without_optional(run.pool, type.type));
  Conformed conformed = conform(run, type, value);
  if (!conformed.error.empty()) {
    run.configuration.diagnostics.error(DiagnosticKind::InvalidValue, expression.span(),
                                        "the default does not fit the type of the variable: " + conformed.error);
  }
  return conformed.value;
}

Value without_value(Run& run, const Definition& variable, const TypeConstraint& type) {
  const std::string subject = "var." + variable.name;
  const Cause cause{CauseKind::Variable, subject, "`" + subject + "` has no value",
                    "set `" + variable.name + "` in a tfvars file or by `--var`", variable.header()};
  if (run.limits.like_terraform) {
    run.configuration.diagnostics.error(DiagnosticKind::InvalidValue, variable.header(),
                                        "`" + subject + "` has no value; " + cause.settle);
  }
  const Cause* const causes[] = {run.pool.cause(cause)};
  value::Pool::UnknownSpec spec;
  spec.type = value::without_optional(run.pool, type.type);
  spec.symbol = run.pool.symbol(value::SymbolKind::Input, run.root_folder, variable.name);
  spec.causes = causes;
  return run.pool.unknown(spec, variable.header());
}

/// Text from an argument or the environment: taken as it is where a primitive (or nothing) is declared, else read as an
/// expression.
Value text_value(Run& run, const Definition& variable, const TypeConstraint& type, const GivenValue& given) {
  const bool is_raw = !type.is_written || type.type.is_primitive();
  if (is_raw) return run.pool.string(given.text, Span{});
  const FileId id = run.sources.add("var." + variable.name, given.text);
  hcl::ParsedExpression parsed = hcl::parse_expression(id, run.sources.text(id));
  for (const SyntaxError& error : parsed.file.errors()) {
    run.configuration.diagnostics.error(DiagnosticKind::SyntaxError, error.span, error.message);
  }
  const hcl::ExprId root = parsed.root;
  const hcl::File& file = run.keep(std::move(parsed.file));
  if (!root.is_valid()) return run.failed(Span{}, "var." + variable.name, "the value could not be read");
  return evaluate_and_report(run, Scope{}, Expression{&file, root});
}

Value given_value(Run& run, const Definition& variable, const TypeConstraint& type, const GivenValue& given) {
  const Value raw = given.is_text ? text_value(run, variable, type, given) : given.value;
  if (raw.is_null()) {
    if (!is_set(run, variable, "nullable", true)) {
      if (std::optional<Value> fallback = default_of(run, variable, type)) return *fallback;
      run.configuration.diagnostics.error(DiagnosticKind::InvalidValue, given.place,
                                          "`var." + variable.name + "` cannot be null");
    }
    return run.pool.null(raw.origin(), value::without_optional(run.pool, type.type));
  }
  Conformed conformed = conform(run, type, raw);
  if (!conformed.error.empty()) {
    run.configuration.diagnostics.error(DiagnosticKind::InvalidValue,
                                        given.place.is_valid() ? given.place : variable.header(),
                                        "the value for `var." + variable.name + "` does not fit: " + conformed.error);
  }
  return conformed.value;
}

}  // namespace

std::map<std::string, Value, std::less<>> root_variables(Run& run, const Module& module) {
  const GivenValues given = read_given_values(run, module);
  std::map<std::string, Value, std::less<>> values;
  for (const Definition* variable : Module::in_order(module.variables)) {
    const TypeConstraint type = read_type(run, variable->body.value("type"));
    const bool sensitive = is_set(run, *variable, "sensitive", false);
    Value value;
    const std::optional<Value> planned =
        run.plan ? run.plan->variable(run.pool, variable->name, variable->header()) : std::nullopt;
    if (planned) {
      GivenValue from_plan;
      from_plan.value = *planned;
      from_plan.place = variable->header();
      value = given_value(run, *variable, type, from_plan);
    } else if (const auto found = given.find(variable->name); found != given.end()) {
      value = given_value(run, *variable, type, found->second);
    } else {
      const std::optional<Value> fallback = default_of(run, *variable, type);
      const Value* default_value = fallback ? &*fallback : nullptr;
      const std::vector<Value> listed = listed_values(run, *variable, type, default_value);
      if (!listed.empty()) {
        value = explore(run, *variable, listed, default_value);
      } else {
        value = fallback ? *fallback : without_value(run, *variable, type);
      }
    }
    values.emplace(variable->name, value.with_sensitive(value.is_sensitive() || sensitive));
  }
  return values;
}

Value called_variable(Run& run, const Definition& variable, const Value* given, const std::string& address, Span call) {
  const TypeConstraint type = read_type(run, variable.body.value("type"));
  const bool sensitive = is_set(run, variable, "sensitive", false);
  const auto finish = [&](const Value& value) { return value.with_sensitive(value.is_sensitive() || sensitive); };
  const bool is_nullable = is_set(run, variable, "nullable", true);
  if (given != nullptr && !(given->is_null() && !is_nullable)) {
    if (given->is_null()) return finish(run.pool.null(given->origin(), value::without_optional(run.pool, type.type)));
    Conformed conformed = conform(run, type, *given);
    if (!conformed.error.empty()) {
      run.configuration.diagnostics.error(DiagnosticKind::InvalidValue,
                                          given->origin().is_valid() ? given->origin() : call,
                                          "the value for `" + variable.name + "` does not fit: " + conformed.error);
    }
    return finish(conformed.value);
  }
  if (std::optional<Value> fallback = default_of(run, variable, type)) return finish(*fallback);
  if (given != nullptr) {
    run.configuration.diagnostics.error(DiagnosticKind::InvalidValue, given->origin(),
                                        "the argument `" + variable.name + "` cannot be null");
  }
  return finish(run.failed(call, address + ".var." + variable.name, "has no value"));
}

void check_validations(Run& run, const Scope& scope, const Definition& variable, const Value& value) {
  for (const BlockView& block : variable.body.blocks) {
    if (block.type() != "validation") continue;
    const BodyView body = block.body();
    const Expression condition = body.value("condition");
    if (!condition.is_valid()) continue;
    const Value result = evaluate_and_report(run, scope, condition);
    const bool failed = result.is_bool() && !result.as_bool();
    if (!failed) continue;
    std::string message = "`var." + variable.name + "` is not valid";
    if (const Expression text = body.value("error_message"); text.is_valid()) {
      EvaluationErrors ignored;
      Scope quiet = scope;
      quiet.errors = &ignored;
      const Value words = evaluate(run, quiet, text);
      if (words.is_string()) message += ": " + std::string(words.as_string());
      std::ranges::replace(message, '\n', ' ');
    }
    const bool is_default = value.origin().is_valid() && is_inside(value.origin(), variable.span());
    const Span place = value.origin().is_valid() && !is_default ? value.origin() : variable.header();
    run.configuration.diagnostics.add({DiagnosticKind::InvalidValue,
                                       DiagnosticSeverity::Error,
                                       message,
                                       place,
                                       "",
                                       {{"the rule", block.block->header}}});
  }
}

}  // namespace brn::config::terraform
