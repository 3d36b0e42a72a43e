#include "analyzer/app/mentions.h"

#include "tests/support/catch.h"

namespace brn::app {

TEST_CASE("a file is named by its path from where the text belongs") {
  Mentions mentions;
  CHECK(mentions.empty());
  mentions.add("/repo/live/policies/runtime.json");
  CHECK(mentions.found_in("policy = file(\"policies/runtime.json\")", "/repo/live"));
  CHECK(mentions.found_in("policy = file(\"${path.module}/policies/runtime.json\")", "/repo/live"));
  CHECK(mentions.found_in("TemplateURL: ../live/policies/runtime.json\n", "/repo/other"));
  CHECK_FALSE(mentions.found_in("policy = file(\"runtime.json\")", "/repo/live"));
  CHECK_FALSE(mentions.found_in("policy = file(\"policies/runtime.json\")", "/repo/other"));
  CHECK_FALSE(mentions.found_in("policy = file(\"${path.module}/policies/runtime.json\")", "/repo/other"));
  CHECK_FALSE(mentions.found_in("aws_vpc.main.id", "/repo/live"));
}

TEST_CASE("a name that is put together stands for what fits its rest") {
  Mentions mentions;
  mentions.add("/repo/live/policies/runtime.json");
  CHECK(mentions.found_in("file(\"${path.root}/policies/runtime.json\")", "/repo/modules/net"));
  CHECK(mentions.found_in("file(\"${path.module}/policies/${each.key}.json\")", "/repo/live"));
  CHECK(mentions.found_in("fileset(path.module, \"policies/*.json\")", "/repo/live"));
  CHECK_FALSE(mentions.found_in("file(\"${each.key}.json\")", "/repo/modules/net"));
  CHECK_FALSE(mentions.found_in("file(\"${path.module}/policies/${each.key}.yaml\")", "/repo/live"));
}

}  // namespace brn::app
