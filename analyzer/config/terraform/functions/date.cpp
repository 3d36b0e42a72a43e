// formatdate, plantimestamp, timeadd, timecmp, timestamp.

#include <array>
#include <limits>

#include "analyzer/config/terraform/functions/library.h"
#include "analyzer/config/terraform/functions/timestamp.h"

namespace brn::config::terraform::functions {

namespace {

constexpr std::array<std::string_view, 12> kMonths{"January",   "February", "March",    "April",
                                                   "May",       "June",     "July",     "August",
                                                   "September", "October",  "November", "December"};
constexpr std::array<std::string_view, 7> kDays{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                "Thursday", "Friday", "Saturday"};

std::string number_text(std::int64_t number, std::size_t digits) {
  std::string text = std::to_string(number);
  if (text.size() < digits) text.insert(0, digits - text.size(), '0');
  return text;
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::string offset_text(std::int32_t minutes, std::string_view between) {
  const std::int32_t size = minutes < 0 ? -minutes : minutes;
  return (minutes < 0 ? "-" : "+") + number_text(size / 60, 2) + std::string(between) + number_text(size % 60, 2);
}

/// One verb of a format: a letter written once or several times. Nothing for those that do not exist.
std::optional<std::string> verb_text(char letter, std::size_t count, const CalendarTime& time, std::int32_t offset) {
  const auto one_or_two = [&](std::int64_t number) -> std::optional<std::string> {
    return count <= 2 ? std::optional(number_text(number, count)) : std::nullopt;
  };
  const std::string_view month = kMonths[static_cast<std::size_t>(time.month - 1)];
  const std::string_view day = kDays[static_cast<std::size_t>(time.weekday)];
  switch (letter) {
    case 'Y':
      if (count == 4) return number_text(time.year, 4);
      return count == 2 ? std::optional(number_text(time.year % 100, 2)) : std::nullopt;
    case 'M':
      if (count == 3) return std::string(month.substr(0, 3));
      return count == 4 ? std::optional(std::string(month)) : one_or_two(time.month);
    case 'D': return one_or_two(time.day);
    case 'E':
      if (count == 3) return std::string(day.substr(0, 3));
      return count == 4 ? std::optional(std::string(day)) : std::nullopt;
    case 'h': return one_or_two(time.hour);
    case 'H': return one_or_two(time.hour % 12 == 0 ? 12 : time.hour % 12);
    case 'm': return one_or_two(time.minute);
    case 's': return one_or_two(time.second);
    case 'A': return count == 2 ? std::optional<std::string>(time.hour >= 12 ? "PM" : "AM") : std::nullopt;
    case 'a': return count == 2 ? std::optional<std::string>(time.hour >= 12 ? "pm" : "am") : std::nullopt;
    case 'Z':
      if (count == 1) return offset == 0 ? "Z" : offset_text(offset, ":");
      if (count == 3) return offset == 0 ? "UTC" : offset_text(offset, "");
      if (count == 4) return offset_text(offset, "");
      return count == 5 ? std::optional(offset_text(offset, ":")) : std::nullopt;
    default: return std::nullopt;
  }
}

/// Literal text in single quotes from `at`, which is moved past it; `''` inside (or alone) is a quote.
bool quoted_text(std::string_view format, std::size_t& at, std::string& out) {
  if (format.substr(at, 2) == "''") {
    out += '\'';
    at += 2;
    return true;
  }
  for (++at; at < format.size(); ++at) {
    if (format[at] != '\'') {
      out += format[at];
    } else if (format.substr(at, 2) == "''") {
      out += format[at++];
    } else {
      ++at;
      return true;
    }
  }
  return false;
}

FunctionResult format_date(Call& call, Arguments arguments) {
  const std::string_view format = arguments[0].as_string();
  const auto parsed = parse_rfc3339(arguments[1].as_string());
  if (const auto* error = std::get_if<std::string>(&parsed)) return Call::fail(1, *error);
  const auto& timestamp = std::get<Timestamp>(parsed);
  const CalendarTime time = calendar_of(timestamp);
  std::string result;
  for (std::size_t at = 0; at < format.size();) {
    const char c = format[at];
    if (c == '\'') {
      if (!quoted_text(format, at, result)) return Call::fail(0, "unterminated literal '");
      continue;
    }
    if (!is_letter(c)) {
      result += c;
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < format.size() && format[end] == c) ++end;
    const auto text = verb_text(c, end - at, time, timestamp.offset_minutes);
    if (!text) return Call::fail(0, "invalid date format verb \"" + std::string(format.substr(at, end - at)) + "\"");
    result += *text;
    at = end;
  }
  return call.text(result);
}

struct Unit {
  std::string_view name;
  std::int64_t nanoseconds;
};
constexpr Unit kUnits[] = {{"ns", 1},         {"us", 1'000},        {"\u00b5s", 1'000},    {"\u03bcs", 1'000},
                           {"ms", 1'000'000}, {"s", 1'000'000'000}, {"m", 60'000'000'000}, {"h", 3'600'000'000'000}};

using Duration = std::variant<std::int64_t, std::string>;  // nanoseconds, or why the text is none

/// Adds `number.fraction unit` to the sum; the text is moved past it.
std::optional<std::string> add_term(std::string_view& rest, const std::string& whole, long double& sum) {
  long double value = 0;
  long double place = 1;
  bool has_digits = false;
  bool in_fraction = false;
  while (!rest.empty() && ((rest[0] >= '0' && rest[0] <= '9') || (rest[0] == '.' && !in_fraction))) {
    if (rest[0] == '.') {
      in_fraction = true;
    } else {
      has_digits = true;
      if (in_fraction) place /= 10;
      value = in_fraction ? value + place * (rest[0] - '0') : value * 10 + (rest[0] - '0');
    }
    rest.remove_prefix(1);
  }
  if (!has_digits) return "time: invalid duration " + whole;
  const std::size_t end = std::min(rest.find_first_of(".0123456789"), rest.size());
  const std::string_view name = rest.substr(0, end);
  if (name.empty()) return "time: missing unit in duration " + whole;
  const Unit* found = nullptr;
  for (const Unit& unit : kUnits) {
    if (unit.name == name) found = &unit;
  }
  if (found == nullptr) return "time: unknown unit \"" + std::string(name) + "\" in duration " + whole;
  sum += value * static_cast<long double>(found->nanoseconds);
  rest.remove_prefix(end);
  return std::nullopt;
}

/// Go's time.ParseDuration.
Duration parse_duration(std::string_view text) {
  const std::string whole = "\"" + std::string(text) + "\"";
  const bool is_negative = text.starts_with('-');
  if (is_negative || text.starts_with('+')) text.remove_prefix(1);
  if (text == "0") return std::int64_t{0};
  if (text.empty()) return "time: invalid duration " + whole;
  long double sum = 0;
  while (!text.empty()) {
    if (auto error = add_term(text, whole, sum)) return *error;
  }
  if (sum >= static_cast<long double>(std::numeric_limits<std::int64_t>::max()))
    return "time: invalid duration " + whole;
  const auto nanoseconds = static_cast<std::int64_t>(sum);
  return is_negative ? -nanoseconds : nanoseconds;
}

FunctionResult time_add(Call& call, Arguments arguments) {
  const auto parsed = parse_rfc3339(arguments[0].as_string());
  if (const auto* error = std::get_if<std::string>(&parsed)) return Call::fail(*error);
  const Duration duration = parse_duration(arguments[1].as_string());
  if (const auto* error = std::get_if<std::string>(&duration)) return Call::fail(*error);
  constexpr std::int64_t kSecond = 1'000'000'000;
  Timestamp result = std::get<Timestamp>(parsed);
  const std::int64_t nanoseconds = std::get<std::int64_t>(duration);
  std::int64_t rest = result.nanoseconds + nanoseconds % kSecond;
  result.seconds += nanoseconds / kSecond + (rest < 0 ? -1 : rest / kSecond);
  rest = rest < 0 ? rest + kSecond : rest % kSecond;
  result.nanoseconds = static_cast<std::int32_t>(rest);
  return call.text(format_rfc3339(result));
}

FunctionResult time_compare(Call& call, Arguments arguments) {
  const auto first = parse_rfc3339(arguments[0].as_string());
  if (const auto* error = std::get_if<std::string>(&first)) return Call::fail(0, *error);
  const auto second = parse_rfc3339(arguments[1].as_string());
  if (const auto* error = std::get_if<std::string>(&second)) return Call::fail(1, *error);
  const auto& a = std::get<Timestamp>(first);
  const auto& b = std::get<Timestamp>(second);
  const auto order = std::pair(a.seconds, a.nanoseconds) <=> std::pair(b.seconds, b.nanoseconds);
  return call.number(Number(order < 0 ? -1 : (order > 0 ? 1 : 0)));
}

FunctionResult now(Call& call, Arguments) {
  return call.unknowable(call.pool().string_type(), "the time at which Terraform runs is not known");
}

constexpr Function kFunctions[] = {
    {"formatdate", {P::Text, P::Text}, P::None, 2, R::Text, kPlain, format_date},
    {"plantimestamp", {}, P::None, 0, R::Text, kPlain, now},
    {"timeadd", {P::Text, P::Text}, P::None, 2, R::Text, kPlain, time_add},
    {"timecmp", {P::Text, P::Text}, P::None, 2, R::Number, kPlain, time_compare},
    {"timestamp", {}, P::None, 0, R::Text, kPlain, now},
};

}  // namespace

std::span<const Function> date_functions() {
  return kFunctions;
}

}  // namespace brn::config::terraform::functions
