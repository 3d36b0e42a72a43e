#include "parsers/syntax/tree.h"

#include <array>

#include "parsers/syntax/duplicate_keys.h"
#include "parsers/syntax/excerpt.h"
#include "parsers/syntax/printer.h"
#include "tests/support/catch.h"

using namespace brn;
using namespace brn::syntax;

namespace {

Node text_node(std::string_view text) {
  Node node;
  node.kind = NodeKind::String;
  node.text = text;
  return node;
}

}  // namespace

TEST_CASE("members are found by key, the last of two") {
  Tree tree;
  const NodeId a = tree.add(text_node("1"));
  const NodeId b = tree.add(text_node("2"));
  const std::array members{Member{"x", {}, a}, Member{"y", {}, b}, Member{"x", {}, b}};
  const NodeId mapping = tree.add_mapping({}, members);
  CHECK(tree.find(mapping, "x") == b);
  CHECK(tree.find(mapping, "y") == b);
  CHECK_FALSE(tree.find(mapping, "z").is_valid());
  CHECK_FALSE(tree.find(a, "x").is_valid());
  CHECK_FALSE(tree.find(NodeId{}, "x").is_valid());
  CHECK(tree.members(mapping).size() == 3);
  CHECK(tree.items(mapping).empty());
}

TEST_CASE("kept texts stay where they are when the tree moves") {
  Tree tree;
  const std::string_view kept = tree.keep("short");
  for (int i = 0; i < 1000; ++i) tree.keep(std::to_string(i));
  const Tree moved = std::move(tree);
  CHECK(kept == "short");
}

TEST_CASE("the expanded size counts an aliased node each time, up to the limit") {
  Tree tree;
  NodeId node = tree.add(text_node("x"));
  for (int level = 0; level < 80; ++level) node = tree.add_sequence({}, std::array{node, node});
  CHECK(expanded_size(tree, NodeId{0}, 1000) == 1);
  CHECK(expanded_size(tree, NodeId{1}, 1000) == 3);
  CHECK(expanded_size(tree, NodeId{2}, 1000) == 7);
  CHECK(expanded_size(tree, NodeId{2}, 5) == 5);
  CHECK(expanded_size(tree, node, 1000) == 1000);
  CHECK(expanded_size(tree, node, ~std::uint64_t{0}) == ~std::uint64_t{0});
  CHECK(print(tree).empty());
}

TEST_CASE("a node that is there twice is printed once") {
  Tree tree;
  const NodeId leaf = tree.add(text_node("a\n\"b\""));
  const NodeId inner = tree.add_sequence({}, std::array{leaf});
  tree.add_document(tree.add_sequence({}, std::array{inner, inner}));
  CHECK(print(tree) ==
        "document sequence [0,0)\n"
        "  - sequence [0,0)\n"
        "    - string [0,0) \"a\\n\\\"b\\\"\"\n"
        "  - sequence [0,0) printed above\n");
}

TEST_CASE("a duplicate key is reported at its second place") {
  for (const std::size_t extra : {0U, 50U}) {
    Tree tree;
    const NodeId value = tree.add(text_node("v"));
    const std::string text = "a: v\nb: v\na: v\n";
    std::vector<std::string> names;
    for (std::size_t i = 0; i < extra; ++i) names.push_back("k" + std::to_string(i));
    std::vector<Member> members{Member{"a", Span{FileId{0}, 0, 1}, value}, Member{"b", Span{FileId{0}, 5, 6}, value}};
    for (const std::string& name : names) members.push_back(Member{name, Span{FileId{0}, 5, 6}, value});
    members.push_back(Member{"a", Span{FileId{0}, 10, 11}, value});
    DuplicateKeys(text).report(tree, members);
    REQUIRE(tree.errors().size() == 1);
    CHECK(tree.errors()[0].span == Span{FileId{0}, 10, 11});
    CHECK(tree.errors()[0].message == "duplicate key `a` on line 3, first written on line 1");
  }
}

TEST_CASE("an excerpt is short and on one line") {
  CHECK(excerpt("a\nb") == "`a b`");
  CHECK(excerpt("\xFFz") == "`\xEF\xBF\xBDz`");
  CHECK(excerpt(std::string(200, 'x')) == "`" + std::string(60, 'x') + "\xE2\x80\xA6`");
}
