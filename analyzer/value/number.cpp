#include "analyzer/value/number.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include "analyzer/value/number_float.h"

namespace brn::value {

struct NumberAccess {
  static Float load(const Number& number) {
    Float value;
    static_assert(sizeof value <= sizeof number.bytes_);
    std::memcpy(&value, number.bytes_, sizeof value);
    return value;
  }
  static Number store(const Float& value) {
    Number number;
    std::memcpy(number.bytes_, &value, sizeof value);
    return number;
  }
};

Float load(const Number& number) {
  return NumberAccess::load(number);
}
Number store(const Float& value) {
  return NumberAccess::store(value);
}

std::int64_t bit_length(const Integer& magnitude) {
  return magnitude.is_zero() ? 0 : static_cast<std::int64_t>(boost::multiprecision::msb(magnitude)) + 1;
}

Integer magnitude_of(const Float& value) {
  std::size_t used = kLimbs;
  while (used > 1 && value.limbs[used - 1] == 0) --used;
  if (used == 1) return Integer(value.limbs[0]);
  Integer result;
  boost::multiprecision::import_bits(result, value.limbs, value.limbs + used, 64, false);
  return result;
}

Float special(Form form, bool is_negative, std::uint32_t precision) {
  Float result;
  result.form = form;
  result.is_negative = is_negative;
  result.precision = static_cast<std::uint16_t>(precision);
  return result;
}

namespace {

/// Drops bits past the precision, half to even; `sticky`: something non-zero stands below the magnitude.
void round_magnitude(Integer& magnitude, std::int64_t& exponent, bool sticky, std::uint32_t precision) {
  const std::int64_t excess = bit_length(magnitude) - static_cast<std::int64_t>(precision);
  if (excess <= 0) return;
  const auto drop = static_cast<unsigned>(excess);
  const bool half = boost::multiprecision::bit_test(magnitude, drop - 1);
  const bool rest = sticky || (half && boost::multiprecision::lsb(magnitude) < drop - 1);
  magnitude >>= drop;
  exponent += excess;
  if (half && (rest || boost::multiprecision::bit_test(magnitude, 0))) ++magnitude;
}

}  // namespace

Float make_float(Integer magnitude, std::int64_t exponent, bool is_negative, std::uint32_t precision, bool sticky) {
  if (magnitude.is_zero()) return special(Form::Zero, is_negative, precision);
  round_magnitude(magnitude, exponent, sticky, precision);
  if (const unsigned zeros = static_cast<unsigned>(boost::multiprecision::lsb(magnitude)); zeros > 0) {
    magnitude >>= zeros;
    exponent += zeros;
  }
  if (exponent + bit_length(magnitude) > kMaxExponent) return special(Form::Infinite, is_negative, precision);
  if (exponent < -kMaxExponent) return special(Form::Zero, is_negative, precision);
  Float result = special(Form::Finite, is_negative, precision);
  result.exponent = static_cast<std::int32_t>(exponent);
  if (bit_length(magnitude) <= 64) {
    result.limbs[0] = static_cast<std::uint64_t>(magnitude);
  } else {
    boost::multiprecision::export_bits(magnitude, result.limbs, 64, false);
  }
  return result;
}

Integer truncated(const Float& value) {
  Integer result = magnitude_of(value);
  if (value.exponent >= 0) {
    result <<= static_cast<unsigned>(value.exponent);
  } else {
    result >>= static_cast<unsigned>(-static_cast<std::int64_t>(value.exponent));
  }
  return result;
}

namespace {

/// Signed magnitudes of two finite values at their common exponent.
struct Aligned {
  Integer a;
  Integer b;
  std::int64_t exponent;
};

/// A term that lies this far below the other cannot change a rounded digit, only the direction of rounding.
constexpr std::int64_t kFarBelow = 2048;

Integer signed_magnitude(const Float& value) {
  Integer result = magnitude_of(value);
  if (value.is_negative) result = -result;
  return result;
}

Aligned align(const Float& a, const Float& b) {
  Integer x = signed_magnitude(a);
  Integer y = signed_magnitude(b);
  std::int64_t ex = a.exponent;
  std::int64_t ey = b.exponent;
  if (a.form != Form::Zero && b.form != Form::Zero) {
    if (ex - ey > kFarBelow && ex > ey + bit_length(magnitude_of(b)) + kFarBelow) {
      y = b.is_negative ? -1 : 1;
      ey = ex - kFarBelow;
    } else if (ey - ex > kFarBelow && ey > ex + bit_length(magnitude_of(a)) + kFarBelow) {
      x = a.is_negative ? -1 : 1;
      ex = ey - kFarBelow;
    }
  }
  if (a.form == Form::Zero) ex = ey;
  if (b.form == Form::Zero) ey = ex;
  const std::int64_t exponent = std::min(ex, ey);
  x <<= static_cast<unsigned>(ex - exponent);
  y <<= static_cast<unsigned>(ey - exponent);
  return {std::move(x), std::move(y), exponent};
}

std::uint32_t common_precision(const Float& a, const Float& b) {
  return std::max(a.precision, b.precision);
}

Float add(const Float& a, const Float& b) {
  const std::uint32_t precision = common_precision(a, b);
  if (a.form == Form::Infinite) return special(Form::Infinite, a.is_negative, precision);
  if (b.form == Form::Infinite) return special(Form::Infinite, b.is_negative, precision);
  if (a.form == Form::Zero && b.form == Form::Zero) {
    return special(Form::Zero, a.is_negative && b.is_negative, precision);
  }
  Aligned terms = align(a, b);
  Integer sum = terms.a + terms.b;
  const bool is_negative = sum < 0;
  if (is_negative) sum = -sum;
  return make_float(std::move(sum), terms.exponent, is_negative, precision);
}

Float multiply(const Float& a, const Float& b, std::uint32_t precision) {
  const bool is_negative = a.is_negative != b.is_negative;
  if (a.form == Form::Infinite || b.form == Form::Infinite) return special(Form::Infinite, is_negative, precision);
  if (a.form == Form::Zero || b.form == Form::Zero) return special(Form::Zero, is_negative, precision);
  return make_float(magnitude_of(a) * magnitude_of(b), std::int64_t{a.exponent} + b.exponent, is_negative, precision);
}

std::optional<Float> divide_floats(const Float& a, const Float& b) {
  const std::uint32_t precision = common_precision(a, b);
  const bool is_negative = a.is_negative != b.is_negative;
  if (a.form == b.form && a.form != Form::Finite) return std::nullopt;  // 0/0 and ∞/∞
  if (a.form == Form::Zero || b.form == Form::Infinite) return special(Form::Zero, is_negative, precision);
  if (a.form == Form::Infinite || b.form == Form::Zero) return special(Form::Infinite, is_negative, precision);
  const Integer divisor = magnitude_of(b);
  Integer dividend = magnitude_of(a);
  const std::int64_t wanted = static_cast<std::int64_t>(precision) + 2 + bit_length(divisor);
  const std::int64_t shift = std::max<std::int64_t>(0, wanted - bit_length(dividend));
  dividend <<= static_cast<unsigned>(shift);
  Integer quotient;
  Integer remainder;
  boost::multiprecision::divide_qr(dividend, divisor, quotient, remainder);
  return make_float(std::move(quotient), std::int64_t{a.exponent} - b.exponent - shift, is_negative, precision,
                    !remainder.is_zero());
}

int sign_of(const Float& value) {
  if (value.form == Form::Zero) return 0;
  return value.is_negative ? -1 : 1;
}

int compare(const Float& a, const Float& b) {
  const int sign_a = sign_of(a);
  const int sign_b = sign_of(b);
  if (sign_a != sign_b) return sign_a < sign_b ? -1 : 1;
  if (a.form == Form::Infinite || b.form == Form::Infinite) {
    if (a.form == b.form) return 0;
    return (a.form == Form::Infinite) == (sign_a > 0) ? 1 : -1;
  }
  if (sign_a == 0) return 0;
  const Aligned terms = align(a, b);
  return terms.a.compare(terms.b) < 0 ? -1 : (terms.a == terms.b ? 0 : 1);
}

bool has_fraction(const Float& value) {
  return value.form == Form::Finite && value.exponent < 0;
}

/// Rounds to a whole number: down (`up` false) or up.
Float to_whole(const Float& value, bool up) {
  if (!has_fraction(value)) return value;
  Integer whole = truncated(value);
  if (value.is_negative != up) ++whole;
  return make_float(std::move(whole), 0, value.is_negative, value.precision);
}

}  // namespace

Number::Number() : Number(0) {}

Number::Number(std::int64_t integer) {
  std::memset(bytes_, 0, sizeof bytes_);
  Float value;
  if (integer != 0) {
    value.form = Form::Finite;
    value.is_negative = integer < 0;
    auto magnitude = static_cast<std::uint64_t>(integer);
    if (integer < 0) magnitude = ~magnitude + 1;
    while ((magnitude & 1U) == 0) {
      magnitude >>= 1U;
      ++value.exponent;
    }
    value.limbs[0] = magnitude;
  }
  std::memcpy(bytes_, &value, sizeof value);
}

std::optional<Number> Number::from_double(double value) {
  if (std::isnan(value)) return std::nullopt;
  if (std::isinf(value)) return store(special(Form::Infinite, value < 0, kDoublePrecision));
  if (value == 0) return store(special(Form::Zero, std::signbit(value), kDoublePrecision));
  int exponent = 0;
  const double fraction = std::frexp(std::fabs(value), &exponent);
  const auto magnitude = static_cast<std::uint64_t>(std::ldexp(fraction, 53));
  return store(make_float(Integer(magnitude), exponent - 53, value < 0, kDoublePrecision));
}

std::optional<std::int64_t> Number::to_int64() const {
  const Float value = load(*this);
  if (value.form == Form::Zero) return 0;
  if (value.form == Form::Infinite || value.exponent < 0 || value.exponent > 63) return std::nullopt;
  const Integer whole = truncated(value);
  if (bit_length(whole) > 63) {
    const bool is_lowest = value.is_negative && value.exponent == 63 && value.limbs[0] == 1 && bit_length(whole) == 64;
    if (is_lowest) return std::numeric_limits<std::int64_t>::min();
    return std::nullopt;
  }
  const auto result = static_cast<std::int64_t>(whole);
  return value.is_negative ? -result : result;
}

double Number::to_double() const {
  Float value = load(*this);
  const double sign = value.is_negative ? -1.0 : 1.0;
  if (value.form == Form::Zero) return 0.0 * sign;
  if (value.form == Form::Infinite) return std::numeric_limits<double>::infinity() * sign;
  const Float rounded = make_float(magnitude_of(value), value.exponent, value.is_negative, kDoublePrecision);
  return sign * std::ldexp(static_cast<double>(rounded.limbs[0]), rounded.exponent);
}

bool Number::is_integer() const {
  const Float value = load(*this);
  return value.form == Form::Zero || (value.form == Form::Finite && value.exponent >= 0);
}
bool Number::is_infinite() const {
  return load(*this).form == Form::Infinite;
}
bool Number::is_negative() const {
  return load(*this).is_negative;
}
bool Number::is_zero() const {
  return load(*this).form == Form::Zero;
}

Number Number::operator-() const {
  Float value = load(*this);
  value.is_negative = !value.is_negative;
  return store(value);
}

Number operator+(const Number& a, const Number& b) {
  return store(add(load(a), load(b)));
}
Number operator-(const Number& a, const Number& b) {
  return a + -b;
}
Number operator*(const Number& a, const Number& b) {
  const Float x = load(a);
  const Float y = load(b);
  return store(multiply(x, y, common_precision(x, y)));
}

std::optional<Number> Number::divide(const Number& a, const Number& b) {
  const std::optional<Float> quotient = divide_floats(load(a), load(b));
  if (!quotient) return std::nullopt;
  return store(*quotient);
}

std::optional<Number> Number::modulo(const Number& a, const Number& b) {
  const Float x = load(a);
  const Float y = load(b);
  if (x.form == Form::Infinite || y.form == Form::Infinite) return a * b;
  if (y.form == Form::Zero) return a;
  const std::optional<Float> quotient = divide_floats(x, y);
  if (!quotient) return std::nullopt;
  if (quotient->form == Form::Infinite) return std::nullopt;
  // go-cty keeps the precision of the dividend while it works.
  const Integer whole = quotient->form == Form::Zero ? Integer(0) : truncated(*quotient);
  Float work = make_float(whole, 0, quotient->is_negative, x.precision);
  work = multiply(y, work, x.precision);
  work.is_negative = !work.is_negative;
  Float result = add(x, work);
  return store(result.form == Form::Finite
                   ? make_float(magnitude_of(result), result.exponent, result.is_negative, x.precision)
                   : special(result.form, false, x.precision));
}

Number Number::floor() const {
  return store(to_whole(load(*this), false));
}
Number Number::ceil() const {
  return store(to_whole(load(*this), true));
}

bool operator==(const Number& a, const Number& b) {
  return compare(load(a), load(b)) == 0;
}
std::partial_ordering operator<=>(const Number& a, const Number& b) {
  const int order = compare(load(a), load(b));
  if (order == 0) return std::partial_ordering::equivalent;
  return order < 0 ? std::partial_ordering::less : std::partial_ordering::greater;
}

}  // namespace brn::value
