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

/// A request that shows a fault of a policy.
struct Witness {
  std::string principal;
  std::string action;
  std::string resource;
  std::vector<std::pair<std::string, std::vector<std::string>>> context;  // by key
};

/// Text in the place of other text.
struct Edit {
  Span place;
  std::string text;
};

/// A repair as edits that do not overlap.
struct Fix {
  bool is_safe = false;
  std::string title;
  std::vector<Edit> edits;
};

struct Finding {
  const RuleInfo* rule = nullptr;
  Severity severity = Severity::Medium;
  std::string message;
  std::string resource;                // the first of `resources`
  std::vector<std::string> resources;  // every instance of the same cause
  std::vector<std::string> units;
  Span place;
  std::vector<facts::Reason> related;
  /// The smallest change of inputs that makes it hold: those that must differ from their defaults, and those without a
  /// default that decide. Empty when it holds with the defaults.
  std::vector<std::pair<std::string, std::string>> when;
  bool holds_by_default = true;
  std::string verify;
  std::string help;
  std::vector<facts::Reason> path;  // hop by hop, where the fault is on a way through the network
  std::optional<Witness> witness;
  std::optional<Fix> fix;
  std::string fingerprint;                // 16 hex digits
  std::vector<std::string> fingerprints;  // of every instance; sorted
  std::string content_key;                // the fingerprint without the unit: the same after a renamed template
  std::vector<Span> headers;              // of `resources`: where each is declared; sorted
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
  std::vector<std::string> units;
  std::string fingerprint;  // rule, unit and cause
  Span header;              // where the first resource is declared
};

enum class Verdict : std::uint8_t { Holds, Broken, Undetermined };

struct Assessment {
  const RuleInfo* rule = nullptr;
  std::string resource;
  std::string unit;
  std::vector<std::string> vpcs;  // addresses of those that the resource is in or works in
  Verdict verdict = Verdict::Holds;
  Severity severity = Severity::Info;  // of the gravest fault; Broken
  std::vector<std::string> evidence;
  std::vector<std::string> assumed;
};

struct ScopeEntry {
  std::string unit;
  std::string vpc;
  std::vector<std::string> because;
  std::vector<std::string> needs;
};

/// A root module or a stack of the run.
struct UnitEntry {
  std::string path;  // from the tree's root
  std::string name;  // as configured; else the path
  bool uses_bedrock = false;
  bool is_template = false;
  std::vector<FileId> files;
  std::vector<std::string> inputs;  // var files and the like that were used
};

enum class SuppressionOrigin : std::uint8_t { Comment, Metadata, Waiver };

/// What somebody decided not to be told. An undetermined verdict is kept as a Finding with its reason as the message.
struct Suppressed {
  Finding finding;
  bool is_undetermined = false;
  SuppressionOrigin origin = SuppressionOrigin::Comment;
  std::string reason;
  std::string until;  // `2027-01-31`, or empty
  std::string ticket;
  Span place;  // the comment; the entry of a waiver file
};

struct Counts {
  std::uint64_t units = 0;
  std::uint64_t units_without_bedrock = 0;
  std::uint64_t resources = 0;
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;
  std::uint64_t suppressed = 0;
  std::uint64_t endpoints = 0;  // in scope, as are callers and jobs
  std::uint64_t callers = 0;
  std::uint64_t jobs = 0;
  std::uint64_t known = 0;  // findings left out because a baseline or the reference has them
  std::uint64_t known_undetermined = 0;
  std::uint64_t fixed = 0;        // findings of the baseline or the reference that are gone
  std::optional<double> seconds;  // with --stats only: all else is the same from run to run
};

struct Result {
  std::vector<ScopeEntry> scope;
  std::vector<Finding> findings;  // by rule, units, resource, message, place
  std::vector<Undetermined> undetermined;
  std::vector<Assessment> assessments;
  /// [subject digit - 1][verdict]
  std::array<std::array<std::uint64_t, 3>, kSubjectCount> verdicts{};
  Diagnostics diagnostics;
  Counts counts;
  std::vector<UnitEntry> units;        // by path, name
  std::vector<Suppressed> suppressed;  // in the order of findings
  /// What the findings were compared with: a baseline's file, a reference of git. Empty: all findings are reported.
  std::string compared_with;
  std::vector<std::string> skipped;  // files without Terraform or CloudFormation in them, for --verbose
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
