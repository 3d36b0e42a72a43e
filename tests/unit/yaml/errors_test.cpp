#include <sstream>

#include "tests/unit/yaml/parsed.h"

using namespace brn;
using namespace brn::syntax;
using brn::test::Parsed;

namespace {

// `message @offset marked text` of the only error.
std::string error_of(const std::string& text) {
  const Parsed parsed(text);
  if (parsed.tree.errors().size() != 1) return std::to_string(parsed.tree.errors().size()) + " errors";
  const SyntaxError& error = parsed.tree.errors()[0];
  return error.message + " @" + std::to_string(error.span.begin) + " " + parsed.written(error.span);
}

}  // namespace

TEST_CASE("YAML: misplaced keys and values") {
  CHECK(error_of("a: b: c\n") == "mapping values are not allowed here @4 :");
  CHECK(error_of("a: 1\nstray\nb: 2\n") == "expected `:` after the key `stray` @5 stray");
  CHECK(error_of("a: 1\nstray\n") == "expected `:` after the key `stray` @5 stray");
  CHECK(error_of("a:\n    b: 1\n  c: 2\n") == "the indentation of 2 matches no block before @14 c");
  CHECK(error_of("a:\n  b: 1\n  - 2\n") == "a list item (`-`) between the keys of a mapping @12 -");
  CHECK(error_of("- a\nb: c\n") == "unexpected text after the end of the value; is the indentation right? @4 b");
  CHECK(error_of("a:\n'b'\n") == "the value must be indented further than its key @3 '");
  CHECK(error_of("a: 1\n: 2\n") == "a key is missing before `:` @5 :");
  CHECK(error_of("a: - b\n") == "a list item (`-`) is not allowed here @3 -");
  CHECK(error_of("a: \"b\" c\n") == "unexpected text after the value; is a quote, a comma or a line end missing? @7 c");
  CHECK(error_of("a: b\n%c\n") == "a line that starts with `%` must be a directive before `---` @5 %");
}

TEST_CASE("YAML: tabs as indentation are named") {
  CHECK(error_of("a:\n\tb: 1\n") == "tabs are not allowed for indentation; use spaces @3 \t");
  CHECK(error_of("a:\n  b: 1\n \tc: 2\n") == "tabs are not allowed for indentation; use spaces @11 \t");
}

TEST_CASE("YAML: quotes and brackets that are never closed are marked where they open") {
  CHECK(error_of("a: 'x\nb: y\n") == "unclosed single quote @3 '");
  CHECK(error_of("a: \"x\n") == "unclosed double quote @3 \"");
  CHECK(error_of("a: \"x") == "unclosed double quote @3 \"");
  CHECK(error_of("a: [b, 'c\n") == "unclosed single quote @7 '");
  CHECK(error_of("a: \"x\nb: \"y\"\n") ==
        "unexpected text after the quoted text of line 1; is its closing quote missing? @10 y\"");
  CHECK(error_of("a: [1, 2\n") == "`[` is never closed @3 [");
  CHECK(error_of("a: {b: [1], c: 2\n") == "`{` is never closed @3 {");
  CHECK(error_of("a: [1, 2\nb: 3\n") == "expected `,` or `]` for the `[` of line 1 @10 :");
  CHECK(error_of("a: [1}\n") == "`}` cannot close the `[` of line 1 @5 }");
  CHECK(error_of("a: ]\n") == "`]` closes nothing @3 ]");
  CHECK(error_of("[a,,b]\n") == "a list item is missing before `,` @3 ,");
}

TEST_CASE("YAML: characters, escapes, tags and aliases") {
  CHECK(error_of("a: @b\n") == "a value cannot start with `@`; put it in quotes @3 @");
  CHECK(error_of("a: `b`\n") == "a value cannot start with ```; put it in quotes @3 `");
  CHECK(error_of("a: \"\\d\"\n") == "unknown escape `\\d` in double quotes @4 \\d");
  CHECK(error_of("a: *b\n") == "no anchor stands before the alias `*b` @3 *b");
  CHECK(error_of("a: !x !y z\n") == "a value can have one tag only @6 !y");
  CHECK(error_of("a: &x [*x]\n") == "the alias `*x` stands inside the value that it names @7 *x");
  CHECK(error_of("a: |x\n  b\n") == "unexpected text behind the `|` or `>` of a block text @4 x");
}

