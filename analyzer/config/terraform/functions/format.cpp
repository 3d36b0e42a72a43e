// format and formatlist: the verbs of go-cty's formatter, text with holes kept.

#include <algorithm>

#include "analyzer/config/terraform/functions/holes.h"
#include "analyzer/config/terraform/functions/unicode.h"

namespace brn::config::terraform::functions {

namespace {

struct Verb {
  std::string_view raw;  // as written, from its `%`
  std::size_t offset = 0;
  char mode = 0;
  bool plus = false, minus = false, sharp = false, space = false, zero = false;
  std::optional<std::size_t> width;
  std::optional<std::size_t> precision;
  std::size_t argument = 0;  // 1-based
};

using Formatted = std::variant<std::string, FunctionError>;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

FunctionError unsupported(const Verb& verb, const std::string& why) {
  return Call::fail("unsupported value for \"" + std::string(verb.raw) + "\" at " + std::to_string(verb.offset) + ": " +
                    why);
}

/// Reads one verb after its `%`.
class VerbReader {
 public:
  VerbReader(std::string_view format, std::size_t percent) : format_(format), at_(percent + 1) {
    verb_.offset = percent;
  }

  /// False when no verb stands here.
  bool read(std::size_t next_argument) {
    verb_.argument = next_argument;
    while (at_ < format_.size() && read_flag(format_[at_])) ++at_;
    if (at_ < format_.size() && is_digit(format_[at_]) && !read_number(verb_.width)) return false;
    if (at_ < format_.size() && format_[at_] == '.') {
      ++at_;
      verb_.precision = 0;
      if (at_ < format_.size() && is_digit(format_[at_]) && !read_number(verb_.precision)) return false;
    }
    if (!read_index() || at_ >= format_.size()) return false;
    verb_.mode = format_[at_++];
    verb_.raw = format_.substr(verb_.offset, at_ - verb_.offset);
    return (verb_.mode >= 'a' && verb_.mode <= 'z') || (verb_.mode >= 'A' && verb_.mode <= 'Z');
  }
  [[nodiscard]] const Verb& verb() const { return verb_; }
  [[nodiscard]] std::size_t end() const { return at_; }

 private:
  bool read_flag(char c) {
    switch (c) {
      case '+': return verb_.plus = true;
      case '-': return verb_.minus = true;
      case '#': return verb_.sharp = true;
      case ' ': return verb_.space = true;
      case '0': return verb_.zero = true;
      default: return false;
    }
  }
  bool read_number(std::optional<std::size_t>& out) {
    std::size_t number = 0;
    for (; at_ < format_.size() && is_digit(format_[at_]); ++at_) {
      number = number * 10 + static_cast<std::size_t>(format_[at_] - '0');
      if (number > kMaxWidth) return false;
    }
    out = number;
    return true;
  }
  bool read_index() {
    if (at_ >= format_.size() || format_[at_] != '[') return true;
    ++at_;
    std::optional<std::size_t> index;
    if (at_ >= format_.size() || !is_digit(format_[at_]) || !read_number(index)) return false;
    if (at_ >= format_.size() || format_[at_] != ']' || *index == 0) return false;
    ++at_;
    verb_.argument = *index;
    return true;
  }

