#pragma once
// A plan as `terraform show -json` writes it: values of variables, data sources and planned resources, for an evaluation
// of the source that was planned. Owned by the evaluation (`Run`).

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/config/configuration.h"
#include "parsers/syntax/tree.h"

namespace brn::config::terraform {

class PlanValues {
 public:
  /// Nothing when the file cannot be read or is no plan; the diagnostics say why.
  [[nodiscard]] static std::optional<PlanValues> read(SourceManager& sources, const std::string& path,
                                                      Diagnostics& diagnostics);

  [[nodiscard]] std::optional<value::Value> variable(value::Pool& pool, std::string_view name, Span origin) const;
  /// The attributes of a resource or data source instance that are wholly known; empty for one that the plan has not.
  [[nodiscard]] std::vector<value::Member> known_attributes(value::Pool& pool, const std::string& address,
                                                            Span origin) const;

  // For the reader of plans without source.
  [[nodiscard]] const syntax::Tree& tree() const { return tree_; }
  [[nodiscard]] syntax::NodeId root() const { return tree_.documents()[0]; }
  [[nodiscard]] value::Value value_of(value::Pool& pool, syntax::NodeId node, Span origin) const;

  /// What is planned of one instance, and where that is unknown (invalid where all is known).
  struct Planned {
    syntax::NodeId values;
    syntax::NodeId unknown;
  };
  [[nodiscard]] const Planned* planned(const std::string& address) const;

 private:
  void index_changes();
  void index_module(syntax::NodeId module);

  syntax::Tree tree_;
  std::string_view text_;
  std::map<std::string, Planned, std::less<>> by_address_;
};

/// True when some part of an `after_unknown` says so.
[[nodiscard]] bool has_unknown(const syntax::Tree& tree, syntax::NodeId flags);

/// A configuration from the plan alone: planned values, joined where the plan's `configuration` names one attribute of one
/// instance; everything else is undetermined. Nothing has a place in source.
[[nodiscard]] Configuration evaluate_plan(SourceManager& sources, const std::string& path, const Inputs& inputs,
                                          const Limits& limits);

}  // namespace brn::config::terraform
