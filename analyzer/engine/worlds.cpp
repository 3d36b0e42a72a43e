#include "analyzer/engine/worlds.h"

#include <algorithm>
#include <map>
#include <span>
#include <tuple>
#include <unordered_set>

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

// Collects the distinct guards that decide what a graph holds: those of resources, and those of alternatives in the
// attributes of resources, as far as the resource itself is there.
class DecidingGuards {
 public:
  explicit DecidingGuards(GuardPool& pool) : pool_(pool) {}

  void add(Guard context, const value::Value& attributes) {
    add(context);
    context_ = context;
    seen_.clear();
    walk(attributes);
  }
  [[nodiscard]] std::vector<Guard> take() { return std::move(guards_); }

 private:
  void add(Guard guard) {
    if (!guard.is_always() && !guard.is_never() && known_.insert(guard.index).second) guards_.push_back(guard);
  }

  // Depth is that of the value, which evaluation bounds.
  void walk(const value::Value& value) {  // NOLINT(misc-no-recursion)
    if (!value.has_choice() || !seen_.insert(value.payload()).second) return;
    if (value.is_choice()) {
      for (const value::Alternative& alternative : value.alternatives()) {
        add(pool_.both(context_, alternative.guard));
        walk(alternative.value);
      }
    } else if (value.is_sequence()) {
      for (const value::Value& element : value.elements()) walk(element);
    } else if (value.is_mapping()) {
      for (const value::Member& member : value.members()) walk(member.value);
    } else if (value.is_unknown()) {
      for (const value::Part& part : value.parts()) walk(part.hole);
    }
    if ((value.is_string() || value.is_unknown()) && value.structure() != nullptr) walk(*value.structure());
  }

  GuardPool& pool_;
  Guard context_;
  std::vector<Guard> guards_;
  std::unordered_set<std::uint32_t> known_;
  std::unordered_set<const value::Payload*> seen_;
};

std::vector<Guard> deciding_guards(config::Configuration& configuration) {
  DecidingGuards guards(configuration.pool->guards());
  for (const config::Resource& resource : configuration.resources) guards.add(resource.guard, resource.attributes);
  for (const config::AbsentModule& module : configuration.absent_modules) guards.add(module.guard, module.arguments);
  return guards.take();
}

// Assignments to enumerate: all of them where they are few enough, else the defaults with every change of one input and
// then of two.
class Candidates {
 public:
  Candidates(const GuardPool& pool, const std::vector<InputId>& inputs, std::size_t limit)
      : pool_(pool), inputs_(inputs), limit_(limit), worlds_{pool.default_world()} {}

  /// False when some were left out.
  bool enumerate() {
    std::size_t total = 1;
    for (const InputId input : inputs_) {
      total *= pool_.inputs()[input].values.size();
      if (total > limit_) return enumerate_near();
    }
    for (const InputId input : inputs_) vary_all(input);
    return true;
  }
  [[nodiscard]] std::vector<World> take() { return std::move(worlds_); }

 private:
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
  bool enumerate_near() {
    const World start = worlds_.front();
    for (const InputId input : inputs_) vary(start, input);
    const std::size_t singles = worlds_.size();
    for (std::size_t i = 1; i < singles && worlds_.size() < limit_; ++i) {
      const auto changed = std::mismatch(start.begin(), start.end(), worlds_[i].begin()).first - start.begin();
      for (const InputId input : inputs_) {
        if (static_cast<std::ptrdiff_t>(input) > changed) vary(worlds_[i], input);
      }
    }
    return false;
  }

  const GuardPool& pool_;
  const std::vector<InputId>& inputs_;
  std::size_t limit_;
  std::vector<World> worlds_;
};

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
  plan.inputs = graph::relevant_inputs(configuration);
  const std::vector<Guard> guards = plan.inputs.empty() ? std::vector<Guard>() : deciding_guards(configuration);
  const std::size_t limit = std::min(kMaxConsidered, std::max(kMaxWorlds, kMaxGuardChecks / (guards.size() + 1)));
  Candidates candidates(pool, plan.inputs, limit);
  plan.is_complete = candidates.enumerate() && !pool.is_exhausted();
  for (World& world : candidates.take()) {
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
