#pragma once
// Corrects decoded scalars where yaml-cpp differs from the language, or where what it was fed differs from the source.

#include <string>
#include <string_view>

namespace brn::yaml {

/// `written` is the scalar in the source with its quotes: puts back blanks that were fed as tabs, and the line ends
/// before the closing quote, of which yaml-cpp keeps one at most; makes UTF-8 of `\N` and `\_`, which it decodes to
/// single bytes.
void repair_quoted(std::string& value, std::string_view written);

/// A block scalar that ends with the file has a final line end only if the file has one; yaml-cpp was fed one. `rest`
/// is what stands in the file behind the last character of the scalar that is not white.
void repair_block_at_end_of_file(std::string& value, std::string_view rest);

}  // namespace brn::yaml
