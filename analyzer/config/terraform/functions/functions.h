#pragma once
// Terraform's function library (1.11). The evaluator lifts over Choice, expands `...`, handles `try` and `can`, and
// calls one function at a time here; arguments are converted to the parameters' types, unknown arguments give an
// unknown result with their causes, or as much of the result as can be known.

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "analyzer/config/configuration.h"
#include "analyzer/value/pool.h"
#include "parsers/hcl/parser.h"
#include "parsers/source/source_manager.h"

namespace brn::config::terraform {

/// `message` without a final stop, in Terraform's words where it has some; `argument` is the position of the argument
/// that is wrong.
struct FunctionError {
  std::string message;
  std::optional<std::size_t> argument;
  bool is_missing_argument = false;  // fewer were given than it needs
};

using FunctionResult = std::variant<value::Value, FunctionError>;

/// Evaluates a parsed template in which the members of `variables` are the only names. `name` is the file's path.
using TemplateEvaluator = std::function<FunctionResult(const hcl::ParsedExpression& parsed, std::string_view name,
                                                       const value::Value& variables)>;

struct FunctionContext {
  value::Pool& pool;
  SourceManager& sources;
  const Limits& limits;
  /// The folder to which relative paths refer: that of the root module, where Terraform runs.
  std::string_view root_folder;
  Span call;
  std::span<const Span> argument_places;  // may be empty
  /// For `templatefile` and `templatestring`; without it they are unsupported.
  TemplateEvaluator evaluate_template;
  /// Templates that are being evaluated around this call, to refuse a template that renders itself.
  std::uint32_t template_depth = 0;
};

/// Calls a function. An argument that is a Choice (or has one inside where the function looks inside) is lifted over.
/// Unknown names and removed functions are errors. Never throws.
[[nodiscard]] FunctionResult call_function(FunctionContext& context, std::string_view name,
                                           std::span<const value::Value> arguments);

/// True for the names of Terraform 1.11, with or without `core::`, `try` and `can` included.
[[nodiscard]] bool is_function(std::string_view name);

/// All names, sorted, for "did you mean".
[[nodiscard]] std::vector<std::string_view> function_names();

/// Unicode's normal form C, in which Terraform keeps all text: for `Pool::normalize_text_with`.
[[nodiscard]] std::string normal_form(std::string_view text);

}  // namespace brn::config::terraform
