// cidrhost, cidrnetmask, cidrsubnet, cidrsubnets.

#include <algorithm>
#include <array>
#include <charconv>

#include "analyzer/config/terraform/functions/library.h"

namespace brn::config::terraform::functions {

namespace {

__extension__ using Bits = unsigned __int128;

struct Prefix {
  Bits address = 0;  // in the low 32 or 128 bits, without host bits
  int length = 0;
  int width = 32;
};

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// Terraform kept the parser of older Go versions: leading zeros are allowed and decimal.
std::optional<std::uint32_t> parse_decimal(std::string_view text, std::uint32_t most) {
  if (text.empty()) return std::nullopt;
  std::uint32_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + static_cast<std::uint32_t>(c - '0');
    if (value > most) return std::nullopt;
  }
  return value;
}

std::optional<Bits> parse_ipv4(std::string_view text) {
  Bits address = 0;
  for (int octet = 0; octet < 4; ++octet) {
    const std::size_t dot = octet < 3 ? text.find('.') : text.size();
    if (dot == std::string_view::npos) return std::nullopt;
    const auto value = parse_decimal(text.substr(0, dot), 255);
    if (!value) return std::nullopt;
    address = (address << 8U) | *value;
    text.remove_prefix(std::min(dot + 1, text.size()));
  }
  return text.empty() ? std::optional(address) : std::nullopt;
}

std::optional<std::vector<std::uint32_t>> parse_groups(std::string_view text) {
  std::vector<std::uint32_t> groups;
  if (text.empty()) return groups;
  while (true) {
    const std::size_t colon = text.find(':');
    const std::string_view piece = text.substr(0, colon);
    if (colon == std::string_view::npos && piece.find('.') != std::string_view::npos) {
      const auto ipv4 = parse_ipv4(piece);
      if (!ipv4) return std::nullopt;
      groups.push_back(static_cast<std::uint32_t>(*ipv4 >> 16U));
      groups.push_back(static_cast<std::uint32_t>(*ipv4 & 0xffffU));
      return groups;
    }
    if (piece.empty() || piece.size() > 4) return std::nullopt;
    std::uint32_t value = 0;
    for (const char c : piece) {
      const int digit = hex_digit(c);
      if (digit < 0) return std::nullopt;
      value = (value << 4U) | static_cast<std::uint32_t>(digit);
    }
    groups.push_back(value);
    if (colon == std::string_view::npos) return groups;
    text.remove_prefix(colon + 1);
  }
}

std::optional<Bits> parse_ipv6(std::string_view text) {
  const std::size_t gap = text.find("::");
  const auto head = parse_groups(text.substr(0, gap));
  const auto tail =
      gap == std::string_view::npos ? std::optional(std::vector<std::uint32_t>()) : parse_groups(text.substr(gap + 2));
  if (!head || !tail) return std::nullopt;
  const std::size_t count = head->size() + tail->size();
  if (gap == std::string_view::npos ? count != 8 : count > 7) return std::nullopt;
  std::vector<std::uint32_t> groups = *head;
  groups.resize(8 - tail->size());
  groups.insert(groups.end(), tail->begin(), tail->end());
  Bits address = 0;
  for (const std::uint32_t group : groups) address = (address << 16U) | group;
  return address;
}

Bits host_mask(int bits) {
  return bits >= 128 ? ~Bits{0} : (Bits{1} << static_cast<unsigned>(bits)) - 1;
}

std::variant<Prefix, FunctionError> parse_prefix(std::string_view text) {
  const FunctionError error = Call::fail("invalid CIDR expression: invalid CIDR address: " + std::string(text));
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return error;
  const std::string_view address = text.substr(0, slash);
  const bool is_ipv6 = address.find(':') != std::string_view::npos;
  const auto bits = is_ipv6 ? parse_ipv6(address) : parse_ipv4(address);
  Prefix prefix;
  prefix.width = is_ipv6 ? 128 : 32;
  const auto length = parse_decimal(text.substr(slash + 1), static_cast<std::uint32_t>(prefix.width));
  if (!bits || !length) return error;
  prefix.length = static_cast<int>(*length);
  prefix.address = *bits & ~host_mask(prefix.width - prefix.length);
  return prefix;
}

std::string ipv4_text(Bits address) {
  std::string text;
  for (unsigned shift = 32; shift > 0; shift -= 8) {
    if (!text.empty()) text += '.';
    text += std::to_string(static_cast<unsigned>((address >> (shift - 8)) & 0xffU));
  }
  return text;
}

/// RFC 5952: the first longest run of two zero groups or more is `::`.
std::string ipv6_text(Bits address) {
  std::array<unsigned, 8> groups{};
  for (std::size_t i = 0; i < 8; ++i) groups[i] = static_cast<unsigned>((address >> (112U - 16U * i)) & 0xffffU);
  std::size_t best = 8;
  std::size_t best_length = 1;
  for (std::size_t i = 0; i < 8; ++i) {
    std::size_t end = i;
    while (end < 8 && groups[end] == 0) ++end;
    if (end - i > best_length) {
      best = i;
      best_length = end - i;
    }
  }
  std::string text;
  for (std::size_t i = 0; i < 8; ++i) {
    if (i == best) {
      text += "::";
      i += best_length - 1;
      continue;
    }
    if (!text.empty() && text.back() != ':') text += ':';
    std::array<char, 8> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), groups[i], 16).ptr;
    text.append(digits.data(), end);
  }
  return text;
}

