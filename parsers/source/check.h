#pragma once
// BRN_CHECK stops the program when one of our own assumptions is broken. It is on in every build. Mistakes in the
// input are never checked with it: they are diagnostics.

namespace brn {

/// Prints the failed condition with its place and the message, then aborts.
[[noreturn]] void check_failed(const char* condition, const char* file, int line, const char* message);

}  // namespace brn

#define BRN_CHECK(condition, message) \
  ((condition) ? static_cast<void>(0) : ::brn::check_failed(#condition, __FILE__, __LINE__, message))
