#pragma once
// Finds keys that a mapping holds twice, for both languages. A repeated key is an error at the second place; the words
// name the line of the first.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "parsers/syntax/tree.h"

namespace brn::syntax {

class DuplicateKeys {
 public:
  /// `text` is the whole file, for the line numbers.
  explicit DuplicateKeys(std::string_view text) : text_(text) {}

  /// Adds an error to `tree` for each member whose key stands earlier in `members`.
  void report(Tree& tree, std::span<const Member> members);

 private:
  void add_error(Tree& tree, const Member& first, const Member& second);

  std::string_view text_;
  std::vector<std::uint32_t> line_starts_;  // filled with the first error
};

}  // namespace brn::syntax
