#include "parsers/yaml/parser.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <istream>
#include <optional>
#include <streambuf>
#include <utility>

#include "parsers/source/utf8.h"
#include "parsers/yaml/clean_text.h"
#include "parsers/yaml/messages.h"
#include "parsers/yaml/tree_builder.h"

namespace brn::yaml {
namespace {

// A stream over text that stays where it is.
class ViewBuffer final : public std::streambuf {
 public:
  ViewBuffer(std::string& text, std::size_t begin) {
    setg(text.data() + begin, text.data() + begin, text.data() + text.size());
  }
};

// Passes yaml-cpp's events on, with offsets into the whole text.
class Events final : public YAML::EventHandler {
 public:
  Events(TreeBuilder& builder, std::size_t begin) : builder_(builder), begin_(begin) {}

  void OnDocumentStart(const YAML::Mark& mark) override { builder_.begin_document(offset(mark)); }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { builder_.null(offset(mark), anchor); }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override { builder_.alias(offset(mark), anchor); }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    value_ = value;
    restore_question_marks(value_);
    builder_.scalar(properties(mark, tag, anchor), value_);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override {
    builder_.begin_sequence(properties(mark, tag, anchor), form(style));
  }
  void OnSequenceEnd() override { builder_.end_collection(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override {
    builder_.begin_mapping(properties(mark, tag, anchor), form(style));
  }
  void OnMapEnd() override { builder_.end_collection(); }

  [[nodiscard]] std::uint32_t offset(const YAML::Mark& mark) const {
    return static_cast<std::uint32_t>(begin_ + static_cast<std::size_t>(std::max(mark.pos, 0)));
  }

 private:
  static CollectionForm form(YAML::EmitterStyle::value style) {
    switch (style) {
      case YAML::EmitterStyle::Block: return CollectionForm::Block;
      case YAML::EmitterStyle::Flow: return CollectionForm::Flow;
      case YAML::EmitterStyle::Default: break;
    }
    return CollectionForm::Pair;
  }

  Properties properties(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    tag_ = tag.empty() ? "?" : tag;
    restore_question_marks(tag_);
    return Properties{offset(mark), tag_, anchor};
  }

  TreeBuilder& builder_;
  std::size_t begin_;
  std::string value_;
  std::string tag_;
};

class Reader {
 public:
  Reader(FileId file, std::string_view source, syntax::Tree& tree)
      : file_(file),
        source_(source),
        tree_(tree),
        text_(make_clean(file, source)),
        begin_(utf8::byte_order_mark_length(source)),
        lines_(text_.clean),
        builder_(file, source, text_.clean, static_cast<std::uint32_t>(begin_), tree) {}

  void run() {
    for (SyntaxError& error : text_.errors) tree_.add_error(error.span, std::move(error.message));
    std::optional<std::size_t> next = begin_;
    while (next) next = read_from(*next);
  }

 private:
  // Reads documents up to the first error; the start of the document after it, if there is one.
  std::optional<std::size_t> read_from(std::size_t begin) {
    ViewBuffer buffer(text_.fed, begin);
    std::istream stream(&buffer);
    Events events(builder_, begin);
    std::uint32_t at = 0;
    try {
      YAML::Parser parser(stream);
      while (parser.HandleNextDocument(events)) {
      }
      builder_.finish();
      return std::nullopt;
    } catch (const YAML::Exception& error) {
      at = events.offset(error.mark);
      add(explain(file_, text_.clean, Problem{error.msg, at}, builder_, lines_));
    } catch (Broken& broken) {
      at = broken.error.span.end;
      add(std::move(broken.error));
    } catch (const std::exception& error) {
      add(SyntaxError{Span{file_, 0, 0}, std::string("cannot read the YAML text: ") + error.what()});
      at = static_cast<std::uint32_t>(source_.size());
    }
    return next_document(begin, at);
  }

  void add(SyntaxError error) { tree_.add_error(error.span, std::move(error.message)); }

  std::optional<std::size_t> next_document(std::size_t begin, std::uint32_t error_at) {
    const std::size_t last = std::max<std::size_t>({begin, error_at, builder_.scanner().at()});
    const std::size_t marker = text_.clean.find("\n---", last == begin ? last : last - 1);
    const std::size_t next = marker == std::string::npos ? source_.size() : marker + 1;
    builder_.abandon(static_cast<std::uint32_t>(next));
    if (marker == std::string::npos) return std::nullopt;
    return next;
  }

  FileId file_;
  std::string_view source_;
  syntax::Tree& tree_;
  CleanText text_;
  std::size_t begin_;
  LineNumbers lines_;
  TreeBuilder builder_;
};

}  // namespace

syntax::Tree parse(FileId file, std::string_view text) {
  syntax::Tree tree;
  if (utf8::looks_like_utf16(text)) {
    tree.add_error(Span{file, 0, 2}, "the file is encoded as UTF-16; save it as UTF-8");
    return tree;
  }
  Reader(file, text, tree).run();
  return tree;
}

}  // namespace brn::yaml
