#pragma once
// Colours of the text report; plain text when they are off.

#include <string>
#include <string_view>

#include "analyzer/engine/severity.h"

namespace brn::report {

enum class Style : std::uint8_t { Bold, Red, Yellow, Cyan, Blue, Green, Dim };

class Paint {
 public:
  explicit Paint(bool is_on) : is_on_(is_on) {}

  [[nodiscard]] std::string operator()(Style style, std::string_view text) const {
    if (!is_on_ || text.empty()) return std::string(text);
    return std::string(code_of(style)).append(text).append("\x1b[0m");
  }
  [[nodiscard]] std::string operator()(engine::Severity severity, std::string_view text) const {
    switch (severity) {
      case engine::Severity::Critical:
      case engine::Severity::High: return (*this)(Style::Red, text);
      case engine::Severity::Medium: return (*this)(Style::Yellow, text);
      case engine::Severity::Low: return (*this)(Style::Cyan, text);
      case engine::Severity::Info: break;
    }
    return (*this)(Style::Green, text);
  }

 private:
  static std::string_view code_of(Style style) {
    switch (style) {
      case Style::Bold: return "\x1b[1m";
      case Style::Red: return "\x1b[1;31m";
      case Style::Yellow: return "\x1b[1;33m";
      case Style::Cyan: return "\x1b[1;36m";
      case Style::Blue: return "\x1b[1;34m";
      case Style::Green: return "\x1b[1;32m";
      case Style::Dim: break;
    }
    return "\x1b[2m";
  }

  bool is_on_;
};

}  // namespace brn::report
