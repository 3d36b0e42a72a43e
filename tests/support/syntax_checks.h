#pragma once
// What holds for every syntax::Tree, whatever its text: tests of both parsers call it on all they read.

#include <string>
#include <string_view>

#include "parsers/source/utf8.h"
#include "parsers/syntax/tree.h"

namespace brn::test {

/// The first broken property in words; empty when all hold.
class SyntaxProperties {
 public:
  SyntaxProperties(const syntax::Tree& tree, std::string_view text) : tree_(tree), text_(text) {}

  std::string broken() {
    for (std::uint32_t index = 0; index < tree_.node_count(); ++index) check_node(syntax::NodeId{index});
    for (const syntax::Comment& comment : tree_.comments()) {
      check_span(comment.span, "comment");
      if (broken_.empty() && text_[comment.span.begin] != '#') fail("a comment without its #", comment.span);
    }
    for (const SyntaxError& error : tree_.errors()) {
      check_span(error.span, "error");
      const bool is_lower = !error.message.empty() && (error.message[0] < 'A' || error.message[0] > 'Z');
      if (!is_lower || error.message.ends_with('.')) fail("form of the message: " + error.message, error.span);
      if (error.message.find('\n') != std::string::npos) fail("message of two lines", error.span);
    }
    return broken_;
  }

 private:
  void fail(const std::string& what, Span span) {
    if (broken_.empty()) {
      broken_ = what + " at [" + std::to_string(span.begin) + "," + std::to_string(span.end) + ")";
    }
  }

  [[nodiscard]] bool is_inside_character(std::uint32_t at) const {
    if (at >= text_.size() || (static_cast<unsigned char>(text_[at]) & 0xC0U) != 0x80U) return false;
    for (std::uint32_t back = 1; back <= 3 && back <= at; ++back) {
      const std::size_t length = utf8::sequence_length(text_, at - back);
      if (length > 0) return length > back;
    }
    return false;
  }

  void check_span(Span span, const std::string& what) {
    if (span.begin > span.end || span.end > text_.size()) {
      fail(what + " outside the text", span);
    } else if (is_inside_character(span.begin) || is_inside_character(span.end)) {
      fail(what + " splits a character", span);
    }
  }

  // Aliases and merge keys lead out of a collection, so a child lies inside it or elsewhere, but never across its edge.
  void check_child(Span parent, Span child) {
    const bool is_apart = child.end <= parent.begin || parent.end <= child.begin;
    if (!is_apart && !parent.contains(child)) fail("child across the edge of its parent", child);
  }

  void check_node(syntax::NodeId id) {
    const syntax::Node& node = tree_.node(id);
    check_span(node.span, "node");
    if (utf8::first_invalid(node.text) && !utf8::first_invalid(text_)) fail("text is not UTF-8", node.span);
    for (const syntax::NodeId item : tree_.items(id)) check_child(node.span, tree_.node(item).span);
    for (const syntax::Member& member : tree_.members(id)) {
      check_span(member.key_span, "key");
      check_child(node.span, member.key_span);
      check_child(node.span, tree_.node(member.value).span);
    }
  }

  const syntax::Tree& tree_;
  std::string_view text_;
  std::string broken_;
};

inline std::string broken_property(const syntax::Tree& tree, std::string_view text) {
  return SyntaxProperties(tree, text).broken();
}

}  // namespace brn::test
