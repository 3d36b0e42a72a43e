// The report for people, short form: what was looked at, the verdicts, the causes with the gravest first, the questions
// that are open, and what to do next. At most forty lines; the long form has the rest.

#include <algorithm>
#include <map>

#include "analyzer/report/text_parts.h"

namespace brn::report {
namespace {

constexpr std::size_t kMaxLines = 40;
constexpr std::size_t kMaxRows = 5;
constexpr std::size_t kMaxQuestions = 4;
constexpr std::size_t kMaxErrors = 3;

std::size_t lines_in(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

// Without colours and hyperlinks.
std::string plain(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] != '\x1b') {
      out += text[at++];
      continue;
    }
    const bool is_link = text.substr(at).starts_with("\x1b]");
    const std::size_t end = is_link ? text.find("\x1b\\", at + 2) : text.find('m', at);
    at = end == std::string_view::npos ? text.size() : end + (is_link ? 2 : 1);
  }
  return out;
}

// Lines of a terminal: what is wider than it takes several.
std::size_t rows_in(std::string_view text, std::size_t width) {
  std::size_t rows = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    rows += 1 + (std::max<std::size_t>(display_width(plain(text.substr(0, end))), 1) - 1) / width;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return rows;
}

/// Findings of one rule and severity: mostly one way of doing things, seen at several places.
struct Cause {
  const engine::Finding* first = nullptr;
  std::size_t findings = 0;
  std::size_t resources = 0;
};

std::vector<Cause> causes_of(const engine::Result& result) {
  std::map<std::pair<std::string_view, engine::Severity>, std::size_t> known;
  std::vector<Cause> causes;
  for (const engine::Finding* one : ranked(result.findings)) {
    const auto [found, is_new] = known.try_emplace({one->rule->id, one->severity}, causes.size());
    if (is_new) causes.push_back(Cause{one});
    Cause& cause = causes[found->second];
    ++cause.findings;
    cause.resources += one->resources.size();
  }
  std::stable_sort(causes.begin(), causes.end(), [](const Cause& a, const Cause& b) {
    if (a.first->severity != b.first->severity) return a.first->severity > b.first->severity;
    return a.resources > b.resources;
  });
  return causes;
}

class ShortReport {
 public:
  explicit ShortReport(const TextContext& context) : context_(context), result_(context.result) {}

  std::string write() {
    const std::string head = header_text(context_) + with_gap(verdict_table(context_, kMaxRows));
    const std::string tail = with_gap(errors()) + with_gap(questions()) + with_gap(decided_otherwise() + skipped()) +
                             "\n" + closing_text(context_);
    const std::size_t room = kMaxLines - std::min(kMaxLines, lines_in(head) + lines_in(tail) + 1);
    return head + findings(room) + tail;
  }

 private:
  static std::string with_gap(const std::string& text) { return text.empty() ? text : "\n" + text; }
  [[nodiscard]] std::string findings(std::size_t room) const;
  [[nodiscard]] std::string cause(std::size_t rank, const Cause& cause, std::size_t rank_width) const;
  [[nodiscard]] std::string errors() const;
  [[nodiscard]] std::string questions() const;
  [[nodiscard]] std::string decided_otherwise() const;
  [[nodiscard]] std::string skipped() const;

  const TextContext& context_;
  const engine::Result& result_;
};

// Text at the left, and at the right border what is there to be found at a glance.
std::string two_sides(const std::string& left, const std::string& right, std::size_t right_width, std::size_t width) {
  const std::size_t left_room = width > right_width + 2 ? width - right_width - 2 : 20;
  const std::string shown = clipped(left, left_room);
  const std::size_t used = display_width(shown);
  if (right.empty()) return shown;
  return shown + std::string(width > used + right_width ? width - used - right_width : 2, ' ') + right;
}

std::string ShortReport::cause(std::size_t rank, const Cause& cause, std::size_t rank_width) const {
  const engine::Finding& first = *cause.first;
  std::string number = std::to_string(rank);
  number.insert(0, rank_width - number.size(), ' ');
  std::string severity(engine::severity_name(first.severity));
  severity.resize(8, ' ');
  const std::string indent(rank_width + 3, ' ');
  const std::size_t width = context_.width() - indent.size() - 9;
  const std::string where = first.place.is_valid() ? place_text(context_.sources, first.place) : first.resource;
  const std::string shown_where = clipped(where, width / 2);
  const std::string linked = first.place.is_valid() && shown_where == where ? context_.place(first.place) : shown_where;
  std::string title =
      std::string(first.rule->id) + " " + std::string(first.rule->title.empty() ? first.rule->name : first.rule->title);
  std::string out = "  " + number + " " + context_.paint(first.severity, severity) + " " +
                    two_sides(title, linked, display_width(shown_where), width) + "\n";
  std::string more;
  if (cause.findings > 1)
    more = "+" + std::to_string(cause.findings - 1) + " like it";
  else if (cause.resources > 1)
    more = std::to_string(cause.resources) + " resources";
  std::string message = printable(first.message);
  if (const std::string when = when_of(first); !when.empty()) message += " (only with " + printable(when) + ")";
  return out + indent + std::string(9, ' ') + two_sides(message, more, more.size(), width) + "\n";
}

