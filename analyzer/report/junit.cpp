// JUnit XML: a test suite for each subject. What holds is a passed case, a finding at or above the limit a failure,
// what could not be decided or is suppressed a skipped case, what could not be analysed an error.

#include <algorithm>
#include <map>

#include "analyzer/report/report.h"
#include "analyzer/report/snippet.h"
#include "analyzer/report/wording.h"

namespace brn::report {
namespace {

// XML 1.0 has no way to write most control characters: they become U+FFFD.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\n': out += "&#10;"; break;
      case '\t': out += "&#9;"; break;
      default: static_cast<unsigned char>(c) < 0x20 ? out += "\xEF\xBF\xBD" : out += c;
    }
  }
  return out;
}

struct Suite {
  std::string cases;
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::size_t errors = 0;
  std::size_t skipped = 0;
};

class Writer {
 public:
  Writer(const engine::Result& result, const SourceManager& sources, const engine::FailOn& fail_on)
      : result_(result), sources_(sources), fail_on_(fail_on) {}

  std::string write(const ToolInfo& tool);

 private:
  static void add(Suite& suite, std::string_view rule, const std::string& name, const std::string& file,
                  const std::string& content);
  void findings();
  void undetermined();
  void suppressed();
  void holding();
  void diagnostics();
  [[nodiscard]] std::string file_of(Span place) const {
    return place.is_valid() ? sources_.path(place.file) : std::string();
  }
  Suite& suite_of(const engine::RuleInfo& rule) { return suites_[static_cast<int>(rule.subject)]; }

  const engine::Result& result_;
  const SourceManager& sources_;
  const engine::FailOn& fail_on_;
  std::map<int, Suite> suites_;
  Suite analysis_;
};

void Writer::add(Suite& suite, std::string_view rule, const std::string& name, const std::string& file,
                 const std::string& content) {
  ++suite.tests;
  suite.cases += "    <testcase classname=\"" + escaped(rule) + "\" name=\"" + escaped(name) + "\"";
  if (!file.empty()) suite.cases += " file=\"" + escaped(file) + "\"";
  suite.cases += content.empty() ? "/>\n" : ">\n" + content + "    </testcase>\n";
}

std::string element(std::string_view name, std::string_view type, std::string_view text, const std::string& body) {
  return "      <" + std::string(name) + (type.empty() ? "" : " type=\"" + escaped(type) + "\"") + " message=\"" +
         escaped(text) + "\"" + (body.empty() ? "/>\n" : ">" + escaped(body) + "</" + std::string(name) + ">\n");
}

void Writer::findings() {
  const engine::Severity limit = std::max(fail_on_.severity, engine::Severity::Low);
  for (const engine::Finding& one : result_.findings) {
    Suite& suite = suite_of(*one.rule);
    std::string body = one.place.is_valid() ? place_text(sources_, one.place) : one.resource;
    if (const std::string when = when_of(one); !when.empty()) body += "\nonly with " + when;
    if (!one.help.empty()) body += "\nhelp: " + one.help;
    if (!one.verify.empty()) body += "\nverify: " + one.verify;
    std::string content;
    if (one.severity >= limit) {
      ++suite.failures;
      content = element("failure", engine::severity_name(one.severity), one.message, body);
    } else {
      content = "      <system-out>" +
                escaped(std::string(engine::severity_name(one.severity)) + ": " + one.message + "\n" + body) +
                "</system-out>\n";
    }
    add(suite, one.rule->id, one.resource + " [" + one.fingerprint + "]", file_of(one.place), content);
  }
}

void Writer::undetermined() {
  for (const engine::Undetermined& one : result_.undetermined) {
    Suite& suite = suite_of(*one.rule);
    std::string body;
    for (const Cause& cause : one.because)
      body += (body.empty() ? "" : "\n") + (cause.message.empty() ? cause.subject : cause.message);
    if (!one.settle.empty()) body += "\nsettle: " + one.settle;
    const std::string text = "undetermined: " + one.reason;
    ++(fail_on_.unknown ? suite.failures : suite.skipped);
    add(suite, one.rule->id, one.resource + " [" + one.fingerprint + "]", file_of(one.place),
        fail_on_.unknown ? element("failure", "undetermined", text, body) : element("skipped", {}, text, body));
  }
}

void Writer::suppressed() {
  for (const engine::Suppressed& one : result_.suppressed) {
    Suite& suite = suite_of(*one.finding.rule);
    ++suite.skipped;
    const std::string terms = terms_of(one);
    add(suite, one.finding.rule->id, one.finding.resource + " [" + one.finding.fingerprint + "]",
        file_of(one.finding.place),
        element("skipped", {},
                "suppressed by " + std::string(origin_of(one)) + ": " + one.reason +
                    (terms.empty() ? "" : " (" + terms + ")"),
                one.finding.message));
  }
}

void Writer::holding() {
  for (const engine::Assessment& one : result_.assessments) {
    if (one.verdict == engine::Verdict::Holds) add(suite_of(*one.rule), one.rule->id, one.resource, {}, {});
  }
}

void Writer::diagnostics() {
  for (const Diagnostic& one : result_.diagnostics.all()) {
    if (one.severity == DiagnosticSeverity::Note) continue;
    const std::string file = one.place.is_valid() ? place_text(sources_, one.place) : one.file;
    const bool is_error = one.severity == DiagnosticSeverity::Error;
    ++(is_error ? analysis_.errors : analysis_.skipped);
    add(analysis_, diagnostic_kind_name(one.kind), file.empty() ? one.message : file,
        one.place.is_valid() ? file_of(one.place) : one.file,
        is_error ? element("error", diagnostic_kind_name(one.kind), one.message, {})
                 : element("skipped", {}, one.message, {}));
  }
}

std::string suite_xml(const std::string& name, const Suite& suite) {
  return "  <testsuite name=\"" + escaped(name) + "\" tests=\"" + std::to_string(suite.tests) + "\" failures=\"" +
         std::to_string(suite.failures) + "\" errors=\"" + std::to_string(suite.errors) + "\" skipped=\"" +
         std::to_string(suite.skipped) + "\">\n" + suite.cases + "  </testsuite>\n";
}

std::string Writer::write(const ToolInfo& tool) {
  findings();
  undetermined();
  suppressed();
  holding();
  diagnostics();
  Suite sum;
  std::string body;
  const auto take = [&](const std::string& name, const Suite& suite) {
    body += suite_xml(name, suite);
    sum.tests += suite.tests;
    sum.failures += suite.failures;
    sum.errors += suite.errors;
    sum.skipped += suite.skipped;
  };
  for (const auto& [subject, suite] : suites_)
    take(std::string(engine::subject_slug(static_cast<engine::Subject>(subject))), suite);
  if (analysis_.tests != 0) take("analysis", analysis_);
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"" + escaped(tool.name) + "\" tests=\"" +
         std::to_string(sum.tests) + "\" failures=\"" + std::to_string(sum.failures) + "\" errors=\"" +
         std::to_string(sum.errors) + "\" skipped=\"" + std::to_string(sum.skipped) + "\">\n" + body +
         "</testsuites>\n";
}

}  // namespace

std::string to_junit(const engine::Result& result, const SourceManager& sources, const ToolInfo& tool,
                     const engine::FailOn& fail_on) {
  return Writer(result, sources, fail_on).write(tool);
}

}  // namespace brn::report
