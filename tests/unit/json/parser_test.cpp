#include "parsers/json/parser.h"

#include "parsers/syntax/printer.h"
#include "tests/support/catch.h"
#include "tests/support/syntax_checks.h"

using namespace brn;
using namespace brn::syntax;

namespace {

constexpr FileId kFile{0};

struct Parsed {
  explicit Parsed(std::string source) : text(std::move(source)), tree(json::parse(kFile, text)) {
    CHECK(test::broken_property(tree, text).empty());
  }
  [[nodiscard]] NodeId root() const { return tree.documents()[0]; }
  [[nodiscard]] const Node& at(std::string_view key) const { return tree.node(tree.find(root(), key)); }
  [[nodiscard]] std::string written(Span span) const { return text.substr(span.begin, span.size()); }

  std::string text;
  Tree tree;
};

// `message @ marked text`, or what is wrong with the number of errors.
std::string error_of(const std::string& text) {
  const Parsed parsed(text);
  if (parsed.tree.errors().size() != 1) return std::to_string(parsed.tree.errors().size()) + " errors";
  const SyntaxError& error = parsed.tree.errors()[0];
  return error.message + " @" + std::to_string(error.span.begin) + " " + parsed.written(error.span);
}

}  // namespace

TEST_CASE("JSON: every kind of value with its span") {
  const Parsed p(R"( {"n": null , "t":true,"i" : -12e+3,"s":"a\u00e9\/","l":[ 1,2.50 ],"o":{}} )");
  REQUIRE(p.tree.errors().empty());
  CHECK(p.written(p.tree.node(p.root()).span) == p.text.substr(1, p.text.size() - 2));
  CHECK(p.at("n").kind == NodeKind::Null);
  CHECK(p.written(p.at("n").span) == "null");
  CHECK(p.at("t").bool_value);
  CHECK(p.at("i").kind == NodeKind::Number);
  CHECK(p.at("i").text == "-12e+3");
  CHECK(p.at("s").text == "a\xC3\xA9/");
  CHECK(p.at("s").style == ScalarStyle::DoubleQuoted);
  CHECK(p.written(p.at("s").span) == R"("a\u00e9\/")");
  CHECK(p.written(p.at("l").span) == "[ 1,2.50 ]");
  CHECK(p.tree.node(p.tree.items(p.tree.find(p.root(), "l"))[1]).text == "2.50");
  CHECK(p.written(p.at("o").span) == "{}");
  for (const Member& member : p.tree.members(p.root())) {
    CHECK(p.written(member.key_span) == "\"" + std::string(member.key) + "\"");
  }
}

TEST_CASE("JSON: a text without escapes is a view into the source") {
  const Parsed p(R"({"key":"value"})");
  CHECK(p.at("key").text.data() == p.text.data() + 8);
  CHECK(p.tree.members(p.root())[0].key.data() == p.text.data() + 2);
}

TEST_CASE("JSON: numbers stay as written, at the end of the text too") {
  for (const std::string number : {"0", "-0", "12345678901234567890123", "1.50", "1E5", "010e1"}) {
    const Parsed p(number);
    if (number == "010e1") {
      CHECK(p.tree.errors().size() == 1);
    } else {
      REQUIRE(p.tree.errors().empty());
      CHECK(p.tree.node(p.root()).text == number);
      CHECK(p.written(p.tree.node(p.root()).span) == number);
    }
  }
}

TEST_CASE("JSON: a byte order mark is passed") {
  const Parsed p("\xEF\xBB\xBF{\"a\": 1}");
  REQUIRE(p.tree.errors().empty());
  CHECK(p.tree.node(p.root()).span == Span{kFile, 3, 11});
}

TEST_CASE("JSON: surrogate pairs are one character") {
  CHECK(Parsed(R"({"a":"\ud83d\ude00"})").at("a").text == "\xF0\x9F\x98\x80");
}

