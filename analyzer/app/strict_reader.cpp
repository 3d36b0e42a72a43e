#include "analyzer/app/strict_reader.h"

#include <algorithm>

#include "analyzer/diagnostics/names.h"
#include "parsers/yaml/parser.h"

namespace brn::app {
namespace {

using syntax::NodeId;
using syntax::NodeKind;

bool is_scalar(NodeKind kind) {
  return kind != NodeKind::Mapping && kind != NodeKind::Sequence;
}

bool is_plain_literal(const syntax::Node& node) {
  if (node.style != syntax::ScalarStyle::Plain) return false;
  if (node.text == "true" || node.text == "false" || node.text == "null") return true;
  return !node.text.empty() && node.text.find_first_not_of("0123456789.-") == std::string_view::npos &&
         node.text.find_first_of("0123456789") != std::string_view::npos;
}

std::string quoted_expression(std::string_view text) {
  std::string out = "\"";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n') {
      out += "\\n";
      continue;
    }
    if ((c == '$' || c == '%') && i + 1 < text.size() && text[i + 1] == '{') out += c;
    out += c;
  }
  return out + "\"";
}

}  // namespace

StrictReader::StrictReader(FileId file, std::string_view text, Diagnostics& diagnostics)
    : file_(file), tree_(yaml::parse(file, text)), diagnostics_(diagnostics) {
  for (const SyntaxError& one : tree_.errors()) diagnostics_.error(DiagnosticKind::SyntaxError, one.span, one.message);
}

NodeId StrictReader::root() const {
  if (tree_.documents().empty() || !tree_.errors().empty()) return {};
  const NodeId first = tree_.documents().front();
  return is_null(first) ? NodeId{} : first;
}

bool StrictReader::is_null(NodeId node) const {
  const syntax::Node& data = tree_.node(node);
  if (data.kind == NodeKind::Null) return true;
  return data.kind == NodeKind::Scalar && (data.text.empty() || data.text == "~" || data.text == "null");
}

void StrictReader::error(Span place, std::string message) {
  diagnostics_.error(DiagnosticKind::InvalidStructure, place, std::move(message));
}

void StrictReader::entries(NodeId node, std::string_view what,
                           const std::function<void(std::string_view, NodeId)>& take) {
  if (is_null(node)) return;
  if (tree_.node(node).kind != NodeKind::Mapping) {
    error(place(node), std::string(what) + " is a mapping of keys and values");
    return;
  }
  for (const syntax::Member& member : tree_.members(node)) take(member.key, member.value);
}

void StrictReader::mapping(NodeId node, std::string_view what, std::span<const std::string_view> keys,
                           const std::function<void(std::string_view, NodeId)>& take) {
  if (is_null(node)) return;
  if (tree_.node(node).kind != NodeKind::Mapping) {
    error(place(node), std::string(what) + " is a mapping of keys and values");
    return;
  }
  for (const syntax::Member& member : tree_.members(node)) {
    if (std::find(keys.begin(), keys.end(), member.key) != keys.end()) {
      take(member.key, member.value);
      continue;
    }
    const std::vector<std::string_view> known(keys.begin(), keys.end());
    std::string hint = did_you_mean(member.key, known);
    if (hint.empty()) {
      for (const std::string_view key : keys) hint.append(hint.empty() ? "; it has " : ", ").append(key);
    }
    error(member.key_span, std::string(what) + " has no key `" + std::string(member.key) + "`" + hint);
  }
}

void StrictReader::list(NodeId node, std::string_view what, const std::function<void(NodeId)>& take) {
  if (is_null(node)) return;
  const NodeKind kind = tree_.node(node).kind;
  if (kind == NodeKind::Mapping) {
    error(place(node), "`" + std::string(what) + "` is a list");
  } else if (kind == NodeKind::Sequence) {
    for (const NodeId item : tree_.items(node)) take(item);
  } else {
    take(node);
  }
}

std::optional<std::string> StrictReader::text(NodeId node, std::string_view what) {
  if (is_scalar(tree_.node(node).kind) && !is_null(node)) return std::string(tree_.node(node).text);
  error(place(node), "`" + std::string(what) + "` is a text");
  return std::nullopt;
}

std::vector<std::string> StrictReader::texts(NodeId node, std::string_view what) {
  std::vector<std::string> all;
  list(node, what, [&](NodeId item) {
    if (auto one = text(item, what)) all.push_back(std::move(*one));
  });
  return all;
}

std::optional<bool> StrictReader::boolean(NodeId node, std::string_view what) {
  const syntax::Node& data = tree_.node(node);
  if (is_scalar(data.kind) && (data.text == "true" || data.text == "false")) return data.text == "true";
  error(place(node), "`" + std::string(what) + "` is `true` or `false`");
  return std::nullopt;
}

std::optional<std::size_t> StrictReader::one_of(NodeId node, std::string_view what,
                                                std::span<const std::string_view> names) {
  const syntax::Node& data = tree_.node(node);
  const auto found = is_scalar(data.kind) ? std::find(names.begin(), names.end(), data.text) : names.end();
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  std::string message = "`" + std::string(what) + "` is one of ";
  for (std::size_t i = 0; i < names.size(); ++i) message.append(i == 0 ? "" : ", ").append(names[i]);
  const std::vector<std::string_view> known(names.begin(), names.end());
  error(place(node), message + did_you_mean(data.text, known));
  return std::nullopt;
}

std::string StrictReader::expression(NodeId node, bool is_inner) {
  const syntax::Node& data = tree_.node(node);
  if (is_null(node)) return "null";
  if (data.kind == NodeKind::Sequence) {
    std::string out = "[";
    for (const NodeId item : tree_.items(node)) out.append(out.size() == 1 ? "" : ", ").append(expression(item, true));
    return out + "]";
  }
  if (data.kind == NodeKind::Mapping) {
    std::string out = "{";
    for (const syntax::Member& member : tree_.members(node)) {
      out.append(out.size() == 1 ? "" : ", ")
          .append(quoted_expression(member.key))
          .append(" = ")
          .append(expression(member.value, true));
    }
    return out + "}";
  }
  // `--var` takes the text of a string as it is; inside a list or mapping it is an expression.
  return !is_inner || is_plain_literal(data) ? std::string(data.text) : quoted_expression(data.text);
}

}  // namespace brn::app
