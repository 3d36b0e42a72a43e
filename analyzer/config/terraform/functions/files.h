#pragma once
// Reading of files for functions. Internal to this folder.

#include "analyzer/config/terraform/functions/library.h"

namespace brn::config::terraform::functions {

/// The path as it is on disk: relative ones start at the root module's folder. An error for what lies outside of the
/// analysed tree.
[[nodiscard]] std::variant<std::string, FunctionError> resolve_path(Call& call, std::string_view path);
/// The bytes of a regular file.
[[nodiscard]] std::variant<std::string, FunctionError> read_file(Call& call, std::string_view path);

}  // namespace brn::config::terraform::functions
