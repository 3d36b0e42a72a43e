#include "analyzer/engine/worlds.h"

#include "analyzer/value/pool.h"
#include "tests/support/catch.h"

namespace brn::engine {
namespace {

/// VPCs, each there under one value of an input of its own.
config::Configuration estate(std::size_t open, std::size_t settled) {
  config::Configuration configuration;
  configuration.pool = std::make_unique<value::Pool>();
  guard::GuardPool& guards = configuration.pool->guards();
  configuration.units.push_back(config::Unit{"live", "live", config::Language::Terraform, {}, {}, {}});
  for (std::size_t i = 0; i < open + settled; ++i) {
    guard::Input input{"var.i" + std::to_string(i), {"true", "false"}, {}, {}};
    if (i >= open) input.default_value = 0;
    const guard::InputId id = guards.add_input(input);
    config::Resource vpc;
    vpc.address = vpc.definition = "aws_vpc.v" + std::to_string(i);
    vpc.type = "aws_vpc";
    vpc.guard = guards.equals(id, 0);
    vpc.attributes = configuration.pool->object({}, {});
    configuration.resources.push_back(std::move(vpc));
  }
  return configuration;
}

}  // namespace

TEST_CASE("few combinations are all looked at") {
  config::Configuration configuration = estate(2, 3);
  const WorldPlan plan = plan_worlds(configuration);
  CHECK(plan.is_complete);
  CHECK(plan.lowered.size() == 32);
  CHECK(plan.base.count() == 4);
}

TEST_CASE("inputs of units that do not refer to each other are not combined") {
  config::Configuration configuration = estate(0, 4);
  configuration.units.push_back(config::Unit{"other", "other", config::Language::Terraform, {}, {}, {}});
  for (std::uint32_t unit = 0; unit < 2; ++unit) configuration.units[unit].files = {FileId{unit + 1}};
  const auto place = [&](std::uint32_t unit) { return Span{FileId{unit + 1}, 1, 2}; };
  guard::GuardPool& guards = configuration.pool->guards();
  for (std::size_t i = 0; i < 4; ++i) {
    const auto unit = static_cast<std::uint32_t>(i % 2);
    const guard::InputId input = guards.add_input({"Own" + std::to_string(i), {"true", "false"}, 0, place(unit)});
    configuration.resources[i].guard = guards.equals(input, 0);
    configuration.resources[i].unit = unit;
  }
  CHECK(plan_worlds(configuration).lowered.size() == 7);
  const value::Symbol symbol = configuration.pool->symbol(value::SymbolKind::ResourceAttribute, "aws_vpc.v1", "id");
  const value::Value id = configuration.pool->unknown(Cause{}, configuration.pool->string_type(), {}, symbol);
  const value::Member members[] = {{"vpc_id", id, {}}};
  configuration.resources[0].attributes = configuration.pool->object(members, {});
  CHECK(plan_worlds(configuration).lowered.size() == 16);
}

TEST_CASE("past the limit the combinations of inputs without default come first") {
  config::Configuration configuration = estate(5, 20);
  const WorldPlan plan = plan_worlds(configuration);
  CHECK_FALSE(plan.is_complete);
  CHECK(plan.is_base_complete);
  CHECK(plan.base.count() == 32);
  CHECK(plan.lowered.size() == kMaxWorlds);
}

TEST_CASE("what has to hold for every value is not certain when there are too many") {
  config::Configuration configuration = estate(30, 1);
  const WorldPlan plan = plan_worlds(configuration);
  CHECK_FALSE(plan.is_complete);
  CHECK_FALSE(plan.is_base_complete);
  CHECK(plan.lowered.size() == kMaxWorlds);
}

}  // namespace brn::engine
