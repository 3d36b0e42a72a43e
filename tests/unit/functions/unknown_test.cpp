// What functions keep of values that are not known yet, and of marks.

#include <array>

#include "tests/support/catch.h"
#include "tests/unit/functions/caller.h"

using namespace brn;
using namespace brn::value;
using brn::test::Caller;

namespace {

/// Literal pieces and `*` for holes.
std::string shape(const Value& text) {
  if (text.is_string()) return std::string(text.as_string());
  std::string result;
  for (const Part& part : text.parts()) result += part.is_hole ? "*" : std::string(part.literal);
  return result;
}

}  // namespace

TEST_CASE("an unknown argument gives an unknown of the result's type, with its causes", "[functions][unknown]") {
  Caller caller;
  const Value result =
      caller.value("cidrsubnet", std::array{caller.id_of("aws_vpc.a"), caller.json("8"), caller.json("0")});
  REQUIRE(result.is_unknown());
  CHECK(result.type() == caller.pool().string_type());
  CHECK(result.causes()[0]->subject == "aws_vpc.a.id");
  CHECK(result.is_certainly_not_null());
}

TEST_CASE("join and format keep known parts and the identity of holes", "[functions][unknown]") {
  Caller caller;
  const Value id = caller.id_of("aws_vpc.a");
  const Value list = caller.pool().tuple(std::array{caller.json("\"x\""), id, caller.json("\"y\"")}, {});
  const Value joined = caller.value("join", std::array{caller.json("\",\""), list});
  CHECK(shape(joined) == "x,*,y");
  CHECK(identical(joined.parts()[1].hole, id));
  const Value formatted = caller.value("format", std::array{caller.json("\"arn:%s:%5d\""), id, caller.json("7")});
  CHECK(shape(formatted) == "arn:*:    7");
  CHECK(identical(formatted.parts()[1].hole, id));
  const Value padded = caller.value("format", std::array{caller.json("\"%40s\""), id});
  CHECK_FALSE(identical(padded, id));
  const Value many = caller.value("formatlist", std::array{caller.json("\"%s/*\""), list});
  REQUIRE(many.elements().size() == 3);
  CHECK(many.elements()[0].as_string() == "x/*");
  CHECK(shape(many.elements()[1]) == "*/*");
}

TEST_CASE("functions on text use what is known of it", "[functions][unknown]") {
  Caller caller;
  const Value arn = caller.value("format", std::array{caller.json("\"Arn:%s:End\""), caller.id_of("aws_vpc.a")});
  const auto run = [&](std::string_view name, std::string_view argument) {
    return caller.show(caller.call(name, std::array{arn, caller.json(argument)}));
  };
  CHECK(run("startswith", "\"Arn:\"") == "bool true");
  CHECK(run("startswith", "\"xrn\"") == "bool false");
  CHECK(run("startswith", "\"Arn:vpc\"").starts_with("unknown"));
  CHECK(run("endswith", "\"End\"") == "bool true");
  CHECK(run("strcontains", "\"rn\"") == "bool true");
  CHECK(run("strcontains", "\"q\"").starts_with("unknown"));
  CHECK(shape(caller.value("trimprefix", std::array{arn, caller.json("\"Arn:\"")})) == "*:End");
  CHECK(shape(caller.value("upper", std::array{arn})) == "ARN:*:END");
  CHECK(shape(caller.value("replace", std::array{arn, caller.json("\":\""), caller.json("\"/\"")})) == "Arn/*/End");
}

TEST_CASE("collections of unknown elements keep their structure", "[functions][unknown]") {
  Caller caller;
  const Value a = caller.id_of("aws_subnet.a");
  const Value b = caller.id_of("aws_subnet.b");
  const Value list = caller.pool().tuple(std::array{a, b}, {});
  CHECK(caller.show(caller.call("length", std::array{list})) == "number 2");
  CHECK(identical(caller.value("element", std::array{list, caller.json("3")}), b));
  CHECK(caller.value("concat", std::array{list, caller.json("[\"x\"]")}).elements().size() == 3);
  CHECK(identical(caller.value("slice", std::array{list, caller.json("1"), caller.json("2")}).elements()[0], b));
  CHECK(caller.value("compact", std::array{list}).elements().size() == 2);
  CHECK(caller.value("distinct", std::array{caller.pool().tuple(std::array{a, b, a}, {})}).elements().size() == 2);
  CHECK(caller.show(caller.call("contains", std::array{list, a})) == "bool true");
  CHECK(identical(caller.value("coalesce", std::array{Value(), a, caller.json("\"x\"")}), a));
  const Value nested = caller.pool().tuple(std::array{list, caller.json("[\"x\"]")}, {});
  CHECK(caller.value("flatten", std::array{nested}).elements().size() == 3);
  const Value map = caller.value("zipmap", std::array{caller.json("[\"p\", \"q\"]"), list});
  CHECK(identical(*map.find("q"), b));
  CHECK(identical(caller.value("lookup", std::array{map, caller.json("\"p\""), caller.json("\"d\"")}), a));
  CHECK(caller.show(caller.call("keys", std::array{map})) == R"(tuple([string, string]) ["p","q"])");
  CHECK(identical(caller.value("values", std::array{map}).elements()[0], a));
  CHECK(identical(caller.value("merge", std::array{map, caller.json("{\"q\": 1}")}).members()[0].value, a));
}