std::string address_text(Bits address, int width) {
  return width == 32 ? ipv4_text(address) : ipv6_text(address);
}
std::string prefix_text(const Prefix& prefix) {
  return address_text(prefix.address, prefix.width) + "/" + std::to_string(prefix.length);
}

/// Magnitude and sign of a whole number of up to 128 bits.
struct Whole {
  Bits magnitude = 0;
  bool is_negative = false;
};
std::optional<Whole> whole_of(const Number& number) {
  if (!number.is_integer()) return std::nullopt;
  const std::string digits = number.to_base(16);
  Whole whole;
  for (const char c : digits) {
    if (c == '-') {
      whole.is_negative = true;
      continue;
    }
    if (whole.magnitude >> 124U != 0) return std::nullopt;
    whole.magnitude = (whole.magnitude << 4U) | static_cast<unsigned>(hex_digit(c));
  }
  return whole;
}

FunctionResult cidr_host(Call& call, Arguments arguments) {
  const auto parsed = parse_prefix(arguments[0].as_string());
  if (const auto* error = std::get_if<FunctionError>(&parsed)) return *error;
  const auto& prefix = std::get<Prefix>(parsed);
  const auto host = whole_of(arguments[1].as_number());
  if (!host) return Call::fail("value must be a whole number");
  const Bits most = host_mask(prefix.width - prefix.length);
  // A negative number counts from the end: -1 is the last address.
  const Bits distance = host->is_negative ? host->magnitude - 1 : host->magnitude;
  if (distance > most) {
    return Call::fail("prefix of " + std::to_string(prefix.length) + " does not accommodate a host numbered " +
                      arguments[1].as_number().to_string());
  }
  const Bits number = host->is_negative ? most - distance : distance;
  return call.text(address_text(prefix.address | number, prefix.width));
}

FunctionResult cidr_netmask(Call& call, Arguments arguments) {
  const auto parsed = parse_prefix(arguments[0].as_string());
  if (const auto* error = std::get_if<FunctionError>(&parsed)) return *error;
  const auto& prefix = std::get<Prefix>(parsed);
  if (prefix.width == 128) {
    return Call::fail("IPv6 addresses cannot have a netmask: " + std::string(arguments[0].as_string()));
  }
  return call.text(ipv4_text(host_mask(32) & ~host_mask(32 - prefix.length)));
}

