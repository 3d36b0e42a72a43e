// The report for people. The gravest findings come first, each with its source; then what could not be decided, as
// questions; then verdicts for each subject, and why the run ends as it does.

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "analyzer/report/display.h"
#include "analyzer/report/paint.h"
#include "analyzer/report/report.h"
#include "analyzer/report/snippet.h"

namespace brn::report {
namespace {

constexpr std::size_t kFullFindings = 10;
constexpr std::size_t kMaxRelated = 6;
constexpr std::size_t kMaxNamed = 6;
constexpr std::size_t kMaxDiagnostics = 50;

std::string count_of(std::size_t count, std::string_view thing) {
  return std::to_string(count) + " " + std::string(thing) + (count == 1 ? "" : "s");
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size() && i < kMaxNamed; ++i) text.append(i == 0 ? "" : ", ").append(printable(names[i]));
  if (names.size() > kMaxNamed) text += " and " + std::to_string(names.size() - kMaxNamed) + " more";
  return text;
}

/// The undetermined verdicts that one answer would settle.
struct Question {
  const Cause* cause = nullptr;
  std::string settle;
  std::size_t checks = 0;
  std::vector<const engine::Undetermined*> entries;
};

// By the first cause; those that hold up most come first.
std::vector<Question> questions_of(const engine::Result& result) {
  std::map<Cause, Question> by_cause;
  std::vector<const Cause*> order;
  for (const engine::Undetermined& entry : result.undetermined) {
    const auto [found, is_new] = by_cause.try_emplace(entry.because.front());
    if (is_new) order.push_back(&found->first);
    Question& question = found->second;
    question.cause = &found->first;
    question.settle = question.settle.empty() ? entry.settle : question.settle;
    question.checks += entry.resources.size();
    question.entries.push_back(&entry);
  }
  std::vector<Question> questions;
  for (const Cause* cause : order) {
    questions.push_back(by_cause.at(*cause));
    questions.back().cause = &questions.back().entries.front()->because.front();
  }
  std::stable_sort(questions.begin(), questions.end(),
                   [](const Question& a, const Question& b) { return a.checks > b.checks; });
  return questions;
}

class TextReport {
 public:
  TextReport(const engine::Result& result, const SourceManager& sources, const ToolInfo& tool, const TextOptions& options)
      : result_(result), sources_(sources), tool_(tool), options_(options), paint_(options.color) {}

  std::string write() {
    header();
    diagnostics();
    findings();
    undetermined();
    skipped();
    scope();
    verdicts();
    closing();
    return std::move(out_);
  }

 private:
  void line(std::string_view text = {}) { out_.append(text).append("\n"); }
  void note(std::size_t gutter, std::string_view name, std::string_view text, bool may_wrap = true);

  void header();
  void diagnostics();
  void diagnostic(const Diagnostic& diagnostic);
  void findings();
  void finding(const engine::Finding& finding);
  void finding_notes(const engine::Finding& finding, std::size_t gutter);
  void undetermined();
  void question(const Question& question);
  void skipped();
  void scope();
  void verdicts();
  void closing();
  [[nodiscard]] std::string severities() const;

