#pragma once
// The text as it is given to yaml-cpp: of the same length as the source, so that offsets stay true, but without the
// bytes on which yaml-cpp stumbles in silence.

#include <string>
#include <string_view>

#include "parsers/source/syntax_error.h"

namespace brn::yaml {

struct CleanText {
  std::string clean;  // bytes that are not allowed became `_`, a lone carriage return a line feed
  std::string fed;    // `clean` with hidden question marks and replaced blanks, and with a final line end
  SyntaxErrors errors;
};

[[nodiscard]] CleanText make_clean(FileId file, std::string_view source);

/// Undoes the hiding of question marks in a text that yaml-cpp gave back.
void restore_question_marks(std::string& text);

/// Puts tabs where yaml-cpp would take the tag of a scalar for the start of a key (see property_blanks.cpp).
void replace_property_blanks(std::string_view clean, std::string& fed);

}  // namespace brn::yaml
