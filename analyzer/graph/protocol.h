#pragma once
// Protocol and port fields as security groups and network ACLs spell them. Private to analyzer/graph.

#include <string>
#include <string_view>

#include "analyzer/graph/reader.h"

namespace brn::graph {

/// `6`, `TCP`, `tcp` → "tcp"; `all`, `-1` → "-1"; numbers without a name stay.
[[nodiscard]] Attribute<std::string> read_protocol(const Reader& reader, std::string_view field);

/// Ports from two fields. All ports for protocols without ports, whatever the fields say (EC2 API reference,
/// IpPermission), and for -1.
[[nodiscard]] Attribute<PortRange> read_ports(const Reader& reader, const Attribute<std::string>& protocol,
                                              std::string_view from, std::string_view to);

}  // namespace brn::graph
