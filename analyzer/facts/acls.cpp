#include "analyzer/facts/acls.h"

#include <algorithm>

#include "analyzer/facts/group_rules.h"
#include "analyzer/facts/state.h"

namespace brn::facts {

using graph::AddressBytes;
using graph::Cidr;
using graph::Direction;
using graph::NetworkAcl;
using graph::NetworkAclEntry;
using graph::PortRange;

namespace {

constexpr PortRange kHttps{443, 443};
// What Linux clients use; a list that leaves a part of it out drops replies now and then.
constexpr PortRange kEphemeral{32768, 60999};
/// AWS allows 40 entries; what is far past that is not looked at.
constexpr std::size_t kMaxEntries = 200;

/// Packets that have to cross the border of a subnet.
struct Packets {
  Direction direction;
  Cidr peers;
  PortRange ports;
  bool only_public = false;  // of the peers, the public addresses
  std::string words;         // "TCP 443 to `aws_subnet.a`"
};

AddressBytes next(AddressBytes address) {
  for (std::size_t i = address.size(); i-- > 0;) {
    if (++address[i] != 0) break;
  }
  return address;
}

AddressBytes last_of(const Cidr& cidr) {
  AddressBytes address = cidr.address;
  const std::size_t bits = cidr.family == graph::Family::V4 ? 32 : 128;
  for (std::size_t bit = cidr.prefix; bit < bits; ++bit) {
    const std::size_t at = 128 - bits + bit;
    address[at / 8] = static_cast<std::uint8_t>(address[at / 8] | (0x80U >> (at % 8)));
  }
  return address;
}

Cidr single(const AddressBytes& address) {
  return Cidr{graph::Family::V4, address, 32};
}

/// The networks that are no public addresses, so that samples fall on both sides of their borders.
const std::vector<Cidr>& private_networks() {
  static const std::vector<Cidr> networks = [] {
    std::vector<Cidr> list;
    for (const char* text :
         {"10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"}) {
      list.push_back(*Cidr::parse(text));
    }
    return list;
  }();
  return networks;
}

bool is_public(const AddressBytes& address) {
  graph::AddressSet one;
  one.add(single(address));
  return one.has_public();
}

Tri matches(const NetworkAclEntry& entry, const AddressBytes& address, std::uint16_t port) {
  Tri answer = entry.exists;
  if (entry.protocol.is_known() && !carries_tcp(entry.protocol.value)) return Tri::No;
  if (!entry.protocol.is_known()) answer = tri_and(answer, Tri::Unknown);
  if (entry.cidr.is_known() && !entry.cidr.value.contains(single(address))) return Tri::No;
  if (!entry.cidr.is_known()) answer = tri_and(answer, Tri::Unknown);
  const bool has_ports = !entry.protocol.is_known() || entry.protocol.value != "-1";
  if (has_ports && entry.ports.is_known() && !entry.ports.value.contains(port)) return Tri::No;
  if (has_ports && !entry.ports.is_known()) answer = tri_and(answer, Tri::Unknown);
  return answer;
}

Causes causes_of_entry(const NetworkAcl& acl, const NetworkAclEntry& entry) {
  Causes causes;
  for (const Causes* more :
       {&entry.number.causes, &entry.allow.causes, &entry.protocol.causes, &entry.cidr.causes, &entry.ports.causes}) {
    merge_causes(causes, *more);
  }
  return causes.empty() ? causes_of_entity(acl) : causes;
}

/// One list of an ACL in the order in which AWS looks at it.
class AclSide {
 public:
  AclSide(const NetworkAcl& acl, Direction direction) : acl_(acl) {
    for (const NetworkAclEntry& entry : acl.entries) {
      if (entry.direction == direction && !is_no(entry.exists)) entries_.push_back(&entry);
    }
    std::ranges::stable_sort(entries_, {}, [](const NetworkAclEntry* entry) { return entry->number.value; });
  }

