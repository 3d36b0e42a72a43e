#pragma once
// A resource of the AWS provider as Terraform's plan shows it: every argument and attribute of its type, with what is not
// set null, the provider's default, or unknown until deployment. Made for `resolve`; rules read the attributes as written.

#include "analyzer/config/configuration.h"

namespace brn::config::terraform {

/// `attributes` hold no Choice. Types that the tables do not have are given back as they are.
[[nodiscard]] value::Value planned_values(value::Pool& pool, const Resource& resource, const value::Value& attributes);

}  // namespace brn::config::terraform
