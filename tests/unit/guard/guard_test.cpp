// GuardPool: canonical form, the operations against truth tables, examples.

#include "analyzer/guard/guard.h"

#include <functional>
#include <random>

#include "tests/support/catch.h"

using namespace brn::guard;

namespace {

/// Three inputs: two booleans without a default, and one of three values whose default is the second.
struct Fixture {
  GuardPool pool;
  InputId a = pool.add_input({"var.a", {"true", "false"}, std::nullopt, {}});
  InputId b = pool.add_input({"var.b", {"true", "false"}, 1, {}});
  InputId c = pool.add_input({"var.c", {"x", "y", "z"}, 1, {}});

  std::vector<World> worlds() const {
    std::vector<World> all;
    for (std::uint32_t i = 0; i < 12; ++i) all.push_back({i % 2, i / 2 % 2, i / 4});
    return all;
  }
};

/// A random formula as a guard and as a function of the world.
struct Formula {
  Guard guard;
  std::function<bool(const World&)> holds;
};

Formula random_formula(Fixture& fixture, std::mt19937& random, int depth) {
  if (depth == 0) {
    const InputId input = static_cast<InputId>(random() % 3);
    const auto value = static_cast<std::uint32_t>(random() % (input == 2 ? 3 : 2));
    return {fixture.pool.equals(input, value), [=](const World& world) { return world[input] == value; }};
  }
  const Formula left = random_formula(fixture, random, depth - 1);
  if (random() % 3 == 0) {
    return {fixture.pool.negation(left.guard), [=](const World& world) { return !left.holds(world); }};
  }
  const Formula right = random_formula(fixture, random, depth - 1);
  if (random() % 2 == 0) {
    return {fixture.pool.both(left.guard, right.guard),
            [=](const World& world) { return left.holds(world) && right.holds(world); }};
  }
  return {fixture.pool.either(left.guard, right.guard),
          [=](const World& world) { return left.holds(world) || right.holds(world); }};
}

}  // namespace

TEST_CASE("a guard agrees with its truth table, and equal tables give equal handles", "[guard]") {
  Fixture fixture;
  std::mt19937 random(7);
  std::vector<std::pair<std::vector<bool>, Guard>> seen;
  for (int round = 0; round < 400; ++round) {
    const Formula formula = random_formula(fixture, random, 4);
    std::vector<bool> table;
    for (const World& world : fixture.worlds()) {
      table.push_back(formula.holds(world));
      REQUIRE(fixture.pool.holds(formula.guard, world) == table.back());
    }
    for (const auto& [other, guard] : seen) REQUIRE((other == table) == (guard == formula.guard));
    seen.emplace_back(table, formula.guard);
  }
}

TEST_CASE("the values of one input exclude each other and cover everything", "[guard]") {
  Fixture fixture;
  GuardPool& pool = fixture.pool;
  const Guard x = pool.equals(fixture.c, 0);
  const Guard y = pool.equals(fixture.c, 1);
  const Guard z = pool.equals(fixture.c, 2);
  CHECK(pool.both(x, y).is_never());
  CHECK(pool.disjoint(x, z));
  CHECK(pool.either(pool.either(x, y), z).is_always());
  CHECK(pool.negation(x) == pool.either(y, z));
  CHECK(pool.negation(pool.negation(x)) == x);
  CHECK(pool.implies(x, pool.negation(y)));
  CHECK_FALSE(pool.implies(pool.negation(y), x));
}

TEST_CASE("never and always are neutral and absorbing", "[guard]") {
  Fixture fixture;
  const Guard g = fixture.pool.equals(fixture.a, 0);
  CHECK(fixture.pool.both(g, Guard::always()) == g);
  CHECK(fixture.pool.both(g, Guard::never()).is_never());
  CHECK(fixture.pool.either(g, Guard::never()) == g);
  CHECK(fixture.pool.either(g, Guard::always()).is_always());
  CHECK(fixture.pool.negation(Guard::never()).is_always());
}

TEST_CASE("support names the inputs that matter only", "[guard]") {
  Fixture fixture;
  GuardPool& pool = fixture.pool;
  const Guard a = pool.equals(fixture.a, 0);
  const Guard c = pool.equals(fixture.c, 2);
  CHECK(pool.support(pool.both(a, c)) == std::vector<InputId>{fixture.a, fixture.c});
  const Guard only_a = pool.either(pool.both(a, c), pool.both(a, pool.negation(c)));
  CHECK(pool.support(only_a) == std::vector<InputId>{fixture.a});
  CHECK(pool.support(Guard::always()).empty());
}

TEST_CASE("the smallest example keeps defaults where it can", "[guard]") {
  Fixture fixture;
  GuardPool& pool = fixture.pool;
  const Guard b_true = pool.equals(fixture.b, 0);
  const Guard c_y = pool.equals(fixture.c, 1);
  const auto example = pool.smallest_example(pool.either(b_true, c_y));  // holds by default, through c
  for (const auto& [input, value] : example) CHECK(pool.inputs()[input].default_value == value);
  const auto forced = pool.smallest_example(pool.both(b_true, pool.equals(fixture.c, 2)));
  CHECK(forced == std::vector<std::pair<InputId, std::uint32_t>>{{fixture.b, 0}, {fixture.c, 2}});
  CHECK(pool.smallest_example(Guard::always()).empty());
}

TEST_CASE("an example satisfies its guard with the fewest changes", "[guard]") {
  Fixture fixture;
  std::mt19937 random(11);
  for (int round = 0; round < 200; ++round) {
    const Formula formula = random_formula(fixture, random, 4);
    if (formula.guard.is_never()) continue;
    const auto changes = [&](const World& world) {
      std::size_t count = 0;
      for (InputId i = 0; i < 3; ++i) count += fixture.pool.inputs()[i].default_value == world[i] ? 0U : 1U;
      return count;
    };
    World world = fixture.pool.default_world();
    // An input without a default counts only where the example names it.
    std::size_t named = 0;
    for (const auto& [input, value] : fixture.pool.smallest_example(formula.guard)) {
      world[input] = value;
      named += fixture.pool.inputs()[input].default_value == value ? 0U : 1U;
    }
    REQUIRE(formula.holds(world));
    std::size_t fewest = 4;
    for (const World& other : fixture.worlds()) {
      if (formula.holds(other)) fewest = std::min(fewest, changes(other));
    }
    REQUIRE(named <= fewest);
  }
}

TEST_CASE("the world of defaults takes the first value where there is none", "[guard]") {
  Fixture fixture;
  CHECK(fixture.pool.default_world() == World{0, 1, 1});
}

TEST_CASE("a formula without a small diagram ends at the limit, soon", "[guard][hostile]") {
  // Equality of two words of 40 letters, all letters of the first one declared before those of the second: the diagram
  // needs a node for each of the 2^40 first words.
  GuardPool pool;
  std::vector<InputId> inputs;
  for (int i = 0; i < 80; ++i) inputs.push_back(pool.add_input({"var.i", {"true", "false"}, 0, {}}));
  Guard all = Guard::always();
  for (std::size_t i = 0; i < 40; ++i) {
    const Guard first = pool.equals(inputs[i], 0);
    const Guard second = pool.equals(inputs[i + 40], 0);
    const Guard same = pool.either(pool.both(first, second), pool.both(pool.negation(first), pool.negation(second)));
    all = pool.both(all, same);
  }
  CHECK(pool.is_exhausted());
  CHECK(all.is_always());
}
