#include "analyzer/app/module_calls.h"

#include "analyzer/config/terraform/terraform.h"

namespace brn::app {

void ModuleCalls::add(SourceManager& sources, const std::string& folder) {
  const FileSystem& files = sources.file_system();
  const std::string key = files.canonical(folder);
  if (!shown_.emplace(key, folder).second) return;
  add_calls(
      files, key,
      config::terraform::called_modules(sources, folder, declared_ == nullptr ? config::ModuleSources() : *declared_));
}

void ModuleCalls::add(const FileSystem& files, const std::string& path, const std::vector<std::string>& nested) {
  const std::string key = files.canonical(path);
  if (shown_.emplace(key, path).second) add_calls(files, key, nested);
}

void ModuleCalls::add_calls(const FileSystem& files, const std::string& key, const std::vector<std::string>& called) {
  for (const std::string& one : called) {
    const std::string target = files.canonical(one);
    if (target == key) continue;
    calls_[key].insert(target);
    callers_[target].insert(key);
  }
}

ModuleCalls::Keys ModuleCalls::reached_from(const std::string& key, const std::map<std::string, Keys>& edges) const {
  Keys reached = {key};
  std::vector<std::string> pending = {key};
  while (!pending.empty()) {
    const std::string here = std::move(pending.back());
    pending.pop_back();
    const auto next = edges.find(here);
    if (next == edges.end()) continue;
    for (const std::string& folder : next->second) {
      if (shown_.contains(folder) && reached.insert(folder).second) pending.push_back(folder);
    }
  }
  return reached;
}

ModuleCalls::Keys ModuleCalls::root_keys() const {
  Keys roots;
  Keys reached;
  for (const auto& [key, shown] : shown_) {
    if (callers_.contains(key)) continue;
    roots.insert(key);
    reached.merge(reached_from(key, calls_));
  }
  for (const auto& [key, shown] : shown_) {
    if (reached.contains(key)) continue;
    roots.insert(key);
    reached.merge(reached_from(key, calls_));
  }
  return roots;
}

std::vector<std::string> ModuleCalls::roots() const {
  std::vector<std::string> folders;
  for (const std::string& key : root_keys()) folders.push_back(shown_.at(key));
  return folders;
}

std::vector<std::string> ModuleCalls::roots_above(const FileSystem& files, const std::string& folder) const {
  const std::string key = files.canonical(folder);
  const Keys roots = root_keys();
  std::vector<std::string> folders;
  for (const std::string& above : reached_from(key, callers_)) {
    if (roots.contains(above)) folders.push_back(shown_.at(above));
  }
  if (folders.empty()) folders.push_back(folder);
  return folders;
}

}  // namespace brn::app
