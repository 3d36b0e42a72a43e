#pragma once
// Walks a syntax tree and fills a File with what it says: the nodes below a node are finished before it, so a stack of
// pieces is all that is kept and depth costs no recursion. One Reader reads the trees of all parts of a file in turn.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "parsers/hcl/expressions.h"
#include "parsers/hcl/reading.h"

namespace brn::hcl {

class Reader {
 public:
  explicit Reader(Reading& reading) : reading_(reading), expressions_(reading) {}

  /// Reads the items and comments of `tree` that begin before `end`.
  void read(const TSTree* tree, std::uint32_t end);

  /// The body of the items that were read, from all trees.
  [[nodiscard]] Body take_root();

 private:
  // A node that was entered and not yet left.
  struct Frame {
    Piece node{};
    std::size_t first_piece = 0;
    std::size_t first_attribute = 0;
    std::size_t first_block = 0;
    bool has_error = false;     // somewhere below
    bool is_explained = false;  // some node below accounts for that
    bool is_broken = false;     // holds something that is no part of the grammar
  };

  void walk(TSTreeCursor& cursor);
  [[nodiscard]] bool enter(TSNode node);
  void leave();
  void add_token(TSNode node, Piece piece);
  void note_missing_separator(const Frame& frame);
  void note_missing_token(const Piece& piece);

  [[nodiscard]] Pieces pieces_of(const Frame& frame) const;
  void leave_error(const Frame& frame);
  void leave_attribute(const Frame& frame);
  void leave_block(const Frame& frame);
  void leave_fragment(const Frame& frame);
  void drop_pieces(const Frame& frame);
  void finish(const Frame& frame, const Piece& piece);
  [[nodiscard]] Body take_body(std::size_t first_attribute, std::size_t first_block);
  [[nodiscard]] Block make_block(Pieces header, Body body);
  [[nodiscard]] bool keep_unclosed_block(const Frame& frame);
  void complain_once(std::uint32_t begin, std::uint32_t end, std::string message);

  Reading& reading_;
  ExpressionBuilder expressions_;
  std::vector<Frame> frames_;
  std::vector<Piece> pieces_;
  std::vector<Attribute> attributes_;
  std::vector<Block> blocks_;
  std::optional<Block> unclosed_;
  bool has_complained_ = false;  // about the structure of the current top-level item
};

}  // namespace brn::hcl
