#pragma once
// Reads a whole text piece by piece, so that one mistake costs one block. Where the syntax tree of the text holds an
// error, everything before the broken item is kept, and the rest is parsed again from the next line that looks like
// the header of a block.

#include <vector>

#include "parsers/hcl/reader.h"

namespace brn::hcl {

class Recovery {
 public:
  explicit Recovery(Reading& reading) : reading_(reading), reader_(reading) {}

  /// Reads the text and gives its body.
  [[nodiscard]] Body read();

 private:
  using Outcome = TreeParser::Outcome;

  [[nodiscard]] Outcome try_until(std::uint32_t end);
  [[nodiscard]] bool accept(const Outcome& outcome, std::uint32_t end);
  void read_rest(std::uint32_t stopped_at);
  void read_broken_item();
  [[nodiscard]] bool extend();
  void find_headers();
  [[nodiscard]] std::uint32_t boundary_after(std::size_t count) const;
  [[nodiscard]] std::uint32_t header_before(std::uint32_t offset) const;

  Reading& reading_;
  Reader reader_;
  TreeParser parser_;
  std::vector<std::uint32_t> headers_;  // where lines begin that look like headers
  std::uint32_t at_ = 0;                // everything before was read
  std::uint32_t broken_items_ = 0;
  std::uint64_t extension_budget_ = 0;  // bytes that may still be parsed to find the end of broken items
  std::uint32_t repair_budget_ = 0;     // bytes that may still be parsed with repairs
};

}  // namespace brn::hcl
