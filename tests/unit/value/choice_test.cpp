// Choice: alternatives under guards, lifting, worlds. The property at the end: lifting commutes with picking a world.

#include <array>
#include <random>

#include "analyzer/value/convert.h"
#include "analyzer/value/pool.h"
#include "tests/support/catch.h"

using namespace brn;
using namespace brn::value;

namespace {

struct Fixture {
  Pool pool;
  std::vector<guard::InputId> inputs;

  explicit Fixture(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      inputs.push_back(pool.guards().add_input({"var.i" + std::to_string(i), {"true", "false"}, 0, {}}));
    }
  }
  guard::Guard on(std::size_t input) { return pool.guards().equals(inputs[input], 0); }
  guard::Guard off(std::size_t input) { return pool.guards().equals(inputs[input], 1); }
  Value number(std::int64_t value) { return pool.number(Number(value), {}); }
  Value text(std::string_view value) { return pool.string(value, {}); }
  Value either(std::size_t input, const Value& yes, const Value& no) {
    return pool.choice(std::array{Alternative{on(input), yes}, Alternative{off(input), no}}, {});
  }
  std::vector<guard::World> worlds() const {
    std::vector<guard::World> all;
    for (std::uint32_t bits = 0; bits < (1U << inputs.size()); ++bits) {
      guard::World world;
      for (std::size_t i = 0; i < inputs.size(); ++i) world.push_back((bits >> i) & 1U);
      all.push_back(world);
    }
    return all;
  }
};

}  // namespace

TEST_CASE("a choice joins equal values and drops what never holds", "[value][choice]") {
  Fixture f(2);
  CHECK(identical(f.either(0, f.number(1), f.number(1)), f.number(1)));
  const Value one = f.either(0, f.number(1), f.number(2));
  REQUIRE(one.is_choice());
  CHECK(one.alternatives().size() == 2);
  CHECK(one.has_choice());
  CHECK_FALSE(one.is_wholly_known());
  const std::array pruned{Alternative{f.on(0), f.number(1)}, Alternative{guard::Guard::never(), f.number(2)},
                          Alternative{f.off(0), f.number(3)}};
  CHECK(f.pool.choice(pruned, {}).alternatives().size() == 2);
}

TEST_CASE("nested choices are flattened, impossible inner ones dropped", "[value][choice]") {
  Fixture f(2);
  const Value inner = f.either(0, f.number(1), f.number(2));
  CHECK(identical(f.either(0, inner, f.number(3)), f.either(0, f.number(1), f.number(3))));
  const Value both = f.either(1, inner, f.number(1));
  REQUIRE(both.is_choice());
  CHECK(both.alternatives().size() == 2);  // 1 in three of four worlds, 2 in one
}

TEST_CASE("a choice with equal marks only is joined", "[value][choice]") {
  Fixture f(1);
  const Value mixed = f.either(0, f.text("a").with_sensitive(true), f.text("a"));
  CHECK(mixed.is_choice());
  CHECK(mixed.is_sensitive());
}

TEST_CASE("lift tries possible combinations only", "[value][choice]") {
  Fixture f(1);
  const Value a = f.either(0, f.number(1), f.number(2));
  const Value b = f.either(0, f.number(10), f.number(20));
  int calls = 0;
  const Value sum = f.pool.lift(std::array{a, b}, {}, [&](std::span<const Value> chosen) {
    ++calls;
    return f.pool.number(chosen[0].as_number() + chosen[1].as_number(), {});
  });
  CHECK(calls == 2);
  CHECK(identical(sum, f.either(0, f.number(11), f.number(22))));
}

TEST_CASE("past the limit the default world keeps its value and the others are unknown and say so", "[value][choice]") {
  Fixture f(6);
  std::vector<Value> arguments;
  for (std::size_t i = 0; i < 6; ++i) arguments.push_back(f.either(i, f.number(1 << i), f.number(0)));
  const Value sum = f.pool.lift(arguments, {}, [&](std::span<const Value> chosen) {
    Number total(0);
    for (const Value& value : chosen) total = total + value.as_number();
    return f.pool.number(total, {});
  });
  REQUIRE(sum.is_choice());
  CHECK(identical(f.pool.in_world(sum, f.pool.guards().default_world()), f.number(63)));
  const Value other = f.pool.in_world(sum, guard::World{0, 1, 0, 1, 0, 1});
  REQUIRE(other.is_unknown());
  CHECK(other.causes()[0]->kind == CauseKind::Limit);
  const Value any = f.pool.lift(arguments, {}, [&](std::span<const Value> chosen) {
    return f.pool.boolean(chosen[0].as_number() == Number(1), {});
  });
  CHECK(any.alternatives().size() == 2);  // many combinations, few results
}

