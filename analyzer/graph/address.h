#pragma once
// IP networks and port ranges as sets of numbers, so that "open to the world" and "covers" are decided by meaning:
// 0.0.0.0/1 with 128.0.0.0/1 is the whole world.

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace brn::graph {

enum class Family : std::uint8_t { V4, V6 };

/// An address as 16 bytes, most significant first; IPv4 in the last four.
using AddressBytes = std::array<std::uint8_t, 16>;

/// A network in canonical form: host bits are zero.
struct Cidr {
  Family family = Family::V4;
  AddressBytes address{};
  std::uint8_t prefix = 0;

  /// `10.0.0.0/16`, `2001:db8::/32`; host bits are cleared as AWS does; a bare address is a network of one. Nothing when
  /// it is no network.
  [[nodiscard]] static std::optional<Cidr> parse(std::string_view text);
  [[nodiscard]] std::string to_string() const;
  [[nodiscard]] bool contains(const Cidr& other) const;
  [[nodiscard]] bool overlaps(const Cidr& other) const;
  [[nodiscard]] bool is_world() const { return prefix == 0; }
  friend auto operator<=>(const Cidr&, const Cidr&) = default;
};

/// A set of addresses of both families: sorted, disjoint ranges.
class AddressSet {
 public:
  void add(const Cidr& cidr);
  void add(const AddressSet& other);
  [[nodiscard]] bool is_empty() const { return ranges_.empty(); }
  [[nodiscard]] bool contains(const Cidr& cidr) const;
  [[nodiscard]] bool overlaps(const Cidr& cidr) const;
  /// Every address of a family.
  [[nodiscard]] bool is_world(Family family) const;
  /// Some address that is not private (RFC 1918, RFC 6598, link-local, unique local).
  [[nodiscard]] bool has_public() const;
  /// Number of addresses of a family, saturating at 2^63.
  [[nodiscard]] std::uint64_t count(Family family) const;

  struct Range {
    Family family;
    AddressBytes first;
    AddressBytes last;
    friend auto operator<=>(const Range&, const Range&) = default;
  };
  [[nodiscard]] const std::vector<Range>& ranges() const { return ranges_; }

 private:
  std::vector<Range> ranges_;
};

/// Inclusive.
struct PortRange {
  std::uint16_t first = 0;
  std::uint16_t last = 65535;
  [[nodiscard]] bool contains(std::uint16_t port) const { return first <= port && port <= last; }
  [[nodiscard]] bool is_all() const { return first == 0 && last == 65535; }
  friend auto operator<=>(const PortRange&, const PortRange&) = default;
};

}  // namespace brn::graph
