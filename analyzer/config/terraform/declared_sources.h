#pragma once
// Modules of a registry or of git that the user has on disk elsewhere, as the configuration file says (`module-sources`).

#include <optional>
#include <string>
#include <string_view>

#include "analyzer/config/configuration.h"

namespace brn::config::terraform {

/// The folder for a call's `source`; nothing when none is declared for it. A declared source without `?ref=…` stands for
/// every version, and one without `//folder` for what is below it.
[[nodiscard]] std::optional<std::string> declared_folder(const ModuleSources& declared, std::string_view source);

/// `path` seen from `folder`: `../vendor/vpc`.
[[nodiscard]] std::string path_from(const FileSystem& files, const std::string& path, const std::string& folder);

}  // namespace brn::config::terraform
