#include "analyzer/engine/fingerprint.h"

#include <openssl/sha.h>

#include <array>

namespace brn::engine {

std::string fingerprint(std::string_view rule, std::string_view unit_path, std::string_view definition,
                        std::string_view role) {
  std::string text;
  for (const std::string_view part : {rule, unit_path, definition, role}) text.append(part).push_back('\0');
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  const std::basic_string<unsigned char> bytes(text.begin(), text.end());
  SHA256(bytes.data(), bytes.size(), digest.data());
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  for (std::size_t i = 0; i < 8; ++i) {
    hex += kDigits[digest[i] >> 4U];
    hex += kDigits[digest[i] & 15U];
  }
  return hex;
}

}  // namespace brn::engine
