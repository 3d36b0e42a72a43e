#include "tests/support/paths.h"

namespace brn::test {

std::filesystem::path source_dir() {
  return BRN_SOURCE_DIR;
}

}  // namespace brn::test