  [[nodiscard]] Answer admits(const Packets& packets) const {
    if (entries_.size() > kMaxEntries) {
      return Answer::unknown({Cause{CauseKind::Limit,
                                    acl_.address,
                                    "the entries of " + quoted(acl_.address) + " are too many to look at",
                                    {},
                                    acl_.header}});
    }
    bool has_good = false;
    bool has_bad = false;
    Causes causes;
    Reason refusal;
    for (const AddressBytes& address : addresses(packets)) {
      Answer one = admits_address(packets, address);
      has_good = has_good || one.is_yes();
      has_bad = has_bad || one.is_no();
      if (one.is_no() && refusal.message.empty()) refusal = one.reasons.front();
      merge_causes(causes, one.causes);
    }
    if (has_bad && !has_good && causes.empty()) return Answer::no({std::move(refusal)});
    if (!has_bad && causes.empty()) return Answer::yes();
    if (has_bad && has_good && causes.empty()) {
      causes.push_back({CauseKind::Computed,
                        acl_.address + " " + packets.words,
                        quoted(acl_.address) + " lets " + packets.words + " pass for some addresses only",
                        {},
                        acl_.header});
    }
    return Answer::unknown(std::move(causes));
  }

 private:
  /// Whether all ports pass for one address.
  [[nodiscard]] Answer admits_address(const Packets& packets, const AddressBytes& address) const {
    Causes causes;
    for (const std::uint16_t port : ports(packets.ports)) {
      Answer one = decide(packets, address, port);
      if (one.is_no()) return one;
      merge_causes(causes, one.causes);
    }
    return causes.empty() ? Answer::yes() : Answer::unknown(std::move(causes));
  }

  [[nodiscard]] Answer decide(const Packets& packets, const AddressBytes& address, std::uint16_t port) const {
    Causes causes;
    for (const NetworkAclEntry* entry : entries_) {
      const Tri match = matches(*entry, address, port);
      if (is_no(match)) continue;
      if (is_unknown(match) || !entry->allow.is_known() || !entry->number.is_known()) {
        merge_causes(causes, causes_of_entry(acl_, *entry));
        continue;
      }
      if (!causes.empty()) return Answer::unknown(std::move(causes));
      if (entry->allow.value) return Answer::yes();
      return Answer::no({{quoted(acl_.address) + " denies " + packets.words, entry->address, entry->place}});
    }
    if (!acl_.entries_complete)
      merge_causes(causes, acl_.entries_causes.empty() ? causes_of_entity(acl_) : acl_.entries_causes);
    if (!causes.empty()) return Answer::unknown(std::move(causes));
    return Answer::no(
        {{quoted(acl_.address) + " has no entry that lets " + packets.words + " pass", acl_.address, acl_.header}});
  }

  /// Ports between which no entry changes its mind.
  [[nodiscard]] std::vector<std::uint16_t> ports(const PortRange& wanted) const {
    std::vector<std::uint16_t> samples{wanted.first};
    for (const NetworkAclEntry* entry : entries_) {
      const PortRange& range = entry->ports.value;
      if (!entry->ports.is_known()) continue;
      if (wanted.contains(range.first)) samples.push_back(range.first);
      if (range.last < wanted.last && range.last >= wanted.first)
        samples.push_back(static_cast<std::uint16_t>(range.last + 1));
    }
    return samples;
  }

  [[nodiscard]] std::vector<AddressBytes> addresses(const Packets& packets) const {
    std::vector<AddressBytes> samples{packets.peers.address};
    const auto add = [&](const Cidr& network) {
      if (network.family != graph::Family::V4) return;
      if (packets.peers.contains(single(network.address))) samples.push_back(network.address);
      const AddressBytes after = next(last_of(network));
      if (packets.peers.contains(single(after))) samples.push_back(after);
    };
    for (const NetworkAclEntry* entry : entries_) {
      if (entry->cidr.is_known()) add(entry->cidr.value);
    }
    if (packets.only_public) {
      for (const Cidr& network : private_networks()) add(network);
      std::erase_if(samples, [](const AddressBytes& address) { return !is_public(address); });
      // 0.0.0.0/8 names no host; 1.0.0.0 stands for what lies below 10.0.0.0/8.
      std::erase_if(samples, [](const AddressBytes& address) { return address[12] == 0; });
      samples.push_back(Cidr::parse("1.0.0.0/8")->address);
    }
    std::ranges::sort(samples);
    samples.erase(std::unique(samples.begin(), samples.end()), samples.end());
    return samples;
  }

