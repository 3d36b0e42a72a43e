#include "analyzer/config/terraform/functions/timestamp.h"

#include <chrono>

namespace brn::config::terraform::functions {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Reads a text from left to right.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  /// A number of `least` to `most` digits.
  std::optional<int> number(std::size_t least, std::size_t most) {
    std::size_t count = 0;
    int value = 0;
    while (count < most && count < rest_.size() && is_digit(rest_[count])) value = value * 10 + (rest_[count++] - '0');
    if (count < least) return std::nullopt;
    rest_.remove_prefix(count);
    return value;
  }
  bool literal(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  /// A fraction after its point, in nanoseconds; further digits are cut off.
  std::optional<std::int32_t> fraction() {
    std::size_t count = 0;
    std::int32_t nanoseconds = 0;
    for (; count < rest_.size() && is_digit(rest_[count]); ++count) {
      if (count < 9) nanoseconds = nanoseconds * 10 + (rest_[count] - '0');
    }
    if (count == 0) return std::nullopt;
    for (std::size_t i = count; i < 9; ++i) nanoseconds *= 10;
    rest_.remove_prefix(count);
    return nanoseconds;
  }
  [[nodiscard]] std::string_view rest() const { return rest_; }
  [[nodiscard]] bool at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

struct Fields {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
  std::int32_t nanoseconds = 0;
  std::int32_t offset_minutes = 0;
};

std::optional<std::int64_t> seconds_of(const Fields& fields) {
  const std::chrono::year_month_day date{std::chrono::year(fields.year),
                                         std::chrono::month(static_cast<unsigned>(fields.month)),
                                         std::chrono::day(static_cast<unsigned>(fields.day))};
  if (!date.ok() || fields.hour > 23 || fields.minute > 59 || fields.second > 59) return std::nullopt;
  const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
  return days * 86400 + fields.hour * 3600 + fields.minute * 60 + fields.second - fields.offset_minutes * 60;
}

std::string quoted(std::string_view text) {
  return "\"" + std::string(text) + "\"";
}

/// `Z` or `±hh:mm`.
bool scan_offset(Scanner& scanner, std::int32_t& minutes) {
  if (scanner.literal('Z')) return true;
  const bool is_negative = scanner.literal('-');
  if (!is_negative && !scanner.literal('+')) return false;
  const auto hours = scanner.number(2, 2);
  if (!hours || !scanner.literal(':')) return false;
  const auto rest = scanner.number(2, 2);
  if (!rest || *hours > 23 || *rest > 59) return false;
  minutes = (is_negative ? -1 : 1) * (*hours * 60 + *rest);
  return true;
}

/// One field and the character after it.
std::optional<std::string> scan_field(Scanner& scanner, std::size_t digits, int& out, std::string_view name) {
  const std::string_view before = scanner.rest();
  const auto number = scanner.number(digits, digits);
  if (!number) {
    return before.empty() ? "end of string before " + std::string(name)
                          : "cannot use " + quoted(before) + " as " + std::string(name);
  }
  out = *number;
  return std::nullopt;
}

std::optional<std::string> scan_date(Scanner& scanner, Fields& fields) {
  if (auto error = scan_field(scanner, 4, fields.year, "year")) return error;
  if (!scanner.literal('-')) return "missing required hyphen";
  const std::string_view month_text = scanner.rest();
  if (auto error = scan_field(scanner, 2, fields.month, "month")) return error;
  if (fields.month < 1 || fields.month > 12) return "cannot use " + quoted(month_text.substr(2)) + " as month";
  if (!scanner.literal('-')) return "missing required hyphen";
  return scan_field(scanner, 2, fields.day, "day of month");
}

std::optional<std::string> scan_time(Scanner& scanner, Fields& fields) {
  if (!scanner.literal('T')) return "missing required time introducer 'T'";
  if (auto error = scan_field(scanner, 2, fields.hour, "hour")) return error;
  if (fields.hour > 23) return "hour must be between 0 and 23 inclusive";
  if (!scanner.literal(':')) return "missing required colon";
  if (auto error = scan_field(scanner, 2, fields.minute, "minute")) return error;
  if (fields.minute > 59) return "minute must be between 0 and 59 inclusive";
  if (!scanner.literal(':')) return "missing required colon";
  if (auto error = scan_field(scanner, 2, fields.second, "second")) return error;
  if (fields.second > 59) return "cannot use " + quoted(scanner.rest()) + " as second";
  if (!scanner.literal('.')) return std::nullopt;
  const auto fraction = scanner.fraction();
  if (!fraction) return "cannot use " + quoted(scanner.rest()) + " as fraction of a second";
  fields.nanoseconds = *fraction;
  return std::nullopt;
}

std::string two_digits(std::int64_t number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

}  // namespace

std::variant<Timestamp, std::string> parse_rfc3339(std::string_view text) {
  const std::string prefix = "not a valid RFC3339 timestamp: ";
  Scanner scanner(text);
  Fields fields;
  if (auto error = scan_date(scanner, fields)) return prefix + *error;
  if (auto error = scan_time(scanner, fields)) return prefix + *error;
  if (scanner.at_end()) return prefix + "end of string before UTC offset";
  if (!scan_offset(scanner, fields.offset_minutes))
    return prefix + "cannot use " + quoted(scanner.rest()) + " as UTC offset";
  if (!scanner.at_end()) return prefix + "extra text " + quoted(scanner.rest()) + " after the UTC offset";
  const auto seconds = seconds_of(fields);
  if (!seconds) return prefix + "day out of range";
  return Timestamp{*seconds, fields.nanoseconds, fields.offset_minutes};
}

CalendarTime calendar_of(const Timestamp& timestamp) {
  const std::int64_t local = timestamp.seconds + std::int64_t{timestamp.offset_minutes} * 60;
  const std::int64_t days = local >= 0 ? local / 86400 : -((-local + 86399) / 86400);
  const std::int64_t in_day = local - days * 86400;
  const std::chrono::sys_days at{std::chrono::days(days)};
  const std::chrono::year_month_day date{at};
  CalendarTime result;
  result.year = static_cast<int>(date.year());
  result.month = static_cast<int>(static_cast<unsigned>(date.month()));
  result.day = static_cast<int>(static_cast<unsigned>(date.day()));
  result.hour = static_cast<int>(in_day / 3600);
  result.minute = static_cast<int>(in_day / 60 % 60);
  result.second = static_cast<int>(in_day % 60);
  result.weekday = static_cast<int>(std::chrono::weekday(at).c_encoding());
  return result;
}

std::string format_rfc3339(const Timestamp& timestamp) {
  const CalendarTime time = calendar_of(timestamp);
  std::string year = std::to_string(time.year);
  if (year.size() < 4) year.insert(0, 4 - year.size(), '0');
  std::string text = year + "-" + two_digits(time.month) + "-" + two_digits(time.day) + "T" + two_digits(time.hour) +
                     ":" + two_digits(time.minute) + ":" + two_digits(time.second);
  if (timestamp.offset_minutes == 0) return text + "Z";
  const int minutes = timestamp.offset_minutes < 0 ? -timestamp.offset_minutes : timestamp.offset_minutes;
  return text + (timestamp.offset_minutes < 0 ? "-" : "+") + two_digits(minutes / 60) + ":" + two_digits(minutes % 60);
}

std::optional<std::string> yaml_timestamp(std::string_view text) {
  // 2006-1-2, 2006-1-2 15:4:5(.9), 2006-1-2T15:4:5(.9)Z07:00, as go-cty-yaml has them.
  Scanner scanner(text);
  Fields fields;
  const auto read = [&](int& out, std::size_t least, std::size_t most) {
    const auto number = scanner.number(least, most);
    out = number.value_or(0);
    return number.has_value();
  };
  if (!read(fields.year, 4, 4) || !scanner.literal('-') || !read(fields.month, 1, 2) || !scanner.literal('-') ||
      !read(fields.day, 1, 2)) {
    return std::nullopt;
  }
  if (!scanner.at_end()) {
    const bool has_zone = scanner.literal('T') || scanner.literal('t');
    if (!has_zone && !scanner.literal(' ')) return std::nullopt;
    if (!read(fields.hour, 1, 2) || !scanner.literal(':') || !read(fields.minute, 1, 2) || !scanner.literal(':') ||
        !read(fields.second, 1, 2)) {
      return std::nullopt;
    }
    if (scanner.literal('.') && !scanner.fraction()) return std::nullopt;
    if (has_zone && !scan_offset(scanner, fields.offset_minutes)) return std::nullopt;
    if (!scanner.at_end()) return std::nullopt;
  }
  const auto seconds = seconds_of(fields);
  if (!seconds) return std::nullopt;
  return format_rfc3339(Timestamp{*seconds, 0, fields.offset_minutes});
}

}  // namespace brn::config::terraform::functions
