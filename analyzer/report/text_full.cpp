// The report for people, long form: every finding with its source, every question, what is suppressed or declared, the
// scope and the verdicts by subject.

#include <algorithm>
#include <set>

#include "analyzer/report/text_parts.h"

namespace brn::report {
namespace {

constexpr std::size_t kMaxRelated = 6;
constexpr std::size_t kMaxNamed = 6;

class LongReport {
 public:
  explicit LongReport(const TextContext& context)
      : context_(context),
        result_(context.result),
        sources_(context.sources),
        options_(context.options),
        paint_(context.paint) {}

  std::string write() {
    out_ = header_text(context_);
    const std::string table = verdict_table(context_, result_.assessments.size());
    if (!table.empty()) line("\n" + table.substr(0, table.size() - 1));
    diagnostics();
    for (const engine::Finding* one : ranked(result_.findings)) finding(*one);
    undetermined();
    suppressed();
    declared();
    skipped();
    scope();
    verdicts();
    line();
    return std::move(out_) + closing_text(context_);
  }

  std::string one(const engine::Finding& which) {
    finding(which);
    return std::move(out_);
  }

 private:
  void line(std::string_view text = {}) { out_.append(text).append("\n"); }
  void note(std::size_t gutter, std::string_view name, std::string_view text, bool may_wrap = true);
  void diagnostics();
  void diagnostic(const Diagnostic& diagnostic);
  void finding(const engine::Finding& finding);
  void finding_notes(const engine::Finding& finding, std::size_t gutter);
  void undetermined();
  void question(const Question& question);
  void suppressed();
  void declared();
  void skipped();
  void scope();
  void verdicts();

  const TextContext& context_;
  const engine::Result& result_;
  const SourceManager& sources_;
  const TextOptions& options_;
  const Paint& paint_;
  std::string out_;
};

void LongReport::note(std::size_t gutter, std::string_view name, std::string_view text, bool may_wrap) {
  const std::string shown = printable(text);
  const std::size_t indent = gutter + 5 + name.size();
  const std::size_t width = std::max<std::size_t>(options_.width, indent + 30);
  out_.append(gutter + 1, ' ').append(paint_(Style::Blue, "= ")).append(paint_(Style::Bold, name)).append(": ");
  line(may_wrap ? wrapped(shown, width, indent) : shown);
}

void LongReport::diagnostic(const Diagnostic& diagnostic) {
  const bool is_error = diagnostic.severity == DiagnosticSeverity::Error;
  const Style style = is_error ? Style::Red : Style::Yellow;
  line();
  out_.append(paint_(style, is_error                                             ? "error"
                            : diagnostic.severity == DiagnosticSeverity::Warning ? "warning"
                                                                                 : "note"));
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

void LongReport::diagnostics() {
  for (const auto severity : {DiagnosticSeverity::Error, DiagnosticSeverity::Warning}) {
    for (const Diagnostic& one : result_.diagnostics.all()) {
      if (one.severity == severity) diagnostic(one);
    }
  }
}

void LongReport::finding(const engine::Finding& finding) {
  line();
  const std::string head =
      std::string(engine::severity_name(finding.severity)) + "[" + std::string(finding.rule->id) + "]";
  out_.append(paint_(finding.severity, head))
      .append(paint_(Style::Bold, ": " + printable(finding.message)))
      .append("\n");
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

void LongReport::finding_notes(const engine::Finding& finding, std::size_t gutter) {
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
  for (const auto& [name, value] : finding.when)
    when.append(when.empty() ? "" : ", ").append(name).append(" = ").append(value);
  if (!when.empty()) note(gutter, "only with", when);
  std::string controls;
  for (const std::string_view id : finding.rule->nist) controls.append(controls.empty() ? "" : ", ").append(id);
  note(gutter, "rule",
       std::string(finding.rule->name) + " (" + std::string(engine::subject_slug(finding.rule->subject)) +
           "; NIST SP 800-53: " + controls + ")");
  if (!finding.verify.empty()) note(gutter, "verify", finding.verify, false);
  if (!finding.help.empty()) note(gutter, "help", finding.help);
}

void LongReport::question(const Question& question) {
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
    line("      " + paint_(Style::Bold, "settle:") + " " +
         wrapped(printable(question.settle), std::max(options_.width, 60U), 14));
  }
}

void LongReport::undetermined() {
  if (result_.undetermined.empty()) return;
  const std::vector<Question> questions = questions_of(result_);
  std::size_t checks = 0;
  for (const Question& one : questions) checks += one.checks;
  line("\n" + paint_(Style::Bold, "Not decided") + ": " + count_of(questions.size(), "question") +
       (questions.size() == 1 ? " holds up " : " hold up ") + count_of(checks, "check"));
  const std::size_t full = options_.all ? questions.size() : std::min<std::size_t>(questions.size(), 12);
  for (std::size_t i = 0; i < full; ++i) question(questions[i]);
  if (full < questions.size())
    line("  and " + count_of(questions.size() - full, "more question") + ": show them with --all");
}

void LongReport::suppressed() {
  if (result_.suppressed.empty()) return;
  line("\n" + paint_(Style::Bold, "Suppressed") + ": " + std::to_string(result_.suppressed.size()));
  for (const engine::Suppressed& one : result_.suppressed) {
    const std::string terms = terms_of(one);
    const std::string by = one.place.is_valid() ? place_text(sources_, one.place) : std::string(origin_of(one));
    line("  " + std::string(one.finding.rule->id) + "  " +
         wrapped(printable(one.finding.message), context_.width(), 10));
    line("          " + wrapped(printable(one.reason) + (terms.empty() ? "" : " (" + terms + ")") + ", by " +
                                    std::string(origin_of(one)) + (one.place.is_valid() ? " at " + by : ""),
                                context_.width(), 10));
  }
}

void LongReport::declared() {
  std::set<std::string> all;
  for (const engine::Assessment& one : result_.assessments) all.insert(one.assumed.begin(), one.assumed.end());
  if (all.empty()) return;
  line("\n" + paint_(Style::Bold, "Assumed"));
  for (const std::string& one : all) line("  " + wrapped(printable(one), context_.width(), 4));
}

void LongReport::skipped() {
  if (!options_.verbose || result_.skipped.empty()) return;
  line("\n" + paint_(Style::Bold, "Skipped") + ": neither Terraform nor a CloudFormation template");
  for (const std::string& path : result_.skipped) line("  " + printable(path));
}

void LongReport::scope() {
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

void LongReport::verdicts() {
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
         (counts[1] != 0 ? paint_(Style::Red, broken) : broken) +
         (counts[2] != 0 ? paint_(Style::Yellow, unknown) : unknown));
  }
}

}  // namespace

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size() && i < kMaxNamed; ++i)
    text.append(i == 0 ? "" : ", ").append(printable(names[i]));
  if (names.size() > kMaxNamed) text += " and " + std::to_string(names.size() - kMaxNamed) + " more";
  return text;
}