std::string ShortReport::findings(std::size_t room) const {
  if (result_.findings.empty()) return {};
  // With their source where all of them have room.
  std::string details;
  for (const engine::Finding* one : ranked(result_.findings)) {
    details += finding_text(context_, *one);
    if (rows_in(details, context_.width()) > room) break;
  }
  if (rows_in(details, context_.width()) <= room) return details;
  const std::vector<Cause> causes = causes_of(result_);
  const std::size_t fits = room > 3 ? (room - 2) / 2 : 1;
  const std::size_t shown = causes.size() * 2 + 1 <= room ? causes.size() : std::min(fits, causes.size());
  std::string out = "\n";
  std::size_t told = 0;
  for (std::size_t i = 0; i < shown; ++i) {
    out += cause(i + 1, causes[i], std::to_string(shown).size());
    told += causes[i].findings;
  }
  if (shown < causes.size()) {
    out += "  and " + count_of(result_.findings.size() - told, "finding") + " of " +
           count_of(causes.size() - shown, "other kind") + ": " + context_.tool.name + " check --all\n";
  }
  return out;
}

std::string ShortReport::errors() const {
  std::string out;
  std::size_t errors = 0;
  std::size_t warnings = 0;
  for (const Diagnostic& one : result_.diagnostics.all()) {
    if (one.severity == DiagnosticSeverity::Warning) ++warnings;
    if (one.severity != DiagnosticSeverity::Error || ++errors > kMaxErrors) continue;
    const std::string where = one.place.is_valid() ? place_text(context_.sources, one.place) : printable(one.file);
    const bool says_where = printable(one.message).find(where) != std::string::npos;
    const std::string right = says_where || where.empty() ? ""
                              : one.place.is_valid()      ? context_.place(one.place)
                                                          : where;
    out += context_.paint(Style::Red, "error") + " " +
           two_sides(printable(one.message), right, right.empty() ? 0 : display_width(where), context_.width() - 6);
    while (out.ends_with(' ')) out.pop_back();
    out += "\n";
  }
  std::string rest;
  if (errors > kMaxErrors) rest = count_of(errors - kMaxErrors, "more error");
  if (warnings != 0) rest += (rest.empty() ? "" : " and ") + count_of(warnings, "warning");
  return rest.empty() ? out : out + rest + ": show them with --all\n";
}

std::string ShortReport::questions() const {
  if (result_.undetermined.empty()) return {};
  const std::vector<Question> all = questions_of(result_);
  std::size_t checks = 0;
  for (const Question& one : all) checks += one.checks;
  std::string out = context_.paint(Style::Bold, "Not decided") + ": " + count_of(all.size(), "question") +
                    (all.size() == 1 ? " holds up " : " hold up ") + count_of(checks, "check") + "\n";
  const std::size_t shown = all.size() <= kMaxQuestions + 1 ? all.size() : kMaxQuestions;
  for (std::size_t i = 0; i < shown; ++i) {
    const brn::Cause& cause = *all[i].cause;
    const std::string settle = clipped(printable(all[i].settle), context_.width() / 2 - 2);
    const std::string held_up = " (" + count_of(all[i].checks, "check") + ")";
    const std::size_t room = context_.width() - 6 - display_width(settle) - held_up.size();
    const std::string said = clipped(printable(cause.message.empty() ? cause.subject : cause.message), room) + held_up;
    std::string line = two_sides(said, settle, display_width(settle), context_.width() - 4);
    while (line.ends_with(' ')) line.pop_back();
    out += "  " + context_.paint(Style::Yellow, "?") + " " + line + "\n";
  }
  if (shown < all.size()) out += "  and " + count_of(all.size() - shown, "more question") + ": show them with --all\n";
  return out;
}

// What somebody decided: suppressions and declarations.
std::string ShortReport::decided_otherwise() const {
  std::string out;
  if (!result_.suppressed.empty()) {
    out += context_.paint(Style::Bold, "Suppressed") + ": " + std::to_string(result_.suppressed.size()) + "\n";
    for (std::size_t i = 0; i < result_.suppressed.size() && i < kMaxErrors; ++i) {
      const engine::Suppressed& one = result_.suppressed[i];
      const std::string terms = terms_of(one);
      out += "  " +
             clipped(std::string(one.finding.rule->id) + " " + printable(one.finding.resource) + ": " +
                         printable(one.reason) + (terms.empty() ? "" : " (" + terms + ")"),
                     context_.width() - 2) +
             "\n";
    }
    if (result_.suppressed.size() > kMaxErrors) {
      out += "  and " + std::to_string(result_.suppressed.size() - kMaxErrors) + " more: show them with --all\n";
    }
  }
  std::vector<std::string> declared;
  for (const engine::Assessment& one : result_.assessments) {
    for (const std::string& text : one.assumed) {
      const bool is_new = std::find(declared.begin(), declared.end(), text) == declared.end();
      if (is_new && text.starts_with("holds by declaration")) declared.push_back(text);
    }
  }
  for (std::size_t i = 0; i < declared.size() && i < kMaxErrors; ++i)
    out += clipped(printable(declared[i]), context_.width()) + "\n";
  if (declared.size() > kMaxErrors)
    out += "and " + count_of(declared.size() - kMaxErrors, "more declaration") + ": show them with --all\n";
  return out;
}

std::string ShortReport::skipped() const {
  if (!context_.options.verbose || result_.skipped.empty()) return {};
  std::string out = context_.paint(Style::Bold, "Skipped") + ": neither Terraform nor a CloudFormation template\n";
  for (const std::string& path : result_.skipped) out += "  " + printable(path) + "\n";
  return out;
}

}  // namespace

std::string to_text(const engine::Result& result, const SourceManager& sources, const ToolInfo& tool,
                    const TextOptions& options) {
  const TextContext context{result, sources, tool, options, Paint(options.color)};
  return options.all ? full_text(context) : ShortReport(context).write();
}

}  // namespace brn::report
