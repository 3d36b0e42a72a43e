#pragma once
// Which assignments of inputs ("worlds") of one configuration are looked at, and which of them give the same graph, so
// that each different graph is made once.

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "analyzer/config/configuration.h"
#include "analyzer/guard/guard.h"

namespace brn::engine {

/// The most worlds of one unit that are looked at. What is past it is reported as not looked at, and what has to hold
/// whatever the inputs without default are is then undetermined.
inline constexpr std::size_t kMaxWorlds = 128;

/// A set of lowered worlds, by their position in WorldPlan::lowered.
using WorldSet = std::bitset<kMaxWorlds>;

struct ConsideredWorld {
  guard::World world;
  std::uint32_t differences = 0;  // inputs that have a default and another value
  std::uint32_t lowered = 0;      // position in WorldPlan::lowered of the world that stands for it
};

struct WorldPlan {
  std::vector<guard::InputId> inputs;       // those that matter
  std::vector<ConsideredWorld> considered;  // fewest differences first, then by value; never empty
  std::vector<guard::World> lowered;        // worlds with different graphs; the first has all defaults
  /// Worlds in which every input that has a default has it: what holds in all of these holds by default.
  WorldSet base;
  bool is_complete = true;       // false: too many combinations, some were not looked at
  bool is_base_complete = true;  // the same of those that `base` stands for: what holds by default is not certain
};

[[nodiscard]] WorldPlan plan_worlds(config::Configuration& configuration);

}  // namespace brn::engine
