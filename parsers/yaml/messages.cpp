#include "parsers/yaml/messages.h"

#include <fmt/format.h>
#include <yaml-cpp/exceptions.h>

#include <algorithm>
#include <array>
#include <optional>

#include "parsers/source/utf8.h"
#include "parsers/syntax/excerpt.h"

namespace brn::yaml {
namespace {

namespace problems = YAML::ErrorMsg;

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

bool is_break(char c) {
  return c == '\n' || c == '\r';
}

// Problems whose words only need to be made plainer.
struct Wording {
  std::string_view problem;
  std::string_view message;
};

const std::array kWordings{
    Wording{problems::MAP_KEY, "a key is not allowed here"},
    Wording{problems::BLOCK_ENTRY, "a list item (`-`) is not allowed here"},
    Wording{problems::TAB_IN_INDENTATION, "tabs are not allowed for indentation; use spaces"},
    Wording{problems::DOC_IN_SCALAR, "document marker inside a quoted text; is its closing quote missing?"},
    Wording{problems::EOF_IN_SCALAR, "unclosed quote"},
    Wording{problems::INVALID_HEX, "the escape needs hexadecimal digits"},
    Wording{problems::MULTIPLE_TAGS, "a value can have one tag only"},
    Wording{problems::MULTIPLE_ANCHORS, "a value can have one anchor only"},
    Wording{problems::MULTIPLE_ALIASES, "a value can have one alias only"},
    Wording{problems::ALIAS_CONTENT, "an alias cannot have a tag or a value of its own"},
    Wording{problems::ALIAS_NOT_FOUND, "a name must follow `*`; put the text in quotes if no alias is meant"},
    Wording{problems::ANCHOR_NOT_FOUND, "a name must follow `&`; put the text in quotes if no anchor is meant"},
    Wording{problems::CHAR_IN_ALIAS, "this character cannot stand in the name of an alias"},
    Wording{problems::CHAR_IN_ANCHOR, "this character cannot stand in the name of an anchor"},
    Wording{problems::ZERO_INDENT_IN_BLOCK, "the indentation of a block text cannot be 0"},
    Wording{problems::CHAR_IN_BLOCK, "unexpected text behind the `|` or `>` of a block text"},
    Wording{problems::CHAR_IN_TAG_HANDLE, "this character cannot stand in a tag"},
    Wording{problems::TAG_WITH_NO_SUFFIX, "the tag has no name"},
    Wording{problems::END_OF_VERBATIM_TAG, "the tag `!<` is not closed with `>`"},
    Wording{problems::YAML_DIRECTIVE_ARGS, "the directive `%YAML` needs one version"},
    Wording{problems::YAML_MAJOR_VERSION, "the version of YAML is not supported"},
    Wording{problems::REPEATED_YAML_DIRECTIVE, "a document can have one `%YAML` only"},
    Wording{problems::TAG_DIRECTIVE_ARGS, "the directive `%TAG` needs a handle and a prefix"},
    Wording{problems::REPEATED_TAG_DIRECTIVE, "two `%TAG` directives for one handle"},
};

class Explainer {
 public:
  Explainer(FileId file, std::string_view text, Problem problem, const TreeBuilder& builder, LineNumbers& lines)
      : file_(file),
        text_(text),
        problem_(problem.message),
        at_(std::min(problem.at, static_cast<std::uint32_t>(text.size()))),
        builder_(builder),
        lines_(lines) {}

  [[nodiscard]] SyntaxError run() const {
    if (const auto tab = indenting_tab()) {
      return error(*tab, *tab + 1, "tabs are not allowed for indentation; use spaces");
    }
    if (problem_ == problems::MAP_VALUE) return misplaced_colon();
    if (problem_ == problems::END_OF_MAP || problem_ == problems::END_OF_SEQ) return misplaced_text();
    if (problem_ == problems::END_OF_MAP_FLOW || problem_ == problems::END_OF_SEQ_FLOW) return in_flow();
    if (problem_ == problems::FLOW_END) return misplaced_closer();
    if (problem_ == problems::UNKNOWN_TOKEN) return bad_start();
    if (problem_ == problems::UNKNOWN_ANCHOR) {
      const std::uint32_t end = word_end(at_);
      return error(at_, end, fmt::format("no anchor stands before the alias {}", syntax::excerpt(part(at_, end))));
    }
    if (problem_.starts_with(problems::INVALID_ESCAPE)) return bad_escape();
    if (problem_.starts_with(problems::INVALID_UNICODE)) {
      return at_token("the escape is no Unicode character; YAML has no surrogate pairs, write `\\U` with eight digits");
    }
    if (problem_.starts_with(problems::YAML_VERSION)) return at_token("the directive `%YAML` needs a version like 1.1");
    for (const Wording& wording : kWordings) {
      if (problem_ == wording.problem) return at_token(std::string(wording.message));
    }
    return at_token(fmt::format("the text cannot be read here: {}", problem_));
  }

 private:
  [[nodiscard]] SyntaxError error(std::uint32_t begin, std::uint32_t end, std::string message) const {
    const auto size = static_cast<std::uint32_t>(text_.size());
    return SyntaxError{Span{file_, std::min(begin, size), std::min(end, size)}, std::move(message)};
  }

  // The error marks the word at the place, or its one indicator.
  [[nodiscard]] SyntaxError at_token(std::string message) const {
    return error(at_, std::max(word_end(at_), character_end(at_)), std::move(message));
  }

  [[nodiscard]] std::string_view part(std::uint32_t begin, std::uint32_t end) const {
    return text_.substr(begin, end - begin);
  }

  [[nodiscard]] char character(std::uint32_t offset) const { return offset < text_.size() ? text_[offset] : '\n'; }

