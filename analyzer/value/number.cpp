#include "analyzer/value/number.h"

#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>
#include <cmath>
#include <cstring>
#include <limits>

namespace brn::value {

namespace {

using Integer = boost::multiprecision::cpp_int;

constexpr std::uint32_t kLiteralPrecision = 512;
constexpr std::uint32_t kIntegerPrecision = 64;
constexpr std::uint32_t kDoublePrecision = 53;
constexpr std::size_t kLimbs = 8;
/// Magnitudes past 2^±this become infinite or zero: their text alone would be hundreds of kilobytes.
constexpr std::int64_t kMaxExponent = 400'000;
constexpr std::int64_t kMaxDecimalExponent = 100'000;

enum class Form : std::uint8_t { Zero, Finite, Infinite };

/// magnitude × 2^exponent, with an odd magnitude where finite.
struct Float {
  std::uint64_t limbs[kLimbs] = {};
  std::int32_t exponent = 0;
  std::uint16_t precision = kIntegerPrecision;
  Form form = Form::Zero;
  bool is_negative = false;
};
static_assert(std::is_trivially_copyable_v<Float>);

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

Float make(Integer magnitude, std::int64_t exponent, bool is_negative, std::uint32_t precision, bool sticky = false) {
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

std::uint32_t common_precision(const Float& a, const Float& b) { return std::max(a.precision, b.precision); }

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
  return make(std::move(sum), terms.exponent, is_negative, precision);
}

Float multiply(const Float& a, const Float& b, std::uint32_t precision) {
  const bool is_negative = a.is_negative != b.is_negative;
  if (a.form == Form::Infinite || b.form == Form::Infinite) return special(Form::Infinite, is_negative, precision);
  if (a.form == Form::Zero || b.form == Form::Zero) return special(Form::Zero, is_negative, precision);
  return make(magnitude_of(a) * magnitude_of(b), std::int64_t{a.exponent} + b.exponent, is_negative, precision);
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
  return make(std::move(quotient), std::int64_t{a.exponent} - b.exponent - shift, is_negative, precision,
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

/// The whole part towards zero; the value must be finite.
Integer truncated(const Float& value) {
  Integer result = magnitude_of(value);
  if (value.exponent >= 0) {
    result <<= static_cast<unsigned>(value.exponent);
  } else {
    result >>= static_cast<unsigned>(-static_cast<std::int64_t>(value.exponent));
  }
  return result;
}

bool has_fraction(const Float& value) { return value.form == Form::Finite && value.exponent < 0; }

/// Rounds to a whole number: down (`up` false) or up.
Float to_whole(const Float& value, bool up) {
  if (!has_fraction(value)) return value;
  Integer whole = truncated(value);
  if (value.is_negative != up) ++whole;
  return make(std::move(whole), 0, value.is_negative, value.precision);
}

}  // namespace

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

namespace {

Float load(const Number& number) { return NumberAccess::load(number); }
Number store(const Float& value) { return NumberAccess::store(value); }

/// Decimal digits of magnitude × 2^exponent, exactly, without trailing zeros.
Number::Decimal exact_decimal(const Integer& magnitude, std::int64_t exponent) {
  Number::Decimal result;
  Integer scaled = magnitude;
  std::int64_t point = 0;
  if (exponent >= 0) {
    scaled <<= static_cast<unsigned>(exponent);
  } else {  // m / 2^k = m × 5^k / 10^k
    scaled *= boost::multiprecision::pow(Integer(5), static_cast<unsigned>(-exponent));
    point = exponent;
  }
  result.digits = scaled.str();
  result.exponent = static_cast<std::int64_t>(result.digits.size()) + point;
  result.digits.erase(result.digits.find_last_not_of('0') + 1);
  return result;
}

void round_up(Number::Decimal& decimal, std::size_t count) {
  while (count > 0 && decimal.digits[count - 1] == '9') --count;
  if (count == 0) {
    decimal.digits = "1";
    ++decimal.exponent;
    return;
  }
  decimal.digits.resize(count);
  ++decimal.digits[count - 1];
}

void round_down(Number::Decimal& decimal, std::size_t count) {
  decimal.digits.resize(count);
  decimal.digits.erase(decimal.digits.find_last_not_of('0') + 1);
}

/// Half to even on the digit before `count`.
void round_decimal(Number::Decimal& decimal, std::size_t count) {
  if (count >= decimal.digits.size()) return;
  const char next = decimal.digits[count];
  bool up = next > '5';
  if (next == '5') {
    const bool is_half = count + 1 == decimal.digits.size();
    up = !is_half || (count > 0 && (decimal.digits[count - 1] - '0') % 2 != 0);
  }
  up ? round_up(decimal, count) : round_down(decimal, count);
}

char digit_at(const std::string& digits, std::size_t position) {
  return position < digits.size() ? digits[position] : '0';
}

/// Shortens to the fewest digits that still lie within half a unit in the last binary place.
void round_shortest(Number::Decimal& decimal, const Float& value) {
  Integer magnitude = magnitude_of(value);
  const std::int64_t shift = static_cast<std::int64_t>(value.precision) + 1 - bit_length(magnitude);
  if (shift <= 0) return;
  magnitude <<= static_cast<unsigned>(shift);
  const std::int64_t exponent = value.exponent - shift;
  const Number::Decimal lower = exact_decimal(magnitude - 1, exponent);
  const Number::Decimal upper = exact_decimal(magnitude + 1, exponent);
  const bool inclusive = !boost::multiprecision::bit_test(magnitude, 1);
  // Digits of the bounds at the same places as those of the value (a bound may have one more or less before the point).
  const auto place = [&](const Number::Decimal& bound, std::size_t i) {
    const std::int64_t at = static_cast<std::int64_t>(i) + bound.exponent - decimal.exponent;
    return at < 0 ? '0' : digit_at(bound.digits, static_cast<std::size_t>(at));
  };
  const auto is_last = [&](const Number::Decimal& bound, std::size_t i) {
    return static_cast<std::int64_t>(i) + bound.exponent - decimal.exponent + 1 >=
           static_cast<std::int64_t>(bound.digits.size());
  };
  for (std::size_t i = 0; i < decimal.digits.size(); ++i) {
    const char l = place(lower, i);
    const char m = decimal.digits[i];
    const char u = place(upper, i);
    const bool ok_down = l != m || (inclusive && is_last(lower, i));
    const bool ok_up = m != u && (inclusive || m + 1 < u || !is_last(upper, i));
    if (ok_down && ok_up) return round_decimal(decimal, i + 1);
    if (ok_down) return round_down(decimal, i + 1);
    if (ok_up) return round_up(decimal, i + 1);
  }
}

std::string plain_text(const Number::Decimal& decimal, bool is_negative) {
  std::string text = is_negative ? "-" : "";
  const auto count = static_cast<std::int64_t>(decimal.digits.size());
  if (decimal.exponent <= 0) {
    text += "0.";
    text.append(static_cast<std::size_t>(-decimal.exponent), '0');
    text += decimal.digits;
  } else if (count <= decimal.exponent) {
    text += decimal.digits;
    text.append(static_cast<std::size_t>(decimal.exponent - count), '0');
  } else {
    text += decimal.digits.substr(0, static_cast<std::size_t>(decimal.exponent));
    text += '.';
    text += decimal.digits.substr(static_cast<std::size_t>(decimal.exponent));
  }
  return text;
}

/// A decimal number taken apart: digits × 10^exponent × 2^binary_exponent.
struct Scanned {
  bool is_negative = false;
  bool is_infinite = false;
  std::string digits;
  std::int64_t exponent = 0;
  std::int64_t binary_exponent = 0;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool scan_exponent(std::string_view text, std::int64_t& out) {
  bool is_negative = false;
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
    is_negative = text[0] == '-';
    text.remove_prefix(1);
  }
  if (text.empty()) return false;
  std::int64_t value = 0;
  for (const char c : text) {
    if (!is_digit(c)) return false;
    value = std::min<std::int64_t>(value * 10 + (c - '0'), kMaxDecimalExponent * 10);
  }
  out = is_negative ? -value : value;
  return true;
}

std::optional<Scanned> scan(std::string_view text) {
  Scanned result;
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
    result.is_negative = text[0] == '-';
    text.remove_prefix(1);
  }
  if (text == "Inf" || text == "inf") {
    result.is_infinite = true;
    return result;
  }
  std::size_t at = 0;
  bool in_fraction = false;
  bool has_digits = false;
  for (; at < text.size(); ++at) {
    if (text[at] == '.' && !in_fraction) {
      in_fraction = true;
    } else if (is_digit(text[at])) {
      has_digits = true;
      result.digits += text[at];
      if (in_fraction) --result.exponent;
    } else {
      break;
    }
  }
  if (!has_digits) return std::nullopt;
  if (at == text.size()) return result;
  // `p` is a binary exponent: Go's big.ParseFloat, which Terraform uses, takes it in base 10 too.
  const char marker = text[at];
  std::int64_t exponent = 0;
  if (!scan_exponent(text.substr(at + 1), exponent)) return std::nullopt;
  if (marker == 'e' || marker == 'E') {
    result.exponent += exponent;
  } else if (marker == 'p' || marker == 'P') {
    result.binary_exponent = exponent;
  } else {
    return std::nullopt;
  }
  return result;
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

std::optional<Number> Number::parse(std::string_view text) {
  std::optional<Scanned> scanned = scan(text);
  if (!scanned) return std::nullopt;
  const bool negative = scanned->is_negative;
  if (scanned->is_infinite) return store(special(Form::Infinite, negative, kLiteralPrecision));
  const std::size_t first = scanned->digits.find_first_not_of('0');
  if (first == std::string::npos) return store(special(Form::Zero, negative, kLiteralPrecision));
  const std::size_t last = scanned->digits.find_last_not_of('0');
  std::int64_t exponent = scanned->exponent + static_cast<std::int64_t>(scanned->digits.size() - 1 - last);
  const std::string significant = scanned->digits.substr(first, last + 1 - first);
  if (significant.size() > static_cast<std::size_t>(kMaxDecimalExponent)) return std::nullopt;
  if (exponent > kMaxDecimalExponent) return store(special(Form::Infinite, negative, kLiteralPrecision));
  if (exponent < -2 * kMaxDecimalExponent) return store(special(Form::Zero, negative, kLiteralPrecision));
  Integer magnitude(significant);
  std::int64_t binary = exponent + scanned->binary_exponent;  // 10^n = 5^n × 2^n
  bool sticky = false;
  if (exponent >= 0) {
    magnitude *= boost::multiprecision::pow(Integer(5), static_cast<unsigned>(exponent));
  } else {
    const Integer divisor = boost::multiprecision::pow(Integer(5), static_cast<unsigned>(-exponent));
    const std::int64_t wanted = kLiteralPrecision + 2 + bit_length(divisor);
    const std::int64_t shift = std::max<std::int64_t>(0, wanted - bit_length(magnitude));
    magnitude <<= static_cast<unsigned>(shift);
    binary -= shift;
    Integer remainder;
    Integer quotient;
    boost::multiprecision::divide_qr(magnitude, divisor, quotient, remainder);
    sticky = !remainder.is_zero();
    magnitude = std::move(quotient);
  }
  return store(make(std::move(magnitude), binary, negative, kLiteralPrecision, sticky));
}

std::optional<Number> Number::parse_integer(std::string_view text, int base) {
  bool is_negative = false;
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
    is_negative = text[0] == '-';
    text.remove_prefix(1);
  }
  if (text.empty() || text.size() > static_cast<std::size_t>(kMaxDecimalExponent)) return std::nullopt;
  Integer magnitude;
  for (const char c : text) {
    int digit = base;
    if (is_digit(c)) digit = c - '0';
    if (c >= 'a' && c <= 'z') digit = c - 'a' + 10;
    if (c >= 'A' && c <= 'Z') digit = c - 'A' + (base <= 36 ? 10 : 36);
    if (digit >= base) return std::nullopt;
    magnitude = magnitude * base + digit;
  }
  const auto bits = static_cast<std::uint32_t>(std::clamp<std::int64_t>(bit_length(magnitude), 64, kLiteralPrecision));
  return store(make(std::move(magnitude), 0, is_negative && !magnitude.is_zero(), bits));
}

std::optional<Number> Number::from_double(double value) {
  if (std::isnan(value)) return std::nullopt;
  if (std::isinf(value)) return store(special(Form::Infinite, value < 0, kDoublePrecision));
  if (value == 0) return store(special(Form::Zero, std::signbit(value), kDoublePrecision));
  int exponent = 0;
  const double fraction = std::frexp(std::fabs(value), &exponent);
  const auto magnitude = static_cast<std::uint64_t>(std::ldexp(fraction, 53));
  return store(make(Integer(magnitude), exponent - 53, value < 0, kDoublePrecision));
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
  const Float rounded = make(magnitude_of(value), value.exponent, value.is_negative, kDoublePrecision);
  return sign * std::ldexp(static_cast<double>(rounded.limbs[0]), rounded.exponent);
}

bool Number::is_integer() const {
  const Float value = load(*this);
  return value.form == Form::Zero || (value.form == Form::Finite && value.exponent >= 0);
}
bool Number::is_infinite() const { return load(*this).form == Form::Infinite; }
bool Number::is_negative() const { return load(*this).is_negative; }
bool Number::is_zero() const { return load(*this).form == Form::Zero; }

Number::Decimal Number::to_decimal(std::size_t digits) const {
  const Float value = load(*this);
  if (value.form != Form::Finite) return {};
  Decimal decimal = exact_decimal(magnitude_of(value), value.exponent);
  if (digits == 0) {
    round_shortest(decimal, value);
  } else {
    round_decimal(decimal, digits);
  }
  return decimal;
}

std::string Number::to_string() const {
  const Float value = load(*this);
  if (value.form == Form::Infinite) return value.is_negative ? "-Inf" : "+Inf";
  if (value.form == Form::Zero) return value.is_negative ? "-0" : "0";
  if (const auto small = to_int64(); small && value.precision >= 64) return std::to_string(*small);
  return plain_text(to_decimal(), value.is_negative);
}

std::string Number::to_fixed(std::size_t digits) const {
  const Float value = load(*this);
  if (value.form == Form::Infinite) return to_string();
  Decimal decimal;
  if (value.form == Form::Finite) decimal = exact_decimal(magnitude_of(value), value.exponent);
  const std::int64_t wanted = decimal.exponent + static_cast<std::int64_t>(digits);
  if (wanted < 0) {
    decimal = Decimal{};
  } else {
    round_decimal(decimal, static_cast<std::size_t>(wanted));
  }
  if (decimal.digits.empty()) decimal = Decimal{};
  std::string text = decimal.digits.empty() ? (value.is_negative ? "-0" : "0") : plain_text(decimal, value.is_negative);
  std::size_t point = text.find('.');
  if (digits == 0) return text.substr(0, point);
  if (point == std::string::npos) {
    point = text.size();
    text += '.';
  }
  text.resize(point + 1 + digits, '0');
  return text;
}

std::string Number::to_base(int base) const {
  const Float value = load(*this);
  if (value.form == Form::Infinite) return to_string();
  Integer whole = value.form == Form::Zero ? Integer(0) : truncated(value);
  std::string text;
  if (base == 10) {
    text = whole.str();
  } else {
    do {
      text += "0123456789abcdef"[static_cast<unsigned>(whole % base)];
      whole /= base;
    } while (!whole.is_zero());
    std::reverse(text.begin(), text.end());
  }
  return (value.is_negative ? "-" : "") + text;
}

Number Number::operator-() const {
  Float value = load(*this);
  value.is_negative = !value.is_negative;
  return store(value);
}

Number operator+(const Number& a, const Number& b) { return store(add(load(a), load(b))); }
Number operator-(const Number& a, const Number& b) { return a + -b; }
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
  Float work = make(whole, 0, quotient->is_negative, x.precision);
  work = multiply(y, work, x.precision);
  work.is_negative = !work.is_negative;
  Float result = add(x, work);
  return store(result.form == Form::Finite
                   ? make(magnitude_of(result), result.exponent, result.is_negative, x.precision)
                   : special(result.form, false, x.precision));
}

Number Number::floor() const { return store(to_whole(load(*this), false)); }
Number Number::ceil() const { return store(to_whole(load(*this), true)); }

bool operator==(const Number& a, const Number& b) { return compare(load(a), load(b)) == 0; }
std::partial_ordering operator<=>(const Number& a, const Number& b) {
  const int order = compare(load(a), load(b));
  if (order == 0) return std::partial_ordering::equivalent;
  return order < 0 ? std::partial_ordering::less : std::partial_ordering::greater;
}

}  // namespace brn::value
