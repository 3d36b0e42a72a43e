#pragma once
// Terraform and OpenTofu: a root module, with the local modules that it calls, evaluated as Terraform would at plan time
// with nothing deployed yet.

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/config/configuration.h"
#include "parsers/source/source_manager.h"

namespace brn::config::terraform {

/// True for names that make a folder a module: `*.tf`, `*.tofu`, `*.tf.json`, `*.tofu.json`.
[[nodiscard]] bool is_configuration_file(std::string_view name);

/// The local module folders (normal paths) that a module calls by literal `./` or `../` sources, without evaluating it:
/// or by a source that `declared` has a folder for: so that discovery can tell roots from modules. Reads and parses its
/// files (through `sources`, once).
[[nodiscard]] std::vector<std::string> called_modules(SourceManager& sources, const std::string& folder,
                                                      const ModuleSources& declared = {});

/// Evaluates one root module. Never fails as a whole: errors are in the diagnostics and what hinges on them is Unknown.
[[nodiscard]] Configuration evaluate(SourceManager& sources, const std::string& folder, const Inputs& inputs,
                                     const Limits& limits);

}  // namespace brn::config::terraform
