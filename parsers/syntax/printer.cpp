#include "parsers/syntax/printer.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace brn::syntax {
namespace {

std::string_view kind_name(NodeKind kind) {
  switch (kind) {
    case NodeKind::Null: return "null";
    case NodeKind::Bool: return "bool";
    case NodeKind::Number: return "number";
    case NodeKind::String: return "string";
    case NodeKind::Scalar: return "scalar";
    case NodeKind::Sequence: return "sequence";
    case NodeKind::Mapping: return "mapping";
  }
  return "";
}

std::string_view style_name(ScalarStyle style) {
  switch (style) {
    case ScalarStyle::None: return "";
    case ScalarStyle::Plain: return "plain";
    case ScalarStyle::SingleQuoted: return "single-quoted";
    case ScalarStyle::DoubleQuoted: return "double-quoted";
    case ScalarStyle::Literal: return "literal";
    case ScalarStyle::Folded: return "folded";
  }
  return "";
}

// In double quotes, with whatever would break the line escaped as in JSON.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default:
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
          fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(c));
        } else {
          out += c;
        }
    }
  }
  return out + '"';
}

// Walks with a stack of its own. A collection that was printed before (an alias) is only named by its span, so the
// output stays as small as the tree.
class Printer {
 public:
  explicit Printer(const Tree& tree) : tree_(tree), is_printed_(tree.node_count(), false) {}

  std::string run() {
    for (const NodeId root : tree_.documents()) {
      pending_.push_back({root, "document", {}, 0});
      while (!pending_.empty()) {
        const Line line = pending_.back();
        pending_.pop_back();
        print_line(line);
      }
    }
    for (const Comment& comment : tree_.comments()) write("comment {}\n", place(comment.span));
    for (const SyntaxError& error : tree_.errors()) write("error {} {}\n", place(error.span), error.message);
    return std::move(out_);
  }

 private:
  struct Line {
    NodeId id;
    std::string_view label;
    Span key_span;
    std::size_t depth = 0;
  };

  template <typename... Args>
  void write(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Args>(args)...);
  }

  static std::string place(Span span) { return fmt::format("[{},{})", span.begin, span.end); }

  void print_line(const Line& line) {
    const Node& node = tree_.node(line.id);
    out_.append(line.depth * 2, ' ');
    if (line.key_span.is_valid()) {
      write("{} {}: ", quoted(line.label), place(line.key_span));
    } else {
      write("{} ", line.label);
    }
    if (!node.tag.empty()) write("<{}> ", node.tag);
    if (node.kind == NodeKind::Sequence || node.kind == NodeKind::Mapping) {
      print_collection(line, node);
    } else {
      print_scalar(node);
    }
  }

  void print_scalar(const Node& node) {
    write("{} {}", kind_name(node.kind), place(node.span));
    if (node.kind != NodeKind::Null) write(" {}", quoted(node.text));
    if (node.style != ScalarStyle::None) write(" {}", style_name(node.style));
    out_ += '\n';
  }

  void print_collection(const Line& line, const Node& node) {
    const bool is_repeated = is_printed_[line.id.index];
    is_printed_[line.id.index] = true;
    write("{}{} {}{}\n", node.is_flow ? "flow " : "", kind_name(node.kind), place(node.span),
          is_repeated ? " printed above" : "");
    if (is_repeated) return;
    const std::size_t first = pending_.size();
    for (const NodeId item : tree_.items(line.id)) pending_.push_back({item, "-", {}, line.depth + 1});
    for (const Member& member : tree_.members(line.id)) {
      pending_.push_back({member.value, member.key, member.key_span, line.depth + 1});
    }
    std::reverse(pending_.begin() + static_cast<std::ptrdiff_t>(first), pending_.end());
  }

  const Tree& tree_;
  std::vector<bool> is_printed_;
  std::vector<Line> pending_;
  std::string out_;
};

}  // namespace

std::string print(const Tree& tree) {
  return Printer(tree).run();
}

}  // namespace brn::syntax
