// What resources need of each other, by DependsOn and by reference, and the circles in that.

#include <algorithm>

#include "analyzer/config/cloudformation/scalar.h"
#include "analyzer/config/cloudformation/stack.h"
#include "analyzer/diagnostics/names.h"

namespace brn::config::cloudformation {
namespace {

using Edges = std::vector<std::vector<std::uint32_t>>;  // by resource: positions of its dependencies

/// Tarjan's strongly connected components, without recursion. Gives the component of each node.
class Components {
 public:
  Components(const Edges& edges, const std::vector<Dependency>& dependencies)
      : edges_(edges),
        dependencies_(dependencies),
        order_(edges.size(), 0),
        low_(edges.size(), 0),
        component(edges.size(), 0) {
    for (std::uint32_t start = 0; start < edges.size(); ++start) {
      if (order_[start] == 0) visit(start);
    }
  }

 private:
  struct Step {
    std::uint32_t node;
    std::size_t next = 0;
  };

  void enter(std::uint32_t node, std::vector<Step>& steps) {
    order_[node] = low_[node] = ++counter_;
    open_.push_back(node);
    steps.push_back(Step{node});
  }

  void close(std::uint32_t node) {
    if (low_[node] != order_[node]) return;
    ++count;
    for (bool more = true; more;) {
      const std::uint32_t member = open_.back();
      open_.pop_back();
      component[member] = count;
      more = member != node;
    }
  }

  void visit(std::uint32_t start) {
    std::vector<Step> steps;
    enter(start, steps);
    while (!steps.empty()) {
      const std::uint32_t node = steps.back().node;
      if (steps.back().next == edges_[node].size()) {
        steps.pop_back();
        if (!steps.empty()) low_[steps.back().node] = std::min(low_[steps.back().node], low_[node]);
        close(node);
        continue;
      }
      const std::uint32_t target = dependencies_[edges_[node][steps.back().next++]].to;
      if (order_[target] == 0) {
        enter(target, steps);
      } else if (component[target] == 0) {
        low_[node] = std::min(low_[node], order_[target]);
      }
    }
  }

  const Edges& edges_;
  const std::vector<Dependency>& dependencies_;
  std::vector<std::uint32_t> order_;
  std::vector<std::uint32_t> low_;
  std::vector<std::uint32_t> open_;
  std::uint32_t counter_ = 0;

 public:
  std::vector<std::uint32_t> component;
  std::uint32_t count = 0;
};

/// A shortest circle through `start` inside its component, as positions of dependencies; empty when there is none.
std::vector<std::uint32_t> circle_through(std::uint32_t start, const Edges& edges,
                                          const std::vector<Dependency>& dependencies,
                                          const std::vector<std::uint32_t>& component) {
  std::unordered_map<std::uint32_t, std::uint32_t> reached_by;
  std::vector<std::uint32_t> queue = {start};
  for (std::size_t at = 0; at < queue.size(); ++at) {
    for (const std::uint32_t edge : edges[queue[at]]) {
      const std::uint32_t target = dependencies[edge].to;
      if (component[target] != component[start] || !reached_by.emplace(target, edge).second) continue;
      if (target != start) {
        queue.push_back(target);
        continue;
      }
      std::vector<std::uint32_t> circle;
      for (std::uint32_t node = start; circle.empty() || node != start;) {
        circle.push_back(reached_by.at(node));
        node = dependencies[circle.back()].from;
      }
      std::reverse(circle.begin(), circle.end());
      return circle;
    }
  }
  return {};
}

}  // namespace

void Stack::depends(const Frame& frame, std::uint32_t target, Span place) {
  // A transform divides a serverless resource into several, and which of them needs what is its affair.
  if (frame.resource == kNoResource || resources_[frame.resource].type.starts_with("AWS::Serverless::")) return;
  const std::uint64_t ends = (static_cast<std::uint64_t>(frame.resource) << 32U) | target;
  const auto [known, is_new] = dependency_by_ends_.emplace(ends, static_cast<std::uint32_t>(dependencies_.size()));
  if (is_new) {
    dependencies_.push_back(Dependency{frame.resource, target, frame.guard, place});
  } else {
    guard::Guard& guard = dependencies_[known->second].guard;
    guard = guards().either(guard, frame.guard);
  }
}

void Stack::read_depends_on(std::uint32_t index) {
  const LoopMember member = resources_[index].member;
  const syntax::NodeId depends_on = tree_.find(member.node, "DependsOn");
  if (!depends_on.is_valid() || is_null_scalar(node(depends_on))) return;
  std::vector<syntax::NodeId> names = {depends_on};
  if (node(depends_on).kind == syntax::NodeKind::Sequence) {
    const auto items = tree_.items(depends_on);
    names.assign(items.begin(), items.end());
  }
  const Frame frame{.loop = member.loop, .resource = index};
  for (const syntax::NodeId name_node : names) {
    const auto name = literal_argument(name_node, frame, "the name of a resource");
    if (!name) continue;
    const std::uint32_t target = find_resource(*name);
    if (target != kNoResource) {
      depends(frame, target, node(name_node).span);
    } else if (!may_be_generated(*name)) {
      error(DiagnosticKind::UndefinedReference, node(name_node).span,
            "`" + *name + "` is no resource of this template" + suggestion(*name, false));
    }
  }
}

void Stack::report_cycles() {
  Edges edges(resources_.size());
  for (std::uint32_t i = 0; i < dependencies_.size(); ++i) edges[dependencies_[i].from].push_back(i);
  const Components components(edges, dependencies_);
  std::vector<bool> is_reported(components.count + 1, false);
  for (std::uint32_t start = 0; start < resources_.size(); ++start) {
    const std::uint32_t component = components.component[start];
    if (is_reported[component]) continue;
    is_reported[component] = true;
    const auto circle = circle_through(start, edges, dependencies_, components.component);
    if (circle.empty()) continue;
    guard::Guard guard = guard::Guard::always();
    std::string path(resources_[start].member.key);
    for (const std::uint32_t edge : circle) {
      guard = guards().both(guard, dependencies_[edge].guard);
      path.append(" → ").append(resources_[dependencies_[edge].to].member.key);
    }
    if (guard.is_never()) continue;
    error(DiagnosticKind::Cycle, dependencies_[circle.front()].place, "resources need each other: " + path);
  }
}

}  // namespace brn::config::cloudformation
