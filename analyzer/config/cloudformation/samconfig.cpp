#include "analyzer/config/cloudformation/samconfig.h"

#include <algorithm>

namespace brn::config::cloudformation {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

struct TomlString {
  std::string text;
  Span place;
};

/// Goes through the file once; what it does not know it steps over.
class SamConfig {
 public:
  SamConfig(FileId file, std::string_view text, Diagnostics& diagnostics)
      : file_(file), text_(text), diagnostics_(diagnostics) {}

  SamSettings read() {
    while (at_ < text_.size()) {
      skip_blank_lines();
      if (at_ >= text_.size()) break;
      if (text_[at_] == '[') {
        read_table();
      } else {
        read_entry();
      }
    }
    return std::move(settings_);
  }

 private:
  void skip_blank_lines() {
    while (at_ < text_.size() && (is_blank(text_[at_]) || text_[at_] == '#')) {
      if (text_[at_] == '#') {
        skip_line();
      } else {
        ++at_;
      }
    }
  }

  void skip_line() { at_ = std::min(text_.find('\n', at_), text_.size()); }

  /// `[default.deploy.parameters]`: what deploys goes before what all commands share.
  void read_table() {
    const std::size_t close = std::min(text_.find_first_of("]\n", at_), text_.size());
    std::string name;
    for (const char c : text_.substr(at_, close - at_)) {
      if (c != '[' && c != '"' && c != '\'' && !is_blank(c)) name += c;
    }
    is_global_ = name == "default.global.parameters";
    is_read_ = is_global_ || name == "default.deploy.parameters";
    skip_line();
  }

  void read_entry() {
    const std::size_t begin = at_;
    const std::size_t equals = text_.find_first_of("=\n", at_);
    if (equals == std::string_view::npos || text_[equals] == '\n') {
      const std::size_t end = std::min(equals, text_.size());
      diagnostics_.error(DiagnosticKind::SyntaxError, span(begin, end), "expected `key = value`");
      at_ = end;
      return;
    }
    const std::string_view key = trimmed(text_.substr(begin, equals - begin));
    at_ = equals + 1;
    const std::vector<TomlString> strings = read_value();
    if (is_read_) set(key, strings);
  }

  std::vector<TomlString> read_value() {
    std::vector<TomlString> strings;
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
    if (at_ < text_.size() && text_[at_] == '[') {
      for (++at_; at_ < text_.size() && text_[at_] != ']';) {
        skip_blank_lines();
        if (at_ < text_.size() && (text_[at_] == '"' || text_[at_] == '\'')) {
          strings.push_back(read_string());
        } else if (at_ < text_.size() && text_[at_] != ']') {
          ++at_;
        }
      }
    } else if (at_ < text_.size() && (text_[at_] == '"' || text_[at_] == '\'')) {
      strings.push_back(read_string());
    }
    skip_line();
    return strings;
  }

  TomlString read_string() {
    const char quote = text_[at_];
    const std::string triple(3, quote);
    const bool is_long = text_.substr(at_).starts_with(triple);
    const std::string_view close = is_long ? std::string_view(triple) : std::string_view(triple).substr(0, 1);
    const std::size_t begin = at_;
    TomlString string;
    for (at_ += close.size(); at_ < text_.size() && !text_.substr(at_).starts_with(close); ++at_) {
      if (!is_long && text_[at_] == '\n') break;
      if (text_[at_] == '\\' && quote == '"' && at_ + 1 < text_.size()) {
        ++at_;
        string.text += text_[at_] == 'n' ? '\n' : text_[at_] == 't' ? '\t' : text_[at_];
      } else {
        string.text += text_[at_];
      }
    }
    if (!text_.substr(at_).starts_with(close)) {
      diagnostics_.error(DiagnosticKind::SyntaxError, span(begin, at_), "the string is never closed");
    } else {
      at_ += close.size();
    }
    string.place = span(begin, at_);
    return string;
  }

  void set(std::string_view key, const std::vector<TomlString>& strings) {
    if (key == "parameter_overrides") {
      GivenValues given;
      for (const TomlString& string : strings) read_overrides(string.text, string.place, given);
      for (auto& [name, value] : given) {
        if (is_global_) {
          settings_.parameters.emplace(name, std::move(value));
        } else {
          settings_.parameters.insert_or_assign(name, std::move(value));
        }
      }
      return;
    }
    if (strings.size() != 1 || (key != "region" && key != "stack_name")) return;
    std::string& target = key == "region" ? settings_.region : settings_.stack_name;
    if (target.empty() || !is_global_) target = strings.front().text;
  }

  [[nodiscard]] Span span(std::size_t begin, std::size_t end) const {
    return Span{file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }

  FileId file_;
  std::string_view text_;
  Diagnostics& diagnostics_;
  std::size_t at_ = 0;
  bool is_read_ = false;
  bool is_global_ = false;
  SamSettings settings_;
};

/// The next word of a command line, quotes taken off.
std::string next_word(std::string_view text, std::size_t& at) {
  std::string word;
  char quote = '\0';
  for (; at < text.size() && (quote != '\0' || !is_blank(text[at])); ++at) {
    const char c = text[at];
    if (quote == '\0' && (c == '"' || c == '\'')) {
      quote = c;
    } else if (c == quote) {
      quote = '\0';
    } else if (c == '\\' && at + 1 < text.size()) {
      word += text[++at];
    } else {
      word += c;
    }
  }
  return word;
}

}  // namespace

SamSettings read_samconfig(FileId file, std::string_view text, Diagnostics& diagnostics) {
  return SamConfig(file, text, diagnostics).read();
}

void read_overrides(std::string_view text, Span place, GivenValues& given) {
  constexpr std::string_view kKey = "ParameterKey=";
  constexpr std::string_view kValue = ",ParameterValue=";
  for (std::size_t at = 0; at < text.size();) {
    if (is_blank(text[at])) {
      ++at;
      continue;
    }
    std::string word = next_word(text, at);
    const std::size_t value = word.find(kValue);
    if (word.starts_with(kKey) && value != std::string::npos) {
      given[word.substr(kKey.size(), value - kKey.size())] =
          GivenValue{word.substr(value + kValue.size()), place, false};
    } else if (const std::size_t equals = word.find('='); equals != std::string::npos) {
      given[word.substr(0, equals)] = GivenValue{word.substr(equals + 1), place, false};
    }
  }
}

}  // namespace brn::config::cloudformation
