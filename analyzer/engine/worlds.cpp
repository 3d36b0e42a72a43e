#include "analyzer/engine/worlds.h"

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <tuple>

#include "analyzer/engine/input_groups.h"
#include "analyzer/graph/graph.h"

namespace brn::engine {
namespace {

using guard::Guard;
using guard::GuardPool;
using guard::Input;
using guard::InputId;
using guard::World;

constexpr std::size_t kMaxConsidered = 4096;
// Guards times worlds that are evaluated to find worlds with equal graphs.
constexpr std::size_t kMaxGuardChecks = std::size_t{1} << 22U;

// Assignments of a group of inputs, of which the first has all defaults: all of them where they are few enough. Else all of the inputs without default, and of the
// others every change of one and then of two.
class Candidates {
 public:
  Candidates(const GuardPool& pool, const std::vector<InputId>& inputs, std::size_t limit)
      : pool_(pool), limit_(limit), worlds_{pool.default_world()} {
    for (const InputId input : inputs) (pool.inputs()[input].default_value ? settled_ : open_).push_back(input);
  }

  /// Notes in the plan when some were left out.
  void enumerate(WorldPlan& plan) {
    const bool is_base_complete = enumerate(open_);
    const bool is_complete = is_base_complete && enumerate(settled_);
    if (!is_base_complete) vary_near(settled_);
    plan.is_base_complete = plan.is_base_complete && is_base_complete;
    plan.is_complete = plan.is_complete && is_complete;
  }
  [[nodiscard]] std::vector<World> take() { return std::move(worlds_); }

 private:
  /// False when some were left out.
  bool enumerate(const std::vector<InputId>& inputs) {
    std::size_t total = worlds_.size();
    for (const InputId input : inputs) {
      total *= pool_.inputs()[input].values.size();
      if (total > limit_) {
        vary_near(inputs);
        return false;
      }
    }
    for (const InputId input : inputs) vary_all(input);
    return true;
  }
  void vary_all(InputId input) {
    const std::size_t known = worlds_.size();
    for (std::size_t i = 0; i < known; ++i) vary(worlds_[i], input);
  }
  void vary(World world, InputId input) {
    const std::uint32_t kept = world[input];
    const auto count = static_cast<std::uint32_t>(pool_.inputs()[input].values.size());
    for (std::uint32_t value = 0; value < count && worlds_.size() < limit_; ++value) {
      if (value == kept) continue;
      world[input] = value;
      worlds_.push_back(world);
    }
  }
  void vary_near(const std::vector<InputId>& inputs) {
    const World start = worlds_.front();
    const std::size_t known = worlds_.size();
    for (const InputId input : inputs) vary(start, input);
    const std::size_t singles = worlds_.size();
    for (std::size_t i = known; i < singles && worlds_.size() < limit_; ++i) {
      const auto changed = std::mismatch(start.begin(), start.end(), worlds_[i].begin()).first - start.begin();
      for (const InputId input : inputs) {
        if (static_cast<std::ptrdiff_t>(input) > changed) vary(worlds_[i], input);
      }
    }
  }

  const GuardPool& pool_;
  std::vector<InputId> open_;     // without default
  std::vector<InputId> settled_;  // with one
  std::size_t limit_;
  std::vector<World> worlds_;
};

// Inputs on which one of the guards hinges, ascending.
std::vector<InputId> inputs_of(const GuardPool& pool, const std::vector<Guard>& guards) {
  std::set<InputId> inputs;
  for (const Guard guard : guards) {
    for (const InputId input : pool.support(guard)) inputs.insert(input);
  }
  return {inputs.begin(), inputs.end()};
}

std::uint32_t count_differences(std::span<const Input> inputs, const World& world) {
  std::uint32_t differences = 0;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if (inputs[i].default_value && *inputs[i].default_value != world[i]) ++differences;
  }
  return differences;
}

void keep_different_graphs(const GuardPool& pool, const std::vector<Guard>& guards, WorldPlan& plan) {
  std::map<std::vector<bool>, std::uint32_t> known;
  std::vector<ConsideredWorld> kept;
  for (ConsideredWorld& considered : plan.considered) {
    std::vector<bool> signature;
    signature.reserve(guards.size());
    for (const Guard guard : guards) signature.push_back(pool.holds(guard, considered.world));
    auto found = known.find(signature);
    if (found == known.end()) {
      if (plan.lowered.size() == kMaxWorlds) {
        plan.is_complete = false;
        if (considered.differences == 0) plan.is_base_complete = false;
        continue;
      }
      found = known.emplace(std::move(signature), static_cast<std::uint32_t>(plan.lowered.size())).first;
      plan.lowered.push_back(considered.world);
    }
    considered.lowered = found->second;
    if (considered.differences == 0) plan.base.set(found->second);
    kept.push_back(std::move(considered));
  }
  plan.considered = std::move(kept);
}

}  // namespace

WorldPlan plan_worlds(config::Configuration& configuration) {
  const GuardPool& pool = configuration.pool->guards();
  WorldPlan plan;
  const std::vector<Guard> guards = graph::deciding_guards(configuration);
  plan.inputs = inputs_of(pool, guards);
  const std::size_t limit = std::min(kMaxConsidered, std::max(kMaxWorlds, kMaxGuardChecks / (guards.size() + 1)));
  std::vector<World> worlds = {pool.default_world()};
  for (const std::vector<InputId>& group : input_groups(configuration, plan.inputs)) {
    Candidates candidates(pool, group, limit);
    candidates.enumerate(plan);
    std::vector<World> made = candidates.take();
    const bool fits = worlds.size() + made.size() <= limit + 1;
    if (fits) {
      worlds.insert(worlds.end(), made.begin() + 1, made.end());
    } else {
      plan.is_complete = plan.is_base_complete = false;
    }
  }
  if (pool.is_exhausted()) plan.is_complete = plan.is_base_complete = false;
  for (World& world : worlds) {
    const std::uint32_t differences = count_differences(pool.inputs(), world);
    plan.considered.push_back(ConsideredWorld{std::move(world), differences, 0});
  }
  std::sort(plan.considered.begin(), plan.considered.end(), [](const ConsideredWorld& a, const ConsideredWorld& b) {
    return std::tie(a.differences, a.world) < std::tie(b.differences, b.world);
  });
  keep_different_graphs(pool, guards, plan);
  return plan;
}

}  // namespace brn::engine
