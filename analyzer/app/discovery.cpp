#include "analyzer/app/discovery.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "analyzer/app/module_calls.h"
#include "analyzer/app/walk.h"
#include "analyzer/config/cloudformation/cloudformation.h"
#include "analyzer/config/terraform/terraform.h"

namespace brn::app {
namespace {

using config::cloudformation::FileLook;

// Documents are read whole to see what they are, and forgotten; what is larger is not even looked at.
constexpr std::uint64_t kMaxLookBytes = 256ULL << 20U;

struct TemplateFile {
  std::string path;
  std::string tree_root;
  bool imports = false;
  bool exports = false;
};

bool is_module_file(std::string_view name) {
  return config::terraform::is_configuration_file(name) || name.ends_with(".tfvars") || name.ends_with(".tfvars.json");
}

class Discoverer {
 public:
  Discoverer(SourceManager& sources, bool allow_outside)
      : sources_(sources), files_(sources.file_system()), allow_outside_(allow_outside) {}

  Discovery discover(const std::vector<std::string>& paths) {
    // Files first: what is named is told more about than what is come upon.
    for (const bool files_now : {true, false}) {
      for (const std::string& path : paths) {
        if ((files_.kind(path) != FileKind::Directory) == files_now) named(normal_path(path));
      }
    }
    for (const std::string& folder : scanned_.roots()) {
      const auto root = scanned_roots_.find(folder);
      add_module(folder, root == scanned_roots_.end() ? tree_root_of(files_, folder) : root->second);
    }
    add_templates();
    std::sort(out_.skipped.begin(), out_.skipped.end());
    std::stable_sort(out_.targets.begin(), out_.targets.end(), [](const Target& a, const Target& b) {
      return std::tie(a.language, a.paths) < std::tie(b.language, b.paths);
    });
    return std::move(out_);
  }

 private:
  void named(const std::string& path) {
    const FileKind kind = files_.kind(path);
    if (kind == FileKind::Missing) {
      out_.diagnostics.add(unreadable("cannot read `" + path + "`: no such file or directory", path));
    } else if (kind == FileKind::Directory) {
      folder(path);
    } else if (is_module_file(file_name(path))) {
      module_file(path);
    } else {
      document(path, tree_of(parent_path(path)), true);
    }
  }

  Tree tree_of(const std::string& folder) { return Tree{tree_root_of(files_, folder), allow_outside_}; }

  void folder(const std::string& path) {
    const Tree tree = tree_of(path);
    WalkResult found = walk(files_, path, tree);
    out_.diagnostics.append(std::move(found.diagnostics));
    for (const std::string& module : found.module_folders) {
      scanned_.add(sources_, module);
      scanned_roots_.emplace(module, tree.root);
    }
    for (const std::string& one : found.documents) document(one, tree, false);
  }

  // A file stands for the root modules that contain it; those may lie anywhere in the tree.
  void module_file(const std::string& path) {
    if (const auto content = files_.read(path, kMaxFileBytes); !content.ok()) {
      out_.diagnostics.add(unreadable(content.error(), path));
      return;
    }
    const std::string folder = parent_path(path);
    const Tree tree = tree_of(folder);
    auto [whole, is_new] = whole_trees_.try_emplace(tree.root);
    whole->second.add(sources_, folder);
    if (is_new) {
      const WalkResult found = walk(files_, shown(tree.root, path.starts_with('/')), tree);
      for (const std::string& module : found.module_folders) whole->second.add(sources_, shown_from_here(module, path));
    }
    for (const std::string& root : whole->second.roots_above(files_, folder)) add_module(root, tree.root);
  }

  // How a canonical path is shown: relative to the working directory, unless the user gave an absolute path.
  std::string shown(const std::string& canonical, bool absolute) const {
    if (absolute) return canonical;
    const std::string here = files_.canonical(".");
    std::string up = ".";
    for (std::string folder = here; !is_within(canonical, folder); folder = parent_path(folder)) up = join_path(up, "..");
    const std::string base = files_.canonical(up);
    if (canonical == base) return up;
    return join_path(up, canonical.substr(base == "/" || base == "." ? base.size() : base.size() + 1));
  }
  // `../here/x` → `x`
  std::string shown_from_here(const std::string& folder, const std::string& given) const {
    if (given.starts_with('/') || !folder.starts_with("..")) return folder;
    return shown(files_.canonical(folder), false);
  }

  void document(const std::string& path, const Tree& tree, bool is_named) {
    const std::string key = files_.canonical(path);
    if (!documents_.insert(key).second) return;
    const Result<std::string> text = files_.read(path, kMaxLookBytes);
    if (!text.ok()) {
      out_.diagnostics.add(unreadable(text.error(), path));
      return;
    }
    const FileLook look = config::cloudformation::look_of(text.value());
    if (look == FileLook::Template) {
      template_file(path, tree, text.value());
    } else if (look == FileLook::Plan && is_named) {
      out_.diagnostics.add(unreadable("cannot read `" + path + "`: plans are not supported; name the root module instead", path));
    } else {
      out_.skipped.push_back(path);
    }
  }

  void template_file(const std::string& path, const Tree& tree, const std::string& text) {
    if (text.size() > kMaxFileBytes) {
      out_.diagnostics.add(unreadable(
          "cannot read `" + path + "`: it is larger than " + std::to_string(kMaxFileBytes) + " bytes", path));
      return;
    }
    const auto mentions = [&](std::string_view word) { return text.find(word) != std::string::npos; };
    templates_.push_back(TemplateFile{path, tree.root, mentions("ImportValue"), mentions("Export")});
  }

  void add_module(const std::string& folder, const std::string& tree_root) {
    if (!modules_.insert(files_.canonical(folder)).second) return;
    out_.targets.push_back(Target{config::Language::Terraform, {folder}, tree_root});
  }

  // Templates that import are evaluated together with those that export; every other one by itself.
  void add_templates() {
    std::sort(templates_.begin(), templates_.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
    const bool joins = std::any_of(templates_.begin(), templates_.end(), [](const auto& t) { return t.imports; });
    std::optional<std::size_t> joined;
    for (const TemplateFile& one : templates_) {
      const bool is_joined = joins && (one.imports || one.exports);
      if (is_joined && joined) {
        out_.targets[*joined].paths.push_back(one.path);
        continue;
      }
      if (is_joined) joined = out_.targets.size();
      out_.targets.push_back(Target{config::Language::CloudFormation, {one.path}, one.tree_root});
    }
  }

  SourceManager& sources_;
  const FileSystem& files_;
  bool allow_outside_;
  ModuleCalls scanned_;
  std::map<std::string, std::string> scanned_roots_;  // the tree of each scanned folder
  std::map<std::string, ModuleCalls> whole_trees_;  // by tree root, for files given one by one
  std::set<std::string> modules_;
  std::set<std::string> documents_;
  std::vector<TemplateFile> templates_;
  Discovery out_;
};

}  // namespace

Discovery discover(SourceManager& sources, const std::vector<std::string>& paths, bool allow_outside) {
  return Discoverer(sources, allow_outside).discover(paths);
}

}  // namespace brn::app
