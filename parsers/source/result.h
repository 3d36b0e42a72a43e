#pragma once
// Result<T>: a value or an error message, for the environment (files, arguments). C++20 has no std::expected.
// Mistakes in the analysed source are not errors in this sense: parsers return them as data beside what they read.

#include <optional>
#include <string>
#include <utility>

#include "parsers/source/check.h"

namespace brn {

/// Why an operation on the environment failed, in words for the user (lower case, no final stop).
struct Error {
  std::string message;
};

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)) {}              // NOLINT(google-explicit-constructor)
  Result(Error error) : error_(std::move(error.message)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool ok() const { return value_.has_value(); }
  [[nodiscard]] const T& value() const& {
    BRN_CHECK(value_.has_value(), "value of a failed result");
    return *value_;
  }
  [[nodiscard]] T take() {
    BRN_CHECK(value_.has_value(), "value of a failed result");
    return std::move(*value_);
  }
  [[nodiscard]] const std::string& error() const { return error_; }

 private:
  std::optional<T> value_;
  std::string error_;
};

}  // namespace brn
