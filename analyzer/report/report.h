#pragma once
// Reporters: a Result as text or JSON. They only format; what is shown was decided before.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "analyzer/engine/result.h"
#include "analyzer/engine/rule.h"
#include "parsers/source/source_manager.h"

namespace brn::report {

struct ToolInfo {
  std::string name = "bedrock-lint";
  std::string version;
  std::string facts_date;  // of the AWS tables
};

struct TextOptions {
  bool color = false;
  bool all = false;            // every finding with its snippet; else the gravest, and a line for each of the rest
  std::uint32_t width = 100;   // columns
  bool verbose = false;
  engine::FailOn fail_on;
};

/// For people: findings with their source, what is not decided, verdicts, and why the run ends as it does.
[[nodiscard]] std::string to_text(const engine::Result& result, const SourceManager& sources, const ToolInfo& tool,
                                  const TextOptions& options);

/// Section 5 of the contract: version 1. Ends with a newline. Same result, same bytes.
[[nodiscard]] std::string to_json(const engine::Result& result, const SourceManager& sources, const ToolInfo& tool);

/// A rule's documentation for `explain`.
[[nodiscard]] std::string explain(const engine::RuleInfo& info, const TextOptions& options);

enum class ListFormat : std::uint8_t { Text, Json, Markdown };

[[nodiscard]] std::optional<ListFormat> list_format_from(std::string_view name);
/// The list for `rules`.
[[nodiscard]] std::string list_rules(std::span<const engine::Rule* const> rules, ListFormat format,
                                     const TextOptions& options);

}  // namespace brn::report
