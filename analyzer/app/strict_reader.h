#pragma once
// Reads YAML documents that people write for the program (the configuration file, waiver files): every key has to be
// known, every value of its kind, and what is wrong is an error at its place with the nearest right name.

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/diagnostics/diagnostic.h"
#include "parsers/source/source_manager.h"
#include "parsers/syntax/tree.h"

namespace brn::app {

class StrictReader {
 public:
  StrictReader(FileId file, std::string_view text, Diagnostics& diagnostics);

  /// The document; invalid when it is empty or cannot be read.
  [[nodiscard]] syntax::NodeId root() const;
  [[nodiscard]] const syntax::Tree& tree() const { return tree_; }

  /// Calls `take(key, value)` for each entry whose key is known.
  void mapping(syntax::NodeId node, std::string_view what, std::span<const std::string_view> keys,
               const std::function<void(std::string_view, syntax::NodeId)>& take);
  /// Entries with any key.
  void entries(syntax::NodeId node, std::string_view what,
               const std::function<void(std::string_view, syntax::NodeId)>& take);
  /// Items of a list; a scalar is a list of one.
  void list(syntax::NodeId node, std::string_view what, const std::function<void(syntax::NodeId)>& take);

  [[nodiscard]] std::optional<std::string> text(syntax::NodeId node, std::string_view what);
  [[nodiscard]] std::vector<std::string> texts(syntax::NodeId node, std::string_view what);
  [[nodiscard]] std::optional<bool> boolean(syntax::NodeId node, std::string_view what);
  /// Position among `names`.
  [[nodiscard]] std::optional<std::size_t> one_of(syntax::NodeId node, std::string_view what,
                                                  std::span<const std::string_view> names);
  /// A value as an expression of Terraform: lists and mappings too.
  [[nodiscard]] std::string expression(syntax::NodeId node, bool is_inner = false);

  [[nodiscard]] Span place(syntax::NodeId node) const { return tree_.node(node).span; }
  void error(Span place, std::string message);

 private:
  [[nodiscard]] bool is_null(syntax::NodeId node) const;

  FileId file_;
  syntax::Tree tree_;
  Diagnostics& diagnostics_;
};

}  // namespace brn::app
