#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parsers/hcl/parser.h"
#include "tests/support/catch.h"

namespace brn::hcl {
namespace {

constexpr std::size_t kMany = 20'000;

std::string repeat(std::string_view text, std::size_t count) {
  std::string out;
  out.reserve(text.size() * count);
  for (std::size_t i = 0; i < count; ++i) out += text;
  return out;
}

// Levels below an expression. Children come before their parents in the store.
std::size_t deepest(const File& file) {
  std::vector<std::size_t> depths(file.expr_count(), 1);
  std::size_t result = 0;
  for (const Attribute& attribute : file.body(file.root).attributes) {
    std::vector<std::pair<ExprId, std::size_t>> stack{{attribute.value, 1}};
    while (!stack.empty()) {
      const auto [id, depth] = stack.back();
      stack.pop_back();
      result = std::max(result, depth);
      for (const ExprId child : file.children(id)) stack.emplace_back(child, depth + 1);
    }
  }
  return result;
}

void check_refused(const std::string& text) {
  INFO(text.substr(0, 40));
  const File file = parse(FileId{0}, text);
  CHECK_FALSE(file.errors().empty());
  CHECK(deepest(file) <= 1001);
  CHECK_FALSE(print(file).empty());
}

TEST_CASE("hcl: deep nesting is refused, in any form") {
  check_refused("a = " + repeat("[", 5 * kMany) + repeat("]", 5 * kMany) + "\n");
  check_refused("a = " + repeat("(", kMany) + "1" + repeat(")", kMany) + "\n");
  check_refused("a = " + repeat("{ b = ", kMany) + "1" + repeat("}", kMany) + "\n");
  check_refused("a = " + repeat("\"${", kMany) + "1" + repeat("}\"", kMany) + "\n");
  check_refused("a = b" + repeat(".c", kMany) + "\n");
  check_refused("a = b" + repeat(" .c", kMany) + "\n");
  check_refused("a = b[0]" + repeat(".c", kMany) + "\n");
  check_refused("a = b" + repeat("[0]", kMany) + "\n");
  check_refused("a = b" + repeat("[*]", kMany) + "\n");
  check_refused("a = b" + repeat(".*", kMany) + "\n");
  check_refused("a = 1" + repeat(" + 1", kMany) + "\n");
  check_refused("a = " + repeat("-", kMany) + "1\n");
  check_refused("a = " + repeat("b ? c : ", kMany) + "d\n");
  check_refused("a = " + repeat("f(", kMany) + repeat(")", kMany) + "\n");
  check_refused("a = \"" + repeat("%{ if b }", kMany) + repeat("%{ endif }", kMany) + "\"\n");
  check_refused("a = " + repeat("[for b in ", kMany) + "c" + repeat(" : d]", kMany) + "\n");
}

TEST_CASE("hcl: blocks nested deeply are refused") {
  const File file = parse(FileId{0}, repeat("a {\n", kMany) + repeat("}\n", kMany));
  CHECK_FALSE(file.errors().empty());
}

TEST_CASE("hcl: text that is no configuration is given up in the end") {
  check_refused(repeat("\"", 2 * kMany));
  check_refused("a = " + repeat("[", 5 * kMany));
  check_refused("a = \"" + repeat("${", kMany / 2));
  check_refused("a = \"" + repeat("${\"", kMany / 2));
  check_refused(repeat("a {\n", kMany));
  check_refused(repeat("a = <<E\n${<<E\n", kMany / 10));
  check_refused(repeat("a = = 1\n", kMany));
  check_refused(repeat("a {\n x = = 1\n}\n", kMany / 10));
  check_refused(repeat("resource \"a\" \"b\" {\n", kMany / 10));
  check_refused("a = <<EOT\n" + repeat("foo {\n", kMany));
  check_refused(repeat("a = 1\rb = 2\r", kMany));
  check_refused(repeat("/*", kMany));
  check_refused(repeat("}\n", kMany));
  check_refused(repeat("a ", kMany));
  check_refused(repeat("a \"b\"\n", kMany));
  check_refused(std::string(kMany, '\0'));
  check_refused(repeat("\xff", kMany));
  check_refused(
      repeat("\xff"
             "a#",
             kMany));
}

TEST_CASE("hcl: long things that are right are read") {
  CHECK(parse(FileId{0}, "a = \"" + repeat("x", 10 * kMany) + "\"\n").errors().empty());
  CHECK(parse(FileId{0}, "a = \"" + repeat("${b} ", kMany) + "\"\n").errors().empty());
  CHECK(parse(FileId{0}, "a = [" + repeat("1, ", kMany) + "]\n").errors().empty());
  CHECK(parse(FileId{0}, "a = <<E\n" + repeat("b ${c}\n", kMany) + "E\n").errors().empty());
  CHECK(parse(FileId{0}, repeat("a {\n  b = 1\n}\n", kMany)).errors().empty());
  CHECK(parse(FileId{0}, repeat("#", kMany)).errors().empty());
  CHECK(parse(FileId{0}, "").errors().empty());
}

}  // namespace
}  // namespace brn::hcl
