#pragma once
// What the analysis itself has to say about the source: syntax errors, undefined references, limits reached. Findings
// of rules are not diagnostics; they are in analyzer/engine. An error means that the work asked for could not be done in
// full (exit 2); a warning never does.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/source/span.h"

namespace brn {

enum class DiagnosticSeverity : std::uint8_t { Note, Warning, Error };

/// Every kind of diagnostic; each has a fixture that shows it. Keep `diagnostic_kind_name` in step.
enum class DiagnosticKind : std::uint8_t {
  UnreadableFile,       // missing, no permission, too large
  SyntaxError,          // a parser's
  UndefinedReference,   // a variable, local, resource, parameter, condition that is declared nowhere
  DuplicateDefinition,  // two blocks with one address
  Cycle,                // locals, modules, parameters that need each other
  MissingModule,        // a local module path that does not exist
  RemoteModule,         // a module that is not on disk (warning)
  InvalidValue,         // a value that does not fit: type conversion, validation, function arguments
  InvalidStructure,     // a block, section or property that cannot stand there
  UnsupportedForm,      // a form that this version does not evaluate (warning)
  UnknownName,          // an attribute, property, action or service that the tables do not have (warning)
  LimitReached,         // a bound on depth, size or work
  InvalidSuppression,   // a suppression or waiver without a reason, with a date that is none, of no rule (warning)
  UnusedSuppression,    // one that matched nothing (warning)
  RefusedSetting,       // a setting that a policy does not let a repository weaken (warning)
  Usage,                // arguments
};

[[nodiscard]] std::string_view diagnostic_kind_name(DiagnosticKind kind);

/// A further place that helps to understand a message.
struct RelatedPlace {
  std::string message;
  Span place;
};

struct Diagnostic {
  DiagnosticKind kind = DiagnosticKind::SyntaxError;
  DiagnosticSeverity severity = DiagnosticSeverity::Error;
  std::string message;  // lower case start, no final stop, one line, code in backticks
  Span place;           // may be invalid (arguments); then `file` may name what the message is about
  std::string file;
  std::vector<RelatedPlace> related;
};

/// Collects diagnostics; the same message at the same place is kept once.
class Diagnostics {
 public:
  void add(Diagnostic diagnostic);
  void error(DiagnosticKind kind, Span place, std::string message);
  void warning(DiagnosticKind kind, Span place, std::string message);
  void append(Diagnostics other);

  [[nodiscard]] const std::vector<Diagnostic>& all() const { return diagnostics_; }
  [[nodiscard]] bool has_errors() const { return has_errors_; }
  /// By file, offset, kind and message, so that any order of work prints the same.
  void sort();

 private:
  std::vector<Diagnostic> diagnostics_;
  bool has_errors_ = false;
};

}  // namespace brn