TEST_CASE("under keeps what can hold", "[value][choice]") {
  Fixture f(1);
  const Value value = f.either(0, f.number(1), f.number(2));
  CHECK(identical(f.pool.under(value, f.off(0)), f.number(2)));
  CHECK(identical(f.pool.under(value, guard::Guard::always()), value));
  CHECK(identical(f.pool.under(f.number(5), f.off(0)), f.number(5)));
}

TEST_CASE("a world picks at every depth and shares what does not change", "[value][choice]") {
  Fixture f(2);
  const Value fixed = f.pool.tuple(std::array{f.text("x")}, {});
  const std::array members{Member{"a", f.either(0, f.number(1), f.number(2)), {}}, Member{"b", fixed, {}}};
  const Value object = f.pool.object(members, {});
  const Value picked = f.pool.in_world(object, {1, 0});
  CHECK_FALSE(picked.has_choice());
  CHECK(picked.find("a")->as_number() == Number(2));
  CHECK(picked.find("b")->payload() == fixed.payload());
  CHECK(f.pool.in_world(fixed, {0, 0}).payload() == fixed.payload());
}

TEST_CASE("text over a choice is a choice of texts", "[value][choice]") {
  Fixture f(1);
  const Value name = f.either(0, f.text("prod"), f.text("dev"));
  const std::array parts{Part{"x-", {}, false}, Part{{}, name, true}};
  const Value text = f.pool.text(parts, {});
  REQUIRE(text.is_choice());
  CHECK(f.pool.in_world(text, {0}).as_string() == "x-prod");
  CHECK(f.pool.in_world(text, {1}).as_string() == "x-dev");
}

TEST_CASE("hoisting brings inner choices to the top", "[value][choice]") {
  Fixture f(6);
  const Value pair =
      f.pool.tuple(std::array{f.either(0, f.number(1), f.number(2)), f.either(1, f.number(3), f.number(4))}, {});
  const auto hoisted = f.pool.hoist(pair);
  REQUIRE(hoisted.has_value());
  CHECK(hoisted->alternatives().size() == 4);
  for (const guard::World& world : f.worlds()) {
    CHECK(identical(f.pool.in_world(*hoisted, world), f.pool.in_world(pair, world)));
  }
  std::vector<Value> many;
  for (std::size_t i = 0; i < 6; ++i) many.push_back(f.either(i, f.number(1), f.number(2)));
  CHECK_FALSE(f.pool.hoist(f.pool.tuple(many, {})).has_value());
}

TEST_CASE("JSON of many inner choices stays one text with its structure", "[value][choice]") {
  Fixture f(6);
  std::vector<Value> many;
  for (std::size_t i = 0; i < 6; ++i) many.push_back(f.either(i, f.text("a"), f.text("b")));
  const Value list = f.pool.tuple(many, {});
  const Value json = encode_json(f.pool, list, {});
  REQUIRE(json.is_unknown());
  REQUIRE(json.structure() != nullptr);
  for (const guard::World& world : f.worlds()) {
    CHECK(identical(f.pool.in_world(*json.structure(), world), f.pool.in_world(list, world)));
  }
}

namespace {

/// A random value of numbers and texts with choices at any depth.
Value random_value(Fixture& f, std::mt19937& random, int depth) {
  switch (random() % (depth > 0 ? 5 : 2)) {
    case 0: return f.number(static_cast<std::int64_t>(random() % 3));
    case 1: return f.text(std::string(1 + random() % 2, 'x'));
    case 2: return f.either(random() % 3, random_value(f, random, depth - 1), random_value(f, random, depth - 1));
    case 3: return f.pool.tuple(std::array{random_value(f, random, depth - 1), random_value(f, random, depth - 1)}, {});
    default: {
      const std::array members{Member{"a", random_value(f, random, depth - 1), {}},
                               Member{"b", random_value(f, random, depth - 1), {}}};
      return f.pool.object(members, {});
    }
  }
}

}  // namespace

TEST_CASE("lifting and picking a world commute", "[value][choice][property]") {
  Fixture f(3);
  std::mt19937 random(3);
  const auto combine = [&](std::span<const Value> values) { return f.pool.tuple(values, {}); };
  for (int round = 0; round < 300; ++round) {
    const std::array arguments{random_value(f, random, 3), random_value(f, random, 3)};
    const Value lifted = f.pool.lift(arguments, {}, combine);
    for (const guard::World& world : f.worlds()) {
      const std::array picked{f.pool.in_world(arguments[0], world), f.pool.in_world(arguments[1], world)};
      const Value there = f.pool.in_world(lifted, world);
      if (there.is_unknown()) continue;  // past the limit
      REQUIRE(identical(there, combine(picked)));
    }
  }
}
