#pragma once
// Reporters: a Result in each format. They only format; what is shown was decided before. Same result, same bytes.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "analyzer/engine/known.h"
#include "analyzer/engine/result.h"
#include "analyzer/engine/rule.h"
#include "parsers/source/source_manager.h"

namespace brn::report {

/// A control of NIST SP 800-53.
struct Control {
  std::string_view id;
  std::string_view title;
};

/// From where paths are to be shown: both canonical; empty: as they are.
struct PathBase {
  std::string working_folder;
  std::string tree_root;
};

struct ToolInfo {
  std::string name = "bedrock-lint";
  std::string version{};
  std::string facts_date{};  // of the AWS tables
  std::span<const engine::Rule* const> rules{};
  std::span<const Control> controls{};
  PathBase base{};  // for the formats that code hosts read
};

struct TextOptions {
  bool color = false;
  bool all = false;           // every finding with its snippet; else the gravest, and a line for each of the rest
  bool links = false;         // places are hyperlinks (OSC 8)
  std::uint32_t width = 100;  // columns
  bool verbose = false;
  engine::FailOn fail_on;
};

/// For people: findings with their source, what is not decided, verdicts, and why the run ends as it does.
[[nodiscard]] std::string to_text(const engine::Result& result, const SourceManager& sources, const ToolInfo& tool,
                                  const TextOptions& options);

/// Section 5 of the contract: version 1. Ends with a newline. Same result, same bytes.
[[nodiscard]] std::string to_json(const engine::Result& result, const SourceManager& sources, const ToolInfo& tool);

/// SARIF 2.1.0; JUnit XML; annotations of GitHub Actions; GitLab's code quality; a comment for a pull request.
[[nodiscard]] std::string to_sarif(const engine::Result& result, const SourceManager& sources, const ToolInfo& tool);
[[nodiscard]] std::string to_junit(const engine::Result& result, const SourceManager& sources, const ToolInfo& tool,
                                   const engine::FailOn& fail_on);
[[nodiscard]] std::string to_github(const engine::Result& result, const SourceManager& sources, const ToolInfo& tool);
[[nodiscard]] std::string to_gitlab(const engine::Result& result, const SourceManager& sources, const ToolInfo& tool);
[[nodiscard]] std::string to_markdown(const engine::Result& result, const SourceManager& sources, const ToolInfo& tool,
                                      const engine::FailOn& fail_on);

/// The file of `baseline`, and what it says; `name` is what the report calls it.
[[nodiscard]] std::string to_baseline(const engine::Result& result, const ToolInfo& tool);
[[nodiscard]] brn::Result<engine::Known> read_baseline(const std::string& text, std::string name);

/// A rule's documentation for `explain`.
[[nodiscard]] std::string explain(const engine::RuleInfo& info, const TextOptions& options);

enum class ListFormat : std::uint8_t { Text, Json, Markdown };

[[nodiscard]] std::optional<ListFormat> list_format_from(std::string_view name);
/// The list for `rules`.
[[nodiscard]] std::string list_rules(std::span<const engine::Rule* const> rules, ListFormat format,
                                     const TextOptions& options);

}  // namespace brn::report
