// Conversion, unification, equality.

#include "analyzer/value/convert.h"

#include <array>

#include "tests/support/catch.h"

using namespace brn;
using namespace brn::value;

namespace {

struct Fixture {
  Pool pool;
  Type text = pool.string_type();
  Type number = pool.number_type();
  Type boolean = pool.bool_type();

  Value s(std::string_view value) { return pool.string(value, {}); }
  Value n(std::int64_t value) { return pool.number(Number(value), {}); }
  Value b(bool value) { return pool.boolean(value, {}); }
  Value t(std::initializer_list<Value> values) { return pool.tuple(std::vector<Value>(values), {}); }
  Value o(std::initializer_list<std::pair<std::string_view, Value>> members) {
    std::vector<Member> list;
    for (const auto& [name, value] : members) list.push_back({name, value, {}});
    return pool.object(list, {});
  }
  Type tuple(std::initializer_list<Type> types) { return pool.tuple_of(std::vector<Type>(types)); }
  Type object(std::initializer_list<Type::Attribute> attributes) {
    return pool.object_of(std::vector<Type::Attribute>(attributes));
  }
  Value id_of(std::string_view address, Type type = {}) {
    const Cause cause{
        .kind = CauseKind::Computed, .subject = std::string(address), .message = "", .settle = "", .place = {}};
    const Cause* const interned = pool.cause(cause);
    return pool.unknown({.type = type,
                         .symbol = pool.symbol(SymbolKind::ResourceAttribute, address, "id"),
                         .causes = {&interned, 1},
                         .parts = {},
                         .structure = nullptr,
                         .not_null = true},
                        {});
  }
  std::string converted(const Value& value, Type type) {
    const Converted result = convert(pool, value, type);
    if (const auto* error = std::get_if<ConversionError>(&result)) return "error: " + error->path + error->message;
    return type_expression(std::get<Value>(result).type()) + " " + to_json(std::get<Value>(result));
  }
  std::string unified(std::initializer_list<Type> types) {
    const auto type = unify(pool, std::vector<Type>(types));
    return type ? type_expression(*type) : "none";
  }
};

}  // namespace

TEST_CASE("primitives convert through text", "[value][convert]") {
  Fixture f;
  CHECK(f.converted(f.n(5), f.text) == "string \"5\"");
  CHECK(f.converted(f.b(true), f.text) == "string \"true\"");
  CHECK(f.converted(f.s("1e3"), f.number) == "number 1000");
  CHECK(f.converted(f.s("1"), f.boolean) == "bool true");
  CHECK(f.converted(f.s("TRUE"), f.boolean) == "error: a bool is required");
  CHECK(f.converted(f.s("x"), f.number) == "error: a number is required");
  CHECK(f.converted(f.b(true), f.number) == "error: number required");
  CHECK(f.converted(f.t({}), f.text) == "error: string required");
}

TEST_CASE("structures convert to collections", "[value][convert]") {
  Fixture f;
  CHECK(f.converted(f.t({f.n(1), f.s("a")}), f.pool.list_of(f.text)) == R"(list(string) ["1","a"])");
  CHECK(f.converted(f.t({f.n(1), f.s("1"), f.s("0")}), f.pool.set_of(f.text)) == R"(set(string) ["0","1"])");
  CHECK(f.converted(f.t({f.n(1), f.s("a")}), f.pool.list_of(Type())) == R"(list(string) ["1","a"])");
  CHECK(f.converted(f.t({f.n(1), f.b(true)}), f.pool.list_of(Type())) == "error: all elements must have the same type");
  CHECK(f.converted(f.t({}), f.pool.list_of(Type())) == "list(dynamic) []");
  CHECK(f.converted(f.o({{"a", f.n(1)}, {"b", f.s("x")}}), f.pool.map_of(Type())) ==
        R"(map(string) {"a":"1","b":"x"})");
  CHECK(f.converted(f.t({f.s("x")}), f.pool.list_of(f.number)) == "error: [0]a number is required");
  CHECK(f.converted(f.t({f.t({}), f.t({f.s("a")})}), f.pool.list_of(Type())) == R"(list(list(string)) [[],["a"]])");
}

TEST_CASE("objects drop extra attributes and fill optional ones", "[value][convert]") {
  Fixture f;
  const Type wanted = f.object({{"a", f.number}, {"b", f.text, true}});
  CHECK(f.converted(f.o({{"a", f.s("1")}, {"z", f.n(2)}}), wanted) ==
        R"(object({a=number, b=string}) {"a":1,"b":null})");
  CHECK(f.converted(f.o({{"b", f.s("x")}}), wanted) == "error: attribute \"a\" is required");
  const Type nested = f.pool.list_of(wanted);
  CHECK(f.converted(f.t({f.o({{"a", f.s("x")}})}), nested) == "error: [0].aa number is required");
  const Converted map = convert(f.pool, f.o({{"a", f.s("1")}}), f.pool.map_of(f.text));
  CHECK(f.converted(std::get<Value>(map), wanted) == R"(object({a=number, b=string}) {"a":1,"b":null})");
}

TEST_CASE("null takes the wanted type", "[value][convert]") {
  Fixture f;
  CHECK(f.converted(Value(), f.text) == "string null");
  CHECK(f.converted(f.t({Value(), f.s("a")}), f.pool.list_of(Type())) == R"(list(string) [null,"a"])");
  CHECK(f.converted(f.pool.null({}, f.pool.list_of(f.text)), f.text) == "error: string required");
}

