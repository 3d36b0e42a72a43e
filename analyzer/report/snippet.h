#pragma once
// Draws pieces of source with the narrowest text underlined, in the manner of compilers.

#include <string>
#include <vector>

#include "analyzer/report/paint.h"
#include "parsers/source/source_manager.h"

namespace brn::report {

/// A place to underline. The message of a Related label stands beside its line.
struct Label {
  Span place;
  std::string message;
  bool is_primary = false;
};

struct SnippetOptions {
  Paint paint{false};
  engine::Severity severity = engine::Severity::Medium;  // colours the primary underline
  std::uint32_t width = 100;
};

/// `  --> file:line:column`, then the lines of all labels in that file, then the same for other files. The first label
/// with a place is the primary one. Ends with a line end; empty when no label has a place. `gutter` gets the width of
/// line numbers, so that notes can be aligned.
[[nodiscard]] std::string draw_snippet(const SourceManager& sources, const std::vector<Label>& labels,
                                       const SnippetOptions& options, std::size_t* gutter);

/// `file:line:column`.
[[nodiscard]] std::string place_text(const SourceManager& sources, Span place);

}  // namespace brn::report