TEST_CASE("a set of unknown elements keeps them, its length only where they certainly differ", "[functions][unknown]") {
  Caller caller;
  const Value a = caller.id_of("aws_subnet.a");
  const Value b = caller.id_of("aws_subnet.b");
  const Value set = caller.value("toset", std::array{caller.pool().tuple(std::array{a, b, a}, {})});
  REQUIRE(set.kind() == Kind::Set);
  CHECK(set.elements().size() == 2);
  CHECK(caller.show(caller.call("length", std::array{set})) == "number 2");
  const Value mixed =
      caller.value("toset", std::array{caller.pool().tuple(std::array{a, caller.json("\"subnet-1\"")}, {})});
  CHECK(mixed.elements().size() == 2);
  CHECK(caller.value("length", std::array{mixed}).is_unknown());
}

TEST_CASE("encoding again and again is bounded, with holes too", "[functions][unknown]") {
  Caller caller;
  caller.limits().max_string_bytes = 1000;
  Value text = caller.pool().tuple(std::array{caller.json(R"("\"")"), caller.id_of("aws_vpc.a")}, {});
  bool is_refused = false;
  // Each round doubles the backslashes; a round that is refused leaves the text as it is.
  for (int round = 0; round < 30 && !is_refused; ++round) {
    const config::terraform::FunctionResult result = caller.call("jsonencode", std::array{text});
    if (const Value* longer = std::get_if<Value>(&result)) {
      text = *longer;
    } else {
      is_refused = true;
    }
  }
  CHECK(is_refused);
}

TEST_CASE("JSON keeps its structure through encoding and decoding", "[functions][unknown]") {
  Caller caller;
  const std::array members{Member{"Resource", caller.id_of("aws_vpc.a"), {}}};
  const Value object = caller.pool().object(members, {});
  const Value json = caller.value("jsonencode", std::array{object});
  CHECK(shape(json) == R"({"Resource":"*"})");
  REQUIRE(json.structure() != nullptr);
  const Value back = caller.value("jsondecode", std::array{json});
  CHECK(identical(back, object));
  const Value known = caller.value("jsonencode", std::array{caller.json("{\"a\": 1}")});
  REQUIRE(known.structure() != nullptr);
  CHECK(known.as_string() == R"({"a":1})");
  const Value yaml = caller.value("yamlencode", std::array{object});
  CHECK(identical(caller.value("yamldecode", std::array{yaml}), object));
}

TEST_CASE("logic over lists decides early", "[functions][unknown]") {
  Caller caller;
  const Value unknown = caller.pool().unknown(Cause{.subject = "var.x", .message = {}, .settle = {}, .place = {}},
                                              caller.pool().bool_type(), {});
  const auto list = [&](std::string_view other) {
    return caller.pool().tuple(std::array{unknown, caller.json(other)}, {});
  };
  CHECK(caller.show(caller.call("anytrue", std::array{list("true")})) == "bool true");
  CHECK(caller.show(caller.call("alltrue", std::array{list("false")})) == "bool false");
  CHECK(caller.value("anytrue", std::array{list("false")}).is_unknown());
}

TEST_CASE("functions of the real world are unknown and say so", "[functions][unknown]") {
  Caller caller;
  for (const char* name : {"timestamp", "plantimestamp", "uuid"}) {
    const Value value = caller.value(name, {});
    REQUIRE(value.is_unknown());
    CHECK(value.causes()[0]->kind == CauseKind::Function);
    CHECK(value.causes()[0]->subject == std::string(name) + "()");
  }
  CHECK(caller.value("bcrypt", std::array{caller.json("\"x\"")}).is_unknown());
  CHECK(caller.value("provider::x::f", {}).causes()[0]->kind == CauseKind::Unsupported);
}

TEST_CASE("sensitive marks", "[functions][unknown]") {
  Caller caller;
  const Value secret = caller.value("sensitive", std::array{caller.json("\"s\"")});
  CHECK(secret.is_sensitive());
  CHECK(caller.show(caller.call("issensitive", std::array{secret})) == "bool true");
  CHECK_FALSE(caller.value("nonsensitive", std::array{secret}).is_sensitive());
  CHECK(caller.value("upper", std::array{secret}).is_sensitive());
  const Value list = caller.pool().tuple(std::array{secret, caller.json("\"b\"")}, {});
  CHECK_FALSE(caller.value("length", std::array{list}).is_sensitive());
  CHECK_FALSE(caller.value("element", std::array{list, caller.json("1")}).is_sensitive());
  CHECK(caller.value("element", std::array{list, caller.json("0")}).is_sensitive());
  CHECK(caller.value("join", std::array{caller.json("\",\""), list}).is_sensitive());
  CHECK(caller.value("jsonencode", std::array{list}).is_sensitive());
  CHECK(caller.value("toset", std::array{list}).is_sensitive());
}
