#include "analyzer/engine/input_groups.h"

#include <map>
#include <numeric>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace brn::engine {
namespace {

using guard::InputId;
using value::Value;

class UnitLinks {
 public:
  explicit UnitLinks(const config::Configuration& configuration)
      : pool_(*configuration.pool), parents_(configuration.units.size()) {
    std::iota(parents_.begin(), parents_.end(), 0U);
    for (std::uint32_t unit = 0; unit < configuration.units.size(); ++unit) {
      for (const FileId file : configuration.units[unit].files) {
        const auto [known, is_new] = units_by_file_.emplace(file, unit);
        if (!is_new) link(unit, known->second);
      }
    }
    for (const config::Resource& resource : configuration.resources) {
      const std::string& owner = resource.symbol_owner.empty() ? resource.address : resource.symbol_owner;
      units_by_owner_.emplace(owner, resource.unit);
    }
    for (const config::Resource& resource : configuration.resources) {
      read(resource.unit, resource.guard, resource.attributes);
    }
    for (const config::AbsentModule& module : configuration.absent_modules) {
      read(module.unit, module.guard, module.arguments);
    }
  }

  /// The unit that stands for all that an input's own one is linked with; nothing when that is not known.
  [[nodiscard]] std::optional<std::uint32_t> group_of(InputId input) {
    const auto found = units_by_file_.find(pool_.guards().inputs()[input].place.file);
    return found == units_by_file_.end() ? std::nullopt : std::optional(root_of(found->second));
  }

 private:
  [[nodiscard]] std::uint32_t root_of(std::uint32_t unit) {
    while (parents_[unit] != unit) unit = parents_[unit] = parents_[parents_[unit]];
    return unit;
  }
  void link(std::uint32_t a, std::uint32_t b) { parents_[root_of(a)] = root_of(b); }

  void read(std::uint32_t unit, guard::Guard guard, const Value& attributes) {
    unit_ = unit;
    seen_.clear();
    seen_guards_.clear();
    read_guard(guard);
    walk(attributes);
  }
  void read_guard(guard::Guard guard) {
    if (!seen_guards_.insert(guard.index).second) return;
    for (const InputId input : pool_.guards().support(guard)) {
      if (const auto group = group_of(input)) link(unit_, *group);
    }
  }
  // Depth is that of the value, which evaluation bounds.
  void walk(const Value& value) {  // NOLINT(misc-no-recursion)
    if (value.payload() == nullptr || !seen_.insert(value.payload()).second) return;
    if (value.is_choice()) {
      for (const value::Alternative& alternative : value.alternatives()) {
        read_guard(alternative.guard);
        walk(alternative.value);
      }
    } else if (value.is_sequence()) {
      for (const Value& element : value.elements()) walk(element);
    } else if (value.is_mapping()) {
      for (const value::Member& member : value.members()) walk(member.value);
    } else if (value.is_unknown()) {
      read_symbol(value);
      for (const value::Part& part : value.parts()) {
        if (part.is_hole) walk(part.hole);
      }
    }
    if ((value.is_string() || value.is_unknown()) && value.structure() != nullptr) walk(*value.structure());
  }
  void read_symbol(const Value& value) {
    if (!value.symbol().is_valid()) return;
    const auto owner = units_by_owner_.find(pool_.symbol_data(value.symbol()).owner);
    if (owner != units_by_owner_.end()) link(unit_, owner->second);
  }

  const value::Pool& pool_;
  std::vector<std::uint32_t> parents_;
  std::map<FileId, std::uint32_t> units_by_file_;
  std::unordered_map<std::string_view, std::uint32_t> units_by_owner_;
  std::uint32_t unit_ = 0;
  std::unordered_set<const value::Payload*> seen_;
  std::unordered_set<std::uint32_t> seen_guards_;
};

}  // namespace

std::vector<std::vector<InputId>> input_groups(const config::Configuration& configuration,
                                               std::span<const InputId> inputs) {
  const std::vector<InputId> all(inputs.begin(), inputs.end());
  if (configuration.units.size() < 2 || inputs.size() < 2) return {all};
  UnitLinks links(configuration);
  std::map<std::uint32_t, std::vector<InputId>> groups;
  for (const InputId input : inputs) {
    const auto group = links.group_of(input);
    if (!group) return {all};
    groups[*group].push_back(input);
  }
  std::vector<std::vector<InputId>> result;
  for (auto& [unit, group] : groups) result.push_back(std::move(group));
  return result;
}

}  // namespace brn::engine
