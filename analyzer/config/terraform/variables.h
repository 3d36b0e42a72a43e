#pragma once
// Values of the root module's variables: what was given (environment, variable files, arguments, in Terraform's order of
// precedence), else inputs that are explored, else defaults.

#include <map>
#include <string>

#include "analyzer/config/terraform/module.h"
#include "analyzer/config/terraform/run.h"
#include "analyzer/config/terraform/scope.h"

namespace brn::config::terraform {

/// What was given for a variable, before its type is applied.
struct GivenValue {
  value::Value value;
  std::string text;  // of an argument or the environment: raw
  bool is_text = false;
  Span place;
};
using GivenValues = std::map<std::string, GivenValue, std::less<>>;

/// Reads environment, files and arguments; the last one wins. Files that were used are noted in the unit.
[[nodiscard]] GivenValues read_given_values(Run& run, const Module& module);

/// The values of all variables of the root module. Inputs that are explored are added to the pool's guards.
[[nodiscard]] std::map<std::string, value::Value, std::less<>> root_variables(Run& run, const Module& module);

/// An argument of a call, or what a variable is without one; `given` is null when the call leaves it out.
[[nodiscard]] value::Value called_variable(Run& run, const Definition& variable, const value::Value* given,
                                           const std::string& address, Span call);

/// Evaluates the validation rules of a variable; `scope` is the module's.
void check_validations(Run& run, const Scope& scope, const Definition& variable, const value::Value& value);

}  // namespace brn::config::terraform
