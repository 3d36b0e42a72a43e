#pragma once
// What is known of a `module` block once it has been looked at: where it leads and the instances that it makes.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analyzer/config/terraform/instance.h"

namespace brn::config::terraform {

/// Where the source of a call leads.
struct ModuleSource {
  enum class Kind : std::uint8_t { Folder, Summary, Remote, Missing, Outside, Invalid } kind = Kind::Invalid;
  std::string written;
  std::string version;
  std::string folder;  // to read
  std::string path;    // as `path.module` shows it
  Span place;
  const ModuleSummary* summary = nullptr;
};

struct CallMemo {
  const Module* callee = nullptr;  // nullptr: not on disk, or in error
  BlockInstances instances;
  std::vector<std::unique_ptr<ModuleInstance>> children;  // as `instances`
  std::optional<Cause> cause;                             // why there is no callee
  std::string address;                                    // without instance keys
  ModuleSource source;                                    // of a module that is not on disk
  bool is_error = false;
  bool is_ready = false;
};

[[nodiscard]] ModuleSource find_source(Run& run, const ModuleInstance& caller, const Definition& definition);

/// Folder of an installed module by its key (`vpc`, `net.vpc`) from `.terraform/modules/modules.json`; empty when absent.
[[nodiscard]] std::string installed_folder(Run& run, const std::string& key);

}  // namespace brn::config::terraform