std::string grouped(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, ",");
  return text;
}

std::string clipped(std::string_view text, std::size_t width) {
  if (display_width(text) <= width) return std::string(text);
  std::string out;
  std::size_t used = 1;
  for (const report::Cell& cell : cells_of(text)) {
    if (used + cell.width > width) break;
    out += cell.text;
    used += cell.width;
  }
  return out + "…";
}

std::string TextContext::place(Span span) const {
  const std::string text = place_text(sources, span);
  if (!options.links || tool.base.working_folder.empty()) return text;
  const std::string file = join_path(tool.base.working_folder, sources.path(span.file));
  return "\x1b]8;;file://" + file + "\x1b\\" + text + "\x1b]8;;\x1b\\";
}

std::string finding_text(const TextContext& context, const engine::Finding& finding) {
  return LongReport(context).one(finding);
}

std::string full_text(const TextContext& context) {
  return LongReport(context).write();
}

std::string closing_text(const TextContext& context) {
  const engine::Result& result = context.result;
  const TextOptions& options = context.options;
  const engine::Counts& counts = result.counts;
  std::string out;
  if (counts.units == 0) {
    out = "no Terraform and no CloudFormation found\n";
  } else if (counts.units_without_bedrock == counts.units) {
    out = "no Bedrock use found in " + count_of(counts.units, "unit") + ": nothing to decide\n";
  }
  const int status = engine::exit_status(result, options.fail_on);
  const std::string limit(engine::severity_name(options.fail_on.severity));
  const std::size_t failing = engine::findings_at_or_above(result, options.fail_on.severity);
  const auto errors = static_cast<std::size_t>(
      std::count_if(result.diagnostics.all().begin(), result.diagnostics.all().end(),
                    [](const Diagnostic& one) { return one.severity == DiagnosticSeverity::Error; }));
  std::string why =
      failing == 0 ? "nothing at or above " + limit : count_of(failing, "finding") + " at or above " + limit;
  if (status == 2) why = count_of(errors, "error") + ": not everything could be analysed; " + why;
  if (status == 1 && failing == 0) why = count_of(result.undetermined.size(), "undetermined verdict");
  std::string next;
  if (!result.findings.empty()) {
    const std::string& name = context.tool.name;
    if (result.compared_with.empty() && status == 1)
      next = " To adopt: `" + name + " baseline`, then only new findings fail.";
    next += " To learn: `" + name + " explain " + std::string(ranked(result.findings).front()->rule->id) + "`.";
  }
  const std::string said = "Exit " + std::to_string(status);
  const std::string rest = " (" + why + ")" + (next.empty() ? "" : "." + next);
  const std::string whole = wrapped(said + rest, context.width(), 0);
  return out + context.paint(status == 0 ? Style::Green : Style::Red, said) + whole.substr(said.size()) + "\n";
}

}  // namespace brn::report
