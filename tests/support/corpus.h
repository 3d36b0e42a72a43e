#pragma once
// A corpus of texts with the trees that they give, for the parsers of JSON and YAML: files of cases in the form
//
//     ==== name
//     text
//     ---- tree
//     tree, as `--print=syntax` prints it

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/paths.h"

namespace brn::test {

struct CorpusCase {
  std::string file;
  std::string name;
  std::string text;
  std::string tree;
};

// The text ends with the line end before the tree, which is its own only where it has one already.
inline void add_corpus_file(std::vector<CorpusCase>& cases, const std::filesystem::path& path) {
  constexpr std::string_view kName = "==== ";
  constexpr std::string_view kTree = "\n---- tree\n";
  std::ifstream stream(path, std::ios::binary);
  const std::string all{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  for (std::size_t at = 0; at < all.size();) {
    const std::size_t name_end = all.find('\n', at);
    const std::size_t tree = all.find(kTree, name_end);
    const std::size_t next = std::min(all.find("\n==== ", tree), all.size());
    cases.push_back(CorpusCase{path.filename().string(), all.substr(at + kName.size(), name_end - at - kName.size()),
                               all.substr(name_end + 1, tree - name_end - 1),
                               all.substr(tree + kTree.size(), next - tree - kTree.size())});
    at = next + 1;
  }
}

/// The cases of `fixtures/syntax/<language>`.
inline std::vector<CorpusCase> corpus(const std::string& language) {
  std::vector<CorpusCase> cases;
  const auto folder = brn::test::source_dir() / "fixtures" / "syntax" / language;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) add_corpus_file(cases, entry.path());
  return cases;
}

/// Without the blank lines between two cases.
inline std::string without_last_line_ends(std::string text) {
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

}  // namespace brn::test
