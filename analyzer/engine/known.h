#pragma once
// Comparison with an earlier state: a baseline's entries or the findings of another tree. What was known is left out and
// counted, what is gone is counted as fixed. Works on fingerprints, so moved lines and reformatting change nothing; a
// renamed template is found again by the fingerprint without its unit.

#include <set>
#include <string>
#include <vector>

#include "analyzer/engine/result.h"

namespace brn::engine {

struct KnownFinding {
  std::vector<std::string> fingerprints;  // of every instance
  std::string content_key;
  std::vector<std::string> units;
};

struct Known {
  std::string name;  // a file, a reference of git
  std::vector<KnownFinding> findings;
  std::set<std::string> undetermined;      // fingerprints
  std::set<std::string_view> always_told;  // ids of rules whose findings are told although they are known
  bool covers_all = false;                 // what is gone is fixed, whether its unit is still there or not
};

/// What a result would be known by later: its findings and those that are suppressed.
[[nodiscard]] Known known_of(const Result& result, std::string name);

/// Leaves the new findings and questions in `result`. An entry counts as fixed only when a unit of it was analysed,
/// or `known.covers_all`.
void leave_new(Result& result, const Known& known);

}  // namespace brn::engine
