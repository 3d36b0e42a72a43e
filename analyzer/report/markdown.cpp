// A comment for a pull request, which is the step summary, too: counts, findings with the gravest first, questions, what
// is suppressed and what is fixed. Code hosts take 65,536 characters at most: it stays below that.

#include "analyzer/report/display.h"
#include "analyzer/report/report.h"
#include "analyzer/report/repository_paths.h"
#include "analyzer/report/wording.h"

namespace brn::report {
namespace {

constexpr std::size_t kOpenFindings = 10;
constexpr std::size_t kMaxFindings = 60;
constexpr std::size_t kMaxQuestions = 20;
constexpr std::size_t kMaxCell = 400;

// Text in a cell of a table. Backticks stay: messages use them as Markdown does.
std::string cell(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) {
    if (c == '|') out += '\\';
    if (c == '<') {
      out += "&lt;";
    } else {
      out += c;
    }
  }
  if (out.size() <= kMaxCell) return out;
  std::size_t end = kMaxCell;
  while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0U) == 0x80U) --end;
  return out.substr(0, end) + "…";
}

class Writer {
 public:
  Writer(const engine::Result& result, const SourceManager& sources, const ToolInfo& tool,
         const engine::FailOn& fail_on)
      : result_(result), sources_(sources), tool_(tool), fail_on_(fail_on) {}

  std::string write() {
    line("<!-- " + tool_.name + " -->");
    headline();
    verdicts();
    findings();
    questions();
    suppressed();
    errors();
    line("\n" + count_of(result_.counts.units, "unit") + ", " + count_of(result_.counts.resources, "resource") + "; " +
         tool_.name + " " + tool_.version);
    return std::move(out_);
  }

 private:
  void line(std::string_view text) { out_.append(text).append("\n"); }
  void headline();
  void verdicts();
  void findings();
  void finding_row(const engine::Finding& finding);
  void questions();
  void suppressed();
  void errors();

  const engine::Result& result_;
  const SourceManager& sources_;
  const ToolInfo& tool_;
  const engine::FailOn& fail_on_;
  std::string out_;
};

void Writer::headline() {
  const int status = engine::exit_status(result_, fail_on_);
  const std::string_view said = status == 0 ? "passed" : status == 1 ? "failed" : "could not analyse everything";
  line("### " + tool_.name + ": " + std::string(said) + "\n");
  const bool is_compared = !result_.compared_with.empty();
  const std::string severities = severities_of(result_.findings);
  std::string text = count_of(result_.findings.size(), is_compared ? "new finding" : "finding");
  if (!severities.empty()) text += " (" + severities + ")";
  text += ", " + std::to_string(result_.undetermined.size()) + " undetermined";
  if (result_.counts.suppressed != 0) text += ", " + std::to_string(result_.counts.suppressed) + " suppressed";
  if (is_compared) {
    text += "; compared with `" + result_.compared_with + "`: " + std::to_string(result_.counts.fixed) + " fixed, " +
            std::to_string(result_.counts.known) + " known before";
  }
  line(text + ".");
  if (result_.counts.units != 0 && result_.counts.units == result_.counts.units_without_bedrock) {
    line("\nNo Bedrock use found in " + count_of(result_.counts.units, "unit") + ": nothing to decide.");
  }
}

void Writer::verdicts() {
  std::string rows;
  for (std::uint8_t digit = 1; digit <= engine::kSubjectCount; ++digit) {
    const auto& counts = result_.verdicts[digit - 1U];
    if (counts[0] + counts[1] + counts[2] == 0) continue;
    rows += "| " + std::string(engine::subject_slug(static_cast<engine::Subject>(digit))) + " | " +
            std::to_string(counts[0]) + " | " + std::to_string(counts[1]) + " | " + std::to_string(counts[2]) + " |\n";
  }
  if (!rows.empty()) out_ += "\n| subject | holds | broken | undetermined |\n|---|--:|--:|--:|\n" + rows;
}

