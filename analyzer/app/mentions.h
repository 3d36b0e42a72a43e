#pragma once
// Which texts name a file: so that a policy, a script or a nested template, changed by itself, stands for the modules
// and templates that read it. Names are looked for as words; nothing is evaluated.

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace brn::app {

class Mentions {
 public:
  /// A file to look for, by its canonical path.
  void add(const std::string& path);
  [[nodiscard]] bool empty() const { return paths_.empty(); }

  /// True when `text` names one of the files: by its path from `folder`, where the text belongs (canonical), or from
  /// `${path.module}`; or with a beginning that is put together (`"${var.dir}/net/p.json"`, `"${each.key}.json"`,
  /// `"*.json"`), where the rest fits a file below `folder` or has a folder in it.
  [[nodiscard]] bool found_in(std::string_view text, std::string_view folder) const;

 private:
  [[nodiscard]] bool is_path(std::string_view word, std::string_view folder) const;
  [[nodiscard]] bool is_rest(std::string_view word, std::string_view folder) const;

  std::set<std::string, std::less<>> paths_;
  std::set<std::string, std::less<>> names_;
  std::set<std::string, std::less<>> endings_;
};

}  // namespace brn::app
