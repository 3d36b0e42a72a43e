// What security groups admit. Groups of one interface are a union, and only allow (Amazon VPC User Guide, security
// group rules), so an answer is certain as soon as one rule is; what is not known can only add.

#include <algorithm>

#include "analyzer/facts/facts.h"
#include "analyzer/facts/group_rules.h"
#include "analyzer/facts/state.h"

namespace brn::facts {

using graph::AddressSet;
using graph::Direction;
using graph::Family;
using graph::Relations;
using graph::SecurityGroup;
using graph::SecurityGroupRule;
using graph::Subnet;

namespace {

/// Whether a rule is there and covers TCP on a port.
Tri covers(const SecurityGroupRule& rule, std::uint16_t port) {
  Tri answer = rule.exists;
  if (!rule.protocol.is_known()) {
    answer = tri_and(answer, Tri::Unknown);
  } else if (!carries_tcp(rule.protocol.value)) {
    return Tri::No;
  } else if (rule.protocol.value == "-1") {
    return answer;
  }
  if (!rule.ports.is_known()) return tri_and(answer, Tri::Unknown);
  return tri_and(answer, tri(rule.ports.value.contains(port)));
}

Causes causes_of_rule(const SecurityGroupRule& rule) {
  Causes causes = rule.causes;
  merge_causes(causes, rule.protocol.causes);
  merge_causes(causes, rule.ports.causes);
  return causes;
}

/// Calls `visit` for each rule of the groups in a direction, and gathers why further ones may exist. True when that may
/// be. A rule of an open group may be one of these groups: it is visited as a rule that may exist.
template <typename Visit>
bool for_each_rule(const Facts& facts, const Relations<SecurityGroup>& groups, Direction direction, Causes& causes,
                   Visit visit) {
  const graph::ResourceGraph& graph = facts.graph();
  bool is_open = !groups.complete;
  if (!groups.complete) merge_causes(causes, groups.causes);
  for (const auto& item : groups.items) {
    if (!item.has_target()) {
      is_open = true;
      merge_causes(causes, item.causes);
      continue;
    }
    const SecurityGroup& group = graph.get(item.target);
    if (!group.rules_complete) {
      is_open = true;
      merge_causes(causes, group.rules_causes.empty() ? causes_of_entity(group) : group.rules_causes);
    }
    for (const SecurityGroupRule& rule : group.rules) {
      if (rule.direction == direction) visit(group, rule);
    }
  }
  for (const graph::SecurityGroupId id : facts.open_groups()) {
    if (groups.contains(id)) continue;
    const SecurityGroup& group = graph.get(id);
    for (const SecurityGroupRule& rule : group.rules) {
      if (rule.direction != direction || is_no(rule.exists)) continue;
      SecurityGroupRule possible = rule;
      possible.exists = Tri::Unknown;
      merge_causes(possible.causes, causes_of_entity(group));
      visit(group, possible);
    }
  }
  return is_open;
}

/// Addresses that rules name, as far as they are known.
struct Covered {
  AddressSet certain;
  bool is_open = false;  // more may be covered
  Causes causes;
};

void add_prefix_lists(const graph::ResourceGraph& graph, const SecurityGroupRule& rule, bool is_certain,
                      Covered& covered) {
  for (const auto& item : rule.prefix_lists.items) {
    if (!item.has_target()) {
      covered.is_open = true;
      merge_causes(covered.causes, item.causes);
      continue;
    }
    const graph::PrefixList& list = graph.get(item.target);
    // An AWS-managed list holds a service's addresses: neither the world nor a subnet.
    if (list.service.is_known() && !list.service.value.empty()) continue;
    if (!list.entries_complete) {
      covered.is_open = true;
      merge_causes(covered.causes, causes_of_entity(list));
    }
    for (const auto& entry : list.entries) {
      if (entry.is_known() && is_certain) covered.certain.add(entry.value);
      if (!entry.is_known() || !is_certain) covered.is_open = true;
      merge_causes(covered.causes, entry.causes);
    }
  }
}

void add_addresses(const graph::ResourceGraph& graph, const SecurityGroupRule& rule, Tri applies, Covered& covered) {
  if (is_no(applies)) return;
  for (const auto& cidr : rule.cidrs) {
    if (cidr.is_known() && is_yes(applies)) {
      covered.certain.add(cidr.value);
      continue;
    }
    covered.is_open = true;
    merge_causes(covered.causes, cidr.causes);
  }
  add_prefix_lists(graph, rule, is_yes(applies), covered);
  if (!rule.sources_complete) covered.is_open = true;
  if (!rule.sources_complete || is_unknown(applies)) merge_causes(covered.causes, causes_of_rule(rule));
}

bool is_world(const AddressSet& set) {
  return set.is_world(Family::V4) || set.is_world(Family::V6);
}

/// The narrowest text of a rule that names public addresses.
Reason open_reason(const graph::ResourceGraph& graph, const SecurityGroup& group, const SecurityGroupRule& rule) {
  const std::string verb = rule.direction == Direction::Ingress ? " admits " : " lets traffic out to ";
  for (const auto& cidr : rule.cidrs) {
    AddressSet one;
    if (cidr.is_known()) one.add(cidr.value);
    if (!one.has_public()) continue;
    const std::string by_default = rule.origin == graph::State::Default ? " by AWS's default rule" : "";
    return {quoted(group.address) + verb + quoted(cidr.value.to_string()) + by_default, rule.address,
            cidr.place.is_valid() ? cidr.place : rule.place};
  }
  for (const auto& item : rule.prefix_lists.items) {
    if (!item.has_target()) continue;
    return {quoted(group.address) + verb + "the addresses of " + quoted(graph.get(item.target).address), rule.address,
            item.place.is_valid() ? item.place : rule.place};
  }
  return {quoted(group.address) + verb + "public addresses", rule.address, rule.place};
}

/// One end of a connection: the groups whose rules are asked, and who is at the other end.
struct End {
  const Facts& facts;
  const Relations<SecurityGroup>& own;
  const Relations<SecurityGroup>& peers;
  const Relations<Subnet>& peer_subnets;
  Direction direction;
  std::uint16_t port;
};

/// Whether a rule names one of the peers' groups. A group that only an input names may be each other one.
Tri names_peer(const graph::ResourceGraph& graph, const SecurityGroupRule& rule, const Relations<SecurityGroup>& peers,
               Causes& causes) {
  Tri answer = Tri::No;
  const auto doubt = [&](const Causes& why) {
    answer = Tri::Unknown;
    merge_causes(causes, why);
  };
  for (const auto& item : rule.groups.items) {
    if (!item.has_target()) {
      doubt(item.causes);
      continue;
    }
    if (peers.contains(item.target)) return Tri::Yes;
    if (may_be_any(graph.get(item.target))) doubt(causes_of_entity(graph.get(item.target)));
  }
  for (const auto& peer : peers.items) {
    const bool is_any = peer.has_target() && !rule.groups.items.empty() && may_be_any(graph.get(peer.target));
    if (is_any) doubt(causes_of_entity(graph.get(peer.target)));
  }
  if (rule.groups.items.empty() || peers.complete) return answer;
  merge_causes(causes, peers.causes);
  return Tri::Unknown;
}

/// Whether a set of addresses holds all of a subnet: its own network, or every network of its VPC.
Tri holds_subnet(const graph::ResourceGraph& graph, const AddressSet& set, const Subnet& subnet) {
  if (set.is_world(Family::V4)) return Tri::Yes;
  if (subnet.cidr.is_known()) return tri(set.contains(subnet.cidr.value));
  if (!subnet.vpc.has_target()) return Tri::Unknown;
  const auto& networks = graph.get(subnet.vpc.target).cidrs;
  if (!networks.is_known() || networks.value.empty()) return Tri::Unknown;
  const bool all = std::ranges::all_of(
      networks.value, [&](const graph::Cidr& cidr) { return cidr.family == Family::V6 || set.contains(cidr); });
  return all ? Tri::Yes : Tri::Unknown;
}

std::string names_of(const graph::ResourceGraph& graph, const Relations<SecurityGroup>& groups) {
  std::string text;
  for (const auto& item : groups.items) {
    if (!item.has_target()) continue;
    text += (text.empty() ? "" : ", ") + quoted(graph.get(item.target).address);
  }
  return text.empty() ? "its peer" : text;
}

/// Where a refusal is written: the header of the first group.
Reason refusal(const graph::ResourceGraph& graph, const End& end, const std::string& detail) {
  Reason reason;
  const bool is_ingress = end.direction == Direction::Ingress;
  for (const auto& item : end.own.items) {
    if (!item.has_target()) continue;
    reason.resource = graph.get(item.target).address;
    reason.place = graph.get(item.target).header;
    break;
  }
  reason.message = names_of(graph, end.own) + (is_ingress ? " does not admit " : " does not let out ") + "TCP " +
                   std::to_string(end.port) + (is_ingress ? " from " : " to ") + names_of(graph, end.peers) + detail;
  return reason;
}

/// Whether the addresses that the rules name hold every subnet of the peer.
Answer holds_subnets(const graph::ResourceGraph& graph, const End& end, Covered& covered) {
  if (covered.certain.is_world(Family::V4)) return Answer::yes();
  bool is_unknown_part = false;
  for (const auto& item : end.peer_subnets.items) {
    if (!item.has_target()) {
      is_unknown_part = true;
      merge_causes(covered.causes, item.causes);
      continue;
    }
    const Subnet& subnet = graph.get(item.target);
    const Tri held = covered.certain.is_empty() ? Tri::No : holds_subnet(graph, covered.certain, subnet);
    if (is_yes(held)) continue;
    if (is_no(held) && !covered.is_open) {
      const bool none = covered.certain.is_empty();
      return Answer::no(
          {refusal(graph, end, none ? "" : ", whose subnet " + quoted(subnet.address) + " no rule covers")});
    }
    is_unknown_part = true;
    if (is_unknown(held))
      merge_causes(covered.causes, subnet.cidr.causes.empty() ? causes_of_entity(subnet) : subnet.cidr.causes);
  }
  if (covered.is_open || is_unknown_part) return Answer::unknown(covered.causes);
  if (!end.peer_subnets.complete || end.peer_subnets.items.empty()) {
    if (covered.certain.is_empty()) return Answer::no({refusal(graph, end, "")});
    return Answer::unknown(end.peer_subnets.causes);
  }
  return Answer::yes();
}

Answer end_admits(const End& end) {
  const graph::ResourceGraph& graph = end.facts.graph();
  Covered covered;
  Tri by_group = Tri::No;
  Reason admitted;
  const bool is_open = for_each_rule(
      end.facts, end.own, end.direction, covered.causes,
      [&](const SecurityGroup& group, const SecurityGroupRule& rule) {
        const Tri applies = covers(rule, end.port);
        if (is_no(applies)) return;
        const Tri named = tri_and(applies, names_peer(graph, rule, end.peers, covered.causes));
        if (is_yes(named))
          admitted = {"a rule of " + quoted(group.address) + " names the other end's group", rule.address, rule.place};
        if (is_unknown(named)) merge_causes(covered.causes, causes_of_rule(rule));
        by_group = tri_or(by_group, named);
        add_addresses(graph, rule, applies, covered);
      });
  if (is_yes(by_group)) return Answer::yes({std::move(admitted)});
  covered.is_open = covered.is_open || is_open || is_unknown(by_group);
  return holds_subnets(graph, end, covered);
}

/// Whether one rule lets traffic out to S3: by the service's prefix list, or by public addresses.
Tri rule_reaches_s3(const graph::ResourceGraph& graph, const SecurityGroupRule& rule, Causes& causes) {
  Covered covered;
  add_addresses(graph, rule, Tri::Yes, covered);
  if (covered.certain.has_public()) return Tri::Yes;
  Tri answer = tri(false);
  for (const auto& item : rule.prefix_lists.items) {
    if (!item.has_target()) continue;
    const graph::PrefixList& list = graph.get(item.target);
    if (list.service.is_known() && list.service.value == "s3") return Tri::Yes;
    if (!list.service.is_known()) answer = Tri::Unknown;
    if (!list.service.is_known()) merge_causes(causes, list.service.causes);
  }
  if (!covered.is_open) return answer;
  merge_causes(causes, covered.causes);
  return Tri::Unknown;
}

}  // namespace

std::span<const graph::SecurityGroupId> Facts::open_groups() const {
  return state_->open_groups;
}

Relations<SecurityGroup> Facts::groups_of(const graph::Endpoint& endpoint) const {
  Relations<SecurityGroup> groups = endpoint.groups;
  // AWS attaches the VPC's default group when none is named. An association made separately comes beside it, unless it
  // replaces it (Terraform's replace_default_association).
  const bool names_some = groups.written && !groups.items.empty();
  if (names_some || !groups.complete || endpoint.default_group_replaced) return groups;
  if (!endpoint.vpc.has_target()) {
    groups.complete = false;
    groups.causes = endpoint.vpc.causes;
    return groups;
  }
  const graph::SecurityGroupId standard = graph_->get(endpoint.vpc.target).default_group;
  groups.items.push_back({graph::Relation<SecurityGroup>::Kind::To, standard, endpoint.header, {}});
  return groups;
}

Answer Facts::open_to_world(const Relations<SecurityGroup>& groups, Direction direction) const {
  // Ports to ask for: interface endpoints listen on 443 only; outwards every port counts, and what a set of rules
  // covers can only change where a rule's ports begin.
  std::vector<std::uint16_t> ports{443};
  Causes causes;
  bool is_open =
      for_each_rule(*this, groups, direction, causes, [&](const SecurityGroup&, const SecurityGroupRule& rule) {
        if (direction == Direction::Egress && rule.ports.is_known()) ports.push_back(rule.ports.value.first);
      });
  std::ranges::sort(ports);
  ports.erase(std::unique(ports.begin(), ports.end()), ports.end());
  for (const std::uint16_t port : ports) {
    Covered covered;
    std::vector<Reason> reasons;
    for_each_rule(*this, groups, direction, covered.causes,
                  [&](const SecurityGroup& group, const SecurityGroupRule& rule) {
                    const Tri applies = covers(rule, port);
                    add_addresses(*graph_, rule, applies, covered);
                    Covered alone;
                    add_addresses(*graph_, rule, applies, alone);
                    if (alone.certain.has_public()) reasons.push_back(open_reason(*graph_, group, rule));
                  });
    if (is_world(covered.certain)) return Answer::yes(std::move(reasons));
    is_open = is_open || covered.is_open;
    merge_causes(causes, covered.causes);
  }
  return is_open ? Answer::unknown(std::move(causes)) : Answer::no();
}

Answer Facts::groups_admit(const Relations<SecurityGroup>& client, const Relations<Subnet>& client_subnets,
                           const Relations<SecurityGroup>& server, const Relations<Subnet>& server_subnets,
                           std::uint16_t port) const {
  Answer out = end_admits(End{*this, client, server, server_subnets, Direction::Egress, port});
  if (out.is_no()) return out;
  Answer in = end_admits(End{*this, server, client, client_subnets, Direction::Ingress, port});
  if (in.is_no() || out.is_yes()) return in;
  if (in.is_unknown()) merge_causes(out.causes, in.causes);
  return out;
}

Answer Facts::groups_admit_network(const Relations<SecurityGroup>& groups, const graph::Cidr& network,
                                   std::uint16_t port) const {
  Covered covered;
  const bool is_open = for_each_rule(*this, groups, Direction::Ingress, covered.causes,
                                     [&](const SecurityGroup&, const SecurityGroupRule& rule) {
                                       add_addresses(*graph_, rule, covers(rule, port), covered);
                                     });
  if (covered.certain.contains(network)) return Answer::yes();
  if (is_open || covered.is_open) return Answer::unknown(std::move(covered.causes));
  const Relations<Subnet> none;
  Reason reason = refusal(*graph_, End{*this, groups, {}, none, Direction::Ingress, port}, "");
  reason.message = names_of(*graph_, groups) + " does not admit TCP " + std::to_string(port) + " from all of " +
                   quoted(network.to_string());
  return Answer::no({std::move(reason)});
}

Answer Facts::groups_reach_s3(const Relations<SecurityGroup>& client) const {
  Causes causes;
  Tri answer = Tri::No;
  const bool is_open =
      for_each_rule(*this, client, Direction::Egress, causes, [&](const SecurityGroup&, const SecurityGroupRule& rule) {
        const Tri applies = covers(rule, 443);
        if (is_no(applies)) return;
        const Tri reaches = tri_and(applies, rule_reaches_s3(*graph_, rule, causes));
        if (is_unknown(reaches)) merge_causes(causes, causes_of_rule(rule));
        answer = tri_or(answer, reaches);
      });
  if (is_yes(answer)) return Answer::yes();
  if (is_unknown(answer) || is_open) return Answer::unknown(std::move(causes));
  const Relations<Subnet> none;
  Reason reason = refusal(*graph_, End{*this, client, {}, none, Direction::Egress, 443}, "");
  reason.message = names_of(*graph_, client) + " lets nothing out on TCP 443 to S3's addresses";
  return Answer::no({std::move(reason)});
}

}  // namespace brn::facts
