#include "analyzer/app/discovery.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "analyzer/app/mentions.h"
#include "analyzer/app/module_calls.h"
#include "analyzer/app/parallel.h"
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

// A tree as a whole: needed only for files that are named one by one.
struct WholeTree {
  Tree tree;
  std::vector<std::string> modules;  // as shown
  std::vector<std::string> documents;
  ModuleCalls calls;
  bool has_calls = false;
  Mentions sought;  // named files that somebody may read
};

class Discoverer {
 public:
  Discoverer(SourceManager& sources, bool allow_outside, std::string plan_source, const config::ModuleSources& declared,
             unsigned jobs)
      : sources_(sources),
        files_(sources.file_system()),
        allow_outside_(allow_outside),
        plan_source_(std::move(plan_source)),
        declared_(declared),
        jobs_(jobs),
        scanned_(&declared) {}

  Discovery discover(const std::vector<std::string>& paths) {
    // Files first: what is named is told more about than what is come upon.
    for (const bool files_now : {true, false}) {
      for (const std::string& path : paths) {
        if ((files_.kind(path) != FileKind::Directory) == files_now) named(normal_path(path));
      }
    }
    for (auto& [root, whole] : whole_trees_) add_readers(whole);
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
      const FileLook look = document(path, tree_of(parent_path(path)), true);
      if (kind == FileKind::File && look != FileLook::Plan) whole_tree(path).sought.add(files_.canonical(path));
    }
  }

  Tree tree_of(const std::string& folder) { return Tree{tree_root_of(files_, folder), allow_outside_}; }

  void folder(const std::string& path) {
    const Tree tree = tree_of(path);
    WalkResult found = walk(files_, path, tree);
    out_.diagnostics.append(std::move(found.diagnostics));
    // Reading what they call means parsing them, which is most of the work.
    std::vector<std::vector<std::string>> called(found.module_folders.size());
    in_parallel(called.size(), jobs_, [&](std::size_t i) {
      called[i] = config::terraform::called_modules(sources_, found.module_folders[i], declared_);
    });
    for (std::size_t i = 0; i < called.size(); ++i) {
      scanned_.add(files_, found.module_folders[i], called[i]);
      scanned_roots_.emplace(found.module_folders[i], tree.root);
    }
    for (const std::string& one : found.documents) document(one, tree, false);
  }

  // The tree around a named file, walked the first time. Without a mark at its root it is no more than the file's folder,
  // and below that folder there may be anything: nothing is looked for.
  WholeTree& whole_tree(const std::string& path) {
    const Tree tree = tree_of(parent_path(path));
    auto [whole, is_new] = whole_trees_.try_emplace(tree.root);
    if (!is_new) return whole->second;
    whole->second.tree = tree;
    whole->second.calls = ModuleCalls(&declared_);
    if (!is_marked_root(files_, tree.root)) return whole->second;
    const WalkResult found = walk(files_, shown(tree.root, path.starts_with('/')), tree);
    for (const std::string& one : found.module_folders) whole->second.modules.push_back(shown_from_here(one, path));
    for (const std::string& one : found.documents) whole->second.documents.push_back(shown_from_here(one, path));
    return whole->second;
  }

  // A file stands for the root modules that contain it; those may lie anywhere in the tree.
  void module_file(const std::string& path) {
    if (const auto content = files_.read(path, kMaxFileBytes); !content.ok()) {
      out_.diagnostics.add(unreadable(content.error(), path));
      return;
    }
    WholeTree& whole = whole_tree(path);
    if (const auto folder = module_around(path, whole.tree)) {
      add_roots_above(whole, *folder);
    } else {
      out_.skipped.push_back(path);
    }
  }

  // The folder of the file; files of values may also lie below their root module (`envs/prod.tfvars`).
  std::optional<std::string> module_around(const std::string& path, const Tree& tree) const {
    const std::string folder = parent_path(path);
    if (config::terraform::is_configuration_file(file_name(path)) || is_module_folder(files_, folder)) return folder;
    for (std::string above = folder; files_.canonical(above) != tree.root;) {
      std::string next = join_path(above, "..");
      if (files_.canonical(next) == files_.canonical(above)) break;
      above = std::move(next);
      if (is_module_folder(files_, above)) return shown_from_here(above, path);
    }
    return std::nullopt;
  }

  void add_roots_above(WholeTree& whole, const std::string& folder) {
    whole.calls.add(sources_, folder);
    if (!whole.has_calls) {
      for (const std::string& module : whole.modules) whole.calls.add(sources_, module);
      whole.has_calls = true;
    }
    for (const std::string& root : whole.calls.roots_above(files_, folder)) add_module(root, whole.tree.root);
  }

  // What reads the named files that are no modules' own: modules, and templates with those that embed them in turn.
  void add_readers(WholeTree& whole) {
    if (whole.sought.empty()) return;
    for (const std::string& module : whole.modules) {
      if (mentions_sought(whole, module)) add_roots_above(whole, module);
    }
    std::vector<std::pair<std::string, std::string>> left = templates_of(whole);
    for (bool is_more = true; is_more;) {
      is_more = false;
      std::erase_if(left, [&](const auto& one) {
        if (!whole.sought.found_in(one.second, files_.canonical(parent_path(one.first)))) return false;
        if (documents_.insert(files_.canonical(one.first)).second) template_file(one.first, whole.tree, one.second);
        whole.sought.add(files_.canonical(one.first));
        return is_more = true;
      });
    }
  }

  bool mentions_sought(const WholeTree& whole, const std::string& module) const {
    const std::string folder = files_.canonical(module);
    const auto entries = files_.list(module);
    if (!entries.ok()) return false;
    return std::any_of(entries.value().begin(), entries.value().end(), [&](const DirectoryEntry& entry) {
      if (!config::terraform::is_configuration_file(entry.name)) return false;
      const auto text = files_.read(join_path(module, entry.name), kMaxFileBytes);
      return text.ok() && whole.sought.found_in(text.value(), folder);
    });
  }

  // Path and text of the templates of a tree that are not looked at yet.
  std::vector<std::pair<std::string, std::string>> templates_of(const WholeTree& whole) const {
    std::vector<std::pair<std::string, std::string>> templates;
    for (const std::string& path : whole.documents) {
      if (documents_.contains(files_.canonical(path))) continue;
      Result<std::string> text = files_.read(path, kMaxFileBytes);
      if (!text.ok() || config::cloudformation::look_of(text.value()) != FileLook::Template) continue;
      templates.emplace_back(path, text.take());
    }
    return templates;
  }

  // How a canonical path is shown: relative to the working directory, unless the user gave an absolute path.
  std::string shown(const std::string& canonical, bool absolute) const {
    if (absolute) return canonical;
    const std::string here = files_.canonical(".");
    std::string up = ".";
    for (std::string folder = here; !is_within(canonical, folder); folder = parent_path(folder))
      up = join_path(up, "..");
    const std::string base = files_.canonical(up);
    if (canonical == base) return up;
    return join_path(up, canonical.substr(base == "/" || base == "." ? base.size() : base.size() + 1));
  }
  // `../here/x` → `x`
  std::string shown_from_here(const std::string& folder, const std::string& given) const {
    if (given.starts_with('/') || !folder.starts_with("..")) return folder;
    return shown(files_.canonical(folder), false);
  }

  FileLook document(const std::string& path, const Tree& tree, bool is_named) {
    const std::string key = files_.canonical(path);
    if (!documents_.insert(key).second) return FileLook::Other;
    const Result<std::string> text = files_.read(path, kMaxLookBytes);
    if (!text.ok()) {
      out_.diagnostics.add(unreadable(text.error(), path));
      return FileLook::Other;
    }
    const FileLook look = config::cloudformation::look_of(text.value());
    if (look == FileLook::Template) {
      template_file(path, tree, text.value());
    } else if (look == FileLook::Plan && is_named) {
      add_plan(path, tree.root);
    } else {
      out_.skipped.push_back(path);
    }
    return look;
  }

  // A plan stands for its root module where that can be read, else for itself.
  void add_plan(const std::string& path, const std::string& tree_root) {
    const std::string folder = plan_source_.empty() ? parent_path(path) : normal_path(plan_source_);
    const bool has_source = !module_files_of(folder).empty();
    if (!has_source) {
      out_.targets.push_back(Target{config::Language::Terraform, {path}, tree_root, path});
      return;
    }
    if (!modules_.insert(files_.canonical(folder)).second) return;
    out_.targets.push_back(Target{config::Language::Terraform, {folder}, tree_root_of(files_, folder), path});
  }

  [[nodiscard]] std::vector<std::string> module_files_of(const std::string& folder) const {
    std::vector<std::string> names;
    const auto listed = files_.list(folder);
    if (!listed.ok()) return names;
    for (const DirectoryEntry& entry : listed.value()) {
      if (entry.kind == FileKind::File && config::terraform::is_configuration_file(entry.name))
        names.push_back(entry.name);
    }
    return names;
  }

  void template_file(const std::string& path, const Tree& tree, const std::string& text) {
    if (text.size() > kMaxFileBytes) {
      out_.diagnostics.add(unreadable(
          "cannot read `" + path + "`: it is larger than " + std::to_string(kMaxFileBytes) + " bytes", path));
      return;
    }
    nesting_.add(files_, path, config::cloudformation::nested_templates(files_, path, text));
    const auto mentions = [&](std::string_view word) { return text.find(word) != std::string::npos; };
    templates_.push_back(TemplateFile{path, tree.root, mentions("ImportValue"), mentions("Export")});
  }

  void add_module(const std::string& folder, const std::string& tree_root) {
    if (!modules_.insert(files_.canonical(folder)).second) return;
    out_.targets.push_back(Target{config::Language::Terraform, {folder}, tree_root, {}});
  }

  // A template that another one nests is evaluated with that one.
  void leave_out_nested() {
    std::set<std::string> roots;
    for (const std::string& root : nesting_.roots()) roots.insert(files_.canonical(root));
    std::erase_if(templates_, [&](const TemplateFile& one) { return !roots.contains(files_.canonical(one.path)); });
  }

  // Templates that import are evaluated together with those that export; every other one by itself.
  void add_templates() {
    leave_out_nested();
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
      out_.targets.push_back(Target{config::Language::CloudFormation, {one.path}, one.tree_root, {}});
    }
  }

  SourceManager& sources_;
  const FileSystem& files_;
  bool allow_outside_;
  std::string plan_source_;
  const config::ModuleSources& declared_;
  unsigned jobs_;
  ModuleCalls scanned_;
  std::map<std::string, std::string> scanned_roots_;  // the tree of each scanned folder
  std::map<std::string, WholeTree> whole_trees_;      // by tree root
  ModuleCalls nesting_;                               // of the templates found
  std::set<std::string> modules_;
  std::set<std::string> documents_;
  std::vector<TemplateFile> templates_;
  Discovery out_;
};

}  // namespace

Discovery discover(SourceManager& sources, const std::vector<std::string>& paths, bool allow_outside,
                   const std::string& plan_source, const config::ModuleSources& declared, unsigned jobs) {
  return Discoverer(sources, allow_outside, plan_source, declared, jobs).discover(paths);
}

bool is_plan_file(const FileSystem& files, const std::string& path) {
  if (files.kind(path) != FileKind::File) return false;
  const Result<std::string> text = files.read(path, kMaxLookBytes);
  return text.ok() && config::cloudformation::look_of(text.value()) == FileLook::Plan;
}

}  // namespace brn::app
