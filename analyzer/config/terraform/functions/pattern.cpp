// regex, regexall, replace: on RE2, whose syntax is that of Go's regexp.

#include <re2/re2.h>

#include <memory>

#include "analyzer/config/terraform/functions/holes.h"
#include "analyzer/config/terraform/functions/unicode.h"

namespace brn::config::terraform::functions {

namespace {

constexpr std::int64_t kMaxPatternMemory = 16 << 20;

/// Go takes `(?<name>…)` beside `(?P<name>…)`; older RE2 takes only the latter. `\C` is RE2's own: Go refuses it.
std::variant<std::string, FunctionError> translated(std::string_view pattern) {
  std::string result;
  bool in_class = false;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c == '\\' && i + 1 < pattern.size()) {
      if (pattern[i + 1] == 'C') return Call::fail(0, "invalid regular expression: invalid escape sequence: `\\C`");
      result += c;
      result += pattern[++i];
      continue;
    }
    if (c == '[') in_class = true;
    if (c == ']') in_class = false;
    result += c;
    const std::string_view rest = pattern.substr(i);
    const bool is_name = rest.starts_with("(?<") && !rest.starts_with("(?<=") && !rest.starts_with("(?<!");
    if (!in_class && is_name) {
      result += "?P";
      ++i;
    }
  }
  return result;
}

class Pattern {
 public:
  static std::variant<Pattern, FunctionError> compile(std::string_view text) {
    auto source = translated(text);
    if (const auto* error = std::get_if<FunctionError>(&source)) return *error;
    RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(kMaxPatternMemory);
    Pattern made;
    made.re_ = std::make_unique<RE2>(std::get<std::string>(source), options);
    if (made.re_->ok()) return made;
    return Call::fail(0, "invalid regular expression: " + made.re_->error());
  }

  /// Places of the whole match and of each group; an empty optional for a group that took no part.
  using Match = std::vector<re2::StringPiece>;

  [[nodiscard]] bool find(std::string_view text, std::size_t from, Match& match) const {
    match.assign(static_cast<std::size_t>(groups()) + 1, {});
    return re_->Match({text.data(), text.size()}, from, text.size(), RE2::UNANCHORED, match.data(),
                      static_cast<int>(match.size()));
  }
  /// All matches, as Go's FindAll: an empty one right after another match does not count.
  [[nodiscard]] std::vector<Match> find_all(std::string_view text) const {
    std::vector<Match> result;
    Match match;
    std::size_t from = 0;
    const char* last_end = nullptr;
    while (from <= text.size() && find(text, from, match)) {
      const char* const begin = match[0].data();
      const char* const end = begin + match[0].size();
      if (!match[0].empty() || end != last_end) result.push_back(match);
      last_end = end;
      from = static_cast<std::size_t>(end - text.data());
      if (match[0].empty()) from += next_length(text, from);
    }
    return result;
  }
  [[nodiscard]] int groups() const { return re_->NumberOfCapturingGroups(); }
  [[nodiscard]] const std::map<std::string, int>& names() const { return re_->NamedCapturingGroups(); }

 private:
  static std::size_t next_length(std::string_view text, std::size_t at) {
    std::size_t length = 1;
    while (at + length < text.size() && (static_cast<unsigned char>(text[at + length]) & 0xc0U) == 0x80U) ++length;
    return length;
  }

  std::unique_ptr<RE2> re_;
};

std::string_view view(const re2::StringPiece& piece) {
  return {piece.data(), piece.size()};
}

Type match_type(Pool& pool, const Pattern& pattern) {
  if (pattern.groups() == 0) return pool.string_type();
  if (pattern.names().empty()) {
    return pool.tuple_of(std::vector<Type>(static_cast<std::size_t>(pattern.groups()), pool.string_type()));
  }
  std::vector<Type::Attribute> attributes;
  for (const auto& [name, group] : pattern.names()) attributes.push_back({name, pool.string_type(), false});
  return pool.object_of(attributes);
}

/// The whole match, a tuple of its groups, or an object of its named groups.
Value match_value(Call& call, const Pattern& pattern, const Pattern::Match& match) {
  Pool& pool = call.pool();
  const auto group_value = [&](std::size_t group) {
    if (match[group].data() == nullptr) return pool.null(call.origin(), pool.string_type());
    return pool.string(to_nfc(view(match[group])), call.origin());
  };
  if (pattern.groups() == 0) return group_value(0);
  if (pattern.names().empty()) {
    std::vector<Value> values;
    for (std::size_t group = 1; group < match.size(); ++group) values.push_back(group_value(group));
    return call.tuple(values);
  }
  std::vector<Member> members;
  for (const auto& [name, group] : pattern.names()) {
    members.push_back({name, group_value(static_cast<std::size_t>(group)), {}});
  }
  return pool.object(members, call.origin());
}

std::variant<Pattern, FunctionError> compile_for_groups(std::string_view text) {
  auto pattern = Pattern::compile(text);
  if (const Pattern* made = std::get_if<Pattern>(&pattern)) {
    const auto named = static_cast<int>(made->names().size());
    if (named != 0 && named != made->groups()) {
      return Call::fail(0, "invalid regular expression: cannot mix both named and unnamed capture groups");
    }
  }
  return pattern;
}

FunctionResult regex(Call& call, Arguments arguments) {
  const auto compiled = compile_for_groups(arguments[0].as_string());
  if (const auto* error = std::get_if<FunctionError>(&compiled)) return *error;
  const auto& pattern = std::get<Pattern>(compiled);
  Pattern::Match match;
  if (!pattern.find(arguments[1].as_string(), 0, match)) {
    return Call::fail("pattern did not match any part of the given string");
  }
  return match_value(call, pattern, match);
}

