#include "parsers/yaml/parser.h"
#include "tests/support/catch.h"
#include "tests/unit/yaml/parsed.h"

using namespace brn;
using namespace brn::syntax;
using brn::test::Parsed;

TEST_CASE("YAML: plain, quoted and block scalars with their spans") {
  const Parsed p(
      "plain: some text # comment\n"
      "folded plain: over\n"
      "  two lines\n"
      "single: 'it''s'\n"
      "double: \"a\\tb\\\n"
      "  c\"\n"
      "literal: |  # comment\n"
      "  one\n"
      "\n"
      "    two\n"
      "folded: >-\n"
      "  one\n"
      "  two\n"
      "\n"
      "last: x\n");
  REQUIRE(p.tree.errors().empty());
  CHECK(p.written_at("plain") == "some text");
  CHECK(p.written_at("folded plain") == "over\n  two lines");
  CHECK(p.at("folded plain").text == "over two lines");
  CHECK(p.written_at("single") == "'it''s'");
  CHECK(p.at("single").text == "it's");
  CHECK(p.at("single").style == ScalarStyle::SingleQuoted);
  CHECK(p.written_at("double") == "\"a\\tb\\\n  c\"");
  CHECK(p.at("double").text == "a\tbc");
  CHECK(p.written_at("literal") == "|  # comment\n  one\n\n    two");
  CHECK(p.at("literal").text == "one\n\n  two\n");
  CHECK(p.at("literal").style == ScalarStyle::Literal);
  CHECK(p.written_at("folded") == ">-\n  one\n  two");
  CHECK(p.at("folded").text == "one two");
  CHECK(p.written_at("last") == "x");
  CHECK(p.at("plain").kind == NodeKind::Scalar);
  CHECK(p.at("single").kind == NodeKind::String);
  REQUIRE(p.tree.comments().size() == 2);
  CHECK(p.written(p.tree.comments()[0].span) == "# comment");
  CHECK(p.written(p.tree.node(p.root()).span) == p.text.substr(0, p.text.size() - 1));
}

TEST_CASE("YAML: collections end with their last value or bracket") {
  const Parsed p(
      "list:\n"
      "- a\n"
      "- b: c\n"
      "  d: [x, {y: z}]  \n"
      "\n"
      "# comment\n"
      "flow: { a: 1,\n"
      "  b: [ ] , }\n"
      "end:\n");
  REQUIRE(p.tree.errors().empty());
  CHECK(p.written_at("list") == "- a\n- b: c\n  d: [x, {y: z}]");
  CHECK(p.written_at("flow") == "{ a: 1,\n  b: [ ] , }");
  CHECK(p.at("flow").is_flow);
  CHECK_FALSE(p.at("list").is_flow);
  CHECK(p.written(p.tree.node(p.tree.items(p.find("list"))[1]).span) == "b: c\n  d: [x, {y: z}]");
}

TEST_CASE("YAML: the span of an empty value is empty, right behind its colon or dash") {
  const Parsed p("a:   # comment\nb:\n  - \n  -\n  - x\nc: {d: , e}\nf: ~\ng:\n  null\nh:\n~: i\n");
  REQUIRE(p.tree.errors().empty());
  const auto begin = [&](std::string_view key) { return p.at(key).span; };
  CHECK(begin("a") == Span{test::kFile, 2, 2});
  CHECK(p.at("a").text.empty());
  CHECK(p.at("a").kind == NodeKind::Scalar);
  const auto items = p.tree.items(p.find("b"));
  REQUIRE(items.size() == 3);
  CHECK(p.tree.node(items[0]).span == Span{test::kFile, 21, 21});
  CHECK(p.tree.node(items[1]).span == Span{test::kFile, 26, 26});
  CHECK(p.written(p.tree.node(p.tree.find(p.find("c"), "d")).span).empty());
  CHECK(p.tree.node(p.tree.find(p.find("c"), "d")).span.begin == p.text.find(" , e"));
  CHECK(p.tree.find(p.find("c"), "e").is_valid());
  CHECK(p.written_at("f") == "~");
  CHECK(p.written_at("g") == "null");
  CHECK(p.written_at("h").empty());
  CHECK(p.written_at("~") == "i");
}

TEST_CASE("YAML: keys as they are written") {
  const Parsed p("plain: 1\n'single': 2\n\"dou\\x62le\": 3\n? explicit\n: 4\n? alone\nAWS::Region : 5\n{flow: 6}: x\n");
  REQUIRE(p.tree.errors().size() == 1);
  CHECK(p.tree.errors()[0].message == "a key must be a single text, not a list or a mapping");
  std::string keys;
  for (const Member& member : p.tree.members(p.root())) {
    keys += p.written(member.key_span) + "=" + std::string(member.key) + ";";
  }
  CHECK(keys ==
        "plain=plain;'single'=single;\"dou\\x62le\"=double;explicit=explicit;alone=alone;AWS::Region=AWS::Region;");
}

