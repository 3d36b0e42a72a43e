#pragma once
// The public ones among the subnets that something is in, as the rules about callers and endpoints tell of them.

#include <string>
#include <vector>

#include "analyzer/facts/facts.h"

namespace brn::rules {

struct PublicSubnets {
  std::vector<const graph::Entity*> subnets;
  std::vector<facts::Reason> reasons;  // the routes and associations that make them public, each once
  Span place;                          // where the first one is named
  Causes causes;                       // why others may be public too

  /// "`a` and `b`, which are public: a route leads to an internet gateway".
  [[nodiscard]] std::string words() const;
};

[[nodiscard]] PublicSubnets find_public_subnets(const facts::Facts& facts,
                                                const graph::Relations<graph::Subnet>& subnets);

}  // namespace brn::rules
