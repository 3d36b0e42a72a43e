// Functions on text that need neither patterns nor formats.

#include <algorithm>

#include "analyzer/config/terraform/functions/holes.h"
#include "analyzer/config/terraform/functions/unicode.h"
#include "parsers/source/utf8.h"

namespace brn::config::terraform::functions {

namespace {

std::string map_code_points(std::string_view text, std::uint32_t (*change)(std::uint32_t)) {
  std::string result;
  result.reserve(text.size());
  for (const CodePoint& point : code_points(text)) utf8::append(result, change(point.value));
  return result;
}

FunctionResult changed_case(Call& call, const Value& text, std::uint32_t (*change)(std::uint32_t)) {
  if (text.is_string()) return call.text(map_code_points(text.as_string(), change));
  return change_literals(call, text, [&](std::string_view part) { return map_code_points(part, change); });
}
FunctionResult lower(Call& call, Arguments arguments) {
  return changed_case(call, arguments[0], to_lower);
}
FunctionResult upper(Call& call, Arguments arguments) {
  return changed_case(call, arguments[0], to_upper);
}

/// Go's strings.Title: the first letter of each word; a word starts after what is no letter, digit or underscore.
FunctionResult title(Call& call, Arguments arguments) {
  std::string result;
  bool at_start = true;
  for (const CodePoint& point : code_points(arguments[0].as_string())) {
    utf8::append(result, at_start ? to_title(point.value) : point.value);
    if (point.value < 0x80) {
      const auto c = static_cast<unsigned char>(point.value);
      const bool is_word = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
      at_start = !is_word;
    } else {
      at_start = !is_letter_or_digit(point.value) && is_space(point.value);
    }
  }
  return call.text(result);
}

FunctionResult chomp(Call& call, Arguments arguments) {
  std::string_view text = arguments[0].as_string();
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
  return call.text(text);
}

FunctionResult indent(Call& call, Arguments arguments) {
  const auto spaces = whole_number(arguments[0]);
  if (const auto* error = std::get_if<FunctionError>(&spaces)) return *error;
  const std::int64_t count = std::get<std::int64_t>(spaces);
  if (count < 0) return Call::fail("the number of spaces must not be negative");
  const std::string_view text = arguments[1].as_string();
  const auto lines = static_cast<std::uint64_t>(std::ranges::count(text, '\n'));
  const std::uint64_t limit = call.context().limits.max_string_bytes;
  if (lines > 0 && static_cast<std::uint64_t>(count) > limit / lines) return Call::fail(0, "the result is too long");
  const std::string padding(static_cast<std::size_t>(lines > 0 ? count : 0), ' ');
  std::string result;
  for (const char c : text) {
    result += c;
    if (c == '\n') result += padding;
  }
  return call.text(result);
}

FunctionResult split(Call& call, Arguments arguments) {
  const std::string_view separator = arguments[0].as_string();
  std::string_view text = arguments[1].as_string();
  std::vector<std::string> pieces;
  if (separator.empty()) {
    for (const CodePoint& point : code_points(text)) pieces.emplace_back(point.bytes);
    return call.strings(pieces);
  }
  for (std::size_t at = text.find(separator); at != std::string_view::npos; at = text.find(separator)) {
    pieces.emplace_back(text.substr(0, at));
    text.remove_prefix(at + separator.size());
  }
  pieces.emplace_back(text);
  return call.strings(pieces);
}

/// Whether the known parts of a text already settle a question about its start, end or inside.
FunctionResult starts_with(Call& call, Arguments arguments) {
  const std::string_view prefix = known_prefix(arguments[0]);
  if (!arguments[1].is_string()) return call.unknown(arguments, call.pool().bool_type());
  const std::string_view wanted = arguments[1].as_string();
  if (prefix.starts_with(wanted)) return call.boolean(true);
  const std::size_t common = std::min(prefix.size(), wanted.size());
  const bool differs = arguments[0].is_string() || prefix.substr(0, common) != wanted.substr(0, common);
  if (differs) return call.boolean(false);
  return call.unknown(arguments, call.pool().bool_type());
}

FunctionResult ends_with(Call& call, Arguments arguments) {
  const std::string_view suffix = known_suffix(arguments[0]);
  const bool is_opaque = arguments[0].is_unknown() && !call.pool().compares_identities();
  if (!arguments[1].is_string() || is_opaque) return call.unknown(arguments, call.pool().bool_type());
  const std::string_view wanted = arguments[1].as_string();
  if (suffix.ends_with(wanted)) return call.boolean(true);
  const std::size_t common = std::min(suffix.size(), wanted.size());
  const bool differs =
      arguments[0].is_string() || suffix.substr(suffix.size() - common) != wanted.substr(wanted.size() - common);
  if (differs) return call.boolean(false);
  return call.unknown(arguments, call.pool().bool_type());
}

FunctionResult contains_text(Call& call, Arguments arguments) {
  if (!arguments[1].is_string()) return call.unknown(arguments, call.pool().bool_type());
  const std::string_view wanted = arguments[1].as_string();
  for (const Part& part : parts_of(arguments[0])) {
    if (!part.is_hole && part.literal.find(wanted) != std::string_view::npos) return call.boolean(true);
  }
  if (arguments[0].is_string()) return call.boolean(wanted.empty());
  return call.unknown(arguments, call.pool().bool_type());
}

FunctionResult reverse_text(Call& call, Arguments arguments) {
  std::string result;
  const std::vector<std::string_view> clusters = graphemes(arguments[0].as_string());
  for (auto cluster = clusters.rbegin(); cluster != clusters.rend(); ++cluster) result += *cluster;
  return call.text(result);
}

/// go-cty's Substr, with what it makes of odd arguments: a negative offset that lies before the start takes the text
/// from its start, and a length of 0 counts only with an offset that is not negative.
FunctionResult substring(Call& call, Arguments arguments) {
  const auto offset_result = whole_number(arguments[1]);
  const auto length_result = whole_number(arguments[2]);
  if (const auto* error = std::get_if<FunctionError>(&offset_result)) return *error;
  if (const auto* error = std::get_if<FunctionError>(&length_result)) return *error;
  std::int64_t offset = std::get<std::int64_t>(offset_result);
  const std::int64_t length = std::get<std::int64_t>(length_result);
  const std::vector<std::string_view> clusters = graphemes(arguments[0].as_string());
  const auto count = static_cast<std::int64_t>(clusters.size());
  if (offset < 0) {
    offset += count;
  } else if (length == 0) {
    return call.text("");
  }
  const std::int64_t begin = std::clamp<std::int64_t>(offset, 0, count);
  const std::int64_t end = length <= 0 || length > count - begin ? count : begin + length;
  std::string result;
  for (std::int64_t i = begin; i < end; ++i) result += clusters[static_cast<std::size_t>(i)];
  return call.text(result);
}

FunctionResult trim(Call& call, Arguments arguments) {
  std::vector<CodePoint> text = code_points(arguments[0].as_string());
  const std::vector<CodePoint> cutset = code_points(arguments[1].as_string());
  const auto is_cut = [&](const CodePoint& point) {
    return std::ranges::any_of(cutset, [&](const CodePoint& cut) { return cut.value == point.value; });
  };
  std::size_t begin = 0;
  std::size_t end = text.size();
  while (begin < end && is_cut(text[begin])) ++begin;
  while (end > begin && is_cut(text[end - 1])) --end;
  std::string result;
  for (std::size_t i = begin; i < end; ++i) result += text[i].bytes;
  return call.text(result);
}

FunctionResult trim_space(Call& call, Arguments arguments) {
  std::vector<CodePoint> text = code_points(arguments[0].as_string());
  std::size_t begin = 0;
  std::size_t end = text.size();
  while (begin < end && is_space(text[begin].value)) ++begin;
  while (end > begin && is_space(text[end - 1].value)) --end;
  std::string result;
  for (std::size_t i = begin; i < end; ++i) result += text[i].bytes;
  return call.text(result);
}

/// The text without known text at its start or end; unknown where a hole could be part of it.
FunctionResult trim_end_part(Call& call, Arguments arguments, bool at_start) {
  if (!arguments[1].is_string()) return call.unknown(arguments, call.pool().string_type());
  const std::string_view cut = arguments[1].as_string();
  const std::string_view known = at_start ? known_prefix(arguments[0]) : known_suffix(arguments[0]);
  const bool has_cut = at_start ? known.starts_with(cut) : known.ends_with(cut);
  if (arguments[0].is_string()) {
    if (!has_cut) return call.text(known);
    return call.text(at_start ? known.substr(cut.size()) : known.substr(0, known.size() - cut.size()));
  }
  if (!has_cut && known.size() < cut.size()) return call.unknown(arguments, call.pool().string_type());
  std::vector<Part> parts = parts_of(arguments[0]);
  if (has_cut && !cut.empty()) {
    Part& part = at_start ? parts.front() : parts.back();
    part.literal =
        at_start ? part.literal.substr(cut.size()) : part.literal.substr(0, part.literal.size() - cut.size());
  }
  return call.pool().text(parts, call.origin());
}
FunctionResult trim_prefix(Call& call, Arguments arguments) {
  return trim_end_part(call, arguments, true);
}
FunctionResult trim_suffix(Call& call, Arguments arguments) {
  return trim_end_part(call, arguments, false);
}

/// The elements of all lists with the separator between them; unknown elements are holes.
FunctionResult join(Call& call, Arguments arguments) {
  if (arguments.size() < 2) return Call::fail("at least one list is required");
  for (const Value& argument : arguments) {
    if (argument.is_unknown() && !is_text_like(argument)) return call.unknown(arguments, call.pool().string_type());
    if (&argument != &arguments[0] && argument.is_unknown()) {
      return call.unknown(arguments, call.pool().string_type());
    }
  }
  std::vector<Part> parts;
  const std::vector<Part> separator = parts_of(arguments[0]);
  std::uint64_t bytes = 0;
  bool is_first = true;
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    std::size_t position = 0;
    for (const Value& element : arguments[i].elements()) {
      if (element.is_null()) {
        return Call::fail(i, "element " + std::to_string(position) + " is null; cannot concatenate null values");
      }
      if (!is_first) parts.insert(parts.end(), separator.begin(), separator.end());
      is_first = false;
      const std::vector<Part> more = parts_of(element);
      parts.insert(parts.end(), more.begin(), more.end());
      ++position;
    }
  }
  for (const Part& part : parts) bytes += part.literal.size();
  if (bytes > call.context().limits.max_string_bytes) return Call::fail("the result is too long");
  const Value joined = call.pool().text(parts, call.origin());
  return joined.is_string() ? call.text(joined.as_string()) : joined;
}

constexpr Function kFunctions[] = {
    {"chomp", {P::Text}, P::None, 1, R::Text, kPlain, chomp},
    {"endswith", {P::Text, P::Text}, P::None, 2, R::Bool, kUnknown, ends_with},
    {"indent", {P::Number, P::Text}, P::None, 2, R::Text, kPlain, indent},
    {"join", {P::Text}, P::Texts, 1, R::Text, kUnknown, join},
    {"lower", {P::Text}, P::None, 1, R::Text, kUnknown, lower},
    {"split", {P::Text, P::Text}, P::None, 2, R::Texts, kPlain, split},
    {"startswith", {P::Text, P::Text}, P::None, 2, R::Bool, kUnknown, starts_with},
    {"strcontains", {P::Text, P::Text}, P::None, 2, R::Bool, kUnknown, contains_text},
    {"strrev", {P::Text}, P::None, 1, R::Text, kPlain, reverse_text},
    {"substr", {P::Text, P::Number, P::Number}, P::None, 3, R::Text, kPlain, substring},
    {"title", {P::Text}, P::None, 1, R::Text, kPlain, title},
    {"trim", {P::Text, P::Text}, P::None, 2, R::Text, kPlain, trim},
    {"trimprefix", {P::Text, P::Text}, P::None, 2, R::Text, kUnknown, trim_prefix},
    {"trimspace", {P::Text}, P::None, 1, R::Text, kPlain, trim_space},
    {"trimsuffix", {P::Text, P::Text}, P::None, 2, R::Text, kUnknown, trim_suffix},
    {"upper", {P::Text}, P::None, 1, R::Text, kUnknown, upper},
};

}  // namespace

std::span<const Function> string_functions() {
  return kFunctions;
}

}  // namespace brn::config::terraform::functions
