#include "parsers/hcl/parser.h"
#include "tests/support/catch.h"
#include "tests/unit/hcl/hcl_cases.h"

namespace brn::hcl {
namespace {

// What must hold of any result: spans lie in the text, and those of children inside those of their parents.
void check_spans(const File& file, std::size_t size) {
  for (std::uint32_t index = 0; index < file.expr_count(); ++index) {
    const Expr& expr = file.expr(ExprId{index});
    REQUIRE(expr.span.begin <= expr.span.end);
    REQUIRE(expr.span.end <= size);
    if (expr.kind == ExprKind::Error) continue;
    for (const ExprId child : file.children(ExprId{index})) {
      // The items of a splat stand at its marker, after the source that they come from.
      REQUIRE((expr.span.contains(file.expr(child).span) || file.expr(child).kind == ExprKind::Error));
    }
  }
  for (const SyntaxError& error : file.errors()) {
    REQUIRE(error.span.begin <= error.span.end);
    REQUIRE(error.span.end <= size);
    REQUIRE_FALSE(error.message.empty());
    REQUIRE(error.message.back() != '.');
  }
}

TEST_CASE("hcl: the corpus gives its trees") {
  const auto cases = test::all_cases();
  REQUIRE(cases.size() > 60);
  for (const test::Case& each : cases) {
    INFO(each.file << ": " << each.name);
    const File file = parse(FileId{0}, each.text);
    std::string tree = print(file);
    std::string expected = each.tree;
    while (tree.ends_with('\n')) tree.pop_back();
    while (expected.ends_with('\n')) expected.pop_back();
    CHECK(tree == expected);
  }
}

TEST_CASE("hcl: spans nest and lie inside the text, for every prefix too") {
  for (const test::Case& each : test::all_cases()) {
    INFO(each.file << ": " << each.name);
    for (std::size_t size = 0; size <= each.text.size(); ++size) {
      const std::string text = each.text.substr(0, size);
      INFO("prefix of " << size << " bytes");
      check_spans(parse(FileId{0}, text), size);
    }
  }
}

TEST_CASE("hcl: any byte left out or put in gives a result") {
  for (const test::Case& each : test::all_cases()) {
    for (std::size_t at = 0; at < each.text.size(); ++at) {
      std::string text = each.text;
      text.erase(at, 1);
      check_spans(parse(FileId{0}, text), text.size());
      text.insert(at, 1, "\"{}[]()\n$%=.\0\xff"[at % 14]);
      check_spans(parse(FileId{0}, text), text.size());
    }
  }
}

}  // namespace
}  // namespace brn::hcl