FunctionResult regex_all(Call& call, Arguments arguments) {
  const auto compiled = compile_for_groups(arguments[0].as_string());
  if (const auto* error = std::get_if<FunctionError>(&compiled)) return *error;
  const auto& pattern = std::get<Pattern>(compiled);
  std::vector<Value> values;
  for (const Pattern::Match& match : pattern.find_all(arguments[1].as_string())) {
    values.push_back(match_value(call, pattern, match));
  }
  return call.list(values, match_type(call.pool(), pattern));
}

bool is_name_char(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/// Go's Regexp.Expand: `$name` takes the longest name, `${name}` ends itself, `$$` is a dollar sign, a group that does
/// not exist is empty.
class Expander {
 public:
  Expander(const Pattern& pattern, std::string_view replacement) : pattern_(pattern), replacement_(replacement) {}

  void expand(std::string& out, const Pattern::Match& match) const {
    std::string_view rest = replacement_;
    while (!rest.empty()) {
      const std::size_t dollar = rest.find('$');
      out += rest.substr(0, dollar);
      if (dollar == std::string_view::npos) return;
      rest.remove_prefix(dollar + 1);
      if (rest.starts_with('$')) {
        out += '$';
        rest.remove_prefix(1);
        continue;
      }
      const std::string_view name = take_name(rest);
      if (name.empty()) {
        out += '$';
      } else {
        out += group_text(name, match);
      }
    }
  }

 private:
  static std::string_view take_name(std::string_view& rest) {
    const bool has_brace = rest.starts_with('{');
    std::size_t end = has_brace ? 1 : 0;
    while (end < rest.size() && is_name_char(rest[end])) ++end;
    const std::string_view name = rest.substr(has_brace ? 1 : 0, end - (has_brace ? 1 : 0));
    if (name.empty() || (has_brace && (end >= rest.size() || rest[end] != '}'))) return {};
    rest.remove_prefix(end + (has_brace ? 1 : 0));
    return name;
  }
  [[nodiscard]] std::string_view group_text(std::string_view name, const Pattern::Match& match) const {
    const bool is_number = name.find_first_not_of("0123456789") == std::string_view::npos && name.size() < 5;
    std::size_t group = match.size();
    if (is_number) {
      group = static_cast<std::size_t>(std::stoul(std::string(name)));
    } else if (const auto found = pattern_.names().find(std::string(name)); found != pattern_.names().end()) {
      group = static_cast<std::size_t>(found->second);
    }
    return group < match.size() ? view(match[group]) : std::string_view();
  }

  const Pattern& pattern_;
  std::string_view replacement_;
};

FunctionResult replace_pattern(Call& call, std::string_view text, std::string_view source, std::string_view with) {
  const auto compiled = Pattern::compile(source);
  if (const auto* error = std::get_if<FunctionError>(&compiled))
    return FunctionError{error->message, std::nullopt, false};
  const auto& pattern = std::get<Pattern>(compiled);
  const Expander expander(pattern, with);
  std::string result;
  std::size_t copied = 0;
  for (const Pattern::Match& match : pattern.find_all(text)) {
    const auto begin = static_cast<std::size_t>(match[0].data() - text.data());
    result += text.substr(copied, begin - copied);
    expander.expand(result, match);
    copied = begin + match[0].size();
    if (result.size() > call.context().limits.max_string_bytes) return Call::fail("the result is too long");
  }
  result += text.substr(copied);
  return call.text(result);
}

/// An empty text to be replaced stands before each code point and at the end, as in Go.
std::string replace_literal(std::string_view text, std::string_view what, std::string_view with) {
  std::string result;
  if (what.empty()) {
    for (const CodePoint& point : code_points(text)) result.append(with).append(point.bytes);
    return result.append(with);
  }
  for (std::size_t at = text.find(what); at != std::string_view::npos; at = text.find(what)) {
    result.append(text.substr(0, at)).append(with);
    text.remove_prefix(at + what.size());
  }
  return result.append(text);
}

bool is_pattern(std::string_view text) {
  return text.size() > 1 && text.front() == '/' && text.back() == '/';
}

FunctionResult replace(Call& call, Arguments arguments) {
  const Type text_type = call.pool().string_type();
  if (!arguments[1].is_string() || !arguments[2].is_string()) return call.unknown(arguments, text_type);
  const std::string_view what = arguments[1].as_string();
  const std::string_view with = arguments[2].as_string();
  if (arguments[0].is_string()) {
    const std::string_view text = arguments[0].as_string();
    if (is_pattern(what)) return replace_pattern(call, text, what.substr(1, what.size() - 2), with);
    if (what.empty() && with.size() * text.size() > call.context().limits.max_string_bytes) {
      return Call::fail("the result is too long");
    }
    return call.text(replace_literal(text, what, with));
  }
  // One character can only lie within a literal or within a hole, so literals can be changed one by one. The prefix
  // of what is longer could straddle.
  if (what.size() != 1 || is_pattern(what)) return call.unknown(arguments, text_type);
  return change_literals(call, arguments[0], [&](std::string_view part) { return replace_literal(part, what, with); });
}

constexpr Function kFunctions[] = {
    {"regex", {P::Text, P::Text}, P::None, 2, R::Any, kPlain, regex},
    {"regexall", {P::Text, P::Text}, P::None, 2, R::AnyList, kPlain, regex_all},
    {"replace", {P::Text, P::Text, P::Text}, P::None, 3, R::Text, kUnknown, replace},
};

}  // namespace

std::span<const Function> pattern_functions() {
  return kFunctions;
}

}  // namespace brn::config::terraform::functions
