// Pool: types, symbols, known and unknown values, text with holes.

#include "analyzer/value/pool.h"

#include <array>

#include "analyzer/value/convert.h"
#include "tests/support/catch.h"

using namespace brn;
using namespace brn::value;

namespace {

Cause cause_of(const std::string& subject) {
  return {
      .kind = CauseKind::Computed, .subject = subject, .message = subject + " is not known", .settle = "", .place = {}};
}

struct Fixture {
  Pool pool;
  Value text(std::string_view value) { return pool.string(value, {}); }
  Value number(std::int64_t value) { return pool.number(Number(value), {}); }
  /// The id of a resource: an unknown with a symbol.
  Value id_of(const std::string& address) {
    const Symbol symbol = pool.symbol(SymbolKind::ResourceAttribute, address, "id");
    return pool.unknown(cause_of(address + ".id"), pool.string_type(), {}, symbol);
  }
  static Part literal(std::string_view text) { return {.literal = text, .hole = {}, .is_hole = false}; }
  static Part hole(const Value& value) { return {.literal = {}, .hole = value, .is_hole = true}; }
};

}  // namespace

TEST_CASE("equal types are equal handles", "[value][pool]") {
  Pool pool;
  CHECK(pool.list_of(pool.string_type()) == pool.list_of(pool.string_type()));
  CHECK(pool.list_of(pool.string_type()) != pool.set_of(pool.string_type()));
  const std::array attributes{Type::Attribute{"b", pool.number_type()}, Type::Attribute{"a", pool.bool_type()}};
  const std::array sorted{Type::Attribute{"a", pool.bool_type()}, Type::Attribute{"b", pool.number_type()}};
  CHECK(pool.object_of(attributes) == pool.object_of(sorted));
  CHECK(pool.object_of(attributes).attributes()[0].name == "a");
  const std::array optional{Type::Attribute{"a", pool.bool_type(), true}, Type::Attribute{"b", pool.number_type()}};
  CHECK(pool.object_of(sorted) != pool.object_of(optional));
}

TEST_CASE("the default value is null of no known type", "[value][pool]") {
  const Value null;
  CHECK(null.is_null());
  CHECK(null.is_wholly_known());
  CHECK(null.type().is_dynamic());
  Pool pool;
  CHECK(pool.null({}, pool.string_type()).type() == pool.string_type());
  CHECK_FALSE(identical(null, pool.null({}, pool.string_type())));
}

TEST_CASE("objects are sorted, the last member of a name wins", "[value][pool]") {
  Fixture f;
  const std::array members{Member{"b", f.number(1), {}}, Member{"a", f.number(2), {}}, Member{"b", f.number(3), {}}};
  const Value object = f.pool.object(members, {});
  REQUIRE(object.members().size() == 2);
  CHECK(object.members()[0].name == "a");
  CHECK(object.find("b")->as_number() == Number(3));
  CHECK(object.find("c") == nullptr);
  const std::array ordered{Member{"b", f.number(1), {}}, Member{"a", f.number(2), {}}};
  const Value kept = f.pool.ordered_object(ordered, {});
  CHECK(kept.members()[0].name == "b");
  CHECK(kept.find("a")->as_number() == Number(2));
}

TEST_CASE("sets drop duplicates and order as Terraform does", "[value][pool]") {
  Fixture f;
  const std::array numbers{f.number(10), f.number(9), f.number(10), f.number(100)};
  CHECK(to_json(f.pool.set(numbers, f.pool.number_type(), {})) == "[9,10,100]");
  const std::array texts{f.text("b"), f.text("B"), f.text("a"), f.text("b")};
  CHECK(to_json(f.pool.set(texts, f.pool.string_type(), {})) == R"(["B","a","b"])");
  const std::array unknowns{f.id_of("aws_subnet.b"), f.id_of("aws_subnet.a"), f.id_of("aws_subnet.b")};
  CHECK(f.pool.set(unknowns, f.pool.string_type(), {}).elements().size() == 2);
}

TEST_CASE("a set is sensitive as a whole", "[value][pool]") {
  Fixture f;
  const std::array texts{f.text("a").with_sensitive(true), f.text("b")};
  const Value set = f.pool.set(texts, f.pool.string_type(), {});
  CHECK(set.is_sensitive());
  CHECK_FALSE(set.elements()[0].is_sensitive());
}

TEST_CASE("containers know whether something inside is not known", "[value][pool]") {
  Fixture f;
  const std::array known{f.number(1)};
  CHECK(f.pool.tuple(known, {}).is_wholly_known());
  const std::array inner{f.pool.tuple(std::array{f.id_of("aws_vpc.a")}, {})};
  const Value outer = f.pool.tuple(inner, {});
  CHECK(outer.is_known());
  CHECK_FALSE(outer.is_wholly_known());
  CHECK(causes_of(outer).size() == 1);
}

