#include "analyzer/app/deployments.h"

#include <algorithm>

#include "analyzer/diagnostics/names.h"

namespace brn::app {
namespace {

// Flags win: what the configuration gives comes first, and a later variable or file overrides an earlier one.
config::Inputs inputs_of(const UnitSettings& unit, const config::Inputs& given) {
  config::Inputs inputs = given;
  std::vector<config::VariableArgument> variables;
  for (const std::string& file : unit.var_files) variables.push_back({config::VariableArgument::Kind::File, file});
  for (const auto& [name, value] : unit.vars) {
    variables.push_back({config::VariableArgument::Kind::Assignment, name + "=" + value});
  }
  variables.insert(variables.end(), given.variables.begin(), given.variables.end());
  inputs.variables = std::move(variables);
  inputs.parameter_files = unit.parameters;
  inputs.parameter_files.insert(inputs.parameter_files.end(), given.parameter_files.begin(),
                                given.parameter_files.end());
  if (inputs.region.empty()) inputs.region = unit.region;
  if (!unit.workspace.empty()) {
    std::erase_if(inputs.environment, [](const auto& entry) { return entry.first == "TF_WORKSPACE"; });
    inputs.environment.emplace_back("TF_WORKSPACE", unit.workspace);
  }
  return inputs;
}

class Expander {
 public:
  Expander(const FileSystem& files, const Request& request) : files_(files), request_(request) {}

  void add(const Target& target) {
    bool is_configured = false;
    for (const UnitSettings& unit : request_.units) {
      if (!names(target, unit.path)) continue;
      is_configured = true;
      Deployment one{target, unit.name, inputs_of(unit, request_.inputs)};
      add_stack_name(one);
      all_.push_back(std::move(one));
    }
    if (is_configured) return;
    Deployment one{target, {}, request_.inputs};
    add_stack_name(one);
    all_.push_back(std::move(one));
  }

  std::vector<Deployment> take() { return std::move(all_); }

 private:
  [[nodiscard]] bool names(const Target& target, const std::string& path) const {
    const std::string wanted = files_.canonical(path);
    return std::any_of(target.paths.begin(), target.paths.end(),
                       [&](const std::string& one) { return files_.canonical(one) == wanted; });
  }
  void add_stack_name(Deployment& one) const {
    if (!one.inputs.stack_name.empty()) return;
    for (const auto& [path, name] : request_.stack_names) {
      if (names(one.target, path)) one.inputs.stack_name = name;
    }
  }

  const FileSystem& files_;
  const Request& request_;
  std::vector<Deployment> all_;
};

std::vector<std::string> names_of(const FileSystem& files, const Deployment& one) {
  std::vector<std::string> names;
  if (!one.name.empty()) names.push_back(one.name);
  for (const std::string& path : one.target.paths) {
    names.push_back(path);
    names.push_back(path_in_tree(files, path, one.target.tree_root));
  }
  return names;
}

// What `--unit` leaves; an error for one that names nothing.
std::string keep_units(const FileSystem& files, const std::vector<std::string>& wanted, std::vector<Deployment>& all) {
  if (wanted.empty()) return {};
  std::vector<std::string> known;
  std::vector<bool> is_found(wanted.size(), false);
  const auto is_wanted = [&](const Deployment& one) {
    bool keeps = false;
    for (std::string& name : names_of(files, one)) {
      for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (normal_path(wanted[i]) == normal_path(name) || wanted[i] == name) is_found[i] = keeps = true;
      }
      known.push_back(std::move(name));
    }
    return keeps;
  };
  std::erase_if(all, [&](const Deployment& one) { return !is_wanted(one); });
  const auto missing = std::find(is_found.begin(), is_found.end(), false);
  if (missing == is_found.end()) return {};
  const std::string& name = wanted[static_cast<std::size_t>(missing - is_found.begin())];
  const std::vector<std::string_view> views(known.begin(), known.end());
  return "--unit: `" + name + "` is no unit here" + did_you_mean(name, views);
}

bool match_from(std::string_view pattern, std::string_view path) {
  while (!pattern.empty()) {
    if (pattern.starts_with("**")) {
      std::string_view rest = pattern.substr(2);
      if (rest.starts_with("/") && match_from(rest.substr(1), path)) return true;
      for (std::size_t i = 0; i <= path.size(); ++i) {
        if (match_from(rest, path.substr(i))) return true;
      }
      return false;
    }
    if (pattern.front() == '*') {
      for (std::size_t i = 0;; ++i) {
        if (match_from(pattern.substr(1), path.substr(i))) return true;
        if (i == path.size() || path[i] == '/') return false;
      }
    }
    if (path.empty() || (pattern.front() != '?' && pattern.front() != path.front()) ||
        (pattern.front() == '?' && path.front() == '/'))
      return false;
    pattern.remove_prefix(1);
    path.remove_prefix(1);
  }
  return path.empty();
}

}  // namespace

bool matches_pattern(std::string_view pattern, std::string_view path) {
  constexpr std::size_t kMaxStars = 8;  // each multiplies the work
  if (static_cast<std::size_t>(std::count(pattern.begin(), pattern.end(), '*')) > kMaxStars) return false;
  while (pattern.ends_with("/")) pattern.remove_suffix(1);
  if (pattern.starts_with("./")) pattern.remove_prefix(2);
  if (match_from(pattern, path)) return true;
  // What lies below a folder that matches.
  for (std::size_t slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/', slash + 1)) {
    if (match_from(pattern, path.substr(0, slash))) return true;
  }
  return false;
}

std::string path_in_tree(const FileSystem& files, const std::string& path, const std::string& tree_root) {
  const std::string canonical = files.canonical(path);
  if (canonical == tree_root) return ".";
  if (tree_root == "." || !is_within(canonical, tree_root)) return canonical;
  return canonical.substr(tree_root == "/" ? 1 : tree_root.size() + 1);
}

brn::Result<std::vector<Deployment>> deployments(const FileSystem& files, std::vector<Target> targets,
                                                 const Request& request) {
  Expander expander(files, request);
  for (Target& target : targets) {
    std::erase_if(target.paths, [&](const std::string& path) {
      const std::string inside = path_in_tree(files, path, target.tree_root);
      return std::any_of(request.exclude.begin(), request.exclude.end(),
                         [&](const std::string& pattern) { return matches_pattern(pattern, inside); });
    });
    if (!target.paths.empty()) expander.add(target);
  }
  std::vector<Deployment> all = expander.take();
  if (std::string problem = keep_units(files, request.only_units, all); !problem.empty())
    return Error{std::move(problem)};
  return all;
}

}  // namespace brn::app
