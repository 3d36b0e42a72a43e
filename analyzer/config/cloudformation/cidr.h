#pragma once
// Fn::Cidr: an address block divided into smaller ones.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace brn::config::cloudformation {

/// The first `count` blocks of `block` that leave `host_bits` bits each (8 when not given, for IPv4 and for IPv6
/// alike); empty when the block has no valid form or no room.
[[nodiscard]] std::vector<std::string> divide_cidr(std::string_view block, std::int64_t count,
                                                   std::optional<std::int64_t> host_bits);

}  // namespace brn::config::cloudformation
