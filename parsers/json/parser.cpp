#include "parsers/json/parser.h"

#include <algorithm>
#include <cstddef>
#include <exception>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "parsers/json/diagnosis.h"
#include "parsers/source/utf8.h"
#include "parsers/syntax/duplicate_keys.h"

namespace brn::json {
namespace {

using syntax::Member;
using syntax::Node;
using syntax::NodeId;
using syntax::NodeKind;
using syntax::ScalarStyle;

// An input iterator that leaves its place where the handler sees it: at a callback that is the end of the token.
class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, const char** place) : at_(at), place_(place) {}
  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    *place_ = ++at_;
    return *this;
  }
  CountingIterator operator++(int) {
    CountingIterator before = *this;
    ++*this;
    return before;
  }
  bool operator==(const CountingIterator& other) const { return at_ == other.at_; }

 private:
  const char* at_;
  const char** place_;
};

// Receives nlohmann's events and builds the tree. The end of a token is where the input stands; its start follows from
// the end of the token before, since only blanks, `,` and `:` lie between.
class TreeBuilder final : public nlohmann::json_sax<nlohmann::json> {
 public:
  TreeBuilder(FileId file, std::string_view text, syntax::Tree& tree)
      : file_(file),
        text_(text),
        tree_(tree),
        duplicates_(text),
        place_(text.data()),
        last_end_(utf8::byte_order_mark_length(text)) {}

  void run() {
    const CountingIterator first(text_.data(), &place_);
    const CountingIterator last(text_.data() + text_.size(), &place_);
    nlohmann::json::sax_parse(first, last, this);
  }

  /// Ends what is still open after an error, so that what was read stays in the tree.
  void close_all() {
    while (!frames_.empty()) close(static_cast<std::uint32_t>(last_end_));
  }

  bool null() override { return add_leaf(NodeKind::Null, offset(), false); }
  bool boolean(bool value) override { return add_leaf(NodeKind::Bool, offset(), value); }
  bool number_integer(number_integer_t) override { return add_number(); }
  bool number_unsigned(number_unsigned_t) override { return add_number(); }
  bool number_float(number_float_t, const string_t&) override { return add_number(); }
  bool binary(binary_t&) override { return false; }

  bool string(string_t& value) override {
    Node node;
    node.kind = NodeKind::String;
    node.style = ScalarStyle::DoubleQuoted;
    node.span = token_span(offset());
    node.text = text_of(node.span, value);
    return add_value(tree_.add(node), node.span.end);
  }

  bool start_object(std::size_t) override { return open(NodeKind::Mapping); }
  bool start_array(std::size_t) override { return open(NodeKind::Sequence); }
  bool end_object() override { return close(offset()); }
  bool end_array() override { return close(offset()); }

