// Every rule is complete: metadata, controls, files, examples, fixtures.

#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "analyzer/engine/rule.h"
#include "rules/registry.h"
#include "tests/support/catch.h"
#include "tests/support/files.h"

namespace brn::test {
namespace {

namespace fs = std::filesystem;
using engine::RuleInfo;

std::set<std::string, std::less<>> known_controls() {
  std::set<std::string, std::less<>> controls;
  const std::string text = read_text(source_dir() / "rules/controls.def");
  const std::string start = "BRN_CONTROL(\"";
  for (std::size_t at = text.find(start); at != std::string::npos; at = text.find(start, at + 1)) {
    const std::size_t begin = at + start.size();
    controls.insert(text.substr(begin, text.find('"', begin) - begin));
  }
  return controls;
}

bool is_kebab(std::string_view name) {
  return !name.empty() && name.front() != '-' && name.back() != '-' && name.find("--") == std::string_view::npos &&
         std::all_of(name.begin(), name.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

bool is_advice(std::string_view name) {
  return name.starts_with("avoid-") || name.starts_with("use-") || name.starts_with("no-") || name.starts_with("dont-");
}

std::size_t sentences(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool ends = text[i] == '.' && (i + 1 == text.size() || text[i + 1] == ' ');
    if (ends) ++count;
  }
  return count;
}

std::size_t lines(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

std::string underscored(std::string_view name) {
  std::string text(name);
  std::replace(text.begin(), text.end(), '-', '_');
  return text;
}

bool has_case(const RuleInfo& info, const std::string& start, const std::set<std::string>& endings) {
  for (const fs::path& path : entries_of(source_dir() / "fixtures/rules" / info.id)) {
    if (!path.filename().string().starts_with(start)) continue;
    if (endings.contains(path.extension().string())) return true;
    if (!fs::is_directory(path)) continue;
    const auto inside = files_below(path);
    if (std::any_of(inside.begin(), inside.end(),
                    [&](const fs::path& p) { return endings.contains(p.extension().string()); })) {
      return true;
    }
  }
  return false;
}

}  // namespace

TEST_CASE("rules are registered in order, each once") {
  std::set<std::string_view> names;
  std::string_view last;
  for (const engine::Rule* rule : rules::all_rules()) {
    CHECK(last < rule->info->id);
    CHECK(names.insert(rule->info->name).second);
    last = rule->info->id;
  }
}

TEST_CASE("metadata of rules is complete and in form") {
  const auto controls = known_controls();
  for (const engine::Rule* rule : rules::all_rules()) {
    const RuleInfo& info = *rule->info;
    INFO(info.id);
    CHECK(info.id.size() == 6);
    CHECK(info.id.starts_with("BRN"));
    CHECK(info.id[3] == static_cast<char>('0' + static_cast<int>(info.subject)));
    CHECK(is_kebab(info.name));
    CHECK_FALSE(is_advice(info.name));
    CHECK_FALSE(info.title.empty());
    CHECK(info.title.size() <= 72);
    CHECK_FALSE(info.title.ends_with('.'));
    CHECK(sentences(info.rationale) >= 2);
    CHECK(sentences(info.rationale) <= 4);
    CHECK(info.verify.starts_with("aws "));
    CHECK_FALSE(info.help.empty());
    CHECK_FALSE(info.since.empty());
    CHECK_FALSE(info.nist.empty());
    for (const std::string_view control : info.nist) CHECK(controls.contains(control));
  }
}

TEST_CASE("examples of rules are small and come in pairs") {
  for (const engine::Rule* rule : rules::all_rules()) {
    const RuleInfo& info = *rule->info;
    INFO(info.id);
    CHECK_FALSE((info.bad.terraform.empty() && info.bad.cloudformation.empty()));
    CHECK(info.bad.terraform.empty() == info.good.terraform.empty());
    CHECK(info.bad.cloudformation.empty() == info.good.cloudformation.empty());
    for (const std::string_view text :
         {info.bad.terraform, info.bad.cloudformation, info.good.terraform, info.good.cloudformation}) {
      CHECK(lines(text) <= 25);
    }
  }
}

TEST_CASE("a rule stands in the file of its name, and every rule file is registered") {
  std::set<std::string> files;
  for (const engine::Rule* rule : rules::all_rules()) {
    const RuleInfo& info = *rule->info;
    const std::string file = underscored(engine::subject_slug(info.subject)) + "/" + underscored(info.name) + ".cpp";
    INFO(info.id << " " << file);
    CHECK(fs::exists(source_dir() / "rules" / file));
    files.insert(file);
  }
  for (const fs::path& path : files_below(source_dir() / "rules")) {
    const std::string file = fs::relative(path, source_dir() / "rules").string();
    if (path.extension() != ".cpp" || file.find('/') == std::string::npos) continue;
    // A rule exports nothing but its Rule; a file with a header of its own is what several rules share.
    if (fs::exists(fs::path(path).replace_extension(".h"))) continue;
    INFO(file);
    CHECK(files.contains(file));
  }
}

TEST_CASE("every rule has bad, good and unknown cases in each language that it knows") {
  for (const engine::Rule* rule : rules::all_rules()) {
    const RuleInfo& info = *rule->info;
    for (const std::string start : {"bad", "good", "unknown"}) {
      INFO("fixtures/rules/" << info.id << "/" << start << "*");
      if (!info.bad.terraform.empty()) CHECK(has_case(info, start, {".tf"}));
      if (!info.bad.cloudformation.empty()) CHECK(has_case(info, start, {".yaml", ".json"}));
    }
  }
}

TEST_CASE("fixtures of rules belong to a rule") {
  std::set<std::string_view> ids;
  for (const engine::Rule* rule : rules::all_rules()) ids.insert(rule->info->id);
  for (const fs::path& path : entries_of(source_dir() / "fixtures/rules")) {
    INFO(path.string());
    CHECK(ids.contains(path.filename().string()));
  }
}

}  // namespace brn::test
