#pragma once
// Evaluates HCL expressions as Terraform does. What hinges on inputs that were not given is lifted over: a Choice in an
// operand gives a Choice of results, each computed under its guard. An error gives Unknown with an Error cause and an
// entry in the scope's errors.

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/config/terraform/module.h"
#include "analyzer/config/terraform/scope.h"

namespace brn::config::terraform {

class ExpressionEvaluator {
 public:
  ExpressionEvaluator(Run& run, Scope scope, const hcl::File& file) : run_(run), scope_(scope), file_(file) {}

  value::Value evaluate(hcl::ExprId id);

  // Steps that references and functions share.
  value::Value get_attribute(const value::Value& object, std::string_view name, Span place);
  value::Value index(const value::Value& collection, const value::Value& key, Span place);
  value::Value fail(Span place, std::string message, std::string_view subject = {},
                    DiagnosticKind kind = DiagnosticKind::InvalidValue);
  [[nodiscard]] const Scope& scope() const { return scope_; }
  [[nodiscard]] Run& run() { return run_; }

  using Function = std::function<value::Value(std::span<const value::Value>)>;
  /// Calls `function` for each combination of alternatives that can hold here.
  value::Value lift(std::span<const value::Value> arguments, Span origin, const Function& function);
  /// `value` as it can be under the guard of this scope.
  value::Value restrict_to_scope(const value::Value& value);
  /// `value` converted, or an error at `place`.
  value::Value convert(const value::Value& value, value::Type type, Span place);

 private:
  struct Binding;

  value::Value evaluate_kind(hcl::ExprId id, const hcl::Expr& expr);
  value::Value literal_number(const hcl::Expr& expr);

  // references.cpp
  value::Value traversal(hcl::ExprId id);
  struct Step;
  std::vector<Step> steps_of(hcl::ExprId id, hcl::ExprId& root);
  value::Value root_value(const hcl::Expr& root, std::span<const Step> steps, std::size_t& used);
  value::Value module_output(std::span<const Step> steps, std::size_t& used, Span place);
  value::Value named_value(std::string_view kind, const Step& step, Span place);
  value::Value path_value(std::string_view name, Span place);
  value::Value repetition_value(std::string_view root, std::string_view name, Span place);
  value::Value apply(const value::Value& base, const Step& step);
  value::Value index_sequence(const value::Value& sequence, const value::Value& key, Span place);
  value::Value index_mapping(const value::Value& mapping, const value::Value& key, Span place);
  value::Value index_unknown(const value::Value& collection, const value::Value& key, Span place);

  // operators.cpp
  value::Value unary(const hcl::Expr& expr, hcl::ExprId id);
  value::Value binary(const hcl::Expr& expr, hcl::ExprId id);
  value::Value apply_unary(hcl::Op op, const value::Value& operand, Span operand_span, Span place);
  [[nodiscard]] guard::Guard undecided(hcl::Op op, const value::Value& left);
  value::Value apply_binary(hcl::Op op, const value::Value& left, const value::Value& right, hcl::ExprId id);
  value::Value arithmetic(hcl::Op op, const value::Value& left, const value::Value& right, Span place);
  value::Value operand(const value::Value& value, value::Type type, Span place, Span operation, bool& ok);
  value::Value conditional(hcl::ExprId id);
  value::Value quiet(hcl::ExprId id);
  /// `is_explored`: inputs without given value decide the condition.
  value::Value conditional_result(const value::Value& condition, const value::Value& yes, const value::Value& no,
                                  bool is_explored, hcl::ExprId id);

  // templates.cpp
  value::Value template_value(hcl::ExprId id);
  value::Value template_text(hcl::ExprId id);
  value::Value template_if(hcl::ExprId id);
  value::Value template_for(hcl::ExprId id, const hcl::Expr& expr);
  value::Value joined_text(std::span<const value::Value> values, std::span<const Span> places, Span origin);

  // for_splat.cpp
  value::Value for_expression(hcl::ExprId id, const hcl::Expr& expr);
  value::Value for_known(const value::Value& collection, hcl::ExprId id);
  value::Value build_for(hcl::ExprId id, std::span<const value::Value> flat, Span origin);
  value::Value object_from(hcl::ExprId id, std::span<const value::Value> flat, Span origin);
  value::Value splat(hcl::ExprId id, const hcl::Expr& expr);
  value::Value splat_over(const value::Value& source, hcl::ExprId each, bool is_full, Span origin);
  value::Value splat_unknown(const value::Value& source, hcl::ExprId each, Span origin);
  value::Value with_item(const value::Value& item, hcl::ExprId each);
  value::Value tuple(hcl::ExprId id);
  value::Value object(hcl::ExprId id);

  // calls.cpp
  value::Value call(hcl::ExprId id, const hcl::Expr& expr);
  value::Value provider_call(hcl::ExprId id, const hcl::Expr& expr);
  value::Value try_call(hcl::ExprId id);
  value::Value can_call(hcl::ExprId id);
  value::Value attempt(hcl::ExprId id, guard::Guard guard, guard::Guard& failed);
  bool arguments_of(hcl::ExprId id, const hcl::Expr& expr, std::vector<value::Value>& arguments, value::Value& unknown);
  value::Value invoke(std::string_view name, std::span<const value::Value> arguments, hcl::ExprId id);
  value::Value zone_call(std::string_view name, std::span<const value::Value> arguments, Span place, bool& handled);

  Run& run_;
  Scope scope_;
  const hcl::File& file_;
  const value::Value* splat_item_ = nullptr;
};

/// Evaluates an expression in a scope; errors go to the scope's.
[[nodiscard]] value::Value evaluate(Run& run, const Scope& scope, const Expression& expression);
/// The same, errors reported at once.
[[nodiscard]] value::Value evaluate_and_report(Run& run, Scope scope, const Expression& expression);

/// The part of an unknown value: its symbol's path grows by `step` (`.id`, `[0]`, `["a"]`, `[*]`).
[[nodiscard]] value::Value part_of_unknown(value::Pool& pool, const value::Value& whole, std::string_view step,
                                           value::Type type, Span origin);
/// `[0]` or `["a"]` for a known key.
[[nodiscard]] std::string key_text(const value::Value& key);
/// Some part of the value is sensitive.
[[nodiscard]] bool is_deeply_sensitive(const value::Value& value);

}  // namespace brn::config::terraform
