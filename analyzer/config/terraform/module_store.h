#pragma once
// Reads folders into Modules, each folder once. It owns them; what points into a Module's syntax must not outlive it.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "analyzer/config/terraform/module.h"
#include "parsers/source/source_manager.h"

namespace brn::config::terraform {

class ModuleStore {
 public:
  ModuleStore(SourceManager& sources, Diagnostics& diagnostics) : sources_(&sources), diagnostics_(&diagnostics) {}

  /// The module in a folder (a normal path); read on first use. A folder without configuration gives an empty module.
  const Module& load(const std::string& folder);
  /// The summary of a module that is not on disk.
  const Module& load_summary(const ModuleSummary& summary);

  /// Every file and every folder read so far.
  [[nodiscard]] std::vector<FileId> files() const;
  [[nodiscard]] std::vector<std::string> folders() const;

 private:
  SourceManager* sources_;
  Diagnostics* diagnostics_;
  std::map<std::string, std::unique_ptr<Module>> modules_;
  std::map<std::string_view, std::unique_ptr<Module>> summaries_;
};

/// The configuration files of a folder in the order in which Terraform reads them: plain ones, then override files.
struct ConfigurationFiles {
  std::vector<std::string> plain;
  std::vector<std::string> overrides;
};
[[nodiscard]] ConfigurationFiles list_configuration_files(const FileSystem& files, const std::string& folder);

}  // namespace brn::config::terraform
