#pragma once
// Which variables of the root module are explored over all their values: booleans and those whose validation lists the
// values (`contains(["dev", "prod"], var.stage)`).

#include <string>
#include <vector>

#include "analyzer/config/terraform/module.h"
#include "analyzer/config/terraform/run.h"
#include "analyzer/config/terraform/type_constraint.h"

namespace brn::config::terraform {

/// The values that a variable can have, at least two; empty when they cannot be listed.
[[nodiscard]] std::vector<value::Value> listed_values(Run& run, const Definition& variable, const TypeConstraint& type,
                                                      const value::Value* default_value);

/// Adds the input and gives the Choice over its values.
[[nodiscard]] value::Value explore(Run& run, const Definition& variable, const std::vector<value::Value>& values,
                                   const value::Value* default_value);

}  // namespace brn::config::terraform
