#pragma once
// A mistake in the text of one file, as every parser reports it: data beside the tree that could still be read.

#include <string>
#include <vector>

#include "parsers/source/span.h"

namespace brn {

/// `message` starts in lower case and has no final stop; `span` is the narrowest text that is wrong.
struct SyntaxError {
  Span span;
  std::string message;
};

using SyntaxErrors = std::vector<SyntaxError>;

}  // namespace brn
