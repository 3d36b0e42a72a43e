#pragma once
// `count` and `for_each` of a resource, data source or module: the instances that a block makes, each with its guard.

#include <optional>
#include <string>
#include <vector>

#include "analyzer/config/terraform/module.h"
#include "analyzer/config/terraform/scope.h"

namespace brn::config::terraform {

enum class RepetitionKind : std::uint8_t { Single, Count, ForEach };

/// One instance of a block.
struct BlockInstance {
  std::optional<value::Value> key;
  Repetition repetition;
  guard::Guard guard = guard::Guard::always();  // within that of the module
};

/// All instances of a block. Where their number is not known there is one, a summary, with the reason.
struct BlockInstances {
  RepetitionKind kind = RepetitionKind::Single;
  std::vector<BlockInstance> instances;
  bool is_summary = false;
  Causes causes;

  [[nodiscard]] std::optional<std::size_t> find(const value::Value& key) const;
};

/// Evaluates `count` or `for_each`; errors are reported.
[[nodiscard]] BlockInstances repeat(Run& run, const Scope& scope, const BodyView& body);

/// The value of a repeated block as references see it: one value, a tuple or an object of the values of instances, a
/// Choice of those where instances hinge on inputs. Not for summaries.
[[nodiscard]] value::Value collect_instances(Run& run, const BlockInstances& instances,
                                             const std::vector<value::Value>& values, guard::Guard within, Span origin);

}  // namespace brn::config::terraform
