// Conditions: guards, what is not known, conditional properties and list elements.

#include "tests/support/catch.h"
#include "tests/unit/cloudformation/evaluated.h"

using namespace brn;
using test::Evaluated;

namespace {

const std::string kHead =
    "Parameters:\n"
    "  On: {Type: String, AllowedValues: ['true', 'false'], Default: 'false'}\n"
    "  Env: {Type: String, Default: dev}\n"
    "  Existing: {Type: String}\n"
    "  Free: {Type: String}\n"
    "Conditions:\n"
    "  IsOn: !Equals [!Ref On, true]\n"
    "  IsOff: !Not [!Condition IsOn]\n"
    "  IsProd: !Equals [!Ref Env, prod]\n"
    "  Makes: !Equals [!Ref Existing, '']\n"
    "  Uses: {'Fn::Not': [{Condition: Makes}]}\n"
    "  Open: !Equals [!Ref Free, !Ref AWS::StackName]\n"
    "  Both: !And [!Condition IsOn, !Condition Makes]\n"
    "  Any: !Or [!Condition IsOn, !Condition IsOff]\n"
    "Resources:\n";

}  // namespace

TEST_CASE("a resource exists under the guard of its condition") {
  Evaluated e(kHead +
              "  A: {Type: 'AWS::EC2::VPC', Condition: IsOn}\n"
              "  B: {Type: 'AWS::EC2::VPC', Condition: IsProd}\n"
              "  C: {Type: 'AWS::EC2::VPC', Condition: Any}\n"
              "  D: {Type: 'AWS::EC2::VPC', Condition: Both}\n"
              "  E: {Type: 'AWS::EC2::VPC', Condition: Open}\n"
              "  F: {Type: 'AWS::EC2::VPC', Condition: Uses}\n");
  CHECK(e.errors().empty());
  auto& guards = e.pool().guards();
  const guard::World defaults = guards.default_world();
  CHECK(guards.inputs().size() == 2);
  CHECK_FALSE(guards.holds(e.resource("A")->guard, defaults));
  CHECK(e.resource("B") == nullptr);
  CHECK(e.resource("C")->guard.is_always());
  CHECK(guards.implies(e.resource("D")->guard, e.resource("A")->guard));
  CHECK(e.resource("E")->exists == Tri::Unknown);
  REQUIRE_FALSE(e.resource("E")->existence_causes.empty());
  CHECK(guards.disjoint(e.resource("D")->guard, e.resource("F")->guard));
  CHECK(e.resource("F")->exists == Tri::Yes);
}

TEST_CASE("Fn::If gives alternatives, and within a guard only what can be") {
  Evaluated e(kHead +
              "  A:\n    Type: AWS::EC2::VPC\n    Properties:\n      P: !If [IsOn, 1, 2]\n      Q: !If [IsProd, 1, 2]\n"
              "      R: !If [IsOn, !If [IsOff, 1, 2], 3]\n      S: !If [Open, x, x]\n      T: !If [Open, x, y]\n"
              "      U: !If [IsProd, 1, !Ref AWS::NoValue]\n      W: !If [Makes, none, !Ref Existing]\n"
              "  B:\n    Type: AWS::EC2::VPC\n    Condition: IsOn\n    Properties:\n      P: !If [IsOn, 1, 2]\n      "
              "Q: !Ref On\n");
  CHECK(e.errors().empty());
  CHECK(e.property("A", "P").alternatives().size() == 2);
  CHECK(e.text(e.property("A", "P")) == "2");
  CHECK(e.property("A", "Q").as_number().to_int64() == 2);
  CHECK(e.property("A", "R").alternatives().size() == 2);
  CHECK(e.property("A", "S").as_string() == "x");
  CHECK(e.property("A", "T").is_unknown());
  CHECK(e.resource("A")->attributes.find("U") == nullptr);
  CHECK(e.property("A", "W").alternatives().size() == 2);
  CHECK(e.property("B", "P").as_number().to_int64() == 1);
  CHECK(e.property("B", "Q").as_string() == "true");
}

TEST_CASE("list elements are absent under their own guard") {
  Evaluated e(kHead +
              "  A:\n    Type: AWS::EC2::VPC\n    Properties:\n      L: [a, !If [IsOn, b, !Ref AWS::NoValue], !If "
              "[IsProd, c, !Ref AWS::NoValue]]\n"
              "      J: !Join ['-', [a, !If [IsOn, b, !Ref AWS::NoValue], d]]\n");
  const value::Value list = e.property("A", "L");
  REQUIRE(list.elements().size() == 2);
  REQUIRE(list.elements()[1].is_choice());
  CHECK(list.elements()[1].alternatives().size() == 2);
  CHECK(e.text(e.property("A", "J")) == "a-d");
}

TEST_CASE("thirty conditions stay small") {
  std::string text = "Parameters:\n";
  std::string conditions = "Conditions:\n  C0: !Equals [!Ref P0, 'true']\n";
  for (int i = 0; i < 30; ++i) {
    text += "  P" + std::to_string(i) + ": {Type: String, AllowedValues: ['true', 'false'], Default: 'true'}\n";
    if (i == 0) continue;
    conditions += "  C" + std::to_string(i) + ": !Or [!Condition C" + std::to_string(i - 1) + ", !Equals [!Ref P" +
                  std::to_string(i) + ", 'true']]\n";
  }
  std::string list;
  for (int i = 0; i < 30; ++i)
    list += "        - !If [C" + std::to_string(i) + ", a" + std::to_string(i) + ", !Ref AWS::NoValue]\n";
  Evaluated e(text + conditions + "Resources:\n  A:\n    Type: AWS::EC2::VPC\n    Properties:\n      L:\n" + list);
  CHECK(e.errors().empty());
  CHECK(e.property("A", "L").elements().size() == 30);
}

TEST_CASE("conditions that are not declared or need themselves are errors") {
  Evaluated e(
      "Conditions:\n  A: !Not [!Condition B]\n  B: !Not [!Condition A]\n  C: !Condition Misssing\n  Missing: !Equals "
      "[a, a]\n"
      "Resources:\n  R: {Type: 'AWS::EC2::VPC', Condition: Mising}\n");
  const auto errors = e.errors();
  REQUIRE(errors.size() == 3);
  CHECK(errors[0] == "condition `A` needs itself");
  CHECK(errors[1] == "condition `Misssing` is not declared; did you mean `Missing`?");
  CHECK(e.resource("R")->exists == Tri::Unknown);
}
