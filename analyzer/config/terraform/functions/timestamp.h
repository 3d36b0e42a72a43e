#pragma once
// Points in time as RFC 3339 writes them. Internal to this folder.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace brn::config::terraform::functions {

struct Timestamp {
  std::int64_t seconds = 0;  // since 1970-01-01T00:00:00Z
  std::int32_t nanoseconds = 0;
  std::int32_t offset_minutes = 0;
};

/// A timestamp as people read it, in its own offset.
struct CalendarTime {
  std::int64_t year = 1970;
  int month = 1;
  int day = 1;
  int hour = 0;
  int minute = 0;
  int second = 0;
  int weekday = 4;  // 0 is Sunday
};

/// The timestamp, or why the text is none.
[[nodiscard]] std::variant<Timestamp, std::string> parse_rfc3339(std::string_view text);
/// Without a fraction of seconds; `Z` for an offset of 0.
[[nodiscard]] std::string format_rfc3339(const Timestamp& timestamp);
[[nodiscard]] CalendarTime calendar_of(const Timestamp& timestamp);
/// A plain YAML scalar that is a timestamp, as RFC 3339; nothing for other text.
[[nodiscard]] std::optional<std::string> yaml_timestamp(std::string_view text);

}  // namespace brn::config::terraform::functions
