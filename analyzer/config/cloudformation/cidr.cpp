#include "analyzer/config/cloudformation/cidr.h"

#include <arpa/inet.h>

#include <array>
#include <charconv>

namespace brn::config::cloudformation {
namespace {

using Bytes = std::array<unsigned char, 16>;

/// Adds `amount` at bit `shift`, counted from the lowest of `size` bytes.
void add_at(Bytes& address, std::size_t size, std::int64_t shift, std::uint64_t amount) {
  const auto low_byte = static_cast<std::size_t>(shift / 8);
  std::uint64_t carry = amount << static_cast<unsigned>(shift % 8);
  for (std::size_t i = low_byte; i < size && carry != 0; ++i) {
    const std::uint64_t sum = address[size - 1 - i] + (carry & 0xffU);
    address[size - 1 - i] = static_cast<unsigned char>(sum & 0xffU);
    carry = (carry >> 8U) + (sum >> 8U);
  }
}

void clear_host_bits(Bytes& address, std::size_t size, std::int64_t prefix) {
  for (std::size_t i = 0; i < size; ++i) {
    const std::int64_t kept = prefix - static_cast<std::int64_t>(i) * 8;
    if (kept >= 8) continue;
    const unsigned mask = kept <= 0 ? 0U : (0xff00U >> static_cast<unsigned>(kept)) & 0xffU;
    address[i] = static_cast<unsigned char>(address[i] & mask);
  }
}

}  // namespace

std::vector<std::string> divide_cidr(std::string_view block, std::int64_t count,
                                     std::optional<std::int64_t> host_bits) {
  const std::size_t slash = block.find('/');
  if (slash == std::string_view::npos) return {};
  const bool is_ipv6 = block.find(':') != std::string_view::npos;
  const std::size_t size = is_ipv6 ? 16 : 4;
  const auto bits = static_cast<std::int64_t>(size) * 8;
  const std::string_view digits = block.substr(slash + 1);
  std::int64_t prefix = -1;
  const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), prefix);
  if (parsed.ec != std::errc() || parsed.ptr != digits.data() + digits.size() || prefix < 0 || prefix > bits) return {};
  Bytes address{};
  const std::string text(block.substr(0, slash));
  if (inet_pton(is_ipv6 ? AF_INET6 : AF_INET, text.c_str(), address.data()) != 1) return {};

  const std::int64_t left = host_bits.value_or(8);
  const std::int64_t new_prefix = bits - left;
  if (left < 0 || new_prefix < prefix) return {};
  const std::int64_t room = new_prefix - prefix;
  if (room < 62 && count > (std::int64_t{1} << static_cast<unsigned>(room))) return {};
  clear_host_bits(address, size, prefix);
  std::vector<std::string> blocks;
  for (std::int64_t i = 0; i < count; ++i) {
    std::array<char, INET6_ADDRSTRLEN> printed{};
    inet_ntop(is_ipv6 ? AF_INET6 : AF_INET, address.data(), printed.data(), printed.size());
    blocks.push_back(std::string(printed.data()) + "/" + std::to_string(new_prefix));
    add_at(address, size, left, 1);
  }
  return blocks;
}

}  // namespace brn::config::cloudformation
