#pragma once
// Looks through a folder for what may be source: folders that are Terraform modules, and documents (YAML, JSON) that
// may be templates. Reads directories only.

#include <string>
#include <vector>

#include "analyzer/diagnostics/diagnostic.h"
#include "parsers/source/file_system.h"

namespace brn::app {

/// Nothing outside of `root` (a canonical path) is entered unless `allow_outside`.
struct Tree {
  std::string root;
  bool allow_outside = false;
};

struct WalkResult {
  std::vector<std::string> module_folders;  // sorted
  std::vector<std::string> documents;       // sorted
  Diagnostics diagnostics;
};

/// Paths in the result start with `start`. Links to folders are followed where they lead to another part of the tree,
/// each target once.
[[nodiscard]] WalkResult walk(const FileSystem& files, const std::string& start, const Tree& tree);

/// The nearest enclosing folder with `.git` or `.bedrock-lint.yaml`, else `folder` itself; canonical.
[[nodiscard]] std::string tree_root_of(const FileSystem& files, const std::string& folder);

/// True when `.git` or `.bedrock-lint.yaml` stands in the folder.
[[nodiscard]] bool is_marked_root(const FileSystem& files, const std::string& folder);

/// True when a configuration file of Terraform lies in the folder.
[[nodiscard]] bool is_module_folder(const FileSystem& files, const std::string& folder);

/// True for names that templates have: `*.yaml`, `*.yml`, `*.json`, `*.template`, `*.cfn`.
[[nodiscard]] bool is_document_name(std::string_view name);

[[nodiscard]] Diagnostic unreadable(std::string message, std::string path);

}  // namespace brn::app