  [[nodiscard]] std::uint32_t character_end(std::uint32_t offset) const {
    if (offset >= text_.size()) return offset;
    return offset + static_cast<std::uint32_t>(std::max<std::size_t>(utf8::sequence_length(text_, offset), 1));
  }

  [[nodiscard]] std::uint32_t word_end(std::uint32_t offset) const {
    const std::size_t end = text_.find_first_of(" \t\r\n,[]{}:", offset);
    return static_cast<std::uint32_t>(std::min(end, text_.size()));
  }

  [[nodiscard]] std::uint32_t line_begin(std::uint32_t offset) const {
    while (offset > 0 && !is_break(text_[offset - 1])) --offset;
    return offset;
  }

  [[nodiscard]] std::uint32_t line_of(std::uint32_t offset) const { return lines_.of(offset); }

  // A tab before the first text of a line between the last good event and the place.
  [[nodiscard]] std::optional<std::uint32_t> indenting_tab() const {
    if (builder_.open_flow()) return std::nullopt;
    const std::uint32_t last = at_;
    for (std::uint32_t offset = line_begin(std::min(builder_.scanner().at(), last)); offset <= last; ++offset) {
      while (character(offset) == ' ') ++offset;
      if (offset < last && text_[offset] == '\t' && !is_break(character(after_blanks(offset)))) return offset;
      const std::size_t end = text_.find('\n', offset);
      if (end == std::string_view::npos || end >= last) return std::nullopt;
      offset = static_cast<std::uint32_t>(end);
    }
    return std::nullopt;
  }

  [[nodiscard]] std::uint32_t after_blanks(std::uint32_t offset) const {
    while (is_blank(character(offset))) ++offset;
    return offset;
  }

  // yaml-cpp stops at the colon. When text without a colon stands alone on an earlier line, that line is the mistake.
  [[nodiscard]] SyntaxError misplaced_colon() const {
    const std::uint32_t begin = builder_.scanner().after_trivia();
    const std::size_t found = text_.find_first_of("\r\n", begin);
    const bool is_on_earlier_line = begin < at_ && found != std::string_view::npos && found < at_;
    const bool is_first_on_line = after_blanks(line_begin(begin)) == begin;
    const bool is_plain = std::string_view("'\"|>[{!&*-").find(character(begin)) == std::string_view::npos;
    if (is_on_earlier_line && is_first_on_line && is_plain) {
      const auto end = static_cast<std::uint32_t>(found);
      return error(begin, end, "expected `:` after the key " + syntax::excerpt(part(begin, end)));
    }
    return error(at_, at_ + 1, "mapping values are not allowed here");
  }

  // A block ended, but what follows belongs to no block around it.
  [[nodiscard]] SyntaxError misplaced_text() const {
    const std::uint32_t column = builder_.scanner().column(at_);
    const bool is_line_start = after_blanks(line_begin(at_)) == at_;
    if (at_ == text_.size()) return error(at_, at_, "unexpected end of the text");
    if (const auto quoted = builder_.last_quoted(); quoted && line_begin(at_) <= quoted->end && quoted->end <= at_) {
      return at_token(fmt::format("unexpected text after the quoted text of line {}; is its closing quote missing?",
                                  line_of(quoted->begin)));
    }
    if (!is_line_start) return at_token("unexpected text after the value; is a quote, a comma or a line end missing?");
    if (!builder_.has_block_at(column)) {
      return at_token(fmt::format("the indentation of {} matches no block before", column));
    }
    if (character(at_) == '-') return error(at_, at_ + 1, "a list item (`-`) between the keys of a mapping");
    return at_token(problem_ == problems::END_OF_SEQ ? "expected a list item (`-`)" : "expected a key");
  }

  [[nodiscard]] SyntaxError in_flow() const {
    const auto flow = builder_.open_flow();
    if (!flow) return at_token("unexpected text");
    if (at_ >= text_.size()) {
      return error(flow->opener, flow->opener + 1, fmt::format("`{}` is never closed", text_[flow->opener]));
    }
    return at_token(fmt::format("expected `,` or `{}` for the `{}` of line {}", flow->is_mapping ? '}' : ']',
                                text_[flow->opener], line_of(flow->opener)));
  }

  [[nodiscard]] SyntaxError misplaced_closer() const {
    const auto flow = builder_.open_flow();
    const char closer = character(at_);
    if (!flow) return error(at_, at_ + 1, fmt::format("`{}` closes nothing", closer));
    return error(
        at_, at_ + 1,
        fmt::format("`{}` cannot close the `{}` of line {}", closer, text_[flow->opener], line_of(flow->opener)));
  }

  [[nodiscard]] SyntaxError bad_start() const {
    const std::uint32_t end = character_end(at_);
    return error(at_, end,
                 fmt::format("a value cannot start with {}; put it in quotes", syntax::excerpt(part(at_, end))));
  }

  // yaml-cpp stands behind the escape.
  [[nodiscard]] SyntaxError bad_escape() const {
    const std::size_t slash = at_ == 0 ? 0 : text_.rfind('\\', at_ - 1);
    const auto begin = static_cast<std::uint32_t>(slash == std::string_view::npos ? at_ : slash);
    const std::uint32_t end = character_end(begin + 1);
    return error(begin, end, fmt::format("unknown escape {} in double quotes", syntax::excerpt(part(begin, end))));
  }

  FileId file_;
  std::string_view text_;
  std::string_view problem_;
  std::uint32_t at_;
  const TreeBuilder& builder_;
  LineNumbers& lines_;
};

}  // namespace

SyntaxError explain(FileId file, std::string_view text, Problem problem, const TreeBuilder& builder,
                    LineNumbers& lines) {
  return Explainer(file, text, problem, builder, lines).run();
}

}  // namespace brn::yaml
