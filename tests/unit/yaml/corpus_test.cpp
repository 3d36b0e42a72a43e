#include "tests/support/corpus.h"

#include "parsers/syntax/printer.h"
#include "parsers/yaml/parser.h"
#include "tests/support/catch.h"
#include "tests/support/syntax_checks.h"

using namespace brn;

TEST_CASE("YAML: the corpus gives its trees") {
  const auto cases = test::corpus("yaml");
  REQUIRE(cases.size() > 10);
  for (const test::CorpusCase& each : cases) {
    INFO(each.file << ": " << each.name);
    const syntax::Tree tree = yaml::parse(FileId{0}, each.text);
    CHECK(test::without_last_line_ends(syntax::print(tree)) == test::without_last_line_ends(each.tree));
  }
}

TEST_CASE("YAML: spans hold for every prefix, and with any byte left out or put in") {
  const std::string_view bytes("\"{}[]()\n:%,-'#&*!|>?\0\xff\t", 23);
  const auto check = [](const std::string& text) {
    CHECK(test::broken_property(yaml::parse(FileId{0}, text), text) == "");
  };
  for (const test::CorpusCase& each : test::corpus("yaml")) {
    INFO(each.file << ": " << each.name);
    for (std::size_t at = 0; at < each.text.size(); ++at) {
      check(each.text.substr(0, at));
      std::string text = each.text;
      text.erase(at, 1);
      check(text);
      text.insert(at, 1, bytes[at % bytes.size()]);
      check(text);
    }
  }
}
