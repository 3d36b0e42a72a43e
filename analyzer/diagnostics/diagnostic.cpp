#include "analyzer/diagnostics/diagnostic.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "analyzer/diagnostics/cause.h"
#include "parsers/source/check.h"

namespace brn {

std::string_view diagnostic_kind_name(DiagnosticKind kind) {
  switch (kind) {
    case DiagnosticKind::UnreadableFile: return "unreadable-file";
    case DiagnosticKind::SyntaxError: return "syntax-error";
    case DiagnosticKind::UndefinedReference: return "undefined-reference";
    case DiagnosticKind::DuplicateDefinition: return "duplicate-definition";
    case DiagnosticKind::Cycle: return "cycle";
    case DiagnosticKind::MissingModule: return "missing-module";
    case DiagnosticKind::RemoteModule: return "remote-module";
    case DiagnosticKind::InvalidValue: return "invalid-value";
    case DiagnosticKind::InvalidStructure: return "invalid-structure";
    case DiagnosticKind::UnsupportedForm: return "unsupported-form";
    case DiagnosticKind::UnknownName: return "unknown-name";
    case DiagnosticKind::LimitReached: return "limit-reached";
    case DiagnosticKind::InvalidSuppression: return "invalid-suppression";
    case DiagnosticKind::UnusedSuppression: return "unused-suppression";
    case DiagnosticKind::RefusedSetting: return "refused-setting";
    case DiagnosticKind::Usage: return "usage";
  }
  BRN_CHECK(false, "diagnostic kind without a name");
}

void Diagnostics::add(Diagnostic diagnostic) {
  has_errors_ = has_errors_ || diagnostic.severity == DiagnosticSeverity::Error;
  diagnostics_.push_back(std::move(diagnostic));
}

void Diagnostics::error(DiagnosticKind kind, Span place, std::string message) {
  add(Diagnostic{.kind = kind,
                 .severity = DiagnosticSeverity::Error,
                 .message = std::move(message),
                 .place = place,
                 .file = {},
                 .related = {}});
}

void Diagnostics::warning(DiagnosticKind kind, Span place, std::string message) {
  add(Diagnostic{.kind = kind,
                 .severity = DiagnosticSeverity::Warning,
                 .message = std::move(message),
                 .place = place,
                 .file = {},
                 .related = {}});
}

void Diagnostics::append(Diagnostics other) {
  for (Diagnostic& diagnostic : other.diagnostics_) add(std::move(diagnostic));
}

void Diagnostics::sort() {
  const auto key = [](const Diagnostic& d) {
    return std::tie(d.place.file, d.place.begin, d.file, d.kind, d.message, d.place.end);
  };
  std::stable_sort(diagnostics_.begin(), diagnostics_.end(),
                   [&](const Diagnostic& a, const Diagnostic& b) { return key(a) < key(b); });
  const auto same = [&](const Diagnostic& a, const Diagnostic& b) { return key(a) == key(b); };
  diagnostics_.erase(std::unique(diagnostics_.begin(), diagnostics_.end(), same), diagnostics_.end());
}

void merge_cause(Causes& causes, const Cause& more) {
  if (std::find(causes.begin(), causes.end(), more) == causes.end()) causes.push_back(more);
}

void merge_causes(Causes& causes, const Causes& more) {
  for (const Cause& cause : more) merge_cause(causes, cause);
}

}  // namespace brn
