#pragma once
// A YAML text with its tree, for the tests of the parser. Every text is checked for the properties of all trees.

#include <string>
#include <utility>

#include "parsers/yaml/parser.h"
#include "tests/support/catch.h"
#include "tests/support/syntax_checks.h"

namespace brn::test {

inline constexpr FileId kFile{0};

struct Parsed {
  explicit Parsed(std::string source) : text(std::move(source)), tree(yaml::parse(kFile, text)) {
    CHECK(broken_property(tree, text) == "");
  }
  [[nodiscard]] syntax::NodeId root() const { return tree.documents()[0]; }
  [[nodiscard]] syntax::NodeId find(std::string_view key) const { return tree.find(root(), key); }
  [[nodiscard]] const syntax::Node& at(std::string_view key) const { return tree.node(find(key)); }
  [[nodiscard]] std::string written(Span span) const { return text.substr(span.begin, span.size()); }
  [[nodiscard]] std::string written_at(std::string_view key) const { return written(at(key).span); }

  std::string text;
  syntax::Tree tree;
};

}  // namespace brn::test
