#include "analyzer/app/waivers.h"

#include "tests/support/catch.h"

namespace brn::app {

TEST_CASE("waivers are read, and what is wrong is told") {
  MemoryFileSystem files;
  SourceManager sources(files);
  files.add("w.yaml",
            "waivers:\n"
            "  - {fingerprint: 0123456789abcdef, rule: BRN301, reason: accepted, until: 2027-01-31, ticket: ABC-1}\n"
            "  - {fingerprint: 0123456789abcdee, reason: for ever}\n"
            "  - {fingerprint: 0123456789abcdee}\n"
            "  - {fingerprint: xyz, reason: x}\n"
            "  - {fingerprint: 0123456789abcdee, reason: x, until: tomorrow}\n"
            "  - {fingerprint: 0123456789abcdee, reason: x, untill: 2027-01-31}\n");
  engine::Suppressions out;
  read_waivers(sources, "w.yaml", out);
  REQUIRE(out.items.size() == 3);
  CHECK(out.items[0].fingerprint == "0123456789abcdef");
  CHECK(out.items[0].until == "2027-01-31");
  CHECK(out.items[0].ticket == "ABC-1");
  CHECK(out.items[1].reason == "for ever");
  CHECK(out.diagnostics.all().size() == 4);
  read_waivers(sources, "missing.yaml", out);
  CHECK(out.diagnostics.all().size() == 5);
}

}  // namespace brn::app
