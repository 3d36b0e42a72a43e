#pragma once
// `.bedrock-lint.yaml` as data, and the policy of an organisation over it and over the flags. Reading is strict.
// `python/bedrock_lint/bedrock-lint.schema.json` describes the same file for editors; a test compares the two.

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/diagnostics/diagnostic.h"
#include "analyzer/engine/run.h"
#include "analyzer/facts/settings.h"
#include "parsers/source/source_manager.h"

namespace brn::app {

inline constexpr std::string_view kProjectFileName = ".bedrock-lint.yaml";

/// One deployment of a root module or template.
struct UnitSettings {
  std::string path;  // as the analysis names it: joined with the folder of the configuration file
  std::string name;
  std::vector<std::string> var_files;
  std::vector<std::pair<std::string, std::string>> vars;  // name, expression
  std::vector<std::string> parameters;                    // files
  std::string region;
  std::string workspace;
};

/// What a file says. A key that is not there is an empty optional.
struct ProjectSettings {
  std::string file;  // empty: there is none
  std::optional<engine::Severity> fail_on;
  std::optional<bool> fail_on_unknown;
  std::optional<std::vector<std::string>> select;
  std::optional<std::vector<std::string>> ignore;
  std::optional<std::vector<std::string>> locked;  // rules and subjects that nobody may ignore, suppress or lower
  std::vector<std::pair<std::string, engine::Severity>> severity;
  std::optional<std::vector<std::string>> exclude;
  std::optional<std::string> baseline;
  bool is_baseline_of_policy = false;
  std::optional<std::vector<std::string>> waivers;
  std::optional<bool> perimeter;
  std::optional<std::vector<std::string>> organization_ids;
  std::optional<std::vector<std::string>> trusted_accounts;
  std::optional<std::vector<std::string>> trusted_principals;
  std::optional<std::vector<std::string>> regions;
  std::optional<facts::Profile> profile;
  std::optional<facts::Assumptions> assume;
  std::vector<UnitSettings> units;
  std::vector<std::pair<std::string, std::string>> stack_names;  // path, name
  config::ModuleSources module_sources;                          // source, folder
  /// What each policy says of severities: the least that a rule has. Filled by `under_policy`.
  std::vector<std::vector<std::pair<std::string, engine::Severity>>> least_severity;
};

/// One file as it stands, then each that it `extends` in turn. Errors go to `diagnostics`.
[[nodiscard]] std::vector<ProjectSettings> read_project_layers(SourceManager& sources, const std::string& path,
                                                               Diagnostics& diagnostics);

/// A file under those that it extends.
[[nodiscard]] ProjectSettings read_project_file(SourceManager& sources, const std::string& path,
                                                Diagnostics& diagnostics);

/// `repository` under `policy`: the stricter of both. What the policy refuses is a warning at most once for each key.
[[nodiscard]] ProjectSettings under_policy(ProjectSettings repository, const ProjectSettings& policy,
                                           Diagnostics& diagnostics);

/// The limit that a profile means where nothing else is said.
[[nodiscard]] engine::Severity implied_fail_on(facts::Profile profile);

/// The settings that facts take.
[[nodiscard]] facts::Settings facts_settings(const ProjectSettings& settings);

/// Keys of the file, of a unit, of `assume`: for the comparison with the schema.
[[nodiscard]] std::span<const std::string_view> project_keys();
[[nodiscard]] std::span<const std::string_view> unit_keys();
[[nodiscard]] std::span<const std::string_view> assume_keys();

}  // namespace brn::app