  const NetworkAcl& acl_;
  std::vector<const NetworkAclEntry*> entries_;
};

const Cidr& everywhere() {
  static const Cidr world{};
  return world;
}

/// The peers' network: the subnet's own, else everywhere.
Cidr network_of(const graph::Subnet& subnet) {
  const bool is_v4 = subnet.cidr.is_known() && subnet.cidr.is_set() && subnet.cidr.value.family == graph::Family::V4;
  return is_v4 ? subnet.cidr.value : everywhere();
}

Answer all_of(std::initializer_list<Answer> answers) {
  Causes causes;
  for (const Answer& answer : answers) {
    if (answer.is_no()) return answer;
    merge_causes(causes, answer.causes);
  }
  return causes.empty() ? Answer::yes() : Answer::unknown(std::move(causes));
}

}  // namespace

NetworkAcls::NetworkAcls(const Facts& facts) : facts_(facts), by_subnet_(facts.graph().all<graph::Subnet>().size()) {
  const auto& acls = facts.graph().all<NetworkAcl>();
  for (std::uint32_t i = 0; i < acls.size(); ++i) {
    for (const auto& item : acls[i].subnets.items) {
      if (item.has_target()) by_subnet_[item.target.index] = {i};
    }
    const bool may_hold_more =
        !acls[i].subnets.complete || std::ranges::any_of(acls[i].subnets.items, [&](const auto& item) {
          return item.is_unknown() || (item.has_target() && may_be_any(facts.graph().get(item.target)));
        });
    if (may_hold_more && !acls[i].is_default && !acls[i].is_external()) of_unknown_subnets_.push_back({i});
  }
}

std::pair<graph::NetworkAclId, Causes> NetworkAcls::acl_of(graph::SubnetId id) const {
  if (by_subnet_[id.index].is_valid()) return {by_subnet_[id.index], {}};
  const graph::Subnet& subnet = facts_.graph().get(id);
  if (subnet.is_external() || !subnet.vpc.has_target())
    return {{}, subnet.vpc.is_unknown() ? subnet.vpc.causes : causes_of_entity(subnet)};
  Causes causes;
  for (const graph::NetworkAclId other : of_unknown_subnets_) {
    const NetworkAcl& acl = facts_.graph().get(other);
    if (acl.vpc.has_target() && acl.vpc.target != subnet.vpc.target) continue;
    merge_causes(causes, acl.subnets.causes);
    for (const auto& item : acl.subnets.items) {
      merge_causes(causes, item.has_target() ? facts_.graph().get(item.target).causes : item.causes);
    }
  }
  if (!causes.empty()) return {{}, std::move(causes)};
  return {facts_.graph().get(subnet.vpc.target).default_acl, {}};
}

const Answer& NetworkAcls::admit(graph::SubnetId client, graph::SubnetId server) {
  const auto [at, is_new] = between_.try_emplace({client, server});
  if (!is_new) return at->second;
  // Inside of one subnet no ACL is asked.
  if (client == server) return at->second = Answer::yes();
  const graph::Subnet& from = facts_.graph().get(client);
  const graph::Subnet& to = facts_.graph().get(server);
  const auto side = [&](graph::SubnetId own, const Packets& packets) {
    auto [acl, causes] = acl_of(own);
    if (!acl.is_valid()) return Answer::unknown(std::move(causes));
    return AclSide(facts_.graph().get(acl), packets.direction).admits(packets);
  };
  const std::string at_client = quoted(from.address);
  const std::string at_server = quoted(to.address);
  return at->second = all_of(
             {side(client, {Direction::Egress, network_of(to), kHttps, false, "TCP 443 out to " + at_server}),
              side(server, {Direction::Ingress, network_of(from), kHttps, false, "TCP 443 in from " + at_client}),
              side(server, {Direction::Egress, network_of(from), kEphemeral, false,
                            "replies on ports 32768-60999 out to " + at_client}),
              side(client, {Direction::Ingress, network_of(to), kEphemeral, false,
                            "replies on ports 32768-60999 in from " + at_server})});
}

const Answer& NetworkAcls::admit_s3(graph::SubnetId client) {
  const auto [at, is_new] = to_s3_.try_emplace(client);
  if (!is_new) return at->second;
  auto [id, causes] = acl_of(client);
  if (!id.is_valid()) return at->second = Answer::unknown(std::move(causes));
  const NetworkAcl& acl = facts_.graph().get(id);
  const auto side = [&](Direction direction, const PortRange& ports, std::string words) {
    return AclSide(acl, direction).admits({direction, everywhere(), ports, true, std::move(words)});
  };
  return at->second = all_of({side(Direction::Egress, kHttps, "TCP 443 out to S3's addresses"),
                              side(Direction::Ingress, kEphemeral, "replies of S3 on ports 32768-60999 in")});
}

}  // namespace brn::facts
