#pragma once
// Places as Terraform prints them: lines end at a line feed, columns count grapheme clusters.

#include <string>

#include "analyzer/diagnostics/diagnostic.h"
#include "parsers/source/source_manager.h"

namespace brn::app {

[[nodiscard]] LineColumn terraform_place(const SourceManager& sources, FileId file, std::uint32_t offset);

/// Where a diagnostic stands: its own place, for a syntax error of HCL the place that HashiCorp's parser gives.
[[nodiscard]] std::uint32_t terraform_offset(const SourceManager& sources, const Diagnostic& diagnostic);

/// `path` as seen from `folder`, `../` where it lies outside; both normal, both relative or both absolute.
[[nodiscard]] std::string relative_path(const std::string& path, const std::string& folder);

}  // namespace brn::app
