// What yaml-cpp alone reads differently: each case stands for real templates.

#include "tests/unit/yaml/parsed.h"

using namespace brn;
using namespace brn::syntax;
using brn::test::Parsed;

TEST_CASE("YAML: a block text may stand in the column of its tag") {
  const Parsed p(
      "a:\n"
      "- !Sub |\n"
      "  one ${X}\n"
      "  - !Sub |\n"
      "- !Join [',', []]\n"
      "- &anchor >-\n"
      "  two\n"
      "- !Ref x\n"
      "  y\n"
      "b:\n"
      "  !Sub |\n"
      "  three: 3\n");
  REQUIRE(p.tree.errors().empty());
  const auto items = p.tree.items(p.find("a"));
  REQUIRE(items.size() == 4);
  CHECK(p.tree.node(items[0]).text == "one ${X}\n- !Sub |\n");
  CHECK(p.tree.node(items[0]).tag == "!Sub");
  CHECK(p.tree.node(items[2]).text == "two");
  CHECK(p.tree.node(items[3]).text == "x y");
  CHECK(p.at("b").text == "three: 3\n");
  CHECK(p.at("b").tag == "!Sub");
}

TEST_CASE("YAML: a tag before a key stays a tag of the key") {
  const Parsed p("- !Foo key: value\n  other: x\n");
  REQUIRE(p.tree.errors().empty());
  CHECK(p.tree.members(p.tree.items(p.root())[0]).size() == 2);
}

TEST_CASE("YAML: question marks inside words are text, in brackets too") {
  const Parsed p("a: [https://x/?a=b, c?, d? e]\nb: {k: what?}\nc: what?\nd: '?'\n? e\n: f\n");
  REQUIRE(p.tree.errors().empty());
  const auto items = p.tree.items(p.find("a"));
  REQUIRE(items.size() == 3);
  CHECK(p.tree.node(items[0]).text == "https://x/?a=b");
  CHECK(p.tree.node(items[1]).text == "c?");
  CHECK(p.tree.node(items[2]).text == "d? e");
  CHECK(p.tree.node(p.tree.find(p.find("b"), "k")).text == "what?");
  CHECK(p.at("d").text == "?");
  CHECK(p.at("e").text == "f");
}

TEST_CASE("YAML: a block text that ends with the file has the line end that the file has") {
  CHECK(Parsed("a: |\n  b\n").at("a").text == "b\n");
  CHECK(Parsed("a: |\n  b").at("a").text == "b");
  CHECK(Parsed("a: |+\n  b\n\n").at("a").text == "b\n\n");
  CHECK(Parsed("a: |-\n  b").at("a").text == "b");
  CHECK(Parsed("a: |\n  b\n   ").at("a").text == "b\n ");
  CHECK(Parsed("a: |\n  b\n ").at("a").text == "b\n");
}

TEST_CASE("YAML: line ends before a closing quote are kept") {
  CHECK(Parsed("a: '\n\n  '\n").at("a").text == "\n");
  CHECK(Parsed("a: 'b\n\n\n  '\n").at("a").text == "b\n\n");
  CHECK(Parsed("a: \"b\n\n  \"\n").at("a").text == "b\n");
  CHECK(Parsed("a: \"b\\n\n\n  \"\n").at("a").text.starts_with("b\n"));
}

TEST_CASE("YAML: escapes for non-ASCII characters give UTF-8") {
  CHECK(Parsed("a: \"\\N\\_\\L\\u00e9\\U0001F600\"\n").at("a").text ==
        "\xC2\x85\xC2\xA0\xE2\x80\xA8\xC3\xA9\xF0\x9F\x98\x80");
}

TEST_CASE("YAML: scalars keep their text, whatever it would mean") {
  const Parsed p("a: yes\nb: 010\nc: 2012-10-17\nd: 012345678901\ne: NULL\nf: 1e3\n");
  CHECK(p.at("a").text == "yes");
  CHECK(p.at("b").text == "010");
  CHECK(p.at("c").text == "2012-10-17");
  CHECK(p.at("d").text == "012345678901");
  CHECK(p.at("e").text == "NULL");
  CHECK(p.at("f").text == "1e3");
  CHECK(p.at("e").kind == NodeKind::Scalar);
}

namespace {

constexpr std::string_view kTemplate =
    "# caf\xC3\xA9\n"
    "A: &a !Sub '${X}\xF0\x9F\x98\x80'\n"
    "B:\n"
    "  - !If [c, \"d\\x41\", {e: f}]\n"
    "  - |\n"
    "    text\n"
    "\n"
    "    more\n"
    "  - >-\n"
    "    folded\n"
    "    text # no\n"
    "C: {<<: {g: h}, i: *a}\n"
    "? j\n"
    ": plain\n"
    "  more\n"
    "--- # next\n"
    "- k: ~\n"
    "  l:\n";

}  // namespace

TEST_CASE("YAML: every prefix of a text can be read") {
  CHECK(Parsed(std::string(kTemplate)).tree.errors().empty());
  for (std::size_t length = 0; length < kTemplate.size(); ++length) Parsed(std::string(kTemplate.substr(0, length)));
}

TEST_CASE("YAML: a text without any one of its bytes can be read") {
  for (std::size_t at = 0; at < kTemplate.size(); ++at) {
    std::string text(kTemplate);
    text.erase(at, 1);
    Parsed{text};
  }
}

TEST_CASE("YAML: a scalar's span reads as the same scalar again") {
  const Parsed p{std::string(kTemplate)};
  for (std::uint32_t index = 0; index < p.tree.node_count(); ++index) {
    const Node& node = p.tree.node(NodeId{index});
    const bool is_inline = node.style == ScalarStyle::SingleQuoted || node.style == ScalarStyle::DoubleQuoted ||
                           node.style == ScalarStyle::Plain;
    if (!is_inline || node.span.size() == 0) continue;
    const Parsed again(p.written(node.span));
    REQUIRE(again.tree.documents().size() == 1);
    CHECK(again.tree.node(again.root()).text == node.text);
    CHECK(again.tree.node(again.root()).tag == node.tag);
  }
}
