// Functions over choices: calling and picking a world commute.

#include <array>

#include "tests/support/catch.h"
#include "tests/unit/functions/caller.h"

using namespace brn;
using namespace brn::value;
using brn::test::Caller;

namespace {

struct Fixture {
  Caller caller;
  guard::InputId first = caller.pool().guards().add_input({"var.a", {"true", "false"}, 0, {}});
  guard::InputId second = caller.pool().guards().add_input({"var.b", {"x", "y", "z"}, 0, {}});

  Value on_first(const Value& yes, const Value& no) {
    guard::GuardPool& guards = caller.pool().guards();
    return caller.pool().choice(
        std::array{Alternative{guards.equals(first, 0), yes}, Alternative{guards.equals(first, 1), no}}, {});
  }
  Value on_second(const Value& x, const Value& y, const Value& z) {
    guard::GuardPool& guards = caller.pool().guards();
    return caller.pool().choice(
        std::array{Alternative{guards.equals(second, 0), x}, Alternative{guards.equals(second, 1), y},
                   Alternative{guards.equals(second, 2), z}},
        {});
  }
  Value json(std::string_view text) { return caller.json(text); }
  Value list(std::initializer_list<Value> values) { return caller.pool().tuple(std::vector<Value>(values), {}); }

  void commutes(std::string_view name, const std::vector<Value>& arguments) {
    const auto lifted = caller.call(name, arguments);
    REQUIRE(std::holds_alternative<Value>(lifted));
    for (std::uint32_t a = 0; a < 2; ++a) {
      for (std::uint32_t b = 0; b < 3; ++b) {
        const guard::World world{a, b};
        std::vector<Value> picked;
        for (const Value& argument : arguments) picked.push_back(caller.pool().in_world(argument, world));
        const auto direct = caller.call(name, picked);
        INFO(name << " in world " << a << b);
        const Value chosen = caller.pool().in_world(std::get<Value>(lifted), world);
        if (const Value* value = std::get_if<Value>(&direct)) {
          CHECK(identical(chosen, *value));
        } else {
          CHECK(chosen.is_unknown());  // an error in this world only
        }
      }
    }
  }
};

}  // namespace

TEST_CASE("calls commute with picking a world", "[functions][choice][property]") {
  Fixture f;
  const Value word = f.on_first(f.json("\"prod\""), f.json("\"dev\""));
  const Value zone = f.on_second(f.json("\"a\""), f.json("\"b\""), f.json("\"\""));
  const Value words = f.list({word, zone, f.json("\"fixed\"")});
  const Value lists = f.on_first(f.json("[\"a\"]"), f.json("[]"));
  const Value map = f.on_first(f.json("{\"a\": 1}"), f.json("{\"a\": 2, \"b\": 3}"));
  const Value number = f.on_second(f.json("1"), f.json("2"), f.json("\"x\""));
  f.commutes("upper", {word});
  f.commutes("join", {f.json("\"-\""), words});
  f.commutes("format", {f.json("\"%s/%s\""), word, zone});
  f.commutes("compact", {words});
  f.commutes("concat", {lists, words});
  f.commutes("flatten", {f.list({lists, words, lists})});
  f.commutes("length", {lists});
  f.commutes("length", {words});
  f.commutes("element", {words, f.json("1")});
  f.commutes("contains", {words, zone});
  f.commutes("toset", {words});
  f.commutes("tolist", {words});
  f.commutes("distinct", {f.list({word, word, zone})});
  f.commutes("merge", {map, f.json("{\"z\": true}")});
  f.commutes("lookup", {map, f.json("\"b\""), f.json("0")});
  f.commutes("keys", {map});
  f.commutes("values", {map});
  f.commutes("coalesce", {zone, word});
  f.commutes("jsonencode", {f.list({map, words})});
  f.commutes("sort", {words});
  f.commutes("max", {f.json("1"), number});
  f.commutes("tonumber", {number});
  f.commutes("split", {f.json("\"o\""), word});
  f.commutes("replace", {word, f.json("\"o\""), zone});
  f.commutes("setunion", {f.list({word}), f.list({zone})});
  f.commutes("zipmap", {f.list({f.json("\"k\"")}), f.list({word})});
}

TEST_CASE("an error in every world is an error", "[functions][choice]") {
  Fixture f;
  const auto result = f.caller.call("tonumber", std::array{f.on_first(f.json("\"x\""), f.json("\"y\""))});
  CHECK(std::holds_alternative<config::terraform::FunctionError>(result));
}
