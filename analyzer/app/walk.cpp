#include "analyzer/app/walk.h"

#include <algorithm>
#include <array>
#include <set>

#include "analyzer/config/terraform/terraform.h"

namespace brn::app {
namespace {

// Folders of tools: caches, copies of other projects, and what builds leave behind.
bool is_tool_folder(std::string_view name) {
  static constexpr std::array<std::string_view, 10> kNames = {
      ".git",     ".terraform",  ".terragrunt-cache", ".venv",       ".tox",
      ".aws-sam", ".serverless", "node_modules",      "__pycache__", ".mypy_cache"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

class Walker {
 public:
  Walker(const FileSystem& files, const Tree& tree) : files_(files), tree_(tree) {}

  WalkResult walk(const std::string& start) {
    start_canonical_ = files_.canonical(start);
    pending_.push_back(start);
    while (!pending_.empty()) {
      const std::string folder = std::move(pending_.back());
      pending_.pop_back();
      enter(folder);
    }
    std::sort(result_.module_folders.begin(), result_.module_folders.end());
    std::sort(result_.documents.begin(), result_.documents.end());
    return std::move(result_);
  }

 private:
  void enter(const std::string& folder) {
    const auto entries = files_.list(folder);
    if (!entries.ok()) {
      result_.diagnostics.add(unreadable(entries.error(), folder));
      return;
    }
    bool is_module = false;
    for (const DirectoryEntry& entry : entries.value()) {
      if (entry.kind == FileKind::Directory) {
        directory(folder, entry);
      } else if (config::terraform::is_configuration_file(entry.name)) {
        is_module = module_file(folder, entry) || is_module;
      } else if (entry.kind == FileKind::File && is_document_name(entry.name)) {
        document(folder, entry);
      }
    }
    if (is_module) result_.module_folders.push_back(folder);
  }

  void directory(const std::string& folder, const DirectoryEntry& entry) {
    if (is_tool_folder(entry.name)) return;
    // The asset folders of a CDK assembly hold copies of code and of nested stacks' inputs.
    if (file_name(folder) == "cdk.out" && entry.name.starts_with("asset.")) return;
    std::string path = join_path(folder, entry.name);
    if (entry.is_symlink && !may_follow(path)) return;
    pending_.push_back(std::move(path));
  }

  // A broken link or a pipe in the place of a configuration file is an error, as it is for Terraform.
  bool module_file(const std::string& folder, const DirectoryEntry& entry) {
    if (entry.kind == FileKind::File) return true;
    const std::string path = join_path(folder, entry.name);
    const auto content = files_.read(path, 0);
    if (!content.ok()) result_.diagnostics.add(unreadable(content.error(), path));
    return false;
  }

  void document(const std::string& folder, const DirectoryEntry& entry) {
    std::string path = join_path(folder, entry.name);
    if (entry.is_symlink && !is_inside(files_.canonical(path))) return;
    result_.documents.push_back(std::move(path));
  }

  bool is_inside(const std::string& canonical) const { return tree_.allow_outside || is_within(canonical, tree_.root); }

  // What lies below the start is reached on its own way; a cycle leads there, too.
  bool may_follow(const std::string& path) {
    const std::string target = files_.canonical(path);
    if (!is_inside(target) || is_within(target, start_canonical_) || is_within(start_canonical_, target)) return false;
    return followed_.insert(target).second;
  }

  const FileSystem& files_;
  const Tree& tree_;
  std::string start_canonical_;
  std::vector<std::string> pending_;
  std::set<std::string> followed_;
  WalkResult result_;
};

}  // namespace

Diagnostic unreadable(std::string message, std::string path) {
  return Diagnostic{.kind = DiagnosticKind::UnreadableFile,
                    .severity = DiagnosticSeverity::Error,
                    .message = std::move(message),
                    .place = {},
                    .file = std::move(path),
                    .related = {}};
}

bool is_module_folder(const FileSystem& files, const std::string& folder) {
  const auto entries = files.list(folder);
  return entries.ok() && std::any_of(entries.value().begin(), entries.value().end(), [](const DirectoryEntry& entry) {
           return entry.kind == FileKind::File && config::terraform::is_configuration_file(entry.name);
         });
}

bool is_document_name(std::string_view name) {
  static constexpr std::array<std::string_view, 5> kEndings = {".yaml", ".yml", ".json", ".template", ".cfn"};
  return std::any_of(kEndings.begin(), kEndings.end(), [&](std::string_view ending) { return name.ends_with(ending); });
}

WalkResult walk(const FileSystem& files, const std::string& start, const Tree& tree) {
  return Walker(files, tree).walk(start);
}

bool is_marked_root(const FileSystem& files, const std::string& folder) {
  static constexpr std::array<std::string_view, 2> kMarkers = {".git", ".bedrock-lint.yaml"};
  return std::any_of(kMarkers.begin(), kMarkers.end(), [&](std::string_view marker) {
    return files.kind(join_path(folder, marker)) != FileKind::Missing;
  });
}

std::string tree_root_of(const FileSystem& files, const std::string& folder) {
  const std::string start = files.canonical(folder);
  for (std::string here = start;;) {
    if (is_marked_root(files, here)) return here;
    std::string parent = parent_path(here);
    if (parent == here) return start;
    here = std::move(parent);
  }
}

}  // namespace brn::app
