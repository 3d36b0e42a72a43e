#pragma once
// Names that get into each other's way in a VPC: two endpoints with private DNS for one service, and a private hosted zone
// of the name that an endpoint's private DNS takes.

#include <vector>

#include "analyzer/facts/facts.h"

namespace brn::facts {

/// One collision: AWS refuses whichever of the two comes second.
struct NameConflict {
  const graph::Endpoint* endpoint = nullptr;
  const graph::Entity* other = nullptr;  // an endpoint, or a hosted zone
  std::string name;                      // of the service, or of the zone
  Tri certain = Tri::Yes;
  Causes causes;
};

/// By VPC, then in the graph's order. Endpoints of Bedrock only.
[[nodiscard]] std::vector<NameConflict> name_conflicts(const Facts& facts);

/// Whether a private zone's name is a service's host name; the Region may be left open (empty).
[[nodiscard]] bool is_host_of(std::string_view zone, std::string_view service, std::string_view region);

}  // namespace brn::facts
