#pragma once
// Runs rules over configurations: chooses the worlds that matter, lowers each to a graph, asks every selected rule, and
// joins the verdicts into one Result. A finding that holds in every world is unconditional; one that holds only under
// other than default values says which, and is at most `low`.

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "analyzer/config/configuration.h"
#include "analyzer/engine/result.h"
#include "analyzer/engine/rule.h"

namespace brn::engine {

struct Selection {
  std::vector<std::string> select;  // rule ids, names or subject slugs; empty: all
  std::vector<std::string> ignore;
  std::vector<std::string> locked;  // asked whatever the other two say
};

/// The rules that a selection leaves, in the order of `all`; an unknown name gives an error with the nearest right one.
[[nodiscard]] brn::Result<std::vector<const Rule*>> select_rules(std::span<const Rule* const> all,
                                                                 const Selection& selection);

/// Collects the verdicts of all units, one configuration after the other.
class Run {
 public:
  /// `sources` must outlive the run; the rules live forever.
  Run(std::span<const Rule* const> rules, const SourceManager& sources, facts::Settings settings = {});
  ~Run();
  Run(const Run&) = delete;
  Run(Run&&) noexcept;
  Run& operator=(const Run&) = delete;
  Run& operator=(Run&&) noexcept;

  /// Analyses one evaluated configuration. Linear in its resources times the worlds that matter. The configuration may
  /// be destroyed afterwards.
  void add(config::Configuration& configuration);
  /// What another run over other configurations, with the same rules and sources, collected: as if it had been added here.
  /// So units can be analysed at the same time, and be joined in their order.
  void append(Run&& other);
  /// Files read, errors met and the like that belong to no configuration.
  void add(Diagnostics diagnostics);
  /// Merges by (rule, primary place, role), sorts, counts. The last call.
  [[nodiscard]] Result finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace brn::engine
