#include "analyzer/engine/collector.h"

#include "analyzer/engine/placement.h"
#include "parsers/source/check.h"

namespace brn::engine {

Observation& Collector::add(Verdict verdict, const graph::Entity& resource) {
  BRN_CHECK(rule_ != nullptr, "a verdict without a rule");
  Observation observation;
  observation.rule = rule_;
  observation.verdict = verdict;
  observation.unit = resource.unit;
  observation.address = resource.address;
  observation.header = resource.header;
  const auto [vpcs, is_new] = vpcs_.try_emplace(&resource);
  if (is_new) vpcs->second = vpcs_of(facts_, resource);
  observation.vpcs = vpcs->second;
  observation.definition = resource.definition.empty() ? resource.address : resource.definition;
  observations_.push_back(std::move(observation));
  return observations_.back();
}

void Collector::holds(const graph::Entity& resource, std::vector<facts::Reason> evidence) {
  add(Verdict::Holds, resource).evidence = std::move(evidence);
}

void Collector::broken(const graph::Entity& resource, Broken what) {
  Observation& observation = add(Verdict::Broken, resource);
  observation.place = what.place.is_valid() ? what.place : resource.header;
  observation.broken = std::move(what);
  if (resource.construct_path.empty()) return;
  // A synthesised template is read by nobody: the construct is where the user mends it.
  observation.broken.related.push_back(
      facts::Reason{"made by the construct `" + resource.construct_path + "`", resource.address, resource.header});
}

void Collector::unknown(const graph::Entity& resource, Span place, std::string reason, Causes causes,
                        std::string verify) {
  Observation& observation = add(Verdict::Undetermined, resource);
  observation.place = place.is_valid() ? place : resource.header;
  observation.reason = std::move(reason);
  observation.causes = std::move(causes);
  observation.verify = std::move(verify);
}

}  // namespace brn::engine
