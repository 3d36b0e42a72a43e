// Templates that were deployed, with what the service then said of their outputs. The cases are not part of the
// project: BRN_PLAN_CASES names the folder that has them, and without it the test says that it did nothing.

#include <cstdlib>

#include "parsers/json/parser.h"
#include "tests/support/catch.h"
#include "tests/unit/cloudformation/evaluated.h"

using namespace brn;

namespace {

/// `[{"OutputKey": …, "OutputValue": …}]` of describe-stacks.
std::vector<std::pair<std::string, std::string>> recorded_outputs(const std::string& text) {
  const syntax::Tree tree = json::parse(FileId{0}, text);
  std::vector<std::pair<std::string, std::string>> outputs;
  const auto stacks = tree.find(tree.documents()[0], "Stacks");
  for (const syntax::NodeId output : tree.items(tree.find(tree.items(stacks)[0], "Outputs"))) {
    outputs.emplace_back(tree.node(tree.find(output, "OutputKey")).text,
                         tree.node(tree.find(output, "OutputValue")).text);
  }
  return outputs;
}

/// A known output is the recorded one; one that is not known must hinge on the deployed world.
void check_case(const DiskFileSystem& files, const std::string& folder) {
  const auto inputs_listed = files.list(folder + "/input");
  const auto recorded = files.read(folder + "/deployed/stack-template.json", kMaxFileBytes);
  REQUIRE(inputs_listed.ok());
  REQUIRE(recorded.ok());
  for (const DirectoryEntry& entry : inputs_listed.value()) {
    if (!entry.name.starts_with("template.")) continue;
    const std::string path = folder + "/input/" + entry.name;
    config::Inputs inputs;
    inputs.region = "us-east-1";
    const auto text = files.read(path, kMaxFileBytes);
    REQUIRE(text.ok());
    test::Evaluated evaluated({{path, text.value()}}, inputs);
    INFO(path);
    CHECK(evaluated.errors().empty());
    for (const auto& [name, wanted] : recorded_outputs(recorded.value())) {
      INFO(name);
      const value::Value value = evaluated.output(name);
      if (value.is_unknown()) {
        CHECK_FALSE(value.causes().empty());
      } else {
        CHECK(evaluated.text(value) == wanted);
      }
    }
  }
}

}  // namespace

TEST_CASE("deployed templates have the recorded outputs") {
  const char* folder = std::getenv("BRN_PLAN_CASES");
  if (folder == nullptr) {
    WARN("BRN_PLAN_CASES is not set, so no deployed template was compared");
    return;
  }
  const DiskFileSystem disk;
  const auto cases = disk.list(folder);
  REQUIRE(cases.ok());
  for (const DirectoryEntry& entry : cases.value()) {
    if (entry.name.starts_with("cfn-")) check_case(disk, std::string(folder) + "/" + entry.name);
  }
}
