#include "parsers/yaml/tree_builder.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "parsers/source/check.h"
#include "parsers/syntax/excerpt.h"
#include "parsers/yaml/parser.h"

namespace brn::yaml {

using syntax::Member;
using syntax::Node;
using syntax::NodeId;
using syntax::NodeKind;
using syntax::ScalarStyle;

TreeBuilder::TreeBuilder(FileId file, std::string_view source, std::string_view clean, std::uint32_t begin,
                         syntax::Tree& tree)
    : file_(file), source_(source), tree_(tree), scanner_(file, clean, begin, tree), duplicates_(source) {}

// --- events -----------------------------------------------------------------------------------------------------

void TreeBuilder::begin_document(std::uint32_t begin) {
  anchors_.assign(1, NodeId{});
  document_size_ = 0;
  is_over_budget_ = false;
  // yaml-cpp starts a new document where a value ends and no marker follows: that is a value in a wrong place.
  const DocumentMarkers markers = scanner_.skip_document_markers(begin + 1);
  check_directive(markers);
  if (!is_first_document_ && !markers.has_marker) {
    fail(scanner_.at(), scanner_.at() + 1, "unexpected text after the end of the value; is the indentation right?");
  }
  is_first_document_ = false;
}

void TreeBuilder::null(std::uint32_t begin, std::size_t anchor) {
  const bool is_present = read_indicators();
  std::uint32_t end = scanner_.at();
  // The event of an empty value has the place of whatever comes next; a `~` or `null` that is written has its own.
  const std::uint32_t next = scanner_.after_trivia();
  const bool is_here = is_present && next == begin && is_content(end, next);
  if (is_here && anchor != 0) {
    scanner_.skip_trivia();
    scanner_.skip_properties(2);
    end = scanner_.at();
  }
  const std::uint32_t content = scanner_.after_trivia();
  const std::string_view word = is_present && is_content(end, content) ? null_word(content) : std::string_view();
  const bool is_written = !word.empty() && (anchor != 0 || content == begin);
  if (is_written) {
    scanner_.skip_trivia();
    scanner_.move_to(content + static_cast<std::uint32_t>(word.size()));
    add_plain({is_here ? begin : content, scanner_.at()}, word, anchor);
  } else if (is_here && anchor != 0) {
    add_plain({begin, end}, {}, anchor);
  } else if (check_empty(is_present)) {
    add_plain({end, end}, {}, 0);
  }
}

void TreeBuilder::alias(std::uint32_t begin, std::size_t anchor) {
  read_indicators();
  move_to_content(begin);
  scanner_.skip_alias();
  const Place place{begin, scanner_.at()};
  const NodeId target = anchor < anchors_.size() ? anchors_[anchor] : NodeId{};
  if (!target.is_valid()) {
    tree_.add_error(span(place),
                    "the alias " + syntax::excerpt(text(place)) + " stands inside the value that it names");
    add_plain(place, {}, 0);
    return;
  }
  const Node& node = tree_.node(target);
  if (is_key_next()) {
    const bool is_scalar = node.kind == NodeKind::Scalar || node.kind == NodeKind::String;
    is_scalar ? attach_key(node.text, place) : lose_key(place);
    return;
  }
  const std::uint64_t size = sizes_[target.index];
  if (size > kMaxExpandedNodes - std::min(document_size_, kMaxExpandedNodes)) {
    if (!is_over_budget_) {
      tree_.add_error(span(place), "with its aliases written out the document has more than " +
                                       std::to_string(kMaxExpandedNodes) + " values");
    }
    is_over_budget_ = true;
    add_plain(place, {}, 0);
    return;
  }
  document_size_ += size;
  attach(target, place);
}

void TreeBuilder::scalar(const Properties& properties, std::string& value) {
  read_indicators();
  move_to_content(properties.begin);
  scanner_.skip_properties(2);
  const std::uint32_t properties_end = scanner_.at();
  const std::uint32_t content = scanner_.after_trivia();
  const std::string_view openers = frames_.empty() || !frames_.back().is_flow ? "'\"|>" : "'\"";
  const bool can_be_empty_text = openers.find(scanner_.character(content)) != std::string_view::npos;
  Node node;
  node.tag = tag_of(properties);
  if (value.empty() && !(can_be_empty_text && is_content(properties_end, content))) {
    node.kind = NodeKind::Scalar;
    node.style = ScalarStyle::Plain;
    node.span = span({properties.begin, properties_end});
    add_scalar(node, properties.anchor);
    return;
  }
  scanner_.skip_trivia();
  const ScalarText found = scanner_.skip_scalar(value, !frames_.empty() && frames_.back().is_flow);
  node.style = found.style;
  // The tag `!` on a plain scalar says that it is a string.
  const bool is_string = found.style != ScalarStyle::Plain || properties.tag == "!";
  node.kind = is_string ? NodeKind::String : NodeKind::Scalar;
  node.span = span({properties.begin, found.end});
  node.text = text_of({content, found.end}, value, found.style);
  add_scalar(node, properties.anchor);
  const bool is_double = found.style == ScalarStyle::DoubleQuoted;
  const bool is_quoted = is_double || found.style == ScalarStyle::SingleQuoted;
  last_quoted_.reset();
  if (is_quoted && !scanner_.is_one_line(content, found.end)) last_quoted_ = Place{content, found.end};
  if (found.is_closed) return;
  fail(content, content + 1, is_double ? "unclosed double quote" : "unclosed single quote");
}

void TreeBuilder::begin_sequence(const Properties& properties, CollectionForm form) {
  Frame& frame = open(properties, false, form);
  if (frame.is_flow) scanner_.take('[');
  frame.end = scanner_.at();
}

void TreeBuilder::begin_mapping(const Properties& properties, CollectionForm form) {
  if (form == CollectionForm::Pair && (frames_.empty() || !frames_.back().is_flow)) {
    fail(properties.begin, properties.begin + 1, "a key is missing before `:`");
  }
  Frame& frame = open(properties, true, form);
  frame.is_pair = frame.is_flow && !scanner_.take('{');
  frame.end = scanner_.at();
}

void TreeBuilder::end_collection() {
  const Frame& frame = frames_.back();
  if (frame.is_flow && !frame.is_pair) {
    scanner_.skip_trivia();
    if (scanner_.take(',')) scanner_.skip_trivia();
    scanner_.take(frame.is_mapping ? '}' : ']');
    close(scanner_.at());
  } else {
    close(frame.end);
  }
}

void TreeBuilder::finish() {
  check_directive(scanner_.skip_document_markers(static_cast<std::uint32_t>(source_.size())));
}

void TreeBuilder::abandon(std::uint32_t offset) {
  is_abandoned_ = true;
  while (!frames_.empty()) close(frames_.back().end);
  is_abandoned_ = false;
  last_quoted_.reset();
  scanner_.move_to(offset);
  is_first_document_ = true;
}

std::optional<TreeBuilder::OpenFlow> TreeBuilder::open_flow() const {
  const auto frame = std::find_if(frames_.rbegin(), frames_.rend(), [](const Frame& f) { return !f.is_pair; });
  if (frame == frames_.rend() || !frame->is_flow) return std::nullopt;
  return OpenFlow{frame->opener, frame->is_mapping};
}

bool TreeBuilder::has_block_at(std::uint32_t column) const {
  return std::any_of(frames_.begin(), frames_.end(),
                     [&](const Frame& frame) { return !frame.is_flow && frame.column == column; });
}

// --- nodes ------------------------------------------------------------------------------------------------------

std::string_view TreeBuilder::text_of(Place place, const std::string& value, ScalarStyle style) {
  const std::uint32_t quote = style == ScalarStyle::SingleQuoted || style == ScalarStyle::DoubleQuoted ? 1 : 0;
  const std::string_view written = source_.substr(place.begin + quote, value.size());
  return written == value ? written : tree_.keep(value);
}

std::string_view TreeBuilder::tag_of(const Properties& properties) {
  const std::string_view tag = properties.tag;
  if (tag == "?" || tag == "!") return {};
  const std::string_view written = source_.substr(properties.begin, tag.size());
  if (written == tag) return written;
  const auto kept = kept_tags_.find(tag);
  if (kept != kept_tags_.end()) return kept->second;
  return kept_tags_.emplace(std::string(tag), tree_.keep(std::string(tag))).first->second;
}

bool TreeBuilder::is_key_next() const {
  return !frames_.empty() && frames_.back().is_mapping && !frames_.back().has_key;
}

void TreeBuilder::count(NodeId id, std::uint64_t size) {
  BRN_CHECK(id.index == sizes_.size(), "every node of the tree is counted");
  sizes_.push_back(size);
  ++document_size_;
}

void TreeBuilder::set_anchor(std::size_t anchor, NodeId id) {
  if (anchor == 0) return;
  if (anchors_.size() <= anchor) anchors_.resize(anchor + 1);
  anchors_[anchor] = id;
}

void TreeBuilder::add_plain(Place place, std::string_view text, std::size_t anchor) {
  Node node;
  node.kind = NodeKind::Scalar;
  node.style = ScalarStyle::Plain;
  node.text = text;
  node.span = span(place);
  add_scalar(node, anchor);
}

void TreeBuilder::add_scalar(const Node& node, std::size_t anchor) {
  const Place place{node.span.begin, node.span.end};
  if (!is_key_next() || anchor != 0) {
    const NodeId id = tree_.add(node);
    count(id, 1);
    set_anchor(anchor, id);
    if (!is_key_next()) {
      attach(id, place);
      return;
    }
  }
  attach_key(node.text, place);
}

void TreeBuilder::attach(NodeId id, Place place) {
  if (frames_.empty()) {
    tree_.add_document(id);
    return;
  }
  Frame& frame = frames_.back();
  frame.end = std::max(frame.end, place.end);
  if (!frame.is_mapping) {
    items_.push_back(id);
    return;
  }
  if (!frame.is_key_lost) members_.back().value = id;
  frame.has_key = false;
  frame.is_key_lost = false;
}

void TreeBuilder::attach_key(std::string_view key, Place place) {
  Frame& frame = frames_.back();
  frame.end = std::max(frame.end, place.end);
  frame.has_key = true;
  members_.push_back(Member{key, span(place), NodeId{}});
}

void TreeBuilder::lose_key(Place place) {
  if (!is_abandoned_) tree_.add_error(span(place), "a key must be a single text, not a list or a mapping");
  Frame& frame = frames_.back();
  frame.end = std::max(frame.end, place.end);
  frame.has_key = true;
  frame.is_key_lost = true;
}

TreeBuilder::Frame& TreeBuilder::open(const Properties& properties, bool is_mapping, CollectionForm form) {
  const bool is_flow = form != CollectionForm::Block;
  read_indicators();
  move_to_content(properties.begin, !is_mapping && !is_flow);
  if (frames_.size() >= kMaxDepth) {
    fail(properties.begin, properties.begin + 1,
         "values are nested more than " + std::to_string(kMaxDepth) + " levels deep");
  }
  scanner_.skip_properties((properties.tag == "?" ? 0U : 1U) + (properties.anchor == 0 ? 0U : 1U));
  scanner_.skip_trivia();
  set_anchor(properties.anchor, NodeId{});
  Frame frame;
  frame.node.tag = tag_of(properties);
  frame.node.span = span({properties.begin, properties.begin});
  frame.node.is_flow = is_flow;
  frame.is_mapping = is_mapping;
  frame.is_flow = is_flow;
  frame.anchor = properties.anchor;
  frame.opener = scanner_.at();
  frame.column = scanner_.column(frame.opener);
  frame.first = is_mapping ? members_.size() : items_.size();
  frames_.push_back(frame);
  return frames_.back();
}

void TreeBuilder::close(std::uint32_t end) {
  Frame frame = frames_.back();
  frames_.pop_back();
  frame.node.span.end = std::max(frame.node.span.begin, end);
  const NodeId id = frame.is_mapping ? close_mapping(frame) : close_sequence(frame);
  set_anchor(frame.anchor, id);
  const Place place{frame.node.span.begin, frame.node.span.end};
  is_key_next() ? lose_key(place) : attach(id, place);
}

NodeId TreeBuilder::close_sequence(const Frame& frame) {
  const auto items = std::span(items_).subspan(frame.first);
  std::uint64_t size = 1;
  for (const NodeId item : items) size += sizes_[item.index];
  const NodeId id = tree_.add_sequence(frame.node, items);
  count(id, size);
  items_.resize(frame.first);
  return id;
}

NodeId TreeBuilder::close_mapping(const Frame& frame) {
  // After an error the last key may stand without its value.
  if (frame.has_key && !frame.is_key_lost) members_.pop_back();
  auto members = std::span<const Member>(members_).subspan(frame.first);
  std::vector<Member> with_merged;
  if (std::any_of(members.begin(), members.end(), [&](const Member& m) { return is_merge_key(m); })) {
    with_merged = merged(members);
    members = with_merged;
  } else {
    duplicates_.report(tree_, members);
  }
  std::uint64_t size = 1;
  for (const Member& member : members) size += sizes_[member.value.index];
  const NodeId id = tree_.add_mapping(frame.node, members);
  count(id, size);
  members_.resize(frame.first);
  return id;
}

// --- merge keys (https://yaml.org/type/merge.html) ----------------------------------------------------------------

bool TreeBuilder::is_merge_key(const Member& member) const {
  return member.key == "<<" && source_[member.key_span.begin] == '<';
}

void TreeBuilder::collect_merged(const Member& merge, std::vector<NodeId>& mappings) {
  const Node& node = tree_.node(merge.value);
  const auto items = tree_.items(merge.value);
  const auto is_mapping = [&](NodeId id) { return tree_.node(id).kind == NodeKind::Mapping; };
  if (node.kind == NodeKind::Mapping) {
    mappings.push_back(merge.value);
  } else if (node.kind == NodeKind::Sequence && std::all_of(items.begin(), items.end(), is_mapping)) {
    mappings.insert(mappings.end(), items.begin(), items.end());
  } else if (!is_over_budget_) {
    tree_.add_error(merge.key_span, "the merge key `<<` needs a mapping or a list of mappings");
  }
}

// The mapping's own keys win, then those of the mappings that are named first.
std::vector<Member> TreeBuilder::merged(std::span<const Member> members) {
  std::vector<Member> result;
  std::vector<NodeId> mappings;
  for (const Member& member : members) {
    if (is_merge_key(member)) {
      collect_merged(member, mappings);
    } else {
      result.push_back(member);
    }
  }
  duplicates_.report(tree_, result);
  std::unordered_set<std::string_view> seen;
  for (const Member& member : result) seen.insert(member.key);
  for (const NodeId mapping : mappings) {
    for (const Member& member : tree_.members(mapping)) {
      if (seen.insert(member.key).second) result.push_back(member);
    }
  }
  return result;
}

}  // namespace brn::yaml