FunctionResult cidr_subnet(Call& call, Arguments arguments) {
  const auto parsed = parse_prefix(arguments[0].as_string());
  if (const auto* error = std::get_if<FunctionError>(&parsed)) return *error;
  Prefix prefix = std::get<Prefix>(parsed);
  const auto extension = arguments[1].as_number().to_int64();
  const auto number = whole_of(arguments[2].as_number());
  if (!extension || !number) return Call::fail("value must be a whole number");
  const std::int64_t length = prefix.length + std::clamp<std::int64_t>(*extension, -1000, 1000);
  if (length > prefix.width) {
    return Call::fail("insufficient address space to extend prefix of " + std::to_string(prefix.length) + " by " +
                      std::to_string(*extension));
  }
  const Bits most = *extension > 0 ? host_mask(static_cast<int>(*extension)) : 0;
  if (length < 0 || number->is_negative || number->magnitude > most) {
    return Call::fail("prefix extension of " + std::to_string(*extension) + " does not accommodate a subnet numbered " +
                      arguments[2].as_number().to_string());
  }
  prefix.length = static_cast<int>(length);
  const int shift = prefix.width - prefix.length;
  if (number->magnitude != 0) prefix.address |= number->magnitude << static_cast<unsigned>(shift);
  return call.text(prefix_text(prefix));
}

/// The network of this length that follows the one that holds `last`; nothing at the end of all addresses.
std::optional<Bits> next_network(Bits last, int length, int width) {
  const Bits end = last | host_mask(width - length);
  if (end == host_mask(width)) return std::nullopt;
  return end + 1;
}

std::optional<FunctionError> check_extension(std::int64_t extension, std::size_t argument, const Prefix& base) {
  if (extension < 1) return Call::fail(argument, "must extend prefix by at least one bit");
  if (extension > 32) return Call::fail(argument, "may not extend prefix by more than 32 bits");
  const std::int64_t length = base.length + extension;
  if (length <= base.width) return std::nullopt;
  return Call::fail(argument, "would extend prefix to " + std::to_string(length) + " bits, which is too long for an " +
                                  (base.width == 32 ? "IPv4" : "IPv6") + " address");
}

FunctionResult cidr_subnets(Call& call, Arguments arguments) {
  const auto parsed = parse_prefix(arguments[0].as_string());
  if (const auto* error = std::get_if<FunctionError>(&parsed)) return Call::fail(0, error->message);
  const auto& base = std::get<Prefix>(parsed);
  const Bits last_of_base = base.address | host_mask(base.width - base.length);
  std::vector<std::string> subnets;
  std::optional<Prefix> current;
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    const auto extension = whole_number(arguments[i]);
    if (const auto* error = std::get_if<FunctionError>(&extension)) return Call::fail(i, error->message);
    const std::int64_t bits = std::get<std::int64_t>(extension);
    if (auto error = check_extension(bits, i, base)) return *error;
    Prefix next{base.address, base.length + static_cast<int>(bits), base.width};
    if (current) {
      const Bits last = current->address | host_mask(base.width - current->length);
      const auto address = next_network(last, next.length, base.width);
      if (!address || *address > last_of_base) {
        return Call::fail(i, "not enough remaining address space for a subnet with a prefix of " +
                                 std::to_string(next.length) + " bits after " + prefix_text(*current));
      }
      next.address = *address;
    }
    subnets.push_back(prefix_text(next));
    current = next;
  }
  return call.strings(subnets);
}

constexpr Function kFunctions[] = {
    {"cidrhost", {P::Text, P::Number}, P::None, 2, R::Text, kPlain, cidr_host},
    {"cidrnetmask", {P::Text}, P::None, 1, R::Text, kPlain, cidr_netmask},
    {"cidrsubnet", {P::Text, P::Number, P::Number}, P::None, 3, R::Text, kPlain, cidr_subnet},
    {"cidrsubnets", {P::Text}, P::Number, 1, R::Texts, kPlain, cidr_subnets},
};

}  // namespace

std::span<const Function> network_functions() {
  return kFunctions;
}

}  // namespace brn::config::terraform::functions
