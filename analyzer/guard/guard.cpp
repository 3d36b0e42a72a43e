#include "analyzer/guard/guard.h"

#include <algorithm>
#include <limits>
#include <set>

#include "parsers/source/check.h"

namespace brn::guard {

namespace {
constexpr std::uint32_t kNever = 0;
constexpr std::uint32_t kAlways = 1;
constexpr InputId kNoInput = std::numeric_limits<InputId>::max();
}  // namespace

std::size_t GuardPool::NodeHash::operator()(const Node& node) const {
  std::size_t hash = node.input;
  for (const std::uint32_t child : node.children) hash = hash * 1099511628211ULL ^ child;
  return hash;
}

GuardPool::GuardPool() {
  nodes_.push_back(Node{kNoInput, {}});
  nodes_.push_back(Node{kNoInput, {}});
}

InputId GuardPool::add_input(Input input) {
  BRN_CHECK(input.values.size() >= 2, "an input needs at least two values");
  inputs_.push_back(std::move(input));
  return static_cast<InputId>(inputs_.size() - 1);
}

std::uint32_t GuardPool::make(InputId input, std::vector<std::uint32_t> children) {
  const bool all_equal = std::all_of(children.begin(), children.end(), [&](auto c) { return c == children.front(); });
  if (all_equal) return children.front();
  Node node{input, std::move(children)};
  if (const auto found = unique_.find(node); found != unique_.end()) return found->second;
  if (is_full()) return kAlways;
  const auto index = static_cast<std::uint32_t>(nodes_.size());
  nodes_.push_back(node);
  unique_.emplace(std::move(node), index);
  return index;
}

bool GuardPool::is_full() {
  exhausted_ = exhausted_ || nodes_.size() >= kMaxNodes || memo_[0].size() + memo_[1].size() >= kMaxSteps;
  return exhausted_;
}

Guard GuardPool::equals(InputId input, std::uint32_t value) {
  std::vector<std::uint32_t> children(inputs_[input].values.size(), kNever);
  children[value] = kAlways;
  return Guard{make(input, std::move(children))};
}

std::uint32_t GuardPool::apply(Operation operation, std::uint32_t a, std::uint32_t b) {
  const bool is_both = operation == Operation::Both;
  const std::uint32_t absorbing = is_both ? kNever : kAlways;
  const std::uint32_t neutral = is_both ? kAlways : kNever;
  if (a == absorbing || b == absorbing) return absorbing;
  if (a == neutral || a == b) return b;
  if (b == neutral) return a;
  if (a > b) std::swap(a, b);
  auto& memo = memo_[is_both ? 0 : 1];
  const std::uint64_t key = (std::uint64_t{a} << 32U) | b;
  if (const auto found = memo.find(key); found != memo.end()) return found->second;
  if (is_full()) return kAlways;

  const InputId input = std::min(nodes_[a].input, nodes_[b].input);
  const std::size_t arity = inputs_[input].values.size();
  std::vector<std::uint32_t> children(arity);
  for (std::size_t i = 0; i < arity; ++i) {
    const std::uint32_t child_a = nodes_[a].input == input ? nodes_[a].children[i] : a;
    const std::uint32_t child_b = nodes_[b].input == input ? nodes_[b].children[i] : b;
    children[i] = apply(operation, child_a, child_b);  // depth is bounded by the number of inputs
  }
  const std::uint32_t result = make(input, std::move(children));
  memo.emplace(key, result);
  return result;
}

std::uint32_t GuardPool::negate(std::uint32_t a) {
  if (a <= kAlways) return a == kNever ? kAlways : kNever;
  if (const auto found = negations_.find(a); found != negations_.end()) return found->second;
  if (exhausted_) return kAlways;
  std::vector<std::uint32_t> children(nodes_[a].children.size());
  for (std::size_t i = 0; i < children.size(); ++i) children[i] = negate(nodes_[a].children[i]);
  const std::uint32_t result = make(nodes_[a].input, std::move(children));
  negations_.emplace(a, result);
  return result;
}

Guard GuardPool::both(Guard a, Guard b) {
  return Guard{apply(Operation::Both, a.index, b.index)};
}
Guard GuardPool::either(Guard a, Guard b) {
  return Guard{apply(Operation::Either, a.index, b.index)};
}
Guard GuardPool::negation(Guard a) {
  return Guard{negate(a.index)};
}

bool GuardPool::holds(Guard guard, const World& world) const {
  std::uint32_t at = guard.index;
  while (at > kAlways) at = nodes_[at].children[world[nodes_[at].input]];
  return at == kAlways;
}

World GuardPool::default_world() const {
  World world;
  world.reserve(inputs_.size());
  for (const Input& input : inputs_) world.push_back(input.default_value.value_or(0));
  return world;
}

std::vector<InputId> GuardPool::support(Guard guard) const {
  std::set<InputId> inputs;
  std::set<std::uint32_t> seen;
  std::vector<std::uint32_t> stack{guard.index};
  while (!stack.empty()) {
    const std::uint32_t at = stack.back();
    stack.pop_back();
    if (at <= kAlways || !seen.insert(at).second) continue;
    inputs.insert(nodes_[at].input);
    stack.insert(stack.end(), nodes_[at].children.begin(), nodes_[at].children.end());
  }
  return {inputs.begin(), inputs.end()};
}

std::vector<std::pair<InputId, std::uint32_t>> GuardPool::smallest_example(Guard guard) const {
  BRN_CHECK(!guard.is_never(), "no example of what never holds");
  // Nodes are made after their children, so a pass by ascending index sees children first: cost[n] = the fewest inputs
  // that must differ from their defaults to get from n to `always`.
  constexpr std::uint32_t kImpossible = std::numeric_limits<std::uint32_t>::max() / 2;
  std::vector<std::uint32_t> cost(guard.index + 1, kImpossible);
  const auto step = [&](const Node& node, std::uint32_t value) {
    const bool is_default = inputs_[node.input].default_value == value;
    return cost[node.children[value]] + (is_default ? 0U : 1U);
  };
  if (cost.size() > kAlways) cost[kAlways] = 0;
  for (std::uint32_t index = 2; index <= guard.index; ++index) {
    const Node& node = nodes_[index];
    for (std::uint32_t value = 0; value < node.children.size(); ++value) {
      cost[index] = std::min(cost[index], step(node, value));
    }
  }
  std::vector<std::pair<InputId, std::uint32_t>> example;
  for (std::uint32_t at = guard.index; at > kAlways;) {
    const Node& node = nodes_[at];
    std::uint32_t best = 0;
    for (std::uint32_t value = 1; value < node.children.size(); ++value) {
      const bool cheaper = step(node, value) < step(node, best);
      const bool tie_at_default = step(node, value) == step(node, best) && inputs_[node.input].default_value == value;
      if (cheaper || tie_at_default) best = value;
    }
    example.emplace_back(node.input, best);
    at = node.children[best];
  }
  return example;
}

}  // namespace brn::guard