TEST_CASE("JSON: errors say what is wrong and where") {
  CHECK(error_of("") == "expected a JSON value but the file is empty @0 ");
  CHECK(error_of("{\"a\":1,}") == "trailing comma before `}` @6 ,");
  CHECK(error_of("[1,]") == "trailing comma before `]` @2 ,");
  CHECK(error_of("{\"a\":1") == "`{` is never closed @0 {");
  CHECK(error_of("{\"a\":[1, 2") == "`[` is never closed @5 [");
  CHECK(error_of("{\"a\":") == "`{` is never closed @0 {");
  CHECK(error_of("{\"a\" 1}") == "expected `:` after the key @5 1");
  CHECK(error_of("{\"a\":1 \"b\":2}") == "expected `,` or `}` @7 \"");
  CHECK(error_of("[1 2]") == "expected `,` or `]` @3 2");
  CHECK(error_of("[1}") == "`}` cannot close the `[` of line 1 @2 }");
  CHECK(error_of("{a: 1}") == "the key `a` must be in double quotes @1 a");
  CHECK(error_of("{'a': 1}") == "strings must be in double quotes in JSON @1 '");
  CHECK(error_of("{\"a\": True}") == "`True` must be written `true` in JSON @6 True");
  CHECK(error_of("{\"a\": None}") == "`None` must be written `null` in JSON @6 None");
  CHECK(error_of("[01]") == "expected `,` or `]` @2 1");
  CHECK(error_of("[+1]") == "`+1` is not a JSON number @1 +1");
  CHECK(error_of("[nope]") == "`nope` is not a JSON value @1 nope");
  CHECK(error_of("{} x") == "unexpected text after the end of the JSON value @3 x");
  CHECK(error_of("{ // no\n}") == "comments are not allowed in JSON @2 //");
  CHECK(error_of("[1, /* no */ 2]") == "comments are not allowed in JSON @4 /*");
  CHECK(error_of("[\"abc\n\"]") == "unclosed double quote @1 \"");
  CHECK(error_of("[\"abc") == "unclosed double quote @1 \"");
  CHECK(error_of("[\"a\tb\"]") == "a tab in a string must be written `\\t` @3 \t");
  CHECK(error_of("[\"\\d\"]") == "unknown escape `\\d` @2 \\d");
  CHECK(error_of("[\"\\u12\"]") == "`\\u` needs four hexadecimal digits @2 \\u");
  CHECK(error_of("[\"x\\ud800\"]") == "`\\ud800` is half of a surrogate pair @3 \\ud800");
  CHECK(error_of("[\"\\ud83d\\ude00\\udc00\"]") == "`\\udc00` is half of a surrogate pair @14 \\udc00");
  CHECK(error_of("[1e999]") == "the number is out of range @1 1e999");
  CHECK(error_of(std::string("[1\0]", 4)) == "the text holds a NUL byte @2 " + std::string(1, '\0'));
  CHECK(error_of("[\"\xFF\"]") == "the text is not valid UTF-8 @2 \xFF");
  CHECK(error_of("[\xC3\xA9]") == "expected a value or `]` @1 \xC3\xA9");
  CHECK(error_of(std::string("\xFF\xFE{\0", 4)) == "the file is encoded as UTF-16; save it as UTF-8 @0 \xFF\xFE");
}

TEST_CASE("JSON: what stands before an error is kept") {
  const Parsed p(R"({"a": {"b": [1, 2, oops]}, "c": 3})");
  REQUIRE(p.tree.errors().size() == 1);
  const NodeId list = p.tree.find(p.tree.find(p.root(), "a"), "b");
  REQUIRE(list.is_valid());
  CHECK(p.tree.items(list).size() == 2);
  CHECK_FALSE(p.tree.find(p.root(), "c").is_valid());
}

TEST_CASE("JSON: duplicate keys are errors and the last one counts") {
  const Parsed p("{\"a\": 1,\n \"a\": 2}");
  REQUIRE(p.tree.errors().size() == 1);
  CHECK(p.tree.errors()[0].message == "duplicate key `a` on line 2, first written on line 1");
  CHECK(p.written(p.tree.errors()[0].span) == "\"a\"");
  CHECK(p.at("a").text == "2");
}

TEST_CASE("JSON: deep nesting is an error, not a crash") {
  const Parsed arrays(std::string(100'000, '['));
  REQUIRE(arrays.tree.errors().size() == 1);
  CHECK(arrays.tree.errors()[0].span.begin == json::kMaxDepth);
  CHECK(arrays.tree.node_count() == json::kMaxDepth);
  const std::string allowed = std::string(json::kMaxDepth, '[') + std::string(json::kMaxDepth, ']');
  CHECK(Parsed(allowed).tree.errors().empty());
}

TEST_CASE("JSON: every prefix of a text can be read") {
  const std::string text =
      "\xEF\xBB\xBF{\"a\\u00e9\": [1.5e3, true, null, \"\\ud83d\\ude00\xC3\xA9\"], \"b\": {\"c\": {}}}";
  for (std::size_t length = 0; length < text.size(); ++length) {
    CHECK(Parsed(text.substr(0, length)).tree.errors().size() == 1);
  }
  CHECK(Parsed(text).tree.errors().empty());
}
