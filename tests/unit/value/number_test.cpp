// Number: the expected texts were printed by Terraform 1.11.4.

#include "analyzer/value/number.h"

#include "tests/support/catch.h"

using brn::value::Number;

namespace {

Number of(const char* text) {
  return Number::parse(text).value();
}
std::string text_of(const std::optional<Number>& number) {
  return number ? number->to_string() : "nothing";
}

}  // namespace

TEST_CASE("numbers print as Terraform prints them", "[value][number]") {
  for (const auto& [in, out] : std::vector<std::pair<const char*, const char*>>{
           {"0", "0"},
           {"-0", "-0"},
           {"007", "7"},
           {"1.50", "1.5"},
           {"0.1", "0.1"},
           {"1e21", "1000000000000000000000"},
           {"1e-7", "0.0000001"},
           {"1.", "1"},
           {".5", "0.5"},
           {"+5", "5"},
           {"1p3", "8"},
           {"-1p-1", "-0.5"},
           {"9223372036854775807", "9223372036854775807"},
           {"-9223372036854775808", "-9223372036854775808"},
           {"123456789012345678901234567890", "123456789012345678901234567890"},
           {"0.30000000000000004", "0.30000000000000004"},
           {"inf", "+Inf"},
           {"-Inf", "-Inf"}}) {
    INFO(in);
    CHECK(of(in).to_string() == out);
  }
}

TEST_CASE("text that is no number is refused", "[value][number]") {
  for (const char* text :
       {"", " 1", "1 ", "0x10", "1_000", "1e", "e1", ".", "-", "1,0", "NaN", "Infinity", "1/2", "--1"}) {
    INFO(text);
    CHECK_FALSE(Number::parse(text).has_value());
  }
}

TEST_CASE("arithmetic has 512 bits", "[value][number]") {
  CHECK(of("0.1") + of("0.2") == of("0.3"));
  CHECK(
      text_of(Number::divide(of("1"), of("3"))) ==
      "0.33333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333"
      "333333333333333333333333333333333333333333335");
  CHECK((of("1e100") - of("1")).to_string().size() == 100);
  CHECK((of("123456789012345678901234567890") * of("987654321098765432109876543210")).to_string() ==
        "121932631137021795226185032733622923332237463801111263526900");
}

TEST_CASE("precision follows the value", "[value][number]") {
  // length([1]) / length([1, 2, 3])
  CHECK(text_of(Number::divide(Number(1), Number(3))) == "0.33333333333333333334");
  CHECK(text_of(Number::from_double(0.1)) == "0.1");
  CHECK(text_of(Number::from_double(1606938044258990275541962092341162602522202993782792835301376.0)) ==
        "1606938044258990300000000000000000000000000000000000000000000");
}

TEST_CASE("division and remainder by zero", "[value][number]") {
  CHECK(text_of(Number::divide(of("1"), of("0"))) == "+Inf");
  CHECK(text_of(Number::divide(of("-1"), of("0"))) == "-Inf");
  CHECK_FALSE(Number::divide(of("0"), of("0")).has_value());
  CHECK(text_of(Number::modulo(of("1"), of("0"))) == "1");
}

TEST_CASE("the remainder has the sign of the dividend", "[value][number]") {
  CHECK(text_of(Number::modulo(of("5"), of("3"))) == "2");
  CHECK(text_of(Number::modulo(of("-5"), of("3"))) == "-2");
  CHECK(text_of(Number::modulo(of("5.5"), of("2.5"))) == "0.5");
  CHECK(text_of(Number::modulo(of("1e30"), of("7"))) == "1");
}

TEST_CASE("rounding to whole numbers", "[value][number]") {
  CHECK(of("1.5").floor().to_string() == "1");
  CHECK(of("-1.5").floor().to_string() == "-2");
  CHECK(of("1.5").ceil().to_string() == "2");
  CHECK(of("-1.5").ceil().to_string() == "-1");
  CHECK(of("-0.5").ceil().to_int64() == 0);
  CHECK(of("7").floor() == of("7"));
}

TEST_CASE("conversions to machine numbers", "[value][number]") {
  CHECK(of("42").to_int64() == 42);
  CHECK(of("-9223372036854775808").to_int64() == INT64_MIN);
  CHECK_FALSE(of("9223372036854775808").to_int64().has_value());
  CHECK_FALSE(of("1.5").to_int64().has_value());
  CHECK(of("0.1").to_double() == 0.1);
  CHECK(of("1e300").to_double() == 1e300);
  CHECK(of("-2.5").to_double() == -2.5);
}

TEST_CASE("numbers order by value, whatever their precision", "[value][number]") {
  CHECK(of("1") == Number(1));
  CHECK(of("-0") == of("0"));
  CHECK(of("1e99") < of("1e100"));
  CHECK(of("-1e99") > of("-1e100"));
  CHECK(of("inf") > of("1e100000"));
  CHECK(of("-inf") < of("0"));
}

TEST_CASE("far apart magnitudes neither hang nor lose the direction", "[value][number]") {
  CHECK(of("1e90000") + of("1e-90000") == of("1e90000"));
  CHECK((of("1e90000") - of("1e-90000")) <= of("1e90000"));
  CHECK(of("1e-90000") < of("1e90000"));
  CHECK(Number::parse("1e999999999").value().is_infinite());
  CHECK(Number::parse("1e-999999999").value().is_zero());
}

TEST_CASE("formats of verbs", "[value][number]") {
  CHECK(of("3.14159").to_fixed(3) == "3.142");
  CHECK(of("-2.55").to_fixed(1) == "-2.5");
  CHECK(of("0.004").to_fixed(2) == "0.00");
  CHECK(of("0.5").to_fixed(0) == "0");
  CHECK(of("12345.678").to_scientific(2) == "1.23e+04");
  CHECK(of("1.5").to_scientific(6) == "1.500000e+00");
  CHECK(of("1000000").to_general(std::nullopt) == "1e+06");
  CHECK(of("100000").to_general(std::nullopt) == "100000");
  CHECK(of("0.00001").to_general(std::nullopt) == "1e-05");
  CHECK(of("255").to_base(16) == "ff");
  CHECK(of("-5").to_base(2) == "-101");
  CHECK(Number::parse_integer("Zz", 62).value() == of("3817"));
  CHECK_FALSE(Number::parse_integer("19", 8).has_value());
}
