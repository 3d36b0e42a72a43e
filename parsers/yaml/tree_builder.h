#pragma once
// Turns the events of one YAML text into nodes of a syntax::Tree. Events come with the place where they start; the
// builder walks the text between them, so that it knows where each value ends, and refuses what yaml-cpp lets pass.

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/syntax/duplicate_keys.h"
#include "parsers/syntax/tree.h"
#include "parsers/yaml/text_scanner.h"

namespace brn::yaml {

/// Thrown by an event to end the document; caught where yaml-cpp is called.
struct Broken {
  SyntaxError error;
};

/// What an event tells of its node.
struct Properties {
  std::uint32_t begin = 0;  // of the tag or anchor where there is one, else of the value
  std::string_view tag;     // as yaml-cpp resolves it: `?` for none, `!` for a quoted scalar
  std::size_t anchor = 0;   // 0: none
};

/// A pair is a mapping in a list that has no braces: `[key: value]`.
enum class CollectionForm : std::uint8_t { Block, Flow, Pair };

class TreeBuilder {
 public:
  /// An open `[` or `{`, for messages about what follows.
  struct OpenFlow {
    std::uint32_t opener = 0;
    bool is_mapping = false;
  };

  /// `source` is what spans and texts point into, `clean` the same text as yaml-cpp reads it, from `begin` on.
  TreeBuilder(FileId file, std::string_view source, std::string_view clean, std::uint32_t begin, syntax::Tree& tree);

  void begin_document(std::uint32_t begin);
  void null(std::uint32_t begin, std::size_t anchor);
  void alias(std::uint32_t begin, std::size_t anchor);
  /// `value` is corrected where it is not what the text says.
  void scalar(const Properties& properties, std::string& value);
  void begin_sequence(const Properties& properties, CollectionForm form);
  void begin_mapping(const Properties& properties, CollectionForm form);
  void end_collection();
  /// After the last document: passes what is left.
  void finish();

  /// Ends what is open after an error, so that what was read stays in the tree; goes on at `offset`.
  void abandon(std::uint32_t offset);

  struct Place {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
  };

  [[nodiscard]] const TextScanner& scanner() const { return scanner_; }
  /// The innermost open collection, where it is one in brackets.
  [[nodiscard]] std::optional<OpenFlow> open_flow() const;
  /// The quoted scalar that was read last, where it goes over more than one line.
  [[nodiscard]] const std::optional<Place>& last_quoted() const { return last_quoted_; }
  /// True when an open block has its entries in this column.
  [[nodiscard]] bool has_block_at(std::uint32_t column) const;

 private:
  struct Frame {
    syntax::Node node;
    bool is_mapping = false;
    bool is_flow = false;
    bool is_pair = false;      // `[key: value]`: a mapping without braces
    bool has_key = false;      // in a mapping: the value comes next
    bool is_explicit = false;  // the key stands behind `?`
    bool is_key_lost = false;  // the key was no scalar: its value is dropped
    std::size_t anchor = 0;
    std::uint32_t opener = 0;  // where the collection itself starts, behind its tag
    std::uint32_t column = 0;  // of `opener`
    std::uint32_t entries = 0;
    std::uint32_t end = 0;  // of what was read last
    std::size_t first = 0;  // into items_ or members_
  };

  [[nodiscard]] Span span(Place place) const { return Span{file_, place.begin, place.end}; }
  [[nodiscard]] std::string_view text(Place place) const {
    return source_.substr(place.begin, place.end - place.begin);
  }
  [[nodiscard]] std::string_view text_of(Place place, const std::string& value, syntax::ScalarStyle style);
  [[nodiscard]] std::string_view tag_of(const Properties& properties);

  // The text between events.
  bool read_indicators();
  void read_key_start(Frame& frame);
  bool read_value_start(Frame& frame);
  void move_to_content(std::uint32_t begin, bool is_block_sequence = false);
  void check_directive(const DocumentMarkers& markers) const;
  void check_column(const Frame& frame) const;
  [[nodiscard]] bool check_empty(bool is_present) const;
  [[nodiscard]] bool is_content(std::uint32_t after, std::uint32_t content) const;
  [[nodiscard]] std::string_view null_word(std::uint32_t offset) const;
  [[noreturn]] void fail(std::uint32_t begin, std::uint32_t end, std::string message) const;

  // Nodes.
  [[nodiscard]] bool is_key_next() const;
  void count(syntax::NodeId id, std::uint64_t size);
  void set_anchor(std::size_t anchor, syntax::NodeId id);
  void add_plain(Place place, std::string_view text, std::size_t anchor);
  void add_scalar(const syntax::Node& node, std::size_t anchor);
  void attach(syntax::NodeId id, Place place);
  void attach_key(std::string_view key, Place place);
  void lose_key(Place place);
  Frame& open(const Properties& properties, bool is_mapping, CollectionForm form);
  void close(std::uint32_t end);
  syntax::NodeId close_sequence(const Frame& frame);
  syntax::NodeId close_mapping(const Frame& frame);
  [[nodiscard]] bool is_merge_key(const syntax::Member& member) const;
  void collect_merged(const syntax::Member& merge, std::vector<syntax::NodeId>& mappings);
  [[nodiscard]] std::vector<syntax::Member> merged(std::span<const syntax::Member> members);

  FileId file_;
  std::string_view source_;
  syntax::Tree& tree_;
  TextScanner scanner_;
  syntax::DuplicateKeys duplicates_;
  std::vector<Frame> frames_;
  std::vector<syntax::NodeId> items_;    // of all open sequences
  std::vector<syntax::Member> members_;  // of all open mappings
  std::vector<syntax::NodeId> anchors_;  // by number; invalid while the value is open
  std::vector<std::uint64_t> sizes_;     // of each node, aliases written out
  std::uint64_t document_size_ = 0;
  bool is_over_budget_ = false;
  bool is_abandoned_ = false;
  std::optional<Place> last_quoted_;
  bool is_first_document_ = true;
  std::map<std::string, std::string_view, std::less<>> kept_tags_;
};

}  // namespace brn::yaml
