#pragma once
// Joins what the rules said in each world of one configuration: what holds by default is a finding, what holds only under
// other values says which, what hinges on an input without a value is undetermined.

#include <cstdint>
#include <string>
#include <vector>

#include "analyzer/engine/collector.h"
#include "analyzer/engine/worlds.h"

namespace brn::engine {

/// A finding on one resource instance; `definition` and `role` go into its identity.
struct InstanceFinding {
  Finding finding;
  std::string definition;
  std::string role;
  std::string unit_path;  // of the unit, whose name may be another
};

struct InstanceUndetermined {
  const RuleInfo* rule = nullptr;
  std::string resource;
  std::string reason;
  Causes because;  // never empty
  std::string verify;
  Span place;
  std::string unit;
  std::string unit_path;
  Span header;
};

struct UnitVerdicts {
  std::vector<InstanceFinding> findings;
  std::vector<InstanceUndetermined> undetermined;
  std::vector<Assessment> assessments;
};

/// Observations of each lowered world, in the plan's order.
using WorldObservations = std::vector<std::vector<Observation>>;

[[nodiscard]] UnitVerdicts merge_worlds(const config::Configuration& configuration, const WorldPlan& plan,
                                        WorldObservations observations);

}  // namespace brn::engine