  const engine::Result& result_;
  const SourceManager& sources_;
  const ToolInfo& tool_;
  const TextOptions& options_;
  Paint paint_;
  std::string out_;
};

void TextReport::note(std::size_t gutter, std::string_view name, std::string_view text, bool may_wrap) {
  const std::string shown = printable(text);
  const std::size_t indent = gutter + 5 + name.size();
  const std::size_t width = std::max<std::size_t>(options_.width, indent + 30);
  out_.append(gutter + 1, ' ').append(paint_(Style::Blue, "= ")).append(paint_(Style::Bold, name)).append(": ");
  line(may_wrap ? wrapped(shown, width, indent) : shown);
}

void TextReport::header() {
  const engine::Counts& counts = result_.counts;
  out_.append(paint_(Style::Bold, tool_.name + " " + tool_.version)).append("   ");
  out_.append(count_of(counts.units, "unit")).append(", ").append(count_of(counts.resources, "resource"));
  out_.append(" in ").append(count_of(counts.files, "file"));
  if (counts.seconds) out_.append(", ").append(std::to_string(std::llround(*counts.seconds * 1000))).append(" ms");
  line();
}

void TextReport::diagnostic(const Diagnostic& diagnostic) {
  const bool is_error = diagnostic.severity == DiagnosticSeverity::Error;
  const Style style = is_error ? Style::Red : Style::Yellow;
  line();
  out_.append(paint_(style, is_error ? "error" : diagnostic.severity == DiagnosticSeverity::Warning ? "warning" : "note"));
  out_.append(paint_(Style::Bold, ": " + printable(diagnostic.message))).append("\n");
  std::vector<Label> labels = {Label{diagnostic.place, {}, true}};
  for (const RelatedPlace& related : diagnostic.related) labels.push_back(Label{related.place, related.message, false});
  const auto severity = is_error ? engine::Severity::High : engine::Severity::Medium;
  std::size_t gutter = 1;
  out_ += draw_snippet(sources_, labels, SnippetOptions{paint_, severity, options_.width}, &gutter);
  const bool names_file = diagnostic.message.find(diagnostic.file) != std::string::npos;
  if (!diagnostic.place.is_valid() && !diagnostic.file.empty() && !names_file) {
    out_.append(paint_(Style::Blue, " --> ")).append(printable(diagnostic.file)).append("\n");
  }
}

void TextReport::diagnostics() {
  std::size_t left_out = 0;
  std::map<DiagnosticSeverity, std::size_t> shown;
  for (const auto severity : {DiagnosticSeverity::Error, DiagnosticSeverity::Warning}) {
    for (const Diagnostic& one : result_.diagnostics.all()) {
      if (one.severity != severity) continue;
      if (++shown[severity] > kMaxDiagnostics && !options_.all) {
        ++left_out;
      } else {
        diagnostic(one);
      }
    }
  }
  if (left_out != 0) line("\n" + std::to_string(left_out) + " more errors and warnings: show them with --all");
}

void TextReport::findings() {
  std::vector<const engine::Finding*> ranked;
  for (const engine::Finding& one : result_.findings) ranked.push_back(&one);
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto* a, const auto* b) { return a->severity > b->severity; });
  const std::size_t full = options_.all ? ranked.size() : std::min(ranked.size(), kFullFindings);
  for (std::size_t i = 0; i < full; ++i) finding(*ranked[i]);
  if (full == ranked.size()) return;
  line("\n" + std::to_string(ranked.size() - full) + " more (with their source: --all)");
  for (std::size_t i = full; i < ranked.size(); ++i) {
    const engine::Finding& one = *ranked[i];
    std::string severity(engine::severity_name(one.severity));
    severity.resize(8, ' ');
    const std::string place = one.place.is_valid() ? place_text(sources_, one.place) : one.resource;
    line("  " + paint_(one.severity, severity) + " " + std::string(one.rule->id) + "  " + place + "  " + printable(one.message));
  }
}

void TextReport::finding(const engine::Finding& finding) {
  line();
  const std::string head = std::string(engine::severity_name(finding.severity)) + "[" + std::string(finding.rule->id) + "]";
  out_.append(paint_(finding.severity, head)).append(paint_(Style::Bold, ": " + printable(finding.message))).append("\n");
  std::vector<Label> labels = {Label{finding.place, {}, true}};
  for (const facts::Reason& related : finding.related) {
    if (related.place.is_valid() && labels.size() <= kMaxRelated) {
      labels.push_back(Label{related.place, related.message, false});
    }
  }
  std::size_t gutter = 1;
  out_ += draw_snippet(sources_, labels, SnippetOptions{paint_, finding.severity, options_.width}, &gutter);
  out_.append(gutter + 1, ' ').append(paint_(Style::Blue, "|")).append("\n");
  finding_notes(finding, gutter);
}

