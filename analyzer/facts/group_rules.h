#pragma once
// Which rules of some security groups are of a kind that rules ask for: ports beyond HTTPS, the VPC's own addresses, the
// whole world on ports of administration. Certain matches and why there may be more.

#include <string>
#include <vector>

#include "analyzer/facts/facts.h"

namespace brn::facts {

/// A protocol that may carry TCP.
[[nodiscard]] bool carries_tcp(std::string_view protocol);

/// A rule and the group that holds it; both point into the graph.
struct RuleMatch {
  const graph::SecurityGroup* group = nullptr;
  const graph::SecurityGroupRule* rule = nullptr;
};

/// `causes` say why further rules may match; empty: none does.
struct RuleMatches {
  std::vector<RuleMatch> certain;
  Causes causes;
};

using Groups = graph::Relations<graph::SecurityGroup>;

/// Inbound rules that admit TCP or UDP on more than port 443 from somewhere other than the whole world. Rules of a VPC's
/// default group are left out.
[[nodiscard]] RuleMatches rules_beyond_https(const Facts& facts, const Groups& groups);
/// Inbound rules on 443 whose addresses are all those of the VPC, and not the whole world.
[[nodiscard]] RuleMatches rules_for_whole_vpc(const Facts& facts, const Groups& groups, graph::VpcId vpc);
/// Inbound rules that admit the whole world on ports other than those of the web (80, 443).
[[nodiscard]] RuleMatches rules_for_world_beyond_web(const Facts& facts, const Groups& groups);
/// The default groups among them: given, or in force because none is given.
[[nodiscard]] std::vector<graph::SecurityGroupId> default_groups(const Facts& facts, const Groups& groups);

/// "TCP 8080", "TCP 0-65535", "all protocols".
[[nodiscard]] std::string ports_in_words(const graph::SecurityGroupRule& rule);
/// The narrowest text of a rule that names addresses; else the rule.
[[nodiscard]] Span address_place(const graph::SecurityGroupRule& rule);

}  // namespace brn::facts
