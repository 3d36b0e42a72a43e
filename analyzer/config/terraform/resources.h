#pragma once
// Evaluates a `resource` or `data` block into instances, and gives the value that references to it see.

#include <vector>

#include "analyzer/config/configuration.h"
#include "analyzer/config/terraform/instance.h"

namespace brn::config::terraform {

[[nodiscard]] value::Value evaluate_resource(ModuleInstance& module, const Definition& definition,
                                             std::vector<Resource>& instances);

/// Attributes and nested blocks of a body as an object: blocks of one type are a tuple of objects under its name,
/// dynamic blocks expanded. What is no attribute of the resource (count, lifecycle, provisioners …) is left out.
[[nodiscard]] value::Value evaluate_body(Run& run, const Scope& scope, const BodyView& body);

}  // namespace brn::config::terraform
