#include "analyzer/facts/services.h"

#include <string>

#include "tests/support/catch.h"

namespace brn::facts {

namespace {

/// `bedrock-runtime!` for what is needed, `bedrock` for what may be used.
std::string reached(std::string_view pattern) {
  std::string text;
  for (const ReachedService& service : services_of(pattern)) {
    text += (text.empty() ? "" : " ") + std::string(service.service) + (service.demand == Demand::Needed ? "!" : "");
  }
  return text;
}

}  // namespace

TEST_CASE("an action is called at one endpoint, whatever its case") {
  CHECK(reached("bedrock:InvokeModel") == "bedrock-runtime!");
  CHECK(reached("bedrock:invokemodel") == "bedrock-runtime!");
  CHECK(reached("bedrock:ListFoundationModels") == "bedrock!");
  CHECK(reached("bedrock:Retrieve") == "bedrock-agent-runtime!");
  CHECK(reached("bedrock:StartIngestionJob") == "bedrock-agent!");
  CHECK(reached("bedrock-mantle:CreateInference") == "bedrock-mantle!");
}

TEST_CASE("an operation that is no action says what is called all the same") {
  CHECK(reached("bedrock:Converse") == "bedrock-runtime!");
}

TEST_CASE("a pattern for one service needs it") {
  CHECK(reached("bedrock:InvokeModel*") == "bedrock-runtime!");
  CHECK(reached("bedrock:GetFoundationModel*") == "bedrock!");
}

TEST_CASE("a pattern over several services demands the runtime only, and only when it invokes models") {
  const std::string all = reached("bedrock:*");
  CHECK(all.find("bedrock-runtime!") != std::string::npos);
  CHECK(all.find("bedrock-agent-runtime ") != std::string::npos);
  CHECK(reached("bedrock:List*").find('!') == std::string::npos);
}

TEST_CASE("what has no endpoint needs none") {
  CHECK(reached("bedrock:AllowVendedLogDeliveryForResource").empty());
  CHECK(reached("s3:GetObject").empty());
}

}  // namespace brn::facts
