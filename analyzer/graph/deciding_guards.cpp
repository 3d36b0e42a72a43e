// Which conditions decide what a graph holds: those of resources that the graph models, and those of alternatives in the
// attributes that lowering reads.

#include <algorithm>
#include <unordered_set>

#include "analyzer/graph/graph.h"
#include "analyzer/graph/type_table.h"
#include "analyzer/graph/workload.h"

namespace brn::graph {

namespace {

using guard::Guard;
using value::Value;

/// Whether the properties of a custom resource have the names by which jobs are told, or text that may hold them.
bool says_job(const Value& value, std::size_t depth) {  // NOLINT(misc-no-recursion)
  constexpr std::string_view kNames[] = {"DataConfig", "dataConfig", "Create", "create"};
  constexpr std::size_t kMaxDepth = 3;
  if (depth > kMaxDepth) return false;
  const auto has_name = [&](std::string_view text) {
    return std::ranges::any_of(kNames,
                               [&](std::string_view name) { return text.find(name) != std::string_view::npos; });
  };
  if (value.is_string()) return has_name(value.as_string());
  if (value.is_unknown()) {
    if (value.structure() != nullptr) return says_job(*value.structure(), depth + 1);
    return std::ranges::any_of(value.parts(), [&](const value::Part& part) { return has_name(part.literal); });
  }
  if (value.is_choice()) {
    return std::ranges::any_of(value.alternatives(),
                               [&](const value::Alternative& one) { return says_job(one.value, depth); });
  }
  if (!value.is_mapping()) return false;
  return std::ranges::any_of(value.members(), [&](const value::Member& member) {
    return has_name(member.name) || says_job(member.value, depth + 1);
  });
}

bool matters_in_environment(const Value& alternative) {
  if (alternative.is_null()) return false;
  if (!alternative.is_mapping()) return true;
  return std::ranges::any_of(alternative.members(),
                             [](const value::Member& variable) { return is_environment_read(variable.name); });
}

// Types of which more is read than the fields of their entry: where jobs find their data, what starts them.
bool is_read_whole(const TypeEntry& entry) {
  const auto has = [&](TypeEntries family) {
    return std::ranges::any_of(family, [&](const TypeEntry& one) { return &one == &entry; });
  };
  return has(bedrock_types()) || has(started_job_types()) || has(search_types());
}

class GuardCollection {
 public:
  explicit GuardCollection(guard::GuardPool& pool) : pool_(pool) {}

  void add_resource(const config::Resource& resource) {
    const TypeEntry* entry = find_type(resource.type, resource.mode);
    const std::string_view shared = shared_id_attribute(resource.type);
    if (entry == nullptr && shared.empty()) return;
    enter(resource.guard);
    if (!resource.attributes.has_choice()) return;
    if (!shared.empty()) follow(resource.attributes, shared, false);
    if (entry == nullptr) return;
    const bool is_custom = entry->cloudformation == kCustomResourceType;
    if (is_custom && !says_job(resource.attributes, 0)) return;
    if (is_read_whole(*entry) || resource.type.starts_with("awscc_")) return walk(resource.attributes);
    const bool is_template = resource.language == config::Language::CloudFormation;
    for (const Field& field : entry->fields) {
      std::string_view paths = is_template ? field.cloudformation : field.terraform;
      while (!paths.empty()) {
        const std::size_t bar = std::min(paths.find('|'), paths.size());
        std::string_view path = paths.substr(0, bar);
        if (path.ends_with('!')) path.remove_suffix(1);
        follow(resource.attributes, path, field.name == kEnvironmentField);
        paths.remove_prefix(std::min(bar + 1, paths.size()));
      }
    }
  }
  /// Of a module that is not read only the resources that it is given count.
  void add_module(const config::AbsentModule& module) {
    enter(module.guard);
    is_reference_only_ = true;
    walk(module.arguments);
    is_reference_only_ = false;
  }

  [[nodiscard]] std::vector<Guard> take() { return std::move(guards_); }

 private:
  void enter(Guard context) {
    add(context);
    context_ = context;
    seen_.clear();
  }
  void add(Guard guard) {
    if (!guard.is_always() && !guard.is_never() && known_.insert(guard.index).second) guards_.push_back(guard);
  }
  void add_alternatives(const Value& choice) {
    const bool refers = std::ranges::any_of(choice.alternatives(),
                                            [](const value::Alternative& one) { return !one.value.is_wholly_known(); });
    if (is_reference_only_ && !refers) return;
    for (const value::Alternative& alternative : choice.alternatives()) add(pool_.both(context_, alternative.guard));
  }

  // The alternatives on the way to a field, and all of those in it. Depth is that of the path and of the value.
  void follow(const Value& from, std::string_view path, bool is_environment) {  // NOLINT(misc-no-recursion)
    if (!from.has_choice()) return;
    if (path.empty()) return is_environment ? walk_environment(from) : walk(from);
    if (from.is_choice()) {
      add_alternatives(from);
      for (const value::Alternative& alternative : from.alternatives()) follow(alternative.value, path, is_environment);
    } else if (from.is_sequence()) {
      // A nested block of Terraform is a tuple, of which the first element is read.
      if (!from.elements().empty()) follow(from.elements().front(), path, is_environment);
    } else if (from.is_mapping()) {
      const std::size_t dot = std::min(path.find('.'), path.size());
      const Value* next = from.find(path.substr(0, dot));
      if (next != nullptr) follow(*next, path.substr(std::min(dot + 1, path.size())), is_environment);
    } else {
      walk(from);
    }
  }
  // Of the variables of an environment few are read, whatever the others are.
  void walk_environment(const Value& variables) {  // NOLINT(misc-no-recursion)
    if (variables.is_choice()) {
      const bool matters = std::ranges::any_of(variables.alternatives(), [](const value::Alternative& alternative) {
        return matters_in_environment(alternative.value);
      });
      if (matters) add_alternatives(variables);
      for (const value::Alternative& alternative : variables.alternatives()) walk_environment(alternative.value);
    } else if (variables.is_mapping()) {
      for (const value::Member& variable : variables.members()) {
        if (is_environment_read(variable.name)) walk(variable.value);
      }
    } else {
      walk(variables);
    }
  }
  void walk(const Value& value) {  // NOLINT(misc-no-recursion)
    if (!value.has_choice() || !seen_.insert(value.payload()).second) return;
    if (value.is_choice()) {
      add_alternatives(value);
      for (const value::Alternative& alternative : value.alternatives()) walk(alternative.value);
    } else if (value.is_sequence()) {
      for (const Value& element : value.elements()) walk(element);
    } else if (value.is_mapping()) {
      for (const value::Member& member : value.members()) walk(member.value);
    } else if (value.is_unknown()) {
      for (const value::Part& part : value.parts()) walk(part.hole);
    }
    if ((value.is_string() || value.is_unknown()) && value.structure() != nullptr) walk(*value.structure());
  }

  guard::GuardPool& pool_;
  bool is_reference_only_ = false;
  Guard context_;
  std::vector<Guard> guards_;
  std::unordered_set<std::uint32_t> known_;
  std::unordered_set<const value::Payload*> seen_;
};

}  // namespace

std::vector<Guard> deciding_guards(config::Configuration& configuration) {
  GuardCollection collection(configuration.pool->guards());
  for (const config::Resource& resource : configuration.resources) collection.add_resource(resource);
  for (const config::AbsentModule& module : configuration.absent_modules) collection.add_module(module);
  return collection.take();
}

}  // namespace brn::graph
