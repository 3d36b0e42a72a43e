#include "parsers/hcl/recovery.h"

#include <algorithm>
#include <utility>

namespace brn::hcl {
namespace {

// Headers that a chunk is extended by to become whole, whatever that costs.
constexpr std::size_t kSureExtension = 4;
// A file with more is no configuration with mistakes, but something else.
constexpr std::uint32_t kMostBrokenItems = 500;
// Repairs can take time with the square of the length.
constexpr std::uint32_t kLargestRepair = 32U << 10U;
constexpr std::uint32_t kAllRepairs = 512U << 10U;
// How much more text a parse may want than it was given when it stops this close to its end.
constexpr std::uint32_t kNearEnd = 4U << 10U;

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

bool is_name_part(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool is_name_start(char c) {
  return is_name_part(c) && c != '-' && (c < '0' || c > '9');
}

std::size_t skip_blanks(std::string_view line, std::size_t at) {
  while (at < line.size() && is_blank(line[at])) ++at;
  return at;
}

enum class LineKind { Other, Attribute, Block };

// What an item that starts with this line, at its first column, would be.
LineKind kind_of_line(std::string_view line) {
  if (line.empty() || !is_name_start(line[0])) return LineKind::Other;
  std::size_t at = 0;
  while (at < line.size() && is_name_part(line[at])) ++at;
  at = skip_blanks(line, at);
  if (at < line.size() && line[at] == '=') {
    const bool is_comparison = at + 1 < line.size() && (line[at + 1] == '=' || line[at + 1] == '>');
    return is_comparison ? LineKind::Other : LineKind::Attribute;
  }
  while (at < line.size() && line[at] != '{') {
    if (line[at] == '"') {
      at = line.find('"', at + 1);
      if (at == std::string_view::npos) return LineKind::Other;
      ++at;
    } else if (is_name_start(line[at])) {
      while (at < line.size() && is_name_part(line[at])) ++at;
    } else {
      return LineKind::Other;
    }
    at = skip_blanks(line, at);
  }
  return at < line.size() ? LineKind::Block : LineKind::Other;
}

std::string_view line_at(std::string_view text, std::size_t begin) {
  return text.substr(begin, std::min(text.find('\n', begin), text.size()) - begin);
}

// Where the first item with an error begins; the end of the tree's part when there is none.
std::uint32_t first_broken(const TSTree* tree, std::uint32_t begin, std::uint32_t end) {
  const TSNode root = ts_tree_root_node(tree);
  if (!ts_node_has_error(root)) return end;
  if (kind_of(root) == NodeKind::Error) return begin;
  TSTreeCursor cursor = ts_tree_cursor_new(root);
  std::uint32_t found = end;
  for (bool is_more = ts_tree_cursor_goto_first_child(&cursor); is_more;
       is_more = ts_tree_cursor_goto_next_sibling(&cursor)) {
    const TSNode node = ts_tree_cursor_current_node(&cursor);
    if (!ts_node_has_error(node)) continue;
    found = ts_node_start_byte(node);
    break;
  }
  ts_tree_cursor_delete(&cursor);
  return found;
}

}  // namespace

Body Recovery::read() {
  const auto size = static_cast<std::uint32_t>(reading_.text.size());
  const Outcome outcome = try_until(size);
  if (!accept(outcome, size)) {
    extension_budget_ = 4 * std::uint64_t{size} + (1U << 20U);
    repair_budget_ = kAllRepairs;
    read_rest(outcome.tree ? at_ : outcome.stopped_at);
  }
  return reader_.take_root();
}

Recovery::Outcome Recovery::try_until(std::uint32_t end) {
  return parser_.parse(reading_.text, at_, end, Effort::Strict);
}

// Reads the items before the first broken one. Returns whether that was all of them.
bool Recovery::accept(const Outcome& outcome, std::uint32_t end) {
  if (!outcome.tree) return false;
  const std::uint32_t broken = first_broken(outcome.tree.get(), at_, end);
  if (broken > at_) reader_.read(outcome.tree.get(), broken);
  at_ = broken;
  return at_ == end;
}

// As long as all is well, ever larger parts are parsed at once. After a mistake, the part before it is.
void Recovery::read_rest(std::uint32_t stopped_at) {
  find_headers();
  const auto size = static_cast<std::uint32_t>(reading_.text.size());
  std::size_t count = 1;
  while (at_ < size) {
    const std::uint32_t before = at_;
    const std::uint32_t last_whole = header_before(stopped_at);
    const std::uint32_t end = last_whole > at_ ? last_whole : boundary_after(count);
    const Outcome outcome = try_until(end);
    stopped_at = 0;
    if (accept(outcome, end)) {
      count *= 2;
      continue;
    }
    const bool was_single = end <= boundary_after(1);
    count = 1;
    if (at_ != before) continue;
    if (!outcome.tree) stopped_at = outcome.stopped_at;
    if (was_single || header_before(stopped_at) <= at_) {
      stopped_at = 0;
      read_broken_item();
    }
  }
}

// The item at `at_` is broken, or only seems to be, because a line in it looks like a header and the part that was
// parsed ended there. Tries longer parts before it is given up.
void Recovery::read_broken_item() {
  if (++broken_items_ > kMostBrokenItems) {
    const auto size = static_cast<std::uint32_t>(reading_.text.size());
    reading_.complain(at_, size, "the rest of this file was not read: there are too many mistakes before it");
    at_ = size;
    return;
  }
  if (extend()) return;
  const std::uint32_t item_end = boundary_after(1);
  const std::uint32_t end = std::min(item_end, at_ + kLargestRepair);
  Outcome outcome;
  if (end - at_ <= repair_budget_) {
    repair_budget_ -= end - at_;
    outcome = parser_.parse(reading_.text, at_, end, Effort::Recovering);
  }
  const std::size_t errors = reading_.file.errors().size();
  if (outcome.tree) reader_.read(outcome.tree.get(), end);
  if (reading_.file.errors().size() == errors) reading_.complain(at_, item_end, "this could not be read");
  at_ = item_end;
}

// Whether the item is whole when more of the text belongs to it.
bool Recovery::extend() {
  const std::uint32_t before = at_;
  std::uint32_t end = boundary_after(1);
  for (std::size_t count = 2; end < reading_.text.size(); count = count <= kSureExtension ? count + 1 : count * 2) {
    end = boundary_after(count);
    const std::uint64_t cost = end - at_;
    if (count > kSureExtension + 1 && cost > extension_budget_) return false;
    extension_budget_ -= std::min(extension_budget_, cost);
    const Outcome outcome = try_until(end);
    static_cast<void>(accept(outcome, end));
    if (at_ != before) return true;
    if (!outcome.tree && outcome.stopped_at + kNearEnd < end) return false;
  }
  return false;
}

void Recovery::find_headers() {
  const std::string_view text = reading_.text;
  const bool wants_attributes = kind_of_line(line_at(text, at_)) != LineKind::Block;
  for (std::size_t at = at_; at < text.size();) {
    const std::string_view line = line_at(text, at);
    const LineKind kind = kind_of_line(line);
    const bool is_header = kind == LineKind::Block || (kind == LineKind::Attribute && wants_attributes);
    if (is_header) headers_.push_back(static_cast<std::uint32_t>(at));
    at += line.size() + 1;
  }
}

// Where the `count`th header after the current place begins, or the end of the text.
std::uint32_t Recovery::boundary_after(std::size_t count) const {
  const auto next = std::ranges::upper_bound(headers_, at_);
  const auto left = static_cast<std::size_t>(headers_.end() - next);
  if (count > left) return static_cast<std::uint32_t>(reading_.text.size());
  return next[static_cast<std::ptrdiff_t>(count) - 1];
}

// Where the last header up to an offset begins.
std::uint32_t Recovery::header_before(std::uint32_t offset) const {
  const auto next = std::ranges::upper_bound(headers_, offset);
  return next == headers_.begin() ? 0 : *(next - 1);
}

}  // namespace brn::hcl