void TextReport::finding_notes(const engine::Finding& finding, std::size_t gutter) {
  if (!finding.place.is_valid()) note(gutter, "resource", finding.resource);
  std::size_t drawn = 0;
  for (const facts::Reason& related : finding.related) {
    if (!related.place.is_valid() || ++drawn > kMaxRelated) note(gutter, "note", related.message);
  }
  if (finding.resources.size() > 1) {
    note(gutter, count_of(finding.resources.size(), "resource"), listed(finding.resources));
  }
  if (finding.units.size() > 1) note(gutter, count_of(finding.units.size(), "unit"), listed(finding.units));
  std::string when;
  for (const auto& [name, value] : finding.when) when.append(when.empty() ? "" : ", ").append(name).append(" = ").append(value);
  if (!when.empty()) note(gutter, "only with", when);
  std::string controls;
  for (const std::string_view id : finding.rule->nist) controls.append(controls.empty() ? "" : ", ").append(id);
  note(gutter, "rule", std::string(finding.rule->name) + " (" + std::string(engine::subject_slug(finding.rule->subject)) +
                           "; NIST SP 800-53: " + controls + ")");
  if (!finding.verify.empty()) note(gutter, "verify", finding.verify, false);
  if (!finding.help.empty()) note(gutter, "help", finding.help);
}

void TextReport::question(const Question& question) {
  const Cause& cause = *question.cause;
  const std::string& said = cause.message.empty() ? cause.subject : cause.message;
  line("  " + paint_(Style::Yellow, "?") + " " + paint_(Style::Bold, printable(said)) + " (" +
       count_of(question.checks, "check") + ")" +
       (cause.place.is_valid() ? "   " + paint_(Style::Dim, place_text(sources_, cause.place)) : ""));
  const std::size_t full = options_.all ? question.entries.size() : std::min<std::size_t>(question.entries.size(), 3);
  for (std::size_t i = 0; i < full; ++i) {
    const engine::Undetermined& entry = *question.entries[i];
    std::string text = printable(entry.reason);
    if (entry.resources.size() > 1) text += " (and " + std::to_string(entry.resources.size() - 1) + " alike)";
    line("      " + std::string(entry.rule->id) + "  " + wrapped(text, std::max(options_.width, 60U), 14));
  }
  if (full < question.entries.size()) line("      and " + count_of(question.entries.size() - full, "more rule"));
  if (!question.settle.empty()) {
    line("      " + paint_(Style::Bold, "settle:") + " " + wrapped(printable(question.settle), std::max(options_.width, 60U), 14));
  }
}

void TextReport::undetermined() {
  if (result_.undetermined.empty()) return;
  const std::vector<Question> questions = questions_of(result_);
  std::size_t checks = 0;
  for (const Question& one : questions) checks += one.checks;
  line("\n" + paint_(Style::Bold, "Not decided") + ": " + count_of(questions.size(), "question") +
       (questions.size() == 1 ? " holds up " : " hold up ") + count_of(checks, "check"));
  const std::size_t full = options_.all ? questions.size() : std::min<std::size_t>(questions.size(), 12);
  for (std::size_t i = 0; i < full; ++i) question(questions[i]);
  if (full < questions.size()) line("  and " + count_of(questions.size() - full, "more question") + ": show them with --all");
}

void TextReport::skipped() {
  if (!options_.verbose || result_.skipped.empty()) return;
  line("\n" + paint_(Style::Bold, "Skipped") + ": neither Terraform nor a CloudFormation template");
  for (const std::string& path : result_.skipped) line("  " + printable(path));
}

void TextReport::scope() {
  if (result_.scope.empty()) return;
  line("\n" + paint_(Style::Bold, "In scope"));
  for (const engine::ScopeEntry& entry : result_.scope) {
    std::string text = printable(entry.vpc);
    if (result_.counts.units > 1) text += " (" + printable(entry.unit) + ")";
    if (!entry.because.empty()) text += ": " + listed(entry.because);
    if (!entry.needs.empty()) text += "; needs " + listed(entry.needs);
    line("  " + wrapped(text, std::max(options_.width, 60U), 4));
  }
}

