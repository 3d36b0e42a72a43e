#include <string>

#include "parsers/hcl/parser.h"
#include "tests/support/catch.h"

namespace brn::hcl {
namespace {

TEST_CASE("hcl: one expression") {
  const ParsedExpression parsed = parse_expression(FileId{7}, "a.b + 1");
  CHECK(parsed.file.errors().empty());
  const Expr& expr = parsed.file.expr(parsed.root);
  CHECK(expr.kind == ExprKind::Binary);
  CHECK(expr.span == Span{FileId{7}, 0, 7});
  CHECK(parsed.file.expr(parsed.file.child(parsed.root, 1)).span == Span{FileId{7}, 6, 7});
}

TEST_CASE("hcl: nothing may follow an expression") {
  for (const std::string_view text : {"a b", "a\nb = 1", "a\nb {}", "", "1 +", "a)", "\"b"}) {
    INFO(text);
    const ParsedExpression parsed = parse_expression(FileId{0}, text);
    CHECK_FALSE(parsed.file.errors().empty());
    for (const SyntaxError& error : parsed.file.errors()) CHECK(error.span.end <= text.size());
  }
}

TEST_CASE("hcl: a template without quotes") {
  const ParsedExpression parsed = parse_template(FileId{0}, "a \\n \"${b}\"\n%{ if c }d%{ endif }");
  CHECK(parsed.file.errors().empty());
  const Expr& expr = parsed.file.expr(parsed.root);
  REQUIRE(expr.kind == ExprKind::Template);
  CHECK(expr.span.begin == 0);
  const auto parts = parsed.file.children(parsed.root);
  REQUIRE(parts.size() == 4);
  CHECK(parsed.file.expr(parts[0]).text == "a \\n \"");
  CHECK(parsed.file.expr(parts[1]).name == "b");
  CHECK(parsed.file.expr(parts[1]).span == Span{FileId{0}, 8, 9});
  CHECK(parsed.file.expr(parts[2]).text == "\"\n");
  CHECK(parsed.file.expr(parts[3]).kind == ExprKind::TemplateIf);
}

TEST_CASE("hcl: the text of a template is its own") {
  const auto text_of = [](std::string_view text) {
    const ParsedExpression parsed = parse_template(FileId{0}, text);
    CHECK(parsed.file.errors().empty());
    return std::string(parsed.file.expr(parsed.root).text);
  };
  CHECK(text_of("") == "");
  CHECK(text_of("a") == "a");
  CHECK(text_of("a\n") == "a\n");
  CHECK(text_of("END") == "END");
  CHECK(text_of("a\nEND\nb") == "a\nEND\nb");
  CHECK(text_of("$${a} %%{b} $ %") == "${a} %{b} $ %");
}

TEST_CASE("hcl: comments are kept with their places") {
  const std::string_view text = "a = 1 # one\r\n// two\n/* three\n*/\nb {\n  # four\n}\n";
  const File file = parse(FileId{0}, text);
  CHECK(file.errors().empty());
  REQUIRE(file.comments().size() == 4);
  const auto comment = [&](std::size_t index) {
    const Span span = file.comments()[index].span;
    return text.substr(span.begin, span.size());
  };
  CHECK(comment(0) == "# one");
  CHECK(comment(1) == "// two");
  CHECK(comment(2) == "/* three\n*/");
  CHECK(comment(3) == "# four");
}

}  // namespace
}  // namespace brn::hcl
