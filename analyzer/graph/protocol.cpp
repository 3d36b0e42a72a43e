#include "analyzer/graph/protocol.h"

#include <utility>

namespace brn::graph {

namespace {

constexpr std::pair<std::string_view, std::string_view> kNames[] = {
    {"all", "-1"}, {"6", "tcp"}, {"17", "udp"}, {"1", "icmp"}, {"58", "icmpv6"}};

constexpr std::int64_t kLastPort = 65535;

}  // namespace

Attribute<std::string> read_protocol(const Reader& reader, std::string_view field) {
  Attribute<std::string> protocol = reader.text(field, "-1");
  for (char& c : protocol.value) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  for (const auto& [spelling, name] : kNames) {
    if (protocol.value == spelling) protocol.value = name;
  }
  return protocol;
}

Attribute<PortRange> read_ports(const Reader& reader, const Attribute<std::string>& protocol, std::string_view from,
                                std::string_view to) {
  const Attribute<std::int64_t> first = reader.integer(from, -1);
  const Attribute<std::int64_t> last = reader.integer(to, -1);
  const Span place = first.place.joined(last.place);
  if (protocol.is_known() && protocol.value != "tcp" && protocol.value != "udp")
    return Attribute<PortRange>::of({}, place);
  Causes causes = protocol.causes;
  merge_causes(causes, first.causes);
  merge_causes(causes, last.causes);
  if (!causes.empty()) return Attribute<PortRange>::of_unknown(std::move(causes), place);
  // Without ports, or with -1, all of them are meant.
  if (first.value < 0 && last.value < 0) return Attribute<PortRange>::of({}, place);
  const std::int64_t low = first.value < 0 ? last.value : first.value;
  const std::int64_t high = last.value < 0 ? first.value : last.value;
  if (low > kLastPort || high > kLastPort) {
    return Attribute<PortRange>::of_unknown(
        {Cause{CauseKind::Error, std::to_string(low), "`" + std::to_string(low) + "` is no port", {}, place}}, place);
  }
  return Attribute<PortRange>::of({static_cast<std::uint16_t>(low), static_cast<std::uint16_t>(high)}, place);
}

}  // namespace brn::graph
