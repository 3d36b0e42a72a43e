#include "analyzer/graph/address.h"

#include <algorithm>
#include <charconv>
#include <limits>

namespace brn::graph {

namespace {

constexpr std::size_t kV4Offset = 12;

std::uint8_t bits_of(Family family) {
  return family == Family::V4 ? 32 : 128;
}

/// Bit offset of the family's first significant bit in AddressBytes.
std::uint8_t first_bit(Family family) {
  return family == Family::V4 ? 96 : 0;
}

std::optional<std::uint32_t> parse_decimal(std::string_view text, std::uint32_t maximum) {
  if (text.empty() || text.size() > 5) return std::nullopt;
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value > maximum) return std::nullopt;
  return value;
}

std::optional<AddressBytes> parse_v4(std::string_view text) {
  AddressBytes bytes{};
  for (std::size_t i = 0; i < 4; ++i) {
    const std::size_t dot = text.find('.');
    if ((dot == std::string_view::npos) != (i == 3)) return std::nullopt;
    const auto octet = parse_decimal(text.substr(0, dot), 255);
    if (!octet) return std::nullopt;
    bytes[kV4Offset + i] = static_cast<std::uint8_t>(*octet);
    text = i == 3 ? std::string_view() : text.substr(dot + 1);
  }
  return bytes;
}

/// The 16-bit groups of one side of `::`; an IPv4 tail counts as two.
std::optional<std::vector<std::uint16_t>> parse_groups(std::string_view text) {
  std::vector<std::uint16_t> groups;
  while (!text.empty()) {
    const std::size_t colon = text.find(':');
    const std::string_view part = text.substr(0, colon);
    if (colon == std::string_view::npos && part.find('.') != std::string_view::npos) {
      const auto tail = parse_v4(part);
      if (!tail) return std::nullopt;
      for (std::size_t i = kV4Offset; i < 16; i += 2) {
        groups.push_back(static_cast<std::uint16_t>((*tail)[i] << 8U | (*tail)[i + 1]));
      }
      return groups;
    }
    std::uint16_t group = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), group, 16);
    if (part.empty() || part.size() > 4 || error != std::errc{} || end != part.data() + part.size())
      return std::nullopt;
    groups.push_back(group);
    if (colon == std::string_view::npos) return groups;
    text = text.substr(colon + 1);
    if (text.empty()) return std::nullopt;
  }
  return groups;
}

std::optional<AddressBytes> parse_v6(std::string_view text) {
  const std::size_t gap = text.find("::");
  const bool has_gap = gap != std::string_view::npos;
  const auto head = parse_groups(has_gap ? text.substr(0, gap) : text);
  const auto tail = parse_groups(has_gap ? text.substr(gap + 2) : std::string_view());
  if (!head || !tail) return std::nullopt;
  const std::size_t count = head->size() + tail->size();
  if (has_gap ? count > 7 : count != 8) return std::nullopt;
  std::vector<std::uint16_t> groups = *head;
  groups.resize(8 - tail->size(), 0);
  groups.insert(groups.end(), tail->begin(), tail->end());
  AddressBytes bytes{};
  for (std::size_t i = 0; i < 8; ++i) {
    bytes[2 * i] = static_cast<std::uint8_t>(groups[i] >> 8U);
    bytes[2 * i + 1] = static_cast<std::uint8_t>(groups[i] & 0xffU);
  }
  return bytes;
}

/// Sets all bits from `bit` on to `value`.
void fill_from(AddressBytes& bytes, std::size_t bit, bool value) {
  for (; bit < 128 && bit % 8 != 0; ++bit) {
    const auto mask = static_cast<std::uint8_t>(0x80U >> (bit % 8));
    bytes[bit / 8] = static_cast<std::uint8_t>(value ? bytes[bit / 8] | mask : bytes[bit / 8] & ~mask);
  }
  for (std::size_t i = bit / 8; i < 16; ++i) bytes[i] = value ? 0xff : 0;
}

AddressSet::Range range_of(const Cidr& cidr) {
  AddressSet::Range range{cidr.family, cidr.address, cidr.address};
  fill_from(range.last, static_cast<std::size_t>(first_bit(cidr.family)) + cidr.prefix, true);
  return range;
}

/// The address after `bytes`; nothing past the last one.
std::optional<AddressBytes> successor(AddressBytes bytes) {
  for (std::size_t i = 16; i-- > 0;) {
    if (++bytes[i] != 0) return bytes;
  }
  return std::nullopt;
}

bool touches(const AddressSet::Range& left, const AddressSet::Range& right) {
  if (left.family != right.family) return false;
  const auto next = successor(left.last);
  return !next || right.first <= *next;
}

/// Low 64 bits of `last - first`; nothing when the difference needs more than 63.
std::optional<std::uint64_t> difference(const AddressBytes& first, const AddressBytes& last) {
  std::uint64_t high[2] = {0, 0};
  std::uint64_t low[2] = {0, 0};
  for (std::size_t i = 0; i < 8; ++i) {
    high[0] = high[0] << 8U | first[i];
    high[1] = high[1] << 8U | last[i];
    low[0] = low[0] << 8U | first[i + 8];
    low[1] = low[1] << 8U | last[i + 8];
  }
  const std::uint64_t borrow = low[1] < low[0] ? 1 : 0;
  if (high[1] - high[0] != borrow) return std::nullopt;
  const std::uint64_t result = low[1] - low[0];
  if (result >= 1ULL << 63U) return std::nullopt;
  return result;
}

