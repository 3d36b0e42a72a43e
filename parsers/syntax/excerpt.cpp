#include "parsers/syntax/excerpt.h"

#include "parsers/source/utf8.h"

namespace brn::syntax {
namespace {

constexpr std::size_t kMaxCharacters = 60;

}  // namespace

std::string excerpt(std::string_view text) {
  std::string out = "`";
  std::size_t characters = 0;
  for (std::size_t at = 0; at < text.size(); ++characters) {
    if (characters == kMaxCharacters) return out + "…`";
    const std::size_t length = utf8::sequence_length(text, at);
    const bool is_control = static_cast<unsigned char>(text[at]) < 0x20 || text[at] == 0x7F;
    if (length == 0) {
      utf8::append(out, 0xFFFD);
    } else {
      out += is_control ? std::string_view(" ") : text.substr(at, length);
    }
    at += length == 0 ? 1 : length;
  }
  return out + "`";
}

}  // namespace brn::syntax
