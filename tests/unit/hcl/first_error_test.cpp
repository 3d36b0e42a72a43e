// Places of the first syntax error, as HashiCorp's parser gives them. Offsets are into `x = TEXT`.

#include "parsers/hcl/first_error.h"

#include <string>

#include "tests/support/catch.h"

using namespace brn;

namespace {

/// Column (from 0) in the expression, -1 where there is no error.
int error_of(const std::string& expression) {
  const auto at = hcl::first_error("x = " + expression + "\n");
  return at ? static_cast<int>(*at) - 4 : -1;
}

}  // namespace

TEST_CASE("texts without an error have no place", "[hcl]") {
  CHECK(error_of("[1, 2, {a = 1, (b) : 2}, f(1, x...)]") == -1);
  CHECK(error_of("{for k, v in m : k => v... if v != null}") == -1);
  CHECK(error_of("\"a ${b ? \"c\" : d[0].e} %{ if f }g%{ else }h%{ endif }\"") == -1);
  CHECK(error_of("<<-EOT\n  a ${b}\n  EOT") == -1);
  CHECK(error_of("a.*.b[*].0 - -1 /* c */ # d") == -1);
}

TEST_CASE("the first error is at the token that does not fit", "[hcl]") {
  CHECK(error_of("0x10") == 1);
  CHECK(error_of("true or false") == 5);
  CHECK(error_of("[1,,2]") == 3);
  CHECK(error_of("{a = 1 b = 2}") == 7);
  CHECK(error_of("{a}") == 2);
  CHECK(error_of("[1,2,3].[0]") == 8);
  CHECK(error_of("f(a..., b)") == 3);
  CHECK(error_of("\"${ }\"") == 4);
  CHECK(error_of("\"a\nb\"") == 2);
  CHECK(error_of("(1") == 3);
  CHECK(error_of("a ? b") == 5);
  CHECK(error_of("[for x y]") == 7);
  CHECK(error_of("1; 2") == 1);
}

TEST_CASE("nesting past the bound is left to the other parser", "[hcl]") {
  CHECK(error_of(std::string(10'000, '[')) == -1);
}
