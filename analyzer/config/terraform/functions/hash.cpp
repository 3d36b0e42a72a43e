// Hashes, UUIDs and RSA, on libcrypto.

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <array>
#include <memory>

#include "analyzer/config/terraform/functions/files.h"
#include "parsers/source/utf8.h"

namespace brn::config::terraform::functions {

namespace {

enum class Algorithm : std::uint8_t { Md5, Sha1, Sha256, Sha512 };

const EVP_MD* method_of(Algorithm algorithm) {
  switch (algorithm) {
    case Algorithm::Md5: return EVP_md5();
    case Algorithm::Sha1: return EVP_sha1();
    case Algorithm::Sha256: return EVP_sha256();
    case Algorithm::Sha512: return EVP_sha512();
  }
  return nullptr;
}

std::string digest(Algorithm algorithm, std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
  unsigned size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), out.data(), &size, method_of(algorithm), nullptr) != 1) return {};
  return {reinterpret_cast<const char*>(out.data()), size};
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 0xfU];
  }
  return text;
}

template <Algorithm A, bool IsBase64, bool IsFile>
FunctionResult hash(Call& call, Arguments arguments) {
  std::string bytes(arguments[0].as_string());
  if constexpr (IsFile) {
    auto read = read_file(call, arguments[0].as_string());
    if (const auto* error = std::get_if<FunctionError>(&read)) return Call::fail(error->message);
    bytes = std::get<std::string>(std::move(read));
  }
  const std::string result = digest(A, bytes);
  if (result.empty()) return call.unknowable(call.pool().string_type(), "this system's libcrypto lacks the algorithm");
  return call.text(IsBase64 ? encode_base64(result) : hex(result));
}

FunctionResult random_text(Call& call, Arguments) {
  return call.unknowable(call.pool().string_type(), "the result is random");
}

/// The 16 bytes of a UUID as text has them; Go's parser takes braces, a URN and no hyphens too.
std::variant<std::string, std::string> parse_uuid(std::string_view text) {
  if (text.starts_with("urn:uuid:")) text.remove_prefix(9);
  if (text.size() == 38 && text.front() == '{') text = text.substr(1, 36);
  if (text.size() != 36 && text.size() != 32)
    return std::variant<std::string, std::string>(std::in_place_index<1>,
                                                  "invalid UUID length: " + std::to_string(text.size()));
  std::string digits;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_hyphen_place = text.size() == 36 && (i == 8 || i == 13 || i == 18 || i == 23);
    const bool is_hex = std::string_view("0123456789abcdefABCDEF").find(text[i]) != std::string_view::npos;
    if (is_hyphen_place ? text[i] != '-' : !is_hex) {
      return std::variant<std::string, std::string>(std::in_place_index<1>, "invalid UUID format");
    }
    if (!is_hyphen_place) digits += text[i];
  }
  std::string bytes;
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16));
  }
  return std::variant<std::string, std::string>(std::in_place_index<0>, bytes);
}

/// RFC 4122, appendix C.
std::string_view namespace_uuid(std::string_view name) {
  if (name == "dns") return "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
  if (name == "url") return "6ba7b811-9dad-11d1-80b4-00c04fd430c8";
  if (name == "oid") return "6ba7b812-9dad-11d1-80b4-00c04fd430c8";
  if (name == "x500") return "6ba7b814-9dad-11d1-80b4-00c04fd430c8";
  return name;
}

FunctionResult uuid_v5(Call& call, Arguments arguments) {
  const std::string_view name = arguments[0].as_string();
  const auto space = parse_uuid(namespace_uuid(name));
  if (space.index() == 1) {
    return Call::fail("uuidv5() doesn't support namespace " + std::string(name) + " (" + std::get<1>(space) + ")");
  }
  std::string bytes = digest(Algorithm::Sha1, std::get<0>(space) + std::string(arguments[1].as_string())).substr(0, 16);
  if (bytes.size() < 16) return call.unknowable(call.pool().string_type(), "this system's libcrypto lacks SHA-1");
  bytes[6] = static_cast<char>((static_cast<unsigned char>(bytes[6]) & 0x0fU) | 0x50U);
  bytes[8] = static_cast<char>((static_cast<unsigned char>(bytes[8]) & 0x3fU) | 0x80U);
  std::string text = hex(bytes);
  for (const std::size_t at : {8U, 13U, 18U, 23U}) text.insert(at, 1, '-');
  return call.text(text);
}

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)>;