TEST_CASE("an unknown keeps what it is", "[value][convert]") {
  Fixture f;
  const Value id = f.id_of("aws_vpc.a");
  const Value text = std::get<Value>(convert(f.pool, id, f.text));
  CHECK(text.type() == f.text);
  CHECK(text.symbol() == id.symbol());
  CHECK(text.causes().size() == 1);
  CHECK(text.is_certainly_not_null());
  const Value list = std::get<Value>(convert(f.pool, f.t({id, f.s("x")}), f.pool.set_of(f.text)));
  CHECK(list.kind() == Kind::Set);
  CHECK(list.elements().size() == 2);
  CHECK(std::holds_alternative<ConversionError>(convert(f.pool, f.id_of("aws_vpc.a", f.boolean), f.number)));
}

TEST_CASE("conversion lifts over choices; an error in some of them is an unknown there", "[value][convert]") {
  Fixture f;
  const auto input = f.pool.guards().add_input({"var.x", {"true", "false"}, 0, {}});
  const auto choice = [&](const Value& yes, const Value& no) {
    return f.pool.choice(std::array{Alternative{f.pool.guards().equals(input, 0), yes},
                                    Alternative{f.pool.guards().equals(input, 1), no}},
                         {});
  };
  const Value good = std::get<Value>(convert(f.pool, choice(f.s("1"), f.s("2")), f.number));
  CHECK(f.pool.in_world(good, {1}).as_number() == Number(2));
  const Value mixed = std::get<Value>(convert(f.pool, choice(f.s("1"), f.s("x")), f.number));
  CHECK(f.pool.in_world(mixed, {0}).as_number() == Number(1));
  CHECK(f.pool.in_world(mixed, {1}).is_unknown());
  CHECK(std::holds_alternative<ConversionError>(convert(f.pool, choice(f.s("y"), f.s("x")), f.number)));
}

TEST_CASE("marks and origins survive conversion", "[value][convert]") {
  Fixture f;
  const Span place{FileId{0}, 3, 7};
  const Value value = f.n(1).with_origin(place).with_sensitive(true);
  const Value text = std::get<Value>(convert(f.pool, value, f.text));
  CHECK(text.origin() == place);
  CHECK(text.is_sensitive());
}

TEST_CASE("types unify as for the branches of a conditional", "[value][convert]") {
  Fixture f;
  CHECK(f.unified({f.number, f.text}) == "string");
  CHECK(f.unified({f.boolean, f.number}) == "none");
  CHECK(f.unified({f.tuple({}), f.tuple({f.number})}) == "list(number)");
  CHECK(f.unified({f.tuple({f.number}), f.tuple({f.text})}) == "tuple([string])");
  CHECK(f.unified({f.tuple({f.number, f.text}), f.tuple({f.text})}) == "list(string)");
  CHECK(f.unified({f.object({{"a", f.number}}), f.object({{"b", f.number}})}) == "map(number)");
  CHECK(f.unified({f.object({}), f.object({{"a", f.number}})}) == "map(number)");
  CHECK(f.unified({f.object({{"a", f.number}}), f.object({{"a", f.text}})}) == "object({a=string})");
  CHECK(f.unified({f.object({{"a", f.number}}), f.object({{"b", f.tuple({})}})}) == "none");
  CHECK(f.unified({f.tuple({}), f.object({})}) == "none");
  CHECK(f.unified({f.pool.list_of(f.number), f.tuple({f.text})}) == "list(string)");
  CHECK(f.unified({f.pool.list_of(f.text), f.tuple({})}) == "list(string)");
  CHECK(f.unified({f.pool.set_of(f.text), f.tuple({f.number})}) == "set(string)");
  CHECK(f.unified({f.pool.map_of(f.text), f.object({{"a", f.number}})}) == "map(string)");
  CHECK(f.unified({Type(), f.text}) == "string");
  CHECK(f.unified({Type(), f.object({{"a", f.number}})}) == "dynamic");
  CHECK(f.unified({f.text, f.tuple({})}) == "none");
}

TEST_CASE("equality never converts", "[value][convert]") {
  Fixture f;
  const auto same = [&](const Value& a, const Value& b) { return equal(f.pool, a, b); };
  CHECK(is_yes(same(f.n(1), f.n(1))));
  CHECK(is_no(same(f.n(1), f.s("1"))));
  CHECK(is_no(same(f.t({f.s("a")}), std::get<Value>(convert(f.pool, f.t({f.s("a")}), f.pool.list_of(f.text))))));
  CHECK(is_yes(same(Value(), f.pool.null({}, f.text))));
  CHECK(is_no(same(Value(), f.n(1))));
  CHECK(is_no(same(f.t({Value()}), f.t({f.n(1)}))));
}

TEST_CASE("equality with unknowns is certain only where it must be", "[value][convert]") {
  Fixture f;
  const auto same = [&](const Value& a, const Value& b) { return equal(f.pool, a, b); };
  const Value a = f.id_of("aws_vpc.a", f.text);
  CHECK(is_yes(same(a, f.id_of("aws_vpc.a", f.text))));
  CHECK(is_no(same(a, f.id_of("aws_vpc.b", f.text))));
  CHECK(is_unknown(same(a, f.s("vpc-1"))));
  CHECK(is_no(same(a, Value())));
  CHECK(is_no(same(a, f.n(1))));
  const Value arn = f.pool.text(std::array{Part{"arn:aws:", {}, false}, Part{{}, a, true}, Part{":x", {}, false}}, {});
  CHECK(is_no(same(arn, f.s("arn:aws-cn:1:x"))));
  CHECK(is_no(same(arn, f.s("arn:aws:1:y"))));
  CHECK(is_no(same(arn, f.s("arn:aws:x"))));
  CHECK(is_unknown(same(arn, f.s("arn:aws:1:x"))));
  CHECK(is_no(same(f.t({f.n(1), a}), f.t({f.n(2), a}))));
  CHECK(is_unknown(same(f.t({a}), f.t({f.s("vpc-1")}))));
}
