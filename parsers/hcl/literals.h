#pragma once
// What a single token of HCL means: the text of a quoted string without its escapes, whether a number or a name is well
// formed, what counts as white space. Mistakes go to the File whose text it is.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace brn::hcl {

/// Called with a mistake: offsets into the text that was given, and words.
using Complaint = std::function<void(std::size_t begin, std::size_t end, std::string message)>;

/// Whether `text` holds nothing that has to be decoded.
[[nodiscard]] bool is_plain(std::string_view text);

/// The meaning of the inside of a quoted string: backslash escapes, and `$${` and `%%{`.
[[nodiscard]] std::string decode_quoted(std::string_view text, const Complaint& complain);

/// The meaning of text in a heredoc or a template file, where only `$${` and `%%{` are escapes.
[[nodiscard]] std::string decode_unquoted(std::string_view text);

/// Whether a number token is a decimal number: `1.2.3` is one token too.
[[nodiscard]] bool is_number(std::string_view text);

/// Offset and size of the first character that may not stand in a name; size 0 when all may.
struct BadCharacter {
  std::size_t offset = 0;
  std::size_t size = 0;
};
[[nodiscard]] BadCharacter first_bad_in_name(std::string_view name);

/// Bytes of white space (as Unicode has it) at the start and at the end of a text.
[[nodiscard]] std::size_t leading_space(std::string_view text);
[[nodiscard]] std::size_t trailing_space(std::string_view text);

}  // namespace brn::hcl