  static constexpr std::size_t kMaxWidth = 1'000'000;
  std::string_view format_;
  std::size_t at_;
  Verb verb_;
};

std::string padded(const Verb& verb, std::string text) {
  const std::size_t length = grapheme_count(text);
  if (!verb.width || length >= *verb.width) return text;
  const std::string padding(*verb.width - length, verb.zero ? '0' : ' ');
  return verb.minus ? text + padding : padding + text;
}

/// Padding of numbers as Go's fmt does it: zeros go between sign and digits, and not to the right.
std::string padded_number(const Verb& verb, const std::string& sign, const std::string& digits, bool may_zero) {
  const std::size_t length = sign.size() + digits.size();
  const std::size_t missing = verb.width && *verb.width > length ? *verb.width - length : 0;
  if (verb.minus) return sign + digits + std::string(missing, ' ');
  if (verb.zero && may_zero) return sign + std::string(missing, '0') + digits;
  return std::string(missing, ' ') + sign + digits;
}

std::string sign_text(const Verb& verb, bool is_negative) {
  if (is_negative) return "-";
  if (verb.plus) return "+";
  return verb.space ? " " : "";
}

Formatted format_integer(Call& call, const Verb& verb, const Value& value) {
  const value::Converted converted = value::convert(call.pool(), value, call.pool().number_type());
  if (const auto* error = std::get_if<value::ConversionError>(&converted)) return unsupported(verb, error->message);
  const Number& number = std::get<Value>(converted).as_number();
  if (!number.is_integer()) return unsupported(verb, "an integer is required");
  const int base = verb.mode == 'b' ? 2 : (verb.mode == 'o' ? 8 : (verb.mode == 'd' ? 10 : 16));
  std::string digits = number.to_base(base);
  const bool is_negative = digits.starts_with('-') && digits != "-0";
  if (digits.starts_with('-')) digits.erase(0, 1);
  if (verb.mode == 'X')
    std::ranges::transform(digits, digits.begin(), [](char c) { return c >= 'a' ? static_cast<char>(c - 32) : c; });
  if (verb.precision) {
    if (*verb.precision == 0 && digits == "0") digits.clear();
    if (digits.size() < *verb.precision) digits.insert(0, *verb.precision - digits.size(), '0');
  }
  std::string sign = sign_text(verb, is_negative);
  if (verb.sharp) {
    constexpr std::string_view kPrefixes[] = {"0b", "0", "", "0x", "0X"};
    sign += kPrefixes[std::string_view("bodxX").find(verb.mode)];
  }
  return padded_number(verb, sign, digits, !verb.precision.has_value());
}

Formatted format_number(Call& call, const Verb& verb, const Value& value) {
  const value::Converted converted = value::convert(call.pool(), value, call.pool().number_type());
  if (const auto* error = std::get_if<value::ConversionError>(&converted)) return unsupported(verb, error->message);
  const Number& number = std::get<Value>(converted).as_number();
  constexpr std::size_t kDefaultPrecision = 6;
  std::string text;
  if (verb.mode == 'e' || verb.mode == 'E') {
    text = number.to_scientific(verb.precision.value_or(kDefaultPrecision));
  } else if (verb.mode == 'f' || verb.mode == 'F') {
    text = number.to_fixed(verb.precision.value_or(kDefaultPrecision));
  } else {
    text = number.to_general(verb.precision);
  }
  const bool is_negative = text.starts_with('-');
  if (is_negative || text.starts_with('+')) text.erase(0, 1);
  if (verb.mode == 'E' || verb.mode == 'G') std::ranges::replace(text, 'e', 'E');
  return padded_number(verb, sign_text(verb, is_negative), text, !number.is_infinite());
}

Formatted format_text(Call& call, const Verb& verb, const Value& value) {
  const value::Converted converted = value::convert(call.pool(), value, call.pool().string_type());
  if (const auto* error = std::get_if<value::ConversionError>(&converted)) return unsupported(verb, error->message);
  const Value& text_value = std::get<Value>(converted);
  std::string text(text_value.as_string());
  if (verb.precision && *verb.precision > 0) {
    std::string kept;
    std::size_t count = 0;
    for (const std::string_view cluster : graphemes(text)) {
      if (count++ == *verb.precision) break;
      kept += cluster;
    }
    text = kept;
  }
  if (verb.mode == 'q') text = value::to_json(call.pool().string(text, call.origin()));
  return padded(verb, text);
}

Formatted format_any(const Verb& verb, const Value& value) {
  if (!verb.sharp && value.is_string()) return padded(verb, std::string(value.as_string()));
  if (!verb.sharp && value.is_number()) return padded(verb, value.as_number().to_general(std::nullopt));
  return padded(verb, value::to_json(value));
}

Formatted format_known(Call& call, const Verb& verb, const Value& value) {
  if (verb.mode != 'v' && value.is_null()) return unsupported(verb, "null value cannot be formatted");
  switch (verb.mode) {
    case 'v': return format_any(verb, value);
    case 't': {
      const value::Converted converted = value::convert(call.pool(), value, call.pool().bool_type());
      if (const auto* error = std::get_if<value::ConversionError>(&converted)) return unsupported(verb, error->message);
      return std::get<Value>(converted).as_bool() ? "true" : "false";  // a width does not count, as in go-cty
    }
    case 'b':
    case 'd':
    case 'o':
    case 'x':
    case 'X': return format_integer(call, verb, value);
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G': return format_number(call, verb, value);
    case 's':
    case 'q': return format_text(call, verb, value);
    default: break;
  }
  return Call::fail("unsupported format verb \"" + std::string(1, verb.mode) + "\" in \"" + std::string(verb.raw) +
                    "\" at offset " + std::to_string(verb.offset));
}

/// One pass over a format with its arguments.
class Formatter {
 public:
  Formatter(Call& call, std::string_view format, Arguments arguments)
      : call_(call), format_(format), arguments_(arguments) {}

