#include "analyzer/engine/severity.h"

#include <array>

namespace brn::engine {
namespace {

constexpr std::array<std::string_view, 5> kNames = {"info", "low", "medium", "high", "critical"};

}  // namespace

std::string_view severity_name(Severity severity) {
  return kNames[static_cast<std::size_t>(severity)];
}

std::optional<Severity> severity_from(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == name) return static_cast<Severity>(i);
  }
  return std::nullopt;
}

}  // namespace brn::engine