TEST_CASE("YAML: a tag belongs to the span of its value") {
  const Parsed p(
      "a: !Sub '${X}'\n"
      "b: !GetAtt A.B\n"
      "c: !If [x, !Ref Y, !Select [0, !GetAZs '']]\n"
      "d: !Ref\n"
      "e: !Foo\n"
      "  k: v\n"
      "f: !!str 012\n"
      "g: !<tag:example.com,2000:x> y\n"
      "h: ! 12\n"
      "i: !Sub\n"
      "  - text\n"
      "  - k: v\n"
      "j: &anchor !Sub x\n"
      "k: !Transform {Name: n}\n");
  REQUIRE(p.tree.errors().empty());
  CHECK(p.at("a").tag == "!Sub");
  CHECK(p.written_at("a") == "!Sub '${X}'");
  CHECK(p.at("a").text == "${X}");
  CHECK(p.written_at("b") == "!GetAtt A.B");
  CHECK(p.written_at("c") == "!If [x, !Ref Y, !Select [0, !GetAZs '']]");
  CHECK(p.at("c").kind == NodeKind::Sequence);
  CHECK(p.at("d").tag == "!Ref");
  CHECK(p.written_at("d") == "!Ref");
  CHECK(p.at("d").text.empty());
  CHECK(p.written_at("e") == "!Foo\n  k: v");
  CHECK(p.at("f").tag == "tag:yaml.org,2002:str");
  CHECK(p.at("f").text == "012");
  CHECK(p.at("g").tag == "tag:example.com,2000:x");
  CHECK(p.at("h").kind == NodeKind::String);
  CHECK(p.at("h").tag.empty());
  CHECK(p.at("i").kind == NodeKind::Sequence);
  CHECK(p.at("j").tag == "!Sub");
  CHECK(p.written_at("j") == "&anchor !Sub x");
  CHECK(p.at("k").kind == NodeKind::Mapping);
}

TEST_CASE("YAML: texts that stand in the source are views into it") {
  const Parsed p("key: value\nquoted: 'text'\n");
  CHECK(p.at("key").text.data() == p.text.data() + 5);
  CHECK(p.at("quoted").text.data() == p.text.data() + p.text.find("text"));
  CHECK(p.tree.members(p.root())[0].key.data() == p.text.data());
}

TEST_CASE("YAML: line ends and the byte order mark change no text") {
  const std::string lines = "a: b\nc:\n  - |\n    one\n    two\n  - plain\n    more\nd: # x\n";
  std::string crlf;
  for (const char c : lines) crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
  const Parsed unix_lines(lines);
  const Parsed windows_lines("\xEF\xBB\xBF" + crlf);
  REQUIRE(windows_lines.tree.errors().empty());
  CHECK(windows_lines.tree.node(windows_lines.root()).span.begin == 3);
  const auto text = [](const Parsed& p, std::size_t item) {
    return std::string(p.tree.node(p.tree.items(p.find("c"))[item]).text);
  };
  CHECK(text(unix_lines, 0) == "one\ntwo\n");
  CHECK(text(windows_lines, 0) == "one\ntwo\n");
  CHECK(text(windows_lines, 1) == "plain more");
  CHECK(windows_lines.written(windows_lines.tree.comments()[0].span) == "# x");
  CHECK(Parsed("a: b\rc: d\r").written_at("c") == "d");
}

TEST_CASE("YAML: comments are found outside scalars only") {
  const Parsed p(
      "# head\n"
      "a: b#c # one\n"
      "d: \"# no\" # two\n"
      "e: |\n"
      "  # no\n"
      "# three\n"
      "f: [ # four\n"
      "  x, # five\n"
      "]\n"
      "g: # six\n"
      "  h: i\n"
      "# tail");
  REQUIRE(p.tree.errors().empty());
  std::string comments;
  for (const Comment& comment : p.tree.comments()) comments += p.written(comment.span) + ";";
  CHECK(comments == "# head;# one;# two;# three;# four;# five;# six;# tail;");
}

TEST_CASE("YAML: documents stand side by side") {
  const Parsed p("%YAML 1.1\n---\na: 1\n...\n---\n- b\n--- !Sub c\n---\n");
  REQUIRE(p.tree.errors().empty());
  REQUIRE(p.tree.documents().size() == 4);
  CHECK(p.tree.node(p.tree.documents()[1]).kind == NodeKind::Sequence);
  CHECK(p.tree.node(p.tree.documents()[2]).tag == "!Sub");
  CHECK(p.tree.node(p.tree.documents()[3]).text.empty());
  CHECK(Parsed("").tree.documents().empty());
  CHECK(Parsed("# only\n").tree.documents().empty());
}

TEST_CASE("YAML: anchors and aliases make a DAG") {
  const Parsed p("a: &x {k: v}\nb: *x\nc: [*x, &y 1, *y]\n&z key: *x\n*y : last\n");
  REQUIRE(p.tree.errors().empty());
  CHECK(p.find("b") == p.find("a"));
  CHECK(p.tree.items(p.find("c"))[0] == p.find("a"));
  CHECK(p.tree.items(p.find("c"))[1] == p.tree.items(p.find("c"))[2]);
  REQUIRE(p.tree.members(p.root()).size() == 5);
  CHECK(p.tree.members(p.root())[4].key == "1");
  CHECK(p.written(p.tree.members(p.root())[4].key_span) == "*y");
}

TEST_CASE("YAML: merge keys are resolved, own keys first") {
  const Parsed p(
      "a: &a {x: 1, y: 2}\n"
      "b: &b {y: 3, z: 4}\n"
      "one: {<<: *a, x: own}\n"
      "list: {<<: [*b, *a]}\n"
      "quoted: {'<<': *a}\n"
      "wrong: {<<: 3}\n");
  REQUIRE(p.tree.errors().size() == 1);
  CHECK(p.tree.errors()[0].message == "the merge key `<<` needs a mapping or a list of mappings");
  const auto value = [&](std::string_view key, std::string_view inner) {
    return std::string(p.tree.node(p.tree.find(p.find(key), inner)).text);
  };
  CHECK(value("one", "x") == "own");
  CHECK(value("one", "y") == "2");
  CHECK(p.tree.members(p.find("one")).size() == 2);
  CHECK(value("list", "y") == "3");
  CHECK(value("list", "x") == "1");
  CHECK(p.tree.members(p.find("quoted"))[0].key == "<<");
}
