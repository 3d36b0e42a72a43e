#pragma once
// Takes down what rules say of one world's graph, in words and places that outlive the graph.

#include <map>
#include <string>
#include <vector>

#include "analyzer/engine/result.h"
#include "analyzer/engine/rule.h"

namespace brn::engine {

/// One verdict of one rule on one resource in one world.
struct Observation {
  const RuleInfo* rule = nullptr;
  Verdict verdict = Verdict::Holds;
  std::uint32_t unit = 0;
  std::string address;
  std::string definition;
  std::vector<std::string> vpcs;  // addresses of those that the resource is in or works in
  Span header;                    // where the resource is declared
  Span place;                     // Broken, Undetermined; never invalid where the resource is written somewhere
  Broken broken;                  // Broken
  std::string reason;             // Undetermined
  Causes causes;
  std::string verify;
  std::vector<facts::Reason> evidence;  // Holds
};

class Collector final : public Verdicts {
 public:
  explicit Collector(const facts::Facts& facts) : facts_(facts) {}

  void set_rule(const RuleInfo& rule) { rule_ = &rule; }
  [[nodiscard]] std::vector<Observation> take() { return std::move(observations_); }

  void holds(const graph::Entity& resource, std::vector<facts::Reason> evidence) override;
  void broken(const graph::Entity& resource, Broken what) override;
  void unknown(const graph::Entity& resource, Span place, std::string reason, Causes causes,
               std::string verify) override;

 private:
  Observation& add(Verdict verdict, const graph::Entity& resource);

  const facts::Facts& facts_;
  std::map<const graph::Entity*, std::vector<std::string>> vpcs_;
  const RuleInfo* rule_ = nullptr;
  std::vector<Observation> observations_;
};

}  // namespace brn::engine
