#include "analyzer/facts/group_rules.h"

#include <algorithm>

#include "analyzer/facts/state.h"

namespace brn::facts {

using graph::Direction;
using graph::Family;
using graph::SecurityGroup;
using graph::SecurityGroupRule;

namespace {

constexpr std::uint16_t kHttp = 80;
constexpr std::uint16_t kHttps = 443;

/// What a rule is, as far as one question goes: whether it matches, and why that is not known.
struct Judgement {
  Tri value = Tri::No;
  Causes causes;
};

template <typename Judge>
RuleMatches matching(const Facts& facts, const Groups& groups, bool with_default_groups, Judge judge) {
  RuleMatches matches;
  if (!groups.complete) merge_causes(matches.causes, groups.causes);
  for (const auto& item : groups.items) {
    if (!item.has_target()) {
      merge_causes(matches.causes, item.causes);
      continue;
    }
    const SecurityGroup& group = facts.graph().get(item.target);
    if (group.is_default && !with_default_groups) continue;
    if (!group.rules_complete)
      merge_causes(matches.causes, group.rules_causes.empty() ? causes_of_entity(group) : group.rules_causes);
    for (const SecurityGroupRule& rule : group.rules) {
      if (rule.direction != Direction::Ingress || is_no(rule.exists)) continue;
      Judgement judgement = judge(rule);
      if (is_yes(judgement.value) && is_yes(rule.exists)) {
        matches.certain.push_back({&group, &rule});
      } else if (!is_no(judgement.value)) {
        merge_causes(matches.causes, judgement.causes);
        merge_causes(matches.causes, rule.causes);
      }
    }
  }
  for (const graph::SecurityGroupId id : facts.open_groups()) {
    const SecurityGroup& group = facts.graph().get(id);
    if (groups.contains(id) || groups.items.empty()) continue;
    for (const SecurityGroupRule& rule : group.rules) {
      const bool may_match = rule.direction == Direction::Ingress && !is_no(rule.exists) && !is_no(judge(rule).value);
      if (may_match) merge_causes(matches.causes, causes_of_entity(group));
    }
  }
  return matches;
}

bool has_ports(std::string_view protocol) {
  return protocol == "tcp" || protocol == "udp" || protocol == "-1" || protocol == "6" || protocol == "17";
}

/// The ports of TCP or UDP that a rule covers, as an answer to `wanted`.
template <typename Wanted>
Judgement judge_ports(const SecurityGroupRule& rule, Wanted wanted) {
  if (!rule.protocol.is_known()) return {Tri::Unknown, rule.protocol.causes};
  if (!has_ports(rule.protocol.value)) return {Tri::No, {}};
  if (rule.protocol.value == "-1") return {Tri::Yes, {}};
  if (!rule.ports.is_known()) return {Tri::Unknown, rule.ports.causes};
  return {tri(wanted(rule.ports.value)), {}};
}

/// The addresses that a rule names, prefix lists included.
struct Named {
  graph::AddressSet addresses;
  Causes causes;  // why there may be more
};

Named named_by(const Facts& facts, const SecurityGroupRule& rule) {
  Named named;
  for (const auto& cidr : rule.cidrs) {
    if (cidr.is_known()) named.addresses.add(cidr.value);
    merge_causes(named.causes, cidr.causes);
  }
  for (const auto& item : rule.prefix_lists.items) {
    if (!item.has_target()) {
      merge_causes(named.causes, item.causes);
      continue;
    }
    const graph::PrefixList& list = facts.graph().get(item.target);
    if (list.service.is_known() && !list.service.value.empty()) continue;
    if (!list.entries_complete) merge_causes(named.causes, causes_of_entity(list));
    for (const auto& entry : list.entries) {
      if (entry.is_known()) named.addresses.add(entry.value);
      merge_causes(named.causes, entry.causes);
    }
  }
  if (!rule.sources_complete) merge_causes(named.causes, rule.causes);
  return named;
}

bool is_world(const graph::AddressSet& addresses) {
  return addresses.is_world(Family::V4) || addresses.is_world(Family::V6);
}

bool names_nothing(const SecurityGroupRule& rule) {
  return rule.cidrs.empty() && rule.prefix_lists.items.empty() && rule.groups.items.empty() && rule.sources_complete;
}

/// Whether a rule admits the whole world by itself.
Judgement judge_world(const Facts& facts, const SecurityGroupRule& rule) {
  Named named = named_by(facts, rule);
  if (is_world(named.addresses)) return {Tri::Yes, {}};
  return {named.causes.empty() ? Tri::No : Tri::Unknown, std::move(named.causes)};
}

Judgement both(Judgement a, Judgement b) {
  Judgement result{tri_and(a.value, b.value), {}};
  if (!is_unknown(result.value)) return result;
  merge_causes(result.causes, a.causes);
  merge_causes(result.causes, b.causes);
  return result;
}

Judgement holds_vpc(const Facts& facts, const SecurityGroupRule& rule, graph::VpcId vpc) {
  Named named = named_by(facts, rule);
  if (is_world(named.addresses)) return {Tri::No, {}};
  const Tri otherwise = named.causes.empty() ? Tri::No : Tri::Unknown;
  if (named.addresses.is_empty()) return {otherwise, std::move(named.causes)};
  const auto& networks = facts.graph().get(vpc).cidrs;
  if (!networks.is_known()) return {Tri::Unknown, networks.causes};
  const bool all = std::ranges::all_of(networks.value, [&](const graph::Cidr& cidr) {
    return cidr.family == Family::V6 || named.addresses.contains(cidr);
  });
  if (all && !networks.value.empty()) return {Tri::Yes, {}};
  return {otherwise, std::move(named.causes)};
}

}  // namespace

bool carries_tcp(std::string_view protocol) {
  return protocol == "tcp" || protocol == "6" || protocol == "-1";
}

RuleMatches rules_beyond_https(const Facts& facts, const Groups& groups) {
  return matching(facts, groups, false, [&](const SecurityGroupRule& rule) {
    if (names_nothing(rule)) return Judgement{};
    Judgement wider =
        judge_ports(rule, [](const graph::PortRange& ports) { return ports.first != kHttps || ports.last != kHttps; });
    // Whom a rule admits does not matter here, only that it is not everyone, which is a fault of its own.
    Judgement world = judge_world(facts, rule);
    world.value = tri_not(world.value);
    return both(std::move(wider), std::move(world));
  });
}

RuleMatches rules_for_whole_vpc(const Facts& facts, const Groups& groups, graph::VpcId vpc) {
  return matching(facts, groups, true, [&](const SecurityGroupRule& rule) {
    Judgement https =
        judge_ports(rule, [](const graph::PortRange& ports) { return ports.first == kHttps && ports.last == kHttps; });
    if (rule.protocol.is_known() && rule.protocol.value == "-1") return Judgement{};
    return both(std::move(https), holds_vpc(facts, rule, vpc));
  });
}

RuleMatches rules_for_world_beyond_web(const Facts& facts, const Groups& groups) {
  return matching(facts, groups, true, [&](const SecurityGroupRule& rule) {
    return both(judge_ports(rule,
                            [](const graph::PortRange& ports) {
                              const bool is_web =
                                  ports.first == ports.last && (ports.first == kHttp || ports.first == kHttps);
                              return !is_web;
                            }),
                judge_world(facts, rule));
  });
}

std::vector<graph::SecurityGroupId> default_groups(const Facts& facts, const Groups& groups) {
  std::vector<graph::SecurityGroupId> found;
  for (const auto& item : groups.items) {
    if (item.has_target() && facts.graph().get(item.target).is_default) found.push_back(item.target);
  }
  return found;
}

std::string ports_in_words(const SecurityGroupRule& rule) {
  if (rule.protocol.value == "-1") return "all protocols";
  const bool is_udp = rule.protocol.value == "udp" || rule.protocol.value == "17";
  std::string text = is_udp ? "UDP " : "TCP ";
  text += std::to_string(rule.ports.value.first);
  if (rule.ports.value.last != rule.ports.value.first) text += "-" + std::to_string(rule.ports.value.last);
  return text;
}

Span address_place(const SecurityGroupRule& rule) {
  for (const auto& cidr : rule.cidrs) {
    if (cidr.place.is_valid()) return cidr.place;
  }
  for (const auto& item : rule.prefix_lists.items) {
    if (item.place.is_valid()) return item.place;
  }
  return rule.place;
}

}  // namespace brn::facts