void Writer::finding_row(const engine::Finding& finding) {
  const HostPlace place = host_place(result_, sources_, tool_.base, finding.place, finding.units);
  const std::string when = when_of(finding);
  std::string text = finding.message;
  if (!when.empty()) text += " (only with " + when + ")";
  if (finding.resources.size() > 1) text += " (" + std::to_string(finding.resources.size()) + " resources)";
  line("| " + std::string(engine::severity_name(finding.severity)) + " | " + std::string(finding.rule->id) + " | " +
       cell(text) + " | " +
       (place.path.empty() ? "" : "`" + cell(place.path) + ":" + std::to_string(place.start.line) + "`") + " |");
}

void Writer::findings() {
  if (result_.findings.empty()) return;
  const std::vector<const engine::Finding*> all = ranked(result_.findings);
  constexpr std::string_view kHead = "\n| severity | rule | finding | place |\n|---|---|---|---|";
  line(kHead);
  for (std::size_t i = 0; i < all.size() && i < kOpenFindings; ++i) finding_row(*all[i]);
  if (all.size() <= kOpenFindings) return;
  line("\n<details><summary>" + count_of(all.size() - kOpenFindings, "more finding") + "</summary>\n");
  line(kHead.substr(1));
  for (std::size_t i = kOpenFindings; i < all.size() && i < kMaxFindings; ++i) finding_row(*all[i]);
  if (all.size() > kMaxFindings)
    line("\n… and " + std::to_string(all.size() - kMaxFindings) + " more, which do not fit here.");
  line("\n</details>");
}

void Writer::questions() {
  if (result_.undetermined.empty()) return;
  const std::vector<Question> all = questions_of(result_);
  std::size_t checks = 0;
  for (const Question& one : all) checks += one.checks;
  line("\n<details><summary>Not decided: " + count_of(all.size(), "question") +
       (all.size() == 1 ? " holds up " : " hold up ") + count_of(checks, "check") + "</summary>\n");
  line("| question | checks | settle |\n|---|--:|---|");
  for (std::size_t i = 0; i < all.size() && i < kMaxQuestions; ++i) {
    const Cause& cause = *all[i].cause;
    line("| " + cell(cause.message.empty() ? cause.subject : cause.message) + " | " + std::to_string(all[i].checks) +
         " | " + cell(all[i].settle) + " |");
  }
  if (all.size() > kMaxQuestions) line("\n… and " + count_of(all.size() - kMaxQuestions, "more question") + ".");
  line("\n</details>");
}

void Writer::suppressed() {
  if (result_.suppressed.empty()) return;
  line("\n<details><summary>" + std::to_string(result_.suppressed.size()) + " suppressed</summary>\n");
  line("| rule | resource | reason | by |\n|---|---|---|---|");
  for (std::size_t i = 0; i < result_.suppressed.size() && i < kMaxQuestions; ++i) {
    const engine::Suppressed& one = result_.suppressed[i];
    const std::string terms = terms_of(one);
    line("| " + std::string(one.finding.rule->id) + " | `" + cell(one.finding.resource) + "` | " +
         cell(one.reason + (terms.empty() ? "" : " (" + terms + ")")) + " | " + std::string(origin_of(one)) + " |");
  }
  if (result_.suppressed.size() > kMaxQuestions)
    line("\n… and " + std::to_string(result_.suppressed.size() - kMaxQuestions) + " more.");
  line("\n</details>");
}

void Writer::errors() {
  std::size_t count = 0;
  for (const Diagnostic& one : result_.diagnostics.all()) {
    if (one.severity != DiagnosticSeverity::Error || ++count > kMaxQuestions) continue;
    const HostPlace place = host_place(sources_, tool_.base, one);
    if (count == 1) line("\nCould not be analysed:\n");
    line("- " + cell(one.message) +
         (place.path.empty() ? "" : " (`" + cell(place.path) + ":" + std::to_string(place.start.line) + "`)"));
  }
  if (count > kMaxQuestions) line("- … and " + std::to_string(count - kMaxQuestions) + " more");
}

}  // namespace

std::string to_markdown(const engine::Result& result, const SourceManager& sources, const ToolInfo& tool,
                        const engine::FailOn& fail_on) {
  return Writer(result, sources, tool, fail_on).write();
}

}  // namespace brn::report
