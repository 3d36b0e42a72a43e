#pragma once
// Sections of the report for people, which its short and its long form share.

#include <string>
#include <vector>

#include "analyzer/report/display.h"
#include "analyzer/report/paint.h"
#include "analyzer/report/report.h"
#include "analyzer/report/snippet.h"
#include "analyzer/report/wording.h"

namespace brn::report {

/// Names in one line; past six only how many more there are.
[[nodiscard]] std::string listed(const std::vector<std::string>& names);
/// `1,930`.
[[nodiscard]] std::string grouped(std::uint64_t number);
/// At most `width` columns; what is cut ends with `…`.
[[nodiscard]] std::string clipped(std::string_view text, std::size_t width);

/// What both forms are made from.
struct TextContext {
  const engine::Result& result;
  const SourceManager& sources;
  const ToolInfo& tool;
  const TextOptions& options;
  Paint paint{false};

  /// `file:line:column`, a hyperlink where the terminal shows such.
  [[nodiscard]] std::string place(Span span) const;
  [[nodiscard]] std::size_t width() const { return std::max(options.width, 60U); }
};

// Each ends with a line end, or is empty where there is nothing to say.
[[nodiscard]] std::string header_text(const TextContext& context);
/// VPCs against the three questions, with the number of findings beside them. At most `rows` VPCs.
[[nodiscard]] std::string verdict_table(const TextContext& context, std::size_t rows);
[[nodiscard]] std::string finding_text(const TextContext& context, const engine::Finding& finding);
[[nodiscard]] std::string closing_text(const TextContext& context);
/// Every finding with its source, every question, all that is known of the run.
[[nodiscard]] std::string full_text(const TextContext& context);

}  // namespace brn::report
