#include "analyzer/engine/fingerprint.h"

#include "tests/support/catch.h"

namespace brn::engine {

TEST_CASE("a fingerprint is 16 hex digits and never changes for the same identity") {
  const std::string print = fingerprint("BRN301", "live", "aws_vpc_endpoint.x", "");
  CHECK(print.size() == 16);
  CHECK(print.find_first_not_of("0123456789abcdef") == std::string::npos);
  CHECK(print == fingerprint("BRN301", "live", "aws_vpc_endpoint.x", ""));
}

TEST_CASE("each part of the identity counts, and parts do not run into each other") {
  const std::string print = fingerprint("BRN301", "live", "x", "");
  CHECK(print != fingerprint("BRN302", "live", "x", ""));
  CHECK(print != fingerprint("BRN301", "test", "x", ""));
  CHECK(print != fingerprint("BRN301", "live", "y", ""));
  CHECK(print != fingerprint("BRN301", "live", "x", "role"));
  CHECK(fingerprint("BRN301", "ab", "c", "") != fingerprint("BRN301", "a", "bc", ""));
}

}  // namespace brn::engine
