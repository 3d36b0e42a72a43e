// abs, ceil, floor, log, max, min, parseint, pow, signum.

#include <cmath>

#include "analyzer/config/terraform/functions/library.h"

namespace brn::config::terraform::functions {

namespace {

FunctionResult absolute(Call& call, Arguments arguments) {
  const Number& number = arguments[0].as_number();
  return call.number(number.is_negative() ? -number : number);
}
FunctionResult ceiling(Call& call, Arguments arguments) {
  return call.number(arguments[0].as_number().ceil());
}
FunctionResult floor_of(Call& call, Arguments arguments) {
  return call.number(arguments[0].as_number().floor());
}

FunctionResult from_double(Call& call, double value) {
  if (const auto number = Number::from_double(value)) return call.number(*number);
  return Call::fail("the result is not a number");
}

/// The natural logarithm as Go's math.Log computes it (FreeBSD's e_log.c): the last digit is that of the method.
double go_log(double x) {
  if (!(x > 0) || std::isinf(x)) return std::log(x);
  constexpr double kLn2High = 6.93147180369123816490e-01;
  constexpr double kLn2Low = 1.90821492927058770002e-10;
  constexpr double kL[] = {0,
                           6.666666666666735130e-01,
                           3.999999999940941908e-01,
                           2.857142874366239149e-01,
                           2.222219843214978396e-01,
                           1.818357216161805012e-01,
                           1.531383769920937332e-01,
                           1.479819860511658591e-01};
  int exponent = 0;
  double fraction = std::frexp(x, &exponent);
  if (fraction < std::sqrt(2.0) / 2) {
    fraction *= 2;
    --exponent;
  }
  const double f = fraction - 1;
  const auto k = static_cast<double>(exponent);
  const double s = f / (2 + f);
  const double s2 = s * s;
  const double s4 = s2 * s2;
  const double odd = s2 * (kL[1] + s4 * (kL[3] + s4 * (kL[5] + s4 * kL[7])));
  const double even = s4 * (kL[2] + s4 * (kL[4] + s4 * kL[6]));
  const double half_square = 0.5 * f * f;
  return k * kLn2High - ((half_square - (s * (half_square + (odd + even)) + k * kLn2Low)) - f);
}

FunctionResult logarithm(Call& call, Arguments arguments) {
  const double value = arguments[0].as_number().to_double();
  const double base = arguments[1].as_number().to_double();
  return from_double(call, go_log(value) / go_log(base));
}

/// base ^ exponent for a whole exponent, by repeated squaring of the fraction as Go's math.Pow does it. Its last digits
/// differ from those of a correctly rounded power, and Terraform prints them.
double whole_power(double base, double exponent, double start) {
  int base_exponent = 0;
  double fraction = std::frexp(base, &base_exponent);
  int result_exponent = 0;
  double result = start;
  constexpr int kFarOut = 1 << 12;
  for (auto rest = static_cast<std::int64_t>(exponent); rest != 0; rest >>= 1) {
    if (base_exponent < -kFarOut || base_exponent > kFarOut) {
      result_exponent += base_exponent;
      break;
    }
    if ((rest & 1) == 1) {
      result *= fraction;
      result_exponent += base_exponent;
    }
    fraction *= fraction;
    base_exponent *= 2;
    if (fraction < 0.5) {
      fraction += fraction;
      --base_exponent;
    }
  }
  return std::ldexp(result, result_exponent);
}

double go_power(double base, double exponent) {
  constexpr double kWholeLimit = 9.2e18;  // below 2^63
  const bool is_special = base == 0 || std::isinf(base) || std::isinf(exponent) || std::fabs(exponent) >= kWholeLimit;
  if (is_special || exponent == 0 || exponent == 1 || std::fabs(exponent) == 0.5) return std::pow(base, exponent);
  double whole = 0;
  double fraction = std::modf(std::fabs(exponent), &whole);
  if (fraction != 0 && base < 0) return std::pow(base, exponent);  // not a number
  double start = 1;
  if (fraction != 0) {
    if (fraction > 0.5) {
      fraction -= 1;
      whole += 1;
    }
    start = std::exp(fraction * go_log(base));
  }
  const double result = whole_power(base, whole, start);
  return exponent < 0 ? 1 / result : result;
}

FunctionResult power(Call& call, Arguments arguments) {
  return from_double(call, go_power(arguments[0].as_number().to_double(), arguments[1].as_number().to_double()));
}

FunctionResult extreme(Call& call, Arguments arguments, bool largest) {
  if (arguments.empty()) return Call::fail("must pass at least one number");
  Number best = arguments[0].as_number();
  for (const Value& argument : arguments) {
    const Number& number = argument.as_number();
    if (largest ? number > best : number < best) best = number;
  }
  return call.number(best);
}
FunctionResult maximum(Call& call, Arguments arguments) {
  return extreme(call, arguments, true);
}
FunctionResult minimum(Call& call, Arguments arguments) {
  return extreme(call, arguments, false);
}

FunctionResult parse_integer(Call& call, Arguments arguments) {
  if (!arguments[0].is_string()) {
    return Call::fail(0, "first argument must be a string, not " + value::friendly_name(arguments[0].type()));
  }
  const auto base = whole_number(arguments[1]);
  if (const auto* error = std::get_if<FunctionError>(&base)) return Call::fail(1, error->message);
  const std::int64_t wanted = std::get<std::int64_t>(base);
  if (wanted < 2 || wanted > 62) return Call::fail(1, "base must be a whole number between 2 and 62 inclusive");
  const std::string text(arguments[0].as_string());
  if (const auto number = Number::parse_integer(text, static_cast<int>(wanted))) return call.number(*number);
  return Call::fail(0, "cannot parse \"" + text + "\" as a base " + std::to_string(wanted) + " integer");
}

FunctionResult sign(Call& call, Arguments arguments) {
  const auto number = whole_number(arguments[0]);
  if (const auto* error = std::get_if<FunctionError>(&number)) return *error;
  const std::int64_t whole = std::get<std::int64_t>(number);
  return call.number(Number(whole > 0 ? 1 : (whole < 0 ? -1 : 0)));
}

constexpr Function kFunctions[] = {
    {"abs", {P::Number}, P::None, 1, R::Number, kPlain, absolute},
    {"ceil", {P::Number}, P::None, 1, R::Number, kPlain, ceiling},
    {"floor", {P::Number}, P::None, 1, R::Number, kPlain, floor_of},
    {"log", {P::Number, P::Number}, P::None, 2, R::Number, kPlain, logarithm},
    {"max", {}, P::Number, 0, R::Number, kPlain, maximum},
    {"min", {}, P::Number, 0, R::Number, kPlain, minimum},
    {"parseint", {P::Any, P::Number}, P::None, 2, R::Number, kPlain, parse_integer},
    {"pow", {P::Number, P::Number}, P::None, 2, R::Number, kPlain, power},
    {"signum", {P::Number}, P::None, 1, R::Number, kPlain, sign},
};

}  // namespace

std::span<const Function> numeric_functions() {
  return kFunctions;
}

}  // namespace brn::config::terraform::functions