/// RFC 1918, RFC 6598, loopback, link-local, unique local: what no route over the internet leads to.
const std::vector<AddressSet::Range>& private_ranges() {
  static const std::vector<AddressSet::Range> ranges = [] {
    AddressSet set;
    for (const std::string_view text : {"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "127.0.0.0/8",
                                        "169.254.0.0/16", "::1/128", "fc00::/7", "fe80::/10"}) {
      set.add(*Cidr::parse(text));
    }
    return set.ranges();
  }();
  return ranges;
}

std::string v6_to_string(const AddressBytes& address) {
  std::array<std::uint16_t, 8> groups{};
  for (std::size_t i = 0; i < 8; ++i) groups[i] = static_cast<std::uint16_t>(address[2 * i] << 8U | address[2 * i + 1]);
  std::size_t best = 8;
  std::size_t best_length = 1;  // a single zero group is not shortened (RFC 5952)
  for (std::size_t i = 0; i < 8;) {
    std::size_t end = i;
    while (end < 8 && groups[end] == 0) ++end;
    if (end - i > best_length) {
      best = i;
      best_length = end - i;
    }
    i = end == i ? i + 1 : end;
  }
  std::string text;
  for (std::size_t i = 0; i < 8; ++i) {
    if (i == best) {
      text += "::";
      i += best_length - 1;
      continue;
    }
    if (!text.empty() && text.back() != ':') text += ':';
    char digits[4];
    const auto [end, error] = std::to_chars(digits, digits + 4, groups[i], 16);
    text.append(digits, end);
  }
  return text;
}

}  // namespace

std::optional<Cidr> Cidr::parse(std::string_view text) {
  const std::size_t slash = text.find('/');
  const std::string_view address = text.substr(0, slash);
  Cidr cidr;
  cidr.family = address.find(':') == std::string_view::npos ? Family::V4 : Family::V6;
  const auto bytes = cidr.family == Family::V4 ? parse_v4(address) : parse_v6(address);
  if (!bytes) return std::nullopt;
  cidr.address = *bytes;
  cidr.prefix = bits_of(cidr.family);
  if (slash != std::string_view::npos) {
    const auto prefix = parse_decimal(text.substr(slash + 1), cidr.prefix);
    if (!prefix) return std::nullopt;
    cidr.prefix = static_cast<std::uint8_t>(*prefix);
  }
  fill_from(cidr.address, static_cast<std::size_t>(first_bit(cidr.family)) + cidr.prefix, false);
  return cidr;
}

std::string Cidr::to_string() const {
  std::string text;
  if (family == Family::V6) {
    text = v6_to_string(address);
  } else {
    for (std::size_t i = kV4Offset; i < 16; ++i) {
      if (!text.empty()) text += '.';
      text += std::to_string(address[i]);
    }
  }
  return text + '/' + std::to_string(prefix);
}

bool Cidr::contains(const Cidr& other) const {
  if (family != other.family || prefix > other.prefix) return false;
  const AddressSet::Range own = range_of(*this);
  return own.first <= other.address && other.address <= own.last;
}

bool Cidr::overlaps(const Cidr& other) const {
  return contains(other) || other.contains(*this);
}

void AddressSet::add(const Cidr& cidr) {
  AddressSet other;
  other.ranges_.push_back(range_of(cidr));
  add(other);
}

void AddressSet::add(const AddressSet& other) {
  std::vector<Range> merged;
  merged.reserve(ranges_.size() + other.ranges_.size());
  std::merge(ranges_.begin(), ranges_.end(), other.ranges_.begin(), other.ranges_.end(), std::back_inserter(merged));
  ranges_.clear();
  for (const Range& range : merged) {
    if (!ranges_.empty() && touches(ranges_.back(), range)) {
      ranges_.back().last = std::max(ranges_.back().last, range.last);
    } else {
      ranges_.push_back(range);
    }
  }
}

bool AddressSet::contains(const Cidr& cidr) const {
  const Range wanted = range_of(cidr);
  return std::any_of(ranges_.begin(), ranges_.end(), [&](const Range& range) {
    return range.family == wanted.family && range.first <= wanted.first && wanted.last <= range.last;
  });
}

bool AddressSet::overlaps(const Cidr& cidr) const {
  const Range wanted = range_of(cidr);
  return std::any_of(ranges_.begin(), ranges_.end(), [&](const Range& range) {
    return range.family == wanted.family && range.first <= wanted.last && wanted.first <= range.last;
  });
}

bool AddressSet::is_world(Family family) const {
  return contains(Cidr{family, {}, 0});
}

bool AddressSet::has_public() const {
  const auto& private_space = private_ranges();
  return std::any_of(ranges_.begin(), ranges_.end(), [&](const Range& range) {
    return std::none_of(private_space.begin(), private_space.end(), [&](const Range& hidden) {
      return hidden.family == range.family && hidden.first <= range.first && range.last <= hidden.last;
    });
  });
}

std::uint64_t AddressSet::count(Family family) const {
  constexpr std::uint64_t kMaximum = 1ULL << 63U;
  std::uint64_t total = 0;
  for (const Range& range : ranges_) {
    if (range.family != family) continue;
    const auto size = difference(range.first, range.last);
    if (!size || total > kMaximum - *size - 1) return kMaximum;
    total += *size + 1;
  }
  return total;
}

}  // namespace brn::graph
