// The documentation of rules: `explain` and `rules`.

#include <algorithm>

#include "analyzer/report/display.h"
#include "analyzer/report/paint.h"
#include "analyzer/report/report.h"
#include "analyzer/report/rules_json.h"
#include "analyzer/report/wording.h"

namespace brn::report {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == '\n' || text.front() == '\r')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.remove_suffix(1);
  return text;
}

void add_example(std::string& out, const Paint& paint, std::string_view title, std::string_view text) {
  text = trimmed(text);
  if (text.empty()) return;
  out.append("\n").append(paint(Style::Bold, title)).append("\n\n");
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (end != 0) out.append("    ").append(text.substr(0, end));
    out.append("\n");
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

void add_paragraph(std::string& out, const Paint& paint, std::string_view title, std::string_view text,
                   std::size_t width) {
  if (text.empty()) return;
  out.append("\n").append(paint(Style::Bold, title)).append("\n\n    ").append(wrapped(text, width, 4)).append("\n");
}

std::string padded(std::string_view text, std::size_t width) {
  std::string out(text);
  if (out.size() < width) out.resize(width, ' ');
  return out;
}

std::string as_text(std::span<const engine::Rule* const> rules, const Paint& paint) {
  std::size_t name_width = 0;
  for (const engine::Rule* rule : rules) name_width = std::max(name_width, rule->info->name.size());
  std::string out;
  std::string_view subject;
  for (const engine::Rule* rule : rules) {
    const engine::RuleInfo& info = *rule->info;
    const std::string_view slug = engine::subject_slug(info.subject);
    if (slug != subject) out.append(subject.empty() ? "" : "\n").append(paint(Style::Bold, slug)).append("\n");
    subject = slug;
    out.append("  ").append(info.id).append("  ").append(padded(info.name, name_width)).append("  ");
    out.append(paint(info.severity, padded(engine::severity_name(info.severity), 8)));
    out.append("  ").append(info.title).append("\n");
  }
  return out;
}

std::string as_markdown(std::span<const engine::Rule* const> rules) {
  std::string out = "| rule | name | subject | severity | controls | what it finds |\n|---|---|---|---|---|---|\n";
  for (const engine::Rule* rule : rules) {
    const engine::RuleInfo& info = *rule->info;
    out.append("| ").append(info.id).append(" | `").append(info.name).append("` | ");
    out.append(engine::subject_slug(info.subject)).append(" | ").append(engine::severity_name(info.severity));
    out.append(" | ").append(controls_of(info)).append(" | ").append(info.title).append(" |\n");
  }
  return out;
}

}  // namespace

std::string explain(const engine::RuleInfo& info, const TextOptions& options) {
  const Paint paint(options.color);
  const std::size_t width = std::max(options.width, 60U);
  std::string out = paint(Style::Bold, std::string(info.id) + " " + std::string(info.name)) + "\n";
  out.append(info.title).append("\n\n");
  out.append("  subject   ").append(engine::subject_slug(info.subject)).append("\n");
  out.append("  severity  ").append(paint(info.severity, engine::severity_name(info.severity))).append("\n");
  out.append("  controls  NIST SP 800-53 r5: ").append(controls_of(info)).append("\n");
  add_paragraph(out, paint, "Why", info.rationale, width);
  add_paragraph(out, paint, "What to do", info.help, width);
  if (!info.verify.empty()) {
    out.append("\n")
        .append(paint(Style::Bold, "Verify on a live account"))
        .append("\n\n    ")
        .append(info.verify)
        .append("\n");
  }
  add_example(out, paint, "Found (Terraform)", info.bad.terraform);
  add_example(out, paint, "Not found (Terraform)", info.good.terraform);
  add_example(out, paint, "Found (CloudFormation)", info.bad.cloudformation);
  add_example(out, paint, "Not found (CloudFormation)", info.good.cloudformation);
  return out;
}

std::optional<ListFormat> list_format_from(std::string_view name) {
  if (name == "text") return ListFormat::Text;
  if (name == "json") return ListFormat::Json;
  if (name == "markdown") return ListFormat::Markdown;
  return std::nullopt;
}

std::string list_rules(std::span<const engine::Rule* const> rules, ListFormat format, const TextOptions& options) {
  switch (format) {
    case ListFormat::Text: return as_text(rules, Paint(options.color));
    case ListFormat::Json: return rules_as_json(rules);
    case ListFormat::Markdown: break;
  }
  return as_markdown(rules);
}

}  // namespace brn::report