  FunctionResult run() {
    std::size_t next_argument = 1;
    std::size_t highest = 0;
    bool has_verbs = false;
    for (std::size_t at = 0; at < format_.size();) {
      const std::size_t percent = format_.find('%', at);
      add_literal(format_.substr(at, percent - at));
      if (percent == std::string_view::npos) break;
      if (format_.substr(percent, 2) == "%%") {
        add_literal("%");
        at = percent + 2;
        continue;
      }
      VerbReader reader(format_, percent);
      if (!reader.read(next_argument)) return bad_verb(percent, reader.end());
      has_verbs = true;
      if (auto error = add(reader.verb())) return *error;
      highest = std::max(highest, reader.verb().argument);
      next_argument = reader.verb().argument + 1;
      at = reader.end();
    }
    if (highest < arguments_.size()) return too_many(highest, has_verbs);
    const Value text = call_.pool().text(parts(), call_.origin());
    return text.is_string() ? call_.text(text.as_string()) : text;
  }

 private:
  struct Piece {
    std::string text;
    Value hole;
    bool is_hole = false;
  };

  static FunctionError bad_verb(std::size_t percent, std::size_t end) {
    return Call::fail("the format has an invalid verb at offset " + std::to_string(percent) + " (up to " +
                      std::to_string(end) + ")");
  }
  static FunctionError too_many(std::size_t highest, bool has_verbs) {
    if (!has_verbs) return Call::fail(1, "too many arguments; no verbs in format string");
    return Call::fail(highest + 1, "too many arguments; only " + std::to_string(highest) + " used by format string");
  }

  void add_literal(std::string_view text) {
    if (pieces_.empty() || pieces_.back().is_hole) pieces_.push_back({});
    pieces_.back().text += text;
  }
  std::optional<FunctionError> add(const Verb& verb) {
    if (verb.argument > arguments_.size()) {
      return Call::fail("not enough arguments for \"" + std::string(verb.raw) + "\" at " + std::to_string(verb.offset) +
                        ": need index " + std::to_string(verb.argument) + " but have " +
                        std::to_string(arguments_.size()) + " total");
    }
    const Value& value = arguments_[verb.argument - 1];
    if (!value.is_wholly_known()) {
      add_unknown(verb, value);
      return std::nullopt;
    }
    Formatted formatted = format_known(call_, verb, value);
    if (const auto* error = std::get_if<FunctionError>(&formatted)) return *error;
    add_literal(std::get<std::string>(formatted));
    return std::nullopt;
  }
  /// The value itself where the verb writes it as a template would; else something unknown in its place.
  void add_unknown(const Verb& verb, const Value& value) {
    const bool is_plain = !verb.width && !verb.precision && !verb.plus && !verb.space && !verb.sharp && !verb.zero;
    const bool is_itself =
        is_plain && is_text_like(value) && (verb.mode == 's' || verb.mode == 'v' || verb.mode == 'd');
    const Value hole = is_itself ? value : call_.unknown(std::span(&value, 1), call_.pool().string_type());
    pieces_.push_back({{}, hole, true});
  }
  std::vector<Part> parts() {
    std::vector<Part> result;
    for (const Piece& piece : pieces_) {
      result.push_back({.literal = piece.text, .hole = piece.hole, .is_hole = piece.is_hole});
    }
    return result;
  }

