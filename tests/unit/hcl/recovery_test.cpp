#include <array>
#include <string>

#include "parsers/hcl/parser.h"
#include "tests/support/catch.h"

namespace brn::hcl {
namespace {

constexpr std::array kMistakes{
    "y = 1 w = 2",
    "y = [1, 2",
    "y = foo(1, 2",
    "y = (1 + 2",
    "y = { a = 1",
    "y = = 2",
    "y = 1 +",
    "y = var.",
    "y =",
    "y \"foo\"",
    "y",
    "y = \"abc",
    "y = \"\\.x\"",
    "}",
    "y = 1,",
    "y = { a b }",
    "y = [1 2]",
    "y : 1",
    "y = \"${foo\"",
    "y = \"${a b}\"",
    "y = [for x y : z]",
    "y = a ? b",
    "y = 'abc'",
    "y = a; b",
    "\"y\" = 1",
    "y = 0x1F",
    "y = f(a..., b)",
    "y.z = 1",
    "inner {",
    "inner { a = 1, b = 2 }",
    "y = \"%{ foo }\"",
    "y = ]",
    "y = a[",
    "y = <<EOT\nfoo",
    "/* foo",
    "y = a::",
    "y = \"%{ if }\"",
    "y = \"${}\"",
    "y = %",
    "]",
    "y = {{{",
    "y = \"${\"${",
};

std::string configuration(std::string_view mistake) {
  std::string text = "before \"one\" {\n  a = 1\n}\n\nbroken \"two\" {\n  x = 1\n  ";
  text += mistake;
  text += "\n  z = 2\n}\n\nafter \"three\" {\n  b = 2\n}\n\nafter \"four\" {\n  c = [\n    1,\n  ]\n}\n";
  return text;
}

const Block* find_block(const File& file, std::string_view label) {
  for (const Block& block : file.body(file.root).blocks) {
    if (!block.labels.empty() && block.labels[0].text == label) return &block;
  }
  return nullptr;
}

TEST_CASE("hcl: one mistake costs one block") {
  for (const std::string_view mistake : kMistakes) {
    INFO(mistake);
    const std::string text = configuration(mistake);
    const File file = parse(FileId{0}, text);
    REQUIRE_FALSE(file.errors().empty());
    for (const std::string_view label : {"one", "three", "four"}) {
      INFO(label);
      const Block* block = find_block(file, label);
      REQUIRE(block != nullptr);
      CHECK(file.body(block->body).is_whole);
      CHECK(file.body(block->body).attributes.size() == 1);
    }
    for (const SyntaxError& error : file.errors()) {
      CHECK(error.span.begin >= text.find("broken"));
      CHECK(error.span.begin < text.find("after"));
    }
  }
}

TEST_CASE("hcl: a block that is not closed keeps what it holds, and says that it is not whole") {
  const File file = parse(FileId{0}, "a \"b\" {\n  c = 1\n\nd \"e\" {\n}\n");
  REQUIRE(file.body(file.root).blocks.size() == 2);
  const Block& block = file.body(file.root).blocks[0];
  CHECK(block.labels[0].text == "b");
  CHECK_FALSE(file.body(block.body).is_whole);
  CHECK(file.body(block.body).find("c") != nullptr);
}

TEST_CASE("hcl: bytes that are no text are named, and the rest is read") {
  const std::string text{"a = 1\nb\0 = 2\nc = \"\xff\"\n# \xff in a comment\nd = 4\re = 5\n", 49};
  const File file = parse(FileId{0}, text);
  REQUIRE(file.errors().size() >= 3);
  CHECK(file.errors()[0].message == "a NUL byte is not allowed here");
  CHECK(file.errors()[0].span.begin == 7);
  CHECK(file.errors()[1].message == "this is not UTF-8 text");
  CHECK(file.errors()[1].span.begin == text.find('\xff'));
  CHECK(file.body(file.root).find("a") != nullptr);
  CHECK(file.body(file.root).find("b") != nullptr);
  CHECK(file.body(file.root).find("c") != nullptr);
  CHECK(file.body(file.root).find("d") != nullptr);
}

}  // namespace
}  // namespace brn::hcl
