// How a Number is read and printed: decimal text both ways, exactly as Go's big.Float does it.

#include <algorithm>

#include "analyzer/value/number.h"
#include "analyzer/value/number_float.h"

namespace brn::value {

namespace {

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

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

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
  return store(make_float(std::move(magnitude), binary, negative, kLiteralPrecision, sticky));
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
  return store(make_float(std::move(magnitude), 0, is_negative && !magnitude.is_zero(), bits));
}

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

namespace {

std::string exponent_text(std::int64_t exponent) {
  std::string text = exponent < 0 ? "e-" : "e+";
  const std::string digits = std::to_string(exponent < 0 ? -exponent : exponent);
  return text + (digits.size() < 2 ? "0" : "") + digits;
}

std::string scientific_text(const Number::Decimal& decimal, bool is_negative, std::size_t fraction_digits) {
  std::string text = is_negative ? "-" : "";
  text += digit_at(decimal.digits, 0);
  if (fraction_digits > 0) text += '.';
  for (std::size_t i = 1; i <= fraction_digits; ++i) text += digit_at(decimal.digits, i);
  return text + exponent_text(decimal.digits.empty() ? 0 : decimal.exponent - 1);
}

}  // namespace

std::string Number::to_scientific(std::optional<std::size_t> digits) const {
  if (is_infinite()) return to_string();
  const Decimal decimal = to_decimal(digits ? *digits + 1 : 0);
  const std::size_t shortest = decimal.digits.empty() ? 0 : decimal.digits.size() - 1;
  return scientific_text(decimal, is_negative(), digits.value_or(shortest));
}

std::string Number::to_general(std::optional<std::size_t> digits) const {
  if (is_infinite() || is_zero()) return to_string();
  const Decimal decimal = to_decimal(digits ? std::max<std::size_t>(*digits, 1) : 0);
  const auto count = static_cast<std::int64_t>(decimal.digits.size());
  std::int64_t limit = digits ? static_cast<std::int64_t>(std::max<std::size_t>(*digits, 1)) : 6;
  if (digits && limit > count && count >= decimal.exponent) limit = count;
  const std::int64_t exponent = decimal.exponent - 1;
  if (exponent < -4 || exponent >= limit) {
    return scientific_text(decimal, is_negative(), decimal.digits.size() - 1);
  }
  return plain_text(decimal, is_negative());
}

}  // namespace brn::value
