#pragma once
// Finds keys that a mapping holds twice, for both languages. A repeated key is an error at the second place; the words
// name the line of the first.

#include <span>
#include <string_view>

#include "parsers/source/line_index.h"
#include "parsers/syntax/tree.h"

namespace brn::syntax {

class DuplicateKeys {
 public:
  /// `text` is the whole file, for the line numbers.
  explicit DuplicateKeys(std::string_view text) : lines_(text) {}

  /// Adds an error to `tree` for each member whose key stands earlier in `members`.
  void report(Tree& tree, std::span<const Member> members);

 private:
  void add_error(Tree& tree, const Member& first, const Member& second);

  LineNumbers lines_;
};

}  // namespace brn::syntax
