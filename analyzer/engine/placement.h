#pragma once
// In which VPCs a resource is, or works: so that a report can say which VPC a verdict is about.

#include <string>
#include <vector>

#include "analyzer/facts/facts.h"

namespace brn::engine {

/// Addresses of VPCs, sorted; none for what is in no VPC, or where that is not known.
[[nodiscard]] std::vector<std::string> vpcs_of(const facts::Facts& facts, const graph::Entity& entity);

}  // namespace brn::engine
