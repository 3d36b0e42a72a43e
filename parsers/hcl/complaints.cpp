#include "parsers/hcl/complaints.h"

namespace brn::hcl {

Mistake explain(const Reading& reading, const Piece& error, const Piece& around, Pieces before, Pieces inside) {
  static_cast<void>(around);
  static_cast<void>(before);
  static_cast<void>(inside);
  static_cast<void>(reading);
  return {error.begin, error.end, "this is not valid here"};
}

}  // namespace brn::hcl
