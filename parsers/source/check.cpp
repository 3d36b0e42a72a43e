#include "parsers/source/check.h"

#include <cstdio>
#include <cstdlib>

namespace brn {

void check_failed(const char* condition, const char* file, int line, const char* message) {
  std::fprintf(stderr, "bedrock-lint: internal error: %s (%s) at %s:%d\n", message, condition, file, line);
  std::abort();
}

}  // namespace brn
