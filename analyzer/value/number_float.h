#pragma once
// The float behind a Number, for the files that compute with it and that read and print it. Internal to this folder: no
// other file sees Boost.

#include <boost/multiprecision/cpp_int.hpp>
#include <cstdint>
#include <type_traits>

#include "analyzer/value/number.h"

namespace brn::value {

using Integer = boost::multiprecision::cpp_int;

inline constexpr std::uint32_t kLiteralPrecision = 512;
inline constexpr std::uint32_t kIntegerPrecision = 64;
inline constexpr std::uint32_t kDoublePrecision = 53;
inline constexpr std::size_t kLimbs = 8;
/// Magnitudes past 2^±this become infinite or zero: their text alone would be hundreds of kilobytes.
inline constexpr std::int64_t kMaxExponent = 400'000;
inline constexpr std::int64_t kMaxDecimalExponent = 100'000;

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

[[nodiscard]] std::int64_t bit_length(const Integer& magnitude);
[[nodiscard]] Integer magnitude_of(const Float& value);
[[nodiscard]] Float special(Form form, bool is_negative, std::uint32_t precision);
/// Rounded to the precision, half to even; `sticky`: something non-zero stands below the magnitude.
[[nodiscard]] Float make_float(Integer magnitude, std::int64_t exponent, bool is_negative, std::uint32_t precision,
                               bool sticky = false);
/// The whole part towards zero; the value must be finite.
[[nodiscard]] Integer truncated(const Float& value);
[[nodiscard]] Float load(const Number& number);
[[nodiscard]] Number store(const Float& value);

}  // namespace brn::value