  Call& call_;
  std::string_view format_;
  Arguments arguments_;
  std::vector<Piece> pieces_;
};

bool is_untyped_null(const Value& value) {
  return value.is_null() && value.type().is_dynamic();
}

FunctionResult format(Call& call, Arguments arguments) {
  const Type text = call.pool().string_type();
  if (!arguments[0].is_string()) return call.unknown(arguments, text);
  // A null of no known type makes the call as a whole unknown to go-cty.
  if (std::ranges::any_of(arguments.subspan(1), is_untyped_null)) {
    return call.unknowable(text, "`format` of null is not known");
  }
  FunctionResult result = Formatter(call, arguments[0].as_string(), arguments.subspan(1)).run();
  // With arguments that are not known nothing is formatted yet, and so nothing fails.
  const bool is_later = std::ranges::any_of(arguments, [](const Value& value) { return !value.is_wholly_known(); });
  if (is_later && std::holds_alternative<FunctionError>(result) && !call.pool().compares_identities()) {
    return call.unknown(arguments, text);
  }
  return result;
}

/// The number of rounds: the length that all list arguments share, 1 without a list.
std::variant<std::size_t, FunctionError> rounds_of(Arguments arguments) {
  std::optional<std::size_t> length;
  std::size_t decided_by = 0;
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    if (!arguments[i].is_sequence()) continue;
    const std::size_t size = arguments[i].elements().size();
    if (length && *length != size) {
      return Call::fail(i, "argument " + std::to_string(i) + " has length " + std::to_string(size) +
                               ", which is inconsistent with argument " + std::to_string(decided_by) + " of length " +
                               std::to_string(*length));
    }
    length = size;
    decided_by = i;
  }
  return length.value_or(1);
}

FunctionResult format_list(Call& call, Arguments arguments) {
  const Type texts = call.pool().list_of(call.pool().string_type());
  for (const Value& argument : arguments) {
    const bool may_be_list = argument.is_unknown() && !argument.type().is_primitive();
    if (may_be_list) return call.unknown(arguments, texts);
  }
  if (!arguments[0].is_string() || std::ranges::any_of(arguments, is_untyped_null))
    return call.unknown(arguments, texts);
  const auto rounds = rounds_of(arguments);
  if (const auto* error = std::get_if<FunctionError>(&rounds)) return *error;
  std::vector<Value> results;
  for (std::size_t round = 0; round < std::get<std::size_t>(rounds); ++round) {
    std::vector<Value> row;
    for (const Value& argument : arguments.subspan(1)) {
      row.push_back(argument.is_sequence() ? argument.elements()[round] : argument);
    }
    FunctionResult result = Formatter(call, arguments[0].as_string(), row).run();
    if (auto* error = std::get_if<FunctionError>(&result)) {
      return Call::fail("error on format iteration " + std::to_string(round) + ": " + error->message);
    }
    results.push_back(std::get<Value>(result));
  }
  return call.list(results, call.pool().string_type());
}

constexpr Function kFunctions[] = {
    {"format", {P::Text}, P::Any, 1, R::Text, kUnknown | kNull, format},
    {"formatlist", {P::Text}, P::Any, 1, R::Texts, kUnknown | kNull, format_list},
};

}  // namespace

std::span<const Function> format_functions() {
  return kFunctions;
}

}  // namespace brn::config::terraform::functions
