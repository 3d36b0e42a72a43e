// Includes point one way only, and third-party headers stay in their adaptors.

#include <array>
#include <map>
#include <string>

#include "tests/support/catch.h"
#include "tests/support/files.h"

namespace brn::test {
namespace {

namespace fs = std::filesystem;

/// The folders in the order of the data flow. Those of one rank do not see each other, but for what `may_also` says.
const std::map<std::string, int>& ranks() {
  static const std::map<std::string, int> kRanks = {
      {"parsers/source", 0},  {"parsers/syntax", 1},       {"parsers/hcl", 2},    {"parsers/json", 2},
      {"parsers/yaml", 2},    {"analyzer/diagnostics", 3}, {"analyzer/aws", 4},   {"analyzer/guard", 4},
      {"analyzer/value", 5},  {"analyzer/config", 6},      {"analyzer/graph", 7}, {"analyzer/policy", 8},
      {"analyzer/facts", 9},  {"analyzer/engine", 10},     {"rules", 11},         {"analyzer/fix", 11},
      {"analyzer/views", 11}, {"analyzer/report", 11},     {"analyzer/app", 12}};
  return kRanks;
}

/// Where each third-party header may be included.
const std::map<std::string, std::vector<std::string>>& adaptors() {
  static const std::map<std::string, std::vector<std::string>> kAdaptors = {
      {"tree_sitter/", {"parsers/hcl/"}},
      {"yaml-cpp/", {"parsers/yaml/"}},
      {"nlohmann/", {"parsers/json/", "analyzer/report/"}},
      {"CLI/", {"analyzer/app/command_line.cpp"}},
      {"utf8proc.h", {"parsers/hcl/", "analyzer/report/display.cpp", "analyzer/value/", "analyzer/config/terraform/"}},
      {"re2/", {"analyzer/config/terraform/", "analyzer/config/cloudformation/"}},
      {"boost/", {"analyzer/value/", "analyzer/config/terraform/"}},
      {"openssl/", {"analyzer/engine/fingerprint.cpp", "analyzer/config/"}},
      {"zlib.h", {"analyzer/config/terraform/"}}};
  return kAdaptors;
}

std::string folder_of(const std::string& path) {
  for (const auto& [folder, rank] : ranks()) {
    if (path.starts_with(folder + "/")) return folder;
  }
  return {};
}

struct Include {
  std::string name;
  bool is_own = false;  // in quotes
};

std::vector<Include> includes_of(const std::string& text) {
  std::vector<Include> includes;
  for (std::size_t at = text.find("#include "); at != std::string::npos; at = text.find("#include ", at + 1)) {
    if (at != 0 && text[at - 1] != '\n') continue;
    const char open = text[at + 9];
    const std::size_t end = text.find(open == '<' ? '>' : '"', at + 10);
    includes.push_back(Include{text.substr(at + 10, end - at - 10), open == '"'});
  }
  return includes;
}

std::vector<fs::path> sources() {
  std::vector<fs::path> all;
  for (const char* top : {"parsers", "analyzer", "rules"}) {
    for (const fs::path& path : files_below(source_dir() / top)) {
      if (path.extension() == ".cpp" || path.extension() == ".h") all.push_back(path);
    }
  }
  return all;
}

std::string problem_with_own(const std::string& file, const std::string& folder, const std::string& name) {
  const std::string target = folder_of(name);
  if (target.empty()) return name.find('/') == std::string::npos ? "" : name + " is in no known folder";
  if (target == folder) return {};
  if (folder == "rules" && target != "analyzer/engine" && target != "analyzer/facts" && target != "analyzer/graph") {
    return "rules may include engine, facts and graph only, not " + name;
  }
  if (target == "rules" && folder != "analyzer/app") return "only analyzer/app may include " + name;
  return ranks().at(target) < ranks().at(folder) ? "" : file + " comes before " + name;
}

std::string problem_with_other(const std::string& file, const std::string& name) {
  for (const auto& [prefix, places] : adaptors()) {
    if (!name.starts_with(prefix)) continue;
    for (const std::string& place : places) {
      if (file.starts_with(place)) return {};
    }
    return "third-party header outside of its adaptor: " + name;
  }
  return {};
}

}  // namespace

TEST_CASE("includes follow the data flow") {
  for (const fs::path& path : sources()) {
    const std::string file = fs::relative(path, source_dir()).string();
    const std::string folder = folder_of(file);
    INFO(file);
    REQUIRE_FALSE(folder.empty());
    if (file.starts_with("parsers/hcl/grammar/")) continue;
    for (const Include& include : includes_of(read_text(path))) {
      CHECK(problem_with_other(file, include.name) == "");
      if (include.is_own) CHECK(problem_with_own(file, folder, include.name) == "");
    }
  }
}

TEST_CASE("third-party types stay out of headers") {
  for (const fs::path& path : sources()) {
    const std::string file = fs::relative(path, source_dir()).string();
    if (path.extension() != ".h" || file.starts_with("parsers/hcl/") || file.starts_with("parsers/yaml/")) continue;
    // What the JSON formats of one folder share; nothing but its own .cpp files may include it, as the next test sees.
    if (file == "analyzer/report/json_parts.h") continue;
    INFO(file);
    for (const Include& include : includes_of(read_text(path))) {
      for (const char* prefix : {"nlohmann/", "yaml-cpp/", "CLI/", "tree_sitter/"}) {
        CHECK_FALSE(include.name.starts_with(prefix));
      }
    }
  }
}

TEST_CASE("the pieces of JSON formats stay inside of the reporters") {
  for (const fs::path& path : sources()) {
    const std::string file = fs::relative(path, source_dir()).string();
    INFO(file);
    for (const Include& include : includes_of(read_text(path))) {
      if (include.name != "analyzer/report/json_parts.h") continue;
      CHECK(file.starts_with("analyzer/report/"));
      CHECK(path.extension() == ".cpp");
    }
  }
}

}  // namespace brn::test
