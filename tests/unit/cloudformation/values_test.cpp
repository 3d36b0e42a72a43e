// Scalars, parameters, references and text.

#include "tests/support/catch.h"
#include "tests/unit/cloudformation/evaluated.h"

using namespace brn;
using test::Evaluated;

namespace {

config::Inputs in_region(const std::string& region) {
  config::Inputs inputs;
  inputs.region = region;
  return inputs;
}

const std::string kVpc = "Resources:\n  V:\n    Type: AWS::EC2::VPC\n    Properties:\n";

}  // namespace

TEST_CASE("plain scalars are read as CloudFormation reads them") {
  Evaluated e(
      kVpc +
      "      A: yes\n      B: 443\n      C: 012345678901\n      D: 2012-10-17\n      E: 1_000\n      F: 'true'\n"
      "      G: 1.10\n      H: -1\n");
  CHECK(e.property("V", "A").as_bool());
  CHECK(e.property("V", "B").as_number().to_int64() == 443);
  CHECK(e.property("V", "C").as_string() == "012345678901");
  CHECK(e.property("V", "D").as_string() == "2012-10-17");
  CHECK(e.property("V", "E").as_string() == "1_000");
  CHECK(e.property("V", "F").as_string() == "true");
  CHECK(e.property("V", "G").as_string() == "1.10");
  CHECK(e.property("V", "H").as_number().to_int64() == -1);
  CHECK(e.errors().empty());
}

TEST_CASE("objects keep their order, their keys and their places") {
  Evaluated e(kVpc + "      Z: 1\n      A: {y: 2, b: 3}\n");
  const auto members = e.resource("V")->attributes.members();
  REQUIRE(members.size() == 2);
  CHECK(members[0].name == "Z");
  CHECK(e.source(members[1].name_span) == "A");
  CHECK(e.source(members[1].value.origin()) == "{y: 2, b: 3}");
  CHECK(e.source(e.resource("V")->header) == "V");
}

TEST_CASE("both spellings of a function give the same") {
  Evaluated e("Parameters:\n  P: {Type: String, Default: p}\n" + kVpc +
              "      A: !Join ['-', [!Ref P, x]]\n      B: {'Fn::Join': ['-', [{Ref: P}, x]]}\n"
              "      C: !Sub '${P}-x'\n      D:\n        Fn::Sub: ['${Q}-x', {Q: !Ref P}]\n"
              "      E: !Base64\n        Fn::Sub: '${P}'\n      F: !GetAZs\n        Ref: AWS::Region\n");
  for (const char* name : {"A", "B", "C", "D"}) CHECK(e.text(e.property("V", name)) == "p-x");
  CHECK(e.text(e.property("V", "E")) == "cA==");
  CHECK(e.property("V", "F").is_sequence());
  CHECK(e.errors().empty());
}

TEST_CASE("references to resources keep which attribute of which resource") {
  Evaluated e(
      "Resources:\n  V: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}\n"
      "  S:\n    Type: AWS::EC2::Subnet\n    Properties:\n      VpcId: !Ref V\n      CidrBlock: !GetAtt V.CidrBlock\n"
      "      Group: !GetAtt [V, DefaultSecurityGroup]\n      Text: !Sub 'x-${V}-${V.VpcId}'\n");
  CHECK(e.symbol(e.property("S", "VpcId")) == "V.Ref");
  CHECK(e.text(e.property("S", "CidrBlock")) == "10.0.0.0/16");
  CHECK(e.symbol(e.property("S", "Group")) == "V.DefaultSecurityGroup");
  const auto parts = e.property("S", "Text").parts();
  REQUIRE(parts.size() == 4);
  CHECK(parts[0].literal == "x-");
  CHECK(e.symbol(parts[1].hole) == "V.Ref");
  CHECK(e.symbol(parts[3].hole) == "V.VpcId");
  CHECK(e.resource("S")->symbol_owner == "S");
  CHECK(parts[3].hole.type() == e.pool().string_type());
}

