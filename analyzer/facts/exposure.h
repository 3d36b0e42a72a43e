#pragma once
// Whether something beyond an endpoint's own VPC can reach it: another network is joined to the VPC by a route or a
// gateway, and the endpoint's groups admit addresses that are not the VPC's.

#include "analyzer/facts/facts.h"

namespace brn::facts {

/// What joins a VPC to other networks: peering, transit gateway, VPN, core network. No where nothing in this run does.
[[nodiscard]] Answer joined_to_networks(const Facts& facts, graph::VpcId vpc);
/// Yes only where both are certain; severities hang on it, never verdicts.
[[nodiscard]] Answer reachable_from_beyond(const Facts& facts, const graph::Endpoint& endpoint);
/// Whether a way in from outside makes an open group real: a joined network, or a subnet that is public by route.
[[nodiscard]] Answer has_way_in(const Facts& facts, const graph::Endpoint& endpoint);

}  // namespace brn::facts
