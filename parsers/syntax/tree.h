#pragma once
// The tree that the JSON and the YAML adaptor both make: scalars, sequences and mappings, each with its exact span.
// A Tree owns its nodes and the text of decoded scalars; everything else points into the source buffer, which must
// outlive it. An alias of YAML is a second way to the same node, so a tree is a DAG: `Tree::expanded_size` says how
// large it would be written out, and the adaptor refuses what is past its budget.

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/source/span.h"
#include "parsers/source/syntax_error.h"

namespace brn::syntax {

struct NodeId {
  std::uint32_t index = 0xffffffffU;
  [[nodiscard]] constexpr bool is_valid() const { return index != 0xffffffffU; }
  friend constexpr auto operator<=>(NodeId, NodeId) = default;
};

/// JSON and YAML 1.1 in common. `Null`, `Bool` and `Number` are made by JSON only; YAML's plain scalars stay `Scalar`
/// with their text, since what `yes`, `010` or `2012-10-17` mean is for the reader of the language to decide.
enum class NodeKind : std::uint8_t { Null, Bool, Number, String, Scalar, Sequence, Mapping };

/// How a scalar was written. JSON strings are `DoubleQuoted`.
enum class ScalarStyle : std::uint8_t { None, Plain, SingleQuoted, DoubleQuoted, Literal, Folded };

/// One `key: value`. `key_span` covers the key as written, quotes included.
struct Member {
  std::string_view key;
  Span key_span;
  NodeId value;
};

struct Node {
  NodeKind kind = NodeKind::Null;
  ScalarStyle style = ScalarStyle::None;
  bool bool_value = false;
  bool is_flow = false;     // a YAML collection in [] or {}
  std::string_view tag;     // YAML: `!Sub`, `tag:yaml.org,2002:str`; empty where none was written
  std::string_view text;    // decoded text of a scalar; a number as written
  Span span;                // the value as written, quotes, tag and brackets included; a block ends with its last value
  std::uint32_t first = 0;  // into items_ or members_
  std::uint32_t count = 0;
};

/// A comment, from its `#` to before the line end.
struct Comment {
  Span span;
};

class Tree {
 public:
  /// The roots: one for JSON, one for each document of YAML.
  [[nodiscard]] std::span<const NodeId> documents() const { return documents_; }
  [[nodiscard]] const Node& node(NodeId id) const { return nodes_[id.index]; }
  [[nodiscard]] std::span<const NodeId> items(NodeId sequence) const;
  [[nodiscard]] std::span<const Member> members(NodeId mapping) const;
  /// Value of a key (the last one where it was written twice), or an invalid id.
  [[nodiscard]] NodeId find(NodeId mapping, std::string_view key) const;
  [[nodiscard]] const Member* find_member(NodeId mapping, std::string_view key) const;
  [[nodiscard]] std::span<const Comment> comments() const { return comments_; }
  [[nodiscard]] const SyntaxErrors& errors() const { return errors_; }
  [[nodiscard]] std::size_t node_count() const { return nodes_.size(); }

  // For the adaptors.
  NodeId add(Node node);
  NodeId add_sequence(Node node, std::span<const NodeId> items);
  NodeId add_mapping(Node node, std::span<const Member> members);
  void add_document(NodeId root) { documents_.push_back(root); }
  void add_comment(Span span) { comments_.push_back(Comment{span}); }
  void add_error(Span span, std::string message) { errors_.push_back(SyntaxError{span, std::move(message)}); }
  /// Keeps a decoded text for the tree's life.
  std::string_view keep(std::string text);

 private:
  std::vector<Node> nodes_;
  std::vector<NodeId> items_;
  std::vector<Member> members_;
  std::vector<NodeId> documents_;
  std::vector<Comment> comments_;
  std::deque<std::string> texts_;
  SyntaxErrors errors_;
};

/// Nodes that the tree below `root` would have written out without aliases; saturates at `limit`.
[[nodiscard]] std::uint64_t expanded_size(const Tree& tree, NodeId root, std::uint64_t limit);

}  // namespace brn::syntax