void TextReport::verdicts() {
  const bool is_empty = std::all_of(result_.verdicts.begin(), result_.verdicts.end(),
                                    [](const auto& counts) { return counts[0] + counts[1] + counts[2] == 0; });
  if (is_empty) return;
  const auto cell = [](std::uint64_t count, std::size_t width) {
    const std::string text = count == 0 ? "-" : std::to_string(count);
    return std::string(width > text.size() ? width - text.size() : 1, ' ') + text;
  };
  line("\n" + paint_(Style::Bold, "                        holds  broken  undetermined"));
  for (std::uint8_t digit = 1; digit <= engine::kSubjectCount; ++digit) {
    const auto& counts = result_.verdicts[digit - 1U];
    std::string slug(engine::subject_slug(static_cast<engine::Subject>(digit)));
    slug.resize(20, ' ');
    const std::string holds = cell(counts[0], 7);
    const std::string broken = cell(counts[1], 8);
    const std::string unknown = cell(counts[2], 14);
    line("  " + slug + (counts[0] != 0 ? paint_(Style::Green, holds) : holds) +
         (counts[1] != 0 ? paint_(Style::Red, broken) : broken) + (counts[2] != 0 ? paint_(Style::Yellow, unknown) : unknown));
  }
}

std::string TextReport::severities() const {
  std::map<engine::Severity, std::size_t, std::greater<>> counts;
  for (const engine::Finding& one : result_.findings) ++counts[one.severity];
  std::string text = count_of(result_.findings.size(), "finding");
  std::string_view separator = ": ";
  for (const auto& [severity, count] : counts) {
    text.append(separator).append(std::to_string(count) + " " + std::string(engine::severity_name(severity)));
    separator = ", ";
  }
  return text;
}

void TextReport::closing() {
  line();
  const engine::Counts& counts = result_.counts;
  const std::uint64_t without = counts.units_without_bedrock;
  if (counts.units == 0) {
    line("no Terraform and no CloudFormation found");
  } else if (without == counts.units) {
    line("no Bedrock use found in " + count_of(without, "unit") + ": nothing to decide");
  } else {
    if (without != 0) {
      line(count_of(without, "unit") + (without == 1 ? " does" : " do") + " not use Bedrock: nothing to decide there");
    }
    line(severities() + (result_.undetermined.empty() ? "" : "; " + std::to_string(result_.undetermined.size()) + " undetermined"));
  }
  const int status = engine::exit_status(result_, options_.fail_on);
  const std::string limit(engine::severity_name(options_.fail_on.severity));
  const std::size_t failing = engine::findings_at_or_above(result_, options_.fail_on.severity);
  const auto errors = static_cast<std::size_t>(
      std::count_if(result_.diagnostics.all().begin(), result_.diagnostics.all().end(),
                    [](const Diagnostic& one) { return one.severity == DiagnosticSeverity::Error; }));
  std::string why = failing == 0 ? "nothing at or above " + limit : count_of(failing, "finding") + " at or above " + limit;
  if (status == 2) why = count_of(errors, "error") + ": not everything could be analysed; " + why;
  if (status == 1 && failing == 0) why = count_of(result_.undetermined.size(), "undetermined verdict");
  line(paint_(status == 0 ? Style::Green : Style::Red, "Exit " + std::to_string(status)) + " (" + why + ")");
  const auto gravest = std::max_element(
      result_.findings.begin(), result_.findings.end(),
      [](const engine::Finding& a, const engine::Finding& b) { return a.severity < b.severity; });
  if (gravest != result_.findings.end()) {
    line("To learn why and how: " + tool_.name + " explain " + std::string(gravest->rule->id));
  }
}

}  // namespace

std::string to_text(const engine::Result& result, const SourceManager& sources, const ToolInfo& tool,
                    const TextOptions& options) {
  return TextReport(result, sources, tool, options).write();
}

}  // namespace brn::report
