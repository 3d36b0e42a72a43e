#include "analyzer/report/display.h"

#include "tests/support/catch.h"

namespace brn::report {

TEST_CASE("what a terminal would act on is shown, not sent") {
  CHECK(printable("a\x1b[31mb") == "a\xE2\x90\x9B[31mb");
  CHECK(printable("a\tb") == "a    b");
  CHECK(printable("a\nb") == "a b");
  CHECK(printable("a\xFF"
                  "b") ==
        "a\xEF\xBF\xBD"
        "b");
  CHECK(printable("a\xE2\x80\xAE"
                  "b") ==
        "a\xEF\xBF\xBD"
        "b");  // right-to-left override
}

TEST_CASE("wide and combining characters take their columns") {
  CHECK(display_width("abc") == 3);
  CHECK(display_width("\xE6\x97\xA5\xE6\x9C\xAC") == 4);  // two ideographs
  CHECK(display_width("e\xCC\x81") == 1);                 // e with a combining acute
  CHECK(display_width("\t") == 4);
}

TEST_CASE("long text breaks at spaces") {
  CHECK(wrapped("one two three", 12, 4) == "one two\n    three");
  CHECK(wrapped("unbreakable-word", 8, 4) == "unbreakable-word");
  CHECK(wrapped("", 8, 4).empty());
}

}  // namespace brn::report
