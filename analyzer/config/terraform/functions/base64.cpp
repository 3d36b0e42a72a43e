// Base 64, RFC 4648.

#include <array>

#include "analyzer/config/terraform/functions/library.h"

namespace brn::config::terraform::functions {

namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

}  // namespace

std::string encode_base64(std::string_view bytes) {
  std::string result;
  result.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      group = (group << 8U) | (k < count ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    }
    for (std::size_t k = 0; k < 4; ++k) {
      result += k <= count ? kAlphabet[(group >> (18U - 6U * k)) & 0x3fU] : '=';
    }
  }
  return result;
}

std::optional<std::string> decode_base64(std::string_view text) {
  std::string result;
  std::uint32_t group = 0;
  std::size_t count = 0;
  std::size_t padding = 0;
  for (const char c : text) {
    if (c == '\n' || c == '\r') continue;
    if (c == '=') {
      if (count + padding < 2 || ++padding + count > 4) return std::nullopt;
      continue;
    }
    const std::size_t digit = kAlphabet.find(c);
    if (digit == std::string_view::npos || padding > 0) return std::nullopt;
    group = (group << 6U) | static_cast<std::uint32_t>(digit);
    if (++count == 4) {
      for (const unsigned shift : {16U, 8U, 0U}) result += static_cast<char>((group >> shift) & 0xffU);
      count = 0;
      group = 0;
    }
  }
  if (count == 0) return padding == 0 ? std::optional(result) : std::nullopt;
  if (count + padding != 4) return std::nullopt;
  group <<= 6U * static_cast<unsigned>(4 - count);
  result += static_cast<char>((group >> 16U) & 0xffU);
  if (count == 3) result += static_cast<char>((group >> 8U) & 0xffU);
  return result;
}

}  // namespace brn::config::terraform::functions