TEST_CASE("symbols are interned and say what certainly differs", "[value][pool]") {
  Pool pool;
  const auto id = [&](std::string_view owner) { return pool.symbol(SymbolKind::ResourceAttribute, owner, "id"); };
  CHECK(id("aws_vpc.a") == id("aws_vpc.a"));
  CHECK_FALSE(pool.certainly_differ(id("aws_vpc.a"), id("aws_vpc.a")));
  CHECK(pool.certainly_differ(id("aws_vpc.a"), id("aws_vpc.b")));
  CHECK(pool.certainly_differ(id("aws_subnet.a[0]"), id("aws_subnet.a[1]")));
  CHECK(pool.certainly_differ(id("module.x[\"a.b\"].aws_vpc.a"), id("module.y.aws_vpc.a")));
  CHECK(pool.certainly_differ(id("aws_subnet.a[\"x[1]\"]"), id("aws_subnet.a[\"y\"]")));
  CHECK_FALSE(pool.certainly_differ(id("aws_vpc.a"), id("aws_subnet.b")));
  CHECK_FALSE(pool.certainly_differ(id("data.aws_vpc.a"), id("data.aws_vpc.b")));
  const auto zone = [&](std::string_view index) { return pool.symbol(SymbolKind::Zone, "", index); };
  CHECK(pool.certainly_differ(zone("0"), zone("1")));
  const auto input = [&](std::string_view name) { return pool.symbol(SymbolKind::Input, "", name); };
  CHECK_FALSE(pool.certainly_differ(input("a"), input("b")));
}

TEST_CASE("unknowns are identical by symbol or parts only", "[value][pool]") {
  Fixture f;
  CHECK(identical(f.id_of("aws_vpc.a"), f.id_of("aws_vpc.a")));
  CHECK_FALSE(identical(f.id_of("aws_vpc.a"), f.id_of("aws_vpc.b")));
  const auto anonymous = [&] { return f.pool.unknown(cause_of("x"), f.pool.string_type(), {}); };
  CHECK_FALSE(identical(anonymous(), anonymous()));
  const auto arn = [&] {
    return f.pool.text(std::array{Fixture::literal("arn:"), Fixture::hole(f.id_of("aws_vpc.a"))}, {});
  };
  CHECK(identical(arn(), arn()));
}

TEST_CASE("text joins literals, writes known holes out and splices texts with holes", "[value][pool]") {
  Fixture f;
  const Value known =
      f.pool.text(std::array{Fixture::literal("a"), Fixture::hole(f.number(1)), Fixture::literal("b")}, {});
  REQUIRE(known.is_string());
  CHECK(known.as_string() == "a1b");

  const Value id = f.id_of("aws_vpc.a");
  const Value inner = f.pool.text(std::array{Fixture::literal("x-"), Fixture::hole(id)}, {});
  const Value outer = f.pool.text(std::array{Fixture::literal("["), Fixture::hole(inner), Fixture::literal("]")}, {});
  REQUIRE(outer.is_unknown());
  REQUIRE(outer.parts().size() == 3);
  CHECK(outer.parts()[0].literal == "[x-");
  CHECK(identical(outer.parts()[1].hole, id));
  CHECK(outer.parts()[2].literal == "]");
  CHECK(outer.causes().size() == 1);
  CHECK(outer.is_certainly_not_null());
}

TEST_CASE("text of one hole alone is that value", "[value][pool]") {
  Fixture f;
  const Value id = f.id_of("aws_vpc.a");
  const Value text = f.pool.text(std::array{Fixture::hole(id)}, {});
  CHECK(identical(text, id));
  const Value sensitive = f.pool.text(std::array{Fixture::hole(id.with_sensitive(true))}, {});
  CHECK(sensitive.is_sensitive());
}

TEST_CASE("JSON keeps holes, structure and escapes", "[value][pool]") {
  Fixture f;
  const Value id = f.id_of("aws_vpc.a");
  const Value arn = f.pool.text(std::array{Fixture::literal("a\"b<"), Fixture::hole(id)}, {});
  const std::array members{Member{"Resource", arn, {}}, Member{"Count", f.number(2), {}}};
  const Value object = f.pool.object(members, {});
  const Value json = encode_json(f.pool, object, {});
  REQUIRE(json.is_unknown());
  REQUIRE(json.structure() != nullptr);
  CHECK(identical(*json.structure(), object));
  REQUIRE(json.parts().size() == 3);
  CHECK(json.parts()[0].literal == R"({"Count":2,"Resource":"a\"b\u003c)");
  CHECK(json.parts()[2].literal == "\"}");
  CHECK(to_json(f.text("\u2028\x01é")) == R"("\u2028\u0001é")");
}

TEST_CASE("the causes of an unknown are bounded and each is there once", "[value][pool]") {
  Fixture f;
  std::vector<Value> many;
  for (int i = 0; i < 200; ++i) many.push_back(f.id_of("aws_vpc.a[" + std::to_string(i / 2) + "]"));
  const Value unknown = f.pool.unknown_from(many, f.pool.number_type(), {});
  CHECK(unknown.causes().size() == kMaxCauses);
  CHECK(unknown.causes()[0]->subject == "aws_vpc.a[0].id");
  CHECK(unknown.causes()[1]->subject == "aws_vpc.a[1].id");
}