TEST_CASE("pseudo parameters are known when they are given, else symbols") {
  const std::string text =
      kVpc +
      "      A: !Ref AWS::Region\n      B: !Sub 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root'\n"
      "      C: !Ref AWS::NoValue\n      D: !Ref AWS::URLSuffix\n";
  Evaluated known(text, in_region("cn-north-1"));
  CHECK(known.text(known.property("V", "A")) == "cn-north-1");
  CHECK(known.property("V", "B").parts()[0].literal == "arn:aws-cn:iam::");
  CHECK(known.text(known.property("V", "D")) == "amazonaws.com.cn");
  CHECK(known.resource("V")->attributes.find("C") == nullptr);
  Evaluated open(text);
  CHECK(open.property("V", "A").is_unknown());
  CHECK(open.pool().symbol_data(open.property("V", "A").symbol()).kind == value::SymbolKind::Region);
  CHECK(open.property("V", "B").parts().size() == 5);
}

TEST_CASE("Fn::Sub leaves literals alone and refuses what is no name") {
  Evaluated e(kVpc + "      A: !Sub '${!Literal}-${AWS::StackName}'\n");
  CHECK(e.property("V", "A").parts()[0].literal == "${Literal}-");
  Evaluated bad(kVpc + "      A: !Sub '${a b}'\n      B: !Sub 'x ${V'\n      C: !Sub 'x ${Vv}'\n");
  CHECK(bad.errors().size() == 3);
  CHECK(bad.source(bad.configuration().diagnostics.all().back().place) == "${Vv}");
}

TEST_CASE("dynamic references are holes with the reference as identity") {
  Evaluated e(kVpc +
              "      A: 'x-{{resolve:ssm:/a/b:1}}-y'\n      B: '{{resolve:ssm:/a/b:1}}'\n"
              "      C: !Sub '{{resolve:secretsmanager:${V}:SecretString}}'\n      D: '{{resolve:ssm:open'\n");
  const auto parts = e.property("V", "A").parts();
  REQUIRE(parts.size() == 3);
  CHECK(e.symbol(parts[1].hole) == ".{{resolve:ssm:/a/b:1}}");
  CHECK(e.symbol(e.property("V", "B")) == ".{{resolve:ssm:/a/b:1}}");
  CHECK(e.symbol(e.property("V", "C")) == ".{{resolve:secretsmanager:${V.Ref}:SecretString}}");
  CHECK(e.property("V", "D").is_string());
}

TEST_CASE("parameters without value are unknown by name, lists element by element") {
  Evaluated e(
      "Parameters:\n  Vpc: {Type: 'AWS::EC2::VPC::Id'}\n  Subnets: {Type: 'List<AWS::EC2::Subnet::Id>'}\n"
      "  Image: {Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', Default: /aws/ami}\n"
      "  Names: {Type: CommaDelimitedList, Default: 'a, b'}\n" +
      kVpc +
      "      A: !Ref Vpc\n      B: !Select [1, !Ref Subnets]\n      C: !Ref Image\n      D: !Ref Names\n"
      "      E: !Split [',', !Join [',', !Ref Subnets]]\n");
  CHECK(e.symbol(e.property("V", "A")) == ".Vpc");
  REQUIRE(e.property("V", "A").causes().size() == 1);
  CHECK(e.property("V", "A").causes()[0]->kind == CauseKind::Parameter);
  CHECK(e.symbol(e.property("V", "B")) == ".Subnets[1]");
  CHECK(e.property("V", "C").is_unknown());
  CHECK(e.text(e.property("V", "D.1")) == "b");
  CHECK(e.symbol(e.property("V", "E")) == ".Subnets");
}

