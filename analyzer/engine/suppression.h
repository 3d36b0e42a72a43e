#pragma once
// What people decided not to be told: comments in the source, metadata of templates, waiver files. Readers make
// Suppressions; `apply_suppressions` takes what they cover out of a Result, and says which expired and which never
// matched, and what did not match.

#include <span>
#include <string>
#include <vector>

#include "analyzer/engine/result.h"
#include "parsers/source/source_manager.h"

namespace brn::engine {

struct Suppression {
  SuppressionOrigin origin = SuppressionOrigin::Comment;
  std::string rule;         // id or name, as written; of a waiver: may be empty
  std::string fingerprint;  // of a waiver
  std::string reason;       // never empty
  std::string until;        // `2027-01-31`, the last day on which it holds; empty: for ever
  std::string ticket;
  Span place;   // where it is written
  Span covers;  // the resource or attribute that it is for; not of a waiver
};

struct Suppressions {
  std::vector<Suppression> items;
  Diagnostics diagnostics;  // warnings: a reason is missing, a date is none
};

/// `reason [until 2027-01-31] [ticket ABC-1]`, with or without the brackets.
struct SuppressionText {
  std::string reason;
  std::string until;
  std::string ticket;
};
[[nodiscard]] SuppressionText read_suppression_text(std::string_view text);
/// A day of the calendar as `YYYY-MM-DD`.
[[nodiscard]] bool is_date(std::string_view text);

/// Adds what the comments and the metadata of one file say. A file without the word `bedrock-lint` costs one search.
void read_suppressions(FileId file, const SourceManager& sources, Suppressions& out);

struct SuppressionContext {
  std::span<const Rule* const> known;     // all rules there are
  std::span<const Rule* const> selected;  // those that were asked
  std::vector<const Rule*> locked;        // those that may not be suppressed
  std::string today;                      // `YYYY-MM-DD`
};

/// Moves what is covered to `result.suppressed`, adds a finding for each suppression that expired, and a warning for
/// each that is wrong or matched nothing. Linear in findings times the suppressions of their file.
void apply_suppressions(Result& result, const Suppressions& suppressions, const SuppressionContext& context,
                        const SourceManager& sources);

/// The rule of findings about suppressions that expired: `BRN001`, of no subject.
[[nodiscard]] const RuleInfo& expired_suppression_rule();

}  // namespace brn::engine
