#include "analyzer/app/default_values.h"

#include "tests/support/catch.h"

using namespace brn;

TEST_CASE("an input without default leaves what hinges on it unknown, one with a default does not") {
  value::Pool pool;
  guard::GuardPool& guards = pool.guards();
  const auto open = guards.add_input({"Env", {"dev", "prod"}, {}, {}});
  const auto settled = guards.add_input({"Size", {"a", "b"}, 1, {}});
  const auto choice = [&](guard::InputId input) {
    const value::Alternative alternatives[] = {{guards.equals(input, 0), pool.string("first", {})},
                                               {guards.equals(input, 1), pool.string("second", {})}};
    return pool.choice(alternatives, {});
  };
  const value::Member members[] = {{"hinges", choice(open), {}}, {"is", choice(settled), {}}};
  app::DefaultValues defaults(pool);
  const value::Value object = defaults.of(pool.ordered_object(members, {}));
  CHECK(object.find("hinges")->is_unknown());
  REQUIRE(object.find("is")->is_string());
  CHECK(object.find("is")->as_string() == "second");
  CHECK(defaults.exists(guards.equals(settled, 0)) == Tri::No);
  CHECK(defaults.exists(guards.equals(settled, 1)) == Tri::Yes);
  CHECK(defaults.exists(guards.equals(open, 0)) == Tri::Unknown);
  CHECK(defaults.exists(guards.both(guards.equals(open, 0), guards.equals(settled, 0))) == Tri::No);
}
