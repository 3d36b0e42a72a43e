#pragma once
// Which module folders call which, and which templates nest which: so that what another one uses is analysed through
// its users.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "analyzer/config/configuration.h"
#include "parsers/source/source_manager.h"

namespace brn::app {

class ModuleCalls {
 public:
  /// `declared`: folders of modules whose source leads elsewhere.
  explicit ModuleCalls(const config::ModuleSources* declared = nullptr) : declared_(declared) {}

  /// Adds a folder (a path to show) and reads what it calls. The same folder by another path is added once.
  void add(SourceManager& sources, const std::string& folder);
  /// The same for a template and those that it nests.
  void add(const FileSystem& files, const std::string& path, const std::vector<std::string>& nested);

  /// Folders that none calls; where folders only call each other in a circle, the first of them. Sorted.
  [[nodiscard]] std::vector<std::string> roots() const;
  /// The roots from which `folder` is reached; itself when nobody calls it.
  [[nodiscard]] std::vector<std::string> roots_above(const FileSystem& files, const std::string& folder) const;

 private:
  using Keys = std::set<std::string>;
  void add_calls(const FileSystem& files, const std::string& key, const std::vector<std::string>& called);
  [[nodiscard]] Keys reached_from(const std::string& key, const std::map<std::string, Keys>& edges) const;
  [[nodiscard]] Keys root_keys() const;

  const config::ModuleSources* declared_;
  std::map<std::string, std::string> shown_;  // canonical path → path to show
  std::map<std::string, Keys> calls_;
  std::map<std::string, Keys> callers_;
};

}  // namespace brn::app
