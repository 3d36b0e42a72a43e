#include "analyzer/report/wording.h"

#include <algorithm>
#include <functional>
#include <map>

namespace brn::report {

std::string count_of(std::size_t count, std::string_view thing) {
  return std::to_string(count) + " " + std::string(thing) + (count == 1 ? "" : "s");
}

std::string severities_of(const std::vector<engine::Finding>& findings) {
  std::map<engine::Severity, std::size_t, std::greater<>> counts;
  for (const engine::Finding& one : findings) ++counts[one.severity];
  std::string text;
  for (const auto& [severity, count] : counts) {
    text.append(text.empty() ? "" : ", ")
        .append(std::to_string(count) + " " + std::string(engine::severity_name(severity)));
  }
  return text;
}

std::string when_of(const engine::Finding& finding) {
  std::string text;
  for (const auto& [name, value] : finding.when) {
    text.append(text.empty() ? "" : ", ").append(name).append(" = ").append(value);
  }
  return text;
}

std::string controls_of(const engine::RuleInfo& rule) {
  std::string text;
  for (const std::string_view id : rule.nist) text.append(text.empty() ? "" : ", ").append(id);
  return text;
}

std::vector<const engine::Finding*> ranked(const std::vector<engine::Finding>& findings) {
  std::vector<const engine::Finding*> all;
  for (const engine::Finding& one : findings) all.push_back(&one);
  std::stable_sort(all.begin(), all.end(), [](const auto* a, const auto* b) { return a->severity > b->severity; });
  return all;
}

std::string_view origin_of(const engine::Suppressed& suppressed) {
  switch (suppressed.origin) {
    case engine::SuppressionOrigin::Comment: return "comment";
    case engine::SuppressionOrigin::Metadata: return "metadata";
    case engine::SuppressionOrigin::Waiver: break;
  }
  return "waiver";
}

std::string terms_of(const engine::Suppressed& suppressed) {
  std::string text;
  if (!suppressed.until.empty()) text = "until " + suppressed.until;
  if (!suppressed.ticket.empty()) text += (text.empty() ? "ticket " : ", ticket ") + suppressed.ticket;
  return text;
}

std::vector<Question> questions_of(const engine::Result& result) {
  std::map<Cause, std::size_t> by_cause;
  std::vector<Question> questions;
  for (const engine::Undetermined& entry : result.undetermined) {
    const auto [found, is_new] = by_cause.try_emplace(entry.because.front(), questions.size());
    if (is_new) questions.push_back(Question{&entry.because.front(), entry.settle, 0, {}});
    Question& question = questions[found->second];
    if (question.settle.empty()) question.settle = entry.settle;
    question.checks += entry.resources.size();
    question.entries.push_back(&entry);
  }
  std::stable_sort(questions.begin(), questions.end(),
                   [](const Question& a, const Question& b) { return a.checks > b.checks; });
  return questions;
}

}  // namespace brn::report
