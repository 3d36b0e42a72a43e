#pragma once
// A number as Terraform computes with it: a binary float whose precision travels with the value (512 bits for what a
// user wrote, 64 for lengths and indices, 53 for what a function computed with doubles), with infinities and a negative
// zero. The result of an operation has the larger precision of its operands. Trivially copyable.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace brn::value {

class Number {
 public:
  Number();
  /// Of 64 bits of precision, as lengths and indices.
  Number(std::int64_t integer);  // NOLINT(google-explicit-constructor)
  /// Decimal text as HCL, JSON and Terraform's `tonumber` take it: digits, fraction, exponent, sign. Nothing otherwise.
  [[nodiscard]] static std::optional<Number> parse(std::string_view text);
  /// Whole number written in base 2 to 62 (`parseint`): digits, then a-z, then A-Z; cases are equal up to base 36.
  [[nodiscard]] static std::optional<Number> parse_integer(std::string_view text, int base);
  /// As a function that computes with a double gives it: 53 bits of precision. Nothing for NaN.
  [[nodiscard]] static std::optional<Number> from_double(double value);

  /// As Terraform prints it: the shortest decimal that reads back, without an exponent.
  [[nodiscard]] std::string to_string() const;
  /// The value when it is a whole number that fits.
  [[nodiscard]] std::optional<std::int64_t> to_int64() const;
  [[nodiscard]] double to_double() const;
  [[nodiscard]] bool is_integer() const;
  [[nodiscard]] bool is_infinite() const;
  [[nodiscard]] bool is_negative() const;  // of -0 too
  [[nodiscard]] bool is_zero() const;
  /// Decimal text with this many digits after the point, half to even.
  [[nodiscard]] std::string to_fixed(std::size_t digits) const;
  /// `d.ddde±dd` with this many digits after the point; nothing: the fewest that read back.
  [[nodiscard]] std::string to_scientific(std::optional<std::size_t> digits) const;
  /// Go's %g of a big.Float: scientific for exponents below -4 or not below the number of digits (6 for the shortest).
  [[nodiscard]] std::string to_general(std::optional<std::size_t> digits) const;
  /// Digits of the whole part in base 2, 8, 10 or 16, with a minus sign where negative.
  [[nodiscard]] std::string to_base(int base) const;
  /// Significant digits and where the point stands: 0.d1d2… × 10^exponent. `digits` 0 gives the shortest that read back.
  struct Decimal {
    std::string digits;
    std::int64_t exponent = 0;
  };
  [[nodiscard]] Decimal to_decimal(std::size_t digits = 0) const;

  [[nodiscard]] Number operator-() const;
  friend Number operator+(const Number& a, const Number& b);
  friend Number operator-(const Number& a, const Number& b);
  friend Number operator*(const Number& a, const Number& b);
  /// Division by zero gives an infinity; 0/0 gives nothing.
  [[nodiscard]] static std::optional<Number> divide(const Number& a, const Number& b);
  /// The remainder with the sign of the divisor's truncation, as Go's big.Float based Terraform gives it.
  [[nodiscard]] static std::optional<Number> modulo(const Number& a, const Number& b);
  [[nodiscard]] Number floor() const;
  [[nodiscard]] Number ceil() const;

  friend bool operator==(const Number& a, const Number& b);
  friend std::partial_ordering operator<=>(const Number& a, const Number& b);

 private:
  friend struct NumberAccess;             // number.cpp sees the float behind the bytes
  alignas(16) unsigned char bytes_[112];  // large enough for a 512-bit float with its precision; number.cpp asserts it
};

static_assert(std::is_trivially_copyable_v<Number>);

}  // namespace brn::value