  bool key(string_t& value) override {
    const Span span = token_span(offset());
    members_.push_back(Member{text_of(span, value), span, NodeId{}});
    last_end_ = span.end;
    expected_ = Expected::Colon;
    return true;
  }

  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& error) override {
    const Situation situation{file_, text_, last_end_, expected_, opener()};
    // 406 is the one error that is not about the form of the text: a number past the range of double.
    SyntaxError found = error.id == 406 ? number_out_of_range(situation) : diagnose(situation);
    tree_.add_error(found.span, std::move(found.message));
    return false;
  }

 private:
  struct Frame {
    NodeKind kind;
    std::uint32_t begin;
    std::size_t first;  // into items_ or members_
  };

  [[nodiscard]] std::uint32_t offset() const { return static_cast<std::uint32_t>(place_ - text_.data()); }

  [[nodiscard]] Span token_span(std::uint32_t end) const {
    const std::size_t begin = std::min(text_.find_first_not_of(" \t\r\n,:", last_end_), text_.size());
    return Span{file_, static_cast<std::uint32_t>(begin), end};
  }

  // Without escapes the source holds the text itself.
  std::string_view text_of(Span span, std::string& decoded) {
    const std::string_view raw = text_.substr(span.begin + 1, span.size() - 2);
    return raw.size() == decoded.size() ? raw : tree_.keep(std::move(decoded));
  }

  // The lexer has read one byte past a number, except at the end of the input, so the end is looked for.
  bool add_number() {
    const std::uint32_t begin = token_span(offset()).begin;
    return add_leaf(NodeKind::Number, static_cast<std::uint32_t>(number_end(begin)), false);
  }

  // RFC 8259, section 6.
  [[nodiscard]] std::size_t number_end(std::size_t at) const {
    const auto is_one_of = [&](std::string_view set) {
      return at < text_.size() && set.find(text_[at]) != std::string_view::npos;
    };
    const auto skip_digits = [&] {
      while (is_one_of("0123456789")) ++at;
    };
    if (is_one_of("-")) ++at;
    is_one_of("0") ? static_cast<void>(++at) : skip_digits();
    if (is_one_of(".")) {
      ++at;
      skip_digits();
    }
    if (is_one_of("eE")) {
      ++at;
      if (is_one_of("+-")) ++at;
      skip_digits();
    }
    return at;
  }

  bool add_leaf(NodeKind kind, std::uint32_t end, bool bool_value) {
    Node node;
    node.kind = kind;
    node.bool_value = bool_value;
    node.span = token_span(end);
    node.text = text_.substr(node.span.begin, node.span.size());
    return add_value(tree_.add(node), end);
  }

  bool add_value(NodeId id, std::uint32_t end) {
    last_end_ = end;
    if (frames_.empty()) {
      tree_.add_document(id);
      expected_ = Expected::End;
    } else if (frames_.back().kind == NodeKind::Sequence) {
      items_.push_back(id);
      expected_ = Expected::CommaOrBracket;
    } else {
      members_.back().value = id;
      expected_ = Expected::CommaOrBrace;
    }
    return true;
  }

  bool open(NodeKind kind) {
    const std::uint32_t begin = offset() - 1;
    if (frames_.size() >= kMaxDepth) {
      tree_.add_error(Span{file_, begin, begin + 1},
                      "values are nested more than " + std::to_string(kMaxDepth) + " levels deep");
      return false;
    }
    const bool is_mapping = kind == NodeKind::Mapping;
    frames_.push_back({kind, begin, is_mapping ? members_.size() : items_.size()});
    last_end_ = offset();
    expected_ = is_mapping ? Expected::KeyOrBrace : Expected::ValueOrBracket;
    return true;
  }

  bool close(std::uint32_t end) {
    const Frame frame = frames_.back();
    frames_.pop_back();
    Node node;
    node.span = Span{file_, frame.begin, end};
    NodeId id;
    if (frame.kind == NodeKind::Sequence) {
      id = tree_.add_sequence(node, std::span(items_).subspan(frame.first));
      items_.resize(frame.first);
    } else {
      drop_unfinished_member(frame.first);
      const auto members = std::span(members_).subspan(frame.first);
      duplicates_.report(tree_, members);
      id = tree_.add_mapping(node, members);
      members_.resize(frame.first);
    }
    return add_value(id, end);
  }

  // After an error the last key may stand without its value.
  void drop_unfinished_member(std::size_t first) {
    if (members_.size() > first && !members_.back().value.is_valid()) members_.pop_back();
  }

  [[nodiscard]] std::optional<std::uint32_t> opener() const {
    if (frames_.empty()) return std::nullopt;
    return frames_.back().begin;
  }

  FileId file_;
  std::string_view text_;
  syntax::Tree& tree_;
  syntax::DuplicateKeys duplicates_;
  const char* place_;
  std::size_t last_end_;
  Expected expected_ = Expected::Value;
  std::vector<Frame> frames_;
  std::vector<NodeId> items_;    // of all open arrays
  std::vector<Member> members_;  // of all open objects
};

}  // namespace

syntax::Tree parse(FileId file, std::string_view text) {
  syntax::Tree tree;
  if (utf8::looks_like_utf16(text)) {
    tree.add_error(Span{file, 0, 2}, "the file is encoded as UTF-16; save it as UTF-8");
    return tree;
  }
  TreeBuilder builder(file, text, tree);
  try {
    builder.run();
  } catch (const std::exception& error) {
    tree.add_error(Span{file, 0, 0}, std::string("cannot read the JSON text: ") + error.what());
  }
  builder.close_all();
  return tree;
}

}  // namespace brn::json
