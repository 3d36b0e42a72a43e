#pragma once
// The corpus of fixtures/syntax/hcl: files of cases, each a name, a text and the tree that it gives as
// `--print=syntax` prints it, in the form
//
//     ==== name
//     text
//     ---- tree
//     tree

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/paths.h"

namespace brn::hcl::test {

struct Case {
  std::string file;
  std::string name;
  std::string text;
  std::string tree;
};

inline std::filesystem::path fixture_folder() {
  return brn::test::source_dir() / "fixtures" / "syntax" / "hcl";
}

// The text ends with the line end before the tree, which is its own only where it has one already.
inline void add_cases(std::vector<Case>& cases, const std::filesystem::path& path) {
  constexpr std::string_view kName = "==== ";
  constexpr std::string_view kTree = "\n---- tree\n";
  std::ifstream stream(path, std::ios::binary);
  const std::string all{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  for (std::size_t at = 0; at < all.size();) {
    const std::size_t name_end = all.find('\n', at);
    const std::size_t tree = all.find(kTree, name_end);
    std::size_t next = all.find("\n==== ", tree);
    if (next == std::string::npos) next = all.size();
    cases.push_back(Case{path.filename().string(), all.substr(at + kName.size(), name_end - at - kName.size()),
                         all.substr(name_end + 1, tree - name_end - 1),
                         all.substr(tree + kTree.size(), next - tree - kTree.size())});
    at = next + 1;
  }
}

inline std::vector<Case> all_cases() {
  std::vector<Case> cases;
  for (const auto& entry : std::filesystem::directory_iterator(fixture_folder())) add_cases(cases, entry.path());
  return cases;
}

}  // namespace brn::hcl::test