TEST_CASE("YAML: bytes that are no text are one error, and the rest is read") {
  CHECK(error_of("a: \xFFz\n") == "the text is not valid UTF-8 @3 \xFF");
  CHECK(error_of(std::string("a: b\0c\n", 7)) == "the text holds a NUL byte @4 " + std::string(1, '\0'));
  CHECK(error_of("a: \x04\n") == "the text holds the control character U+0004 @3 \x04");
  CHECK(error_of(std::string("\xFF\xFE\x61\0", 4)) == "the file is encoded as UTF-16; save it as UTF-8 @0 \xFF\xFE");
  const Parsed p("# caf\xE9\na: b\xE9\nc: d\n");
  REQUIRE(p.tree.errors().size() == 1);
  CHECK(p.tree.errors()[0].span.begin == 5);
  CHECK(p.at("a").text == "b_");
  CHECK(p.at("c").text == "d");
}

TEST_CASE("YAML: duplicate keys name both lines") {
  const Parsed p("a: 1\nb: 2\n'a': 3\n");
  REQUIRE(p.tree.errors().size() == 1);
  CHECK(p.tree.errors()[0].message == "duplicate key `a` on line 3, first written on line 1");
  CHECK(p.written(p.tree.errors()[0].span) == "'a'");
  CHECK(p.at("a").text == "3");
}

TEST_CASE("YAML: what stands before an error is kept, and the next document is read") {
  const Parsed p("a: 1\nb:\n  c: [2, 3\n---\nd: 4\n--- 5\n");
  REQUIRE(p.tree.errors().size() == 1);
  REQUIRE(p.tree.documents().size() == 3);
  CHECK(p.at("a").text == "1");
  CHECK(p.tree.items(p.tree.find(p.find("b"), "c")).size() == 2);
  CHECK(p.tree.find(p.tree.documents()[1], "d").is_valid());
  CHECK(p.tree.node(p.tree.documents()[2]).text == "5");
}

TEST_CASE("YAML: an alias bomb is one error at the alias that goes too far") {
  std::ostringstream text;
  text << "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
  for (int level = 1; level < 12; ++level) {
    text << "a" << level << ": &a" << level << " [";
    for (int i = 0; i < 9; ++i) text << (i == 0 ? "" : ", ") << "*a" << level - 1;
    text << "]\n";
  }
  const Parsed p(text.str());
  REQUIRE(p.tree.errors().size() == 1);
  CHECK(p.tree.errors()[0].message == "with its aliases written out the document has more than 2000000 values");
  CHECK(p.text[p.tree.errors()[0].span.begin] == '*');
  CHECK(expanded_size(p.tree, p.root(), ~std::uint64_t{0}) <= yaml::kMaxExpandedNodes);
}

TEST_CASE("YAML: deep nesting is an error, not a crash") {
  const auto check = [](const std::string& text) {
    const Parsed p(text);
    REQUIRE(p.tree.errors().size() == 1);
    CHECK(p.tree.errors()[0].message == "values are nested more than 256 levels deep");
  };
  check(std::string(100'000, '['));
  std::string nested;
  for (int i = 0; i < 100'000; ++i) nested += "- ";
  check(nested);
  std::string braces;
  for (int i = 0; i < 100'000; ++i) braces += "{a: ";
  check(braces);
  std::string indented;
  for (std::size_t i = 0; i < 3000; ++i) indented += std::string(i, ' ') + "a:\n";
  check(indented);
  CHECK(Parsed(std::string(yaml::kMaxDepth, '[') + std::string(yaml::kMaxDepth, ']')).tree.errors().empty());
}
