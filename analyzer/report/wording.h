#pragma once
// Words that several formats share.

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/engine/result.h"

namespace brn::report {

/// `1 finding`, `2 findings`.
[[nodiscard]] std::string count_of(std::size_t count, std::string_view thing);
/// `5 high, 2 low`; empty when there is none.
[[nodiscard]] std::string severities_of(const std::vector<engine::Finding>& findings);
/// `a = true, b = x`; empty when the finding holds with the defaults.
[[nodiscard]] std::string when_of(const engine::Finding& finding);
/// `AC-3, AC-6`.
[[nodiscard]] std::string controls_of(const engine::RuleInfo& rule);
/// Findings, the gravest first; else in their order.
[[nodiscard]] std::vector<const engine::Finding*> ranked(const std::vector<engine::Finding>& findings);
[[nodiscard]] std::string_view origin_of(const engine::Suppressed& suppressed);
/// `until 2027-01-31, ticket ABC-1`; empty when there is neither.
[[nodiscard]] std::string terms_of(const engine::Suppressed& suppressed);

/// The undetermined verdicts that one answer would settle.
struct Question {
  const Cause* cause = nullptr;
  std::string settle;
  std::size_t checks = 0;
  std::vector<const engine::Undetermined*> entries;
};

/// By the first cause; those that hold up most come first.
[[nodiscard]] std::vector<Question> questions_of(const engine::Result& result);

}  // namespace brn::report
