#pragma once
// Where the characters of a scalar's text are written: the text is decoded (escapes, folded lines, the indentation of a
// block), and a policy inside of it has places all the same.

#include <cstdint>
#include <string_view>
#include <vector>

#include "parsers/syntax/tree.h"

namespace brn::config::cloudformation {

class ScalarPlaces {
 public:
  /// `source` is the text of the node's span.
  ScalarPlaces(std::string_view source, const syntax::Node& node);

  /// The place of decoded characters; invalid when the text could not be followed that far.
  [[nodiscard]] Span span(std::size_t begin, std::size_t end) const;

 private:
  void follow_block(std::string_view source, std::string_view text);
  void follow_flow(std::string_view source, const syntax::Node& node, std::size_t at);

  Span whole_;
  std::vector<std::uint32_t> offsets_;  // by decoded character: offset in the source
};

}  // namespace brn::config::cloudformation
