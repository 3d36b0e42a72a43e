#pragma once
// The result of a run, as every reporter gets it: findings, what could not be decided, verdicts, scope, diagnostics and
// counts. All of it sorted; the same input gives the same result whatever the order of files, blocks or threads.

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/diagnostics/diagnostic.h"
#include "analyzer/engine/rule.h"

namespace brn::engine {

struct Finding {
  const RuleInfo* rule = nullptr;
  Severity severity = Severity::Medium;
  std::string message;
  std::string resource;                 // the first of `resources`
  std::vector<std::string> resources;   // every instance of the same cause
  std::vector<std::string> units;
  Span place;
  std::vector<facts::Reason> related;
  /// The smallest change of inputs that makes it hold: those that must differ from their defaults, and those without a
  /// default that decide. Empty when it holds with the defaults.
  std::vector<std::pair<std::string, std::string>> when;
  bool holds_by_default = true;
  std::string verify;
  std::string help;
  std::string fingerprint;              // 16 hex digits
};

/// One for each (rule, cause).
struct Undetermined {
  const RuleInfo* rule = nullptr;
  std::string resource;
  std::vector<std::string> resources;
  std::string reason;
  Causes because;
  std::string settle;
  std::string verify;
  Span place;
};

enum class Verdict : std::uint8_t { Holds, Broken, Undetermined };

struct Assessment {
  const RuleInfo* rule = nullptr;
  std::string resource;
  Verdict verdict = Verdict::Holds;
  std::vector<std::string> evidence;
  std::vector<std::string> assumed;
};

struct ScopeEntry {
  std::string unit;
  std::string vpc;
  std::vector<std::string> because;
  std::vector<std::string> needs;
};

struct Counts {
  std::uint64_t units = 0;
  std::uint64_t units_without_bedrock = 0;
  std::uint64_t resources = 0;
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;
  std::uint64_t suppressed = 0;
  std::optional<double> seconds;        // with --stats only: all else is the same from run to run
};

struct Result {
  std::vector<ScopeEntry> scope;
  std::vector<Finding> findings;        // by file, offset, rule, resource
  std::vector<Undetermined> undetermined;
  std::vector<Assessment> assessments;
  /// [subject digit - 1][verdict]
  std::array<std::array<std::uint64_t, 3>, kSubjectCount> verdicts{};
  Diagnostics diagnostics;
  Counts counts;
  std::vector<std::string> skipped;     // files without Terraform or CloudFormation in them, for --verbose
};

/// Findings at or above a severity. An `info` never counts.
[[nodiscard]] std::size_t findings_at_or_above(const Result& result, Severity severity);

/// What makes a run fail, apart from errors.
struct FailOn {
  Severity severity = Severity::Medium;
  bool unknown = false;  // an undetermined verdict counts as a finding
};

/// 0: nothing at or above the limit. 1: findings. 2: something could not be analysed in full.
[[nodiscard]] int exit_status(const Result& result, const FailOn& fail_on);

}  // namespace brn::engine