/// No key is asked for a password.
int no_password(char*, int, int, void*) {
  return -1;
}

Key read_key(std::string_view pem) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())),
                                                      &BIO_free);
  return {bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, no_password, nullptr) : nullptr, &EVP_PKEY_free};
}

std::optional<std::string> decrypt(EVP_PKEY* key, std::string_view bytes) {
  const KeyContext context(EVP_PKEY_CTX_new(key, nullptr), &EVP_PKEY_CTX_free);
  if (!context || EVP_PKEY_decrypt_init(context.get()) != 1 ||
      EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) != 1) {
    return std::nullopt;
  }
  const auto* in = reinterpret_cast<const unsigned char*>(bytes.data());
  std::size_t size = 0;
  if (EVP_PKEY_decrypt(context.get(), nullptr, &size, in, bytes.size()) != 1) return std::nullopt;
  std::string out(size, '\0');
  auto* to = reinterpret_cast<unsigned char*>(out.data());
  if (EVP_PKEY_decrypt(context.get(), to, &size, in, bytes.size()) != 1) return std::nullopt;
  out.resize(size);
  return out;
}

FunctionResult rsa_decrypt(Call& call, Arguments arguments) {
  const auto bytes = decode_base64(arguments[0].as_string());
  if (!bytes) return Call::fail(0, "failed to decode input: cipher text must be base64-encoded");
  const Key key = read_key(arguments[1].as_string());
  if (!key || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_RSA) return Call::fail(1, "invalid private key");
  const auto text = decrypt(key.get(), *bytes);
  if (!text) return Call::fail("failed to decrypt: invalid ciphertext for the key");
  return call.text(*text);
}

using A = Algorithm;

constexpr Function kFunctions[] = {
    {"base64sha256", {P::Text}, P::None, 1, R::Text, kPlain, hash<A::Sha256, true, false>},
    {"base64sha512", {P::Text}, P::None, 1, R::Text, kPlain, hash<A::Sha512, true, false>},
    {"bcrypt", {P::Text}, P::Number, 1, R::Text, kPlain, random_text},
    {"filebase64sha256", {P::Text}, P::None, 1, R::Text, kPlain, hash<A::Sha256, true, true>},
    {"filebase64sha512", {P::Text}, P::None, 1, R::Text, kPlain, hash<A::Sha512, true, true>},
    {"filemd5", {P::Text}, P::None, 1, R::Text, kPlain, hash<A::Md5, false, true>},
    {"filesha1", {P::Text}, P::None, 1, R::Text, kPlain, hash<A::Sha1, false, true>},
    {"filesha256", {P::Text}, P::None, 1, R::Text, kPlain, hash<A::Sha256, false, true>},
    {"filesha512", {P::Text}, P::None, 1, R::Text, kPlain, hash<A::Sha512, false, true>},
    {"md5", {P::Text}, P::None, 1, R::Text, kPlain, hash<A::Md5, false, false>},
    {"rsadecrypt", {P::Text, P::Text}, P::None, 2, R::Text, kPlain, rsa_decrypt},
    {"sha1", {P::Text}, P::None, 1, R::Text, kPlain, hash<A::Sha1, false, false>},
    {"sha256", {P::Text}, P::None, 1, R::Text, kPlain, hash<A::Sha256, false, false>},
    {"sha512", {P::Text}, P::None, 1, R::Text, kPlain, hash<A::Sha512, false, false>},
    {"uuid", {}, P::None, 0, R::Text, kPlain, random_text},
    {"uuidv5", {P::Text, P::Text}, P::None, 2, R::Text, kPlain, uuid_v5},
};

}  // namespace

std::span<const Function> hash_functions() {
  return kFunctions;
}

}  // namespace brn::config::terraform::functions
