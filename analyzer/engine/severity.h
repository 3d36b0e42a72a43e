#pragma once
// How grave a finding is. An `info` never fails a run.

#include <cstdint>
#include <optional>
#include <string_view>

namespace brn::engine {

enum class Severity : std::uint8_t { Info, Low, Medium, High, Critical };

[[nodiscard]] std::string_view severity_name(Severity severity);
[[nodiscard]] std::optional<Severity> severity_from(std::string_view name);

}  // namespace brn::engine