TEST_CASE("parameter files in every form give values, and constraints hold for them") {
  const std::string text =
      "Parameters:\n  P: {Type: String, AllowedValues: [a, b]}\n  N: {Type: Number, Default: 1, MaxValue: 5}\n" + kVpc +
      "      A: !Ref P\n      B: !Ref N\n";
  config::Inputs inputs;
  inputs.parameter_files = {"p.json"};
  for (const char* form : {R"([{"ParameterKey":"P","ParameterValue":"b"},{"ParameterKey":"N","ParameterValue":"3"}])",
                           R"({"Parameters":{"P":"b","N":3}})", R"({"P":"b","N":"3"})", R"(["P=b","N=3"])"}) {
    Evaluated e({{"t.yaml", text}}, inputs, {{"p.json", form}});
    CHECK(e.property("V", "A").as_string() == "b");
    CHECK(e.property("V", "B").as_string() == "3");
    CHECK(e.errors().empty());
  }
  Evaluated bad({{"t.yaml", text}}, inputs, {{"p.json", R"({"P":"c","N":"9"})"}});
  REQUIRE(bad.errors().size() == 2);
  CHECK(bad.errors()[0] == "the value given for parameter `P` is not among its `AllowedValues`");
}

TEST_CASE("lists: select, split, length, cidr") {
  Evaluated e("Transform: AWS::LanguageExtensions\n" + kVpc +
              "      A: !Select ['1', !Split [',', 'x,y']]\n      B: !Select [1, !Cidr [10.0.0.0/16, 4, 8]]\n"
              "      C: {'Fn::Length': [1, 2, 3]}\n      D: !Select [2, !GetAZs '']\n      E: !Select [5, !GetAZs '']\n"
              "      F: !Select [3, !Cidr ['2001:db8::/56', 4, 64]]\n      G: !Split [',', !Sub '${V},${W}']\n"
              "  W: {Type: AWS::EC2::VPC}\n");
  CHECK(e.text(e.property("V", "A")) == "y");
  CHECK(e.text(e.property("V", "B")) == "10.0.1.0/24");
  CHECK(e.property("V", "C").as_number().to_int64() == 3);
  CHECK(e.symbol(e.property("V", "D")) == ".2");
  CHECK(e.symbol(e.property("V", "E")) == ".5");
  CHECK(e.text(e.property("V", "F")) == "2001:db8:0:3::/64");
  CHECK(e.symbol(e.property("V", "G.1")) == "W.Ref");
}

TEST_CASE("what a list has not is an error at the call") {
  Evaluated e(kVpc + "      A: !Select [2, [a, b]]\n");
  REQUIRE(e.errors().size() == 1);
  CHECK(e.errors()[0] == "index 2 is past the end of a list of 2");
}

TEST_CASE("mappings are looked up, with unknown keys where every entry is alike") {
  Evaluated e(
      "Parameters:\n  S: {Type: String, AllowedValues: [a, b], Default: b}\nMappings:\n  M:\n    a: {c: 1, same: x}\n  "
      "  b: {c: 2, same: x}\n" +
      kVpc +
      "      A: !FindInMap [M, !Ref S, c]\n      B: !FindInMap [M, !Ref AWS::Region, same]\n"
      "      C: !FindInMap [M, !Ref AWS::Region, c]\n      D: !FindInMap [M, z, c, {DefaultValue: d}]\n");
  CHECK(e.property("V", "A").alternatives().size() == 2);
  CHECK(e.text(e.property("V", "A")) == "2");
  CHECK(e.text(e.property("V", "B")) == "x");
  CHECK(e.property("V", "C").is_unknown());
  CHECK(e.text(e.property("V", "D")) == "d");
  Evaluated bad("Mappings:\n  M: {a: {c: 1}}\n" + kVpc +
                "      A: !FindInMap [M, b, c]\n      B: !FindInMap [N, b, c]\n");
  REQUIRE(bad.errors().size() == 2);
  CHECK(bad.errors()[0] == "mapping `M` has no key `b`");
}
