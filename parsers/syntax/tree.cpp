#include "parsers/syntax/tree.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "parsers/source/check.h"

namespace brn::syntax {

std::span<const NodeId> Tree::items(NodeId sequence) const {
  const Node& node = nodes_[sequence.index];
  if (node.kind != NodeKind::Sequence) return {};
  return std::span(items_).subspan(node.first, node.count);
}

std::span<const Member> Tree::members(NodeId mapping) const {
  const Node& node = nodes_[mapping.index];
  if (node.kind != NodeKind::Mapping) return {};
  return std::span(members_).subspan(node.first, node.count);
}

const Member* Tree::find_member(NodeId mapping, std::string_view key) const {
  if (!mapping.is_valid()) return nullptr;
  const std::span<const Member> all = members(mapping);
  const auto found = std::find_if(all.rbegin(), all.rend(), [&](const Member& member) { return member.key == key; });
  return found == all.rend() ? nullptr : &*found;
}

NodeId Tree::find(NodeId mapping, std::string_view key) const {
  const Member* member = find_member(mapping, key);
  return member == nullptr ? NodeId{} : member->value;
}

NodeId Tree::add(Node node) {
  BRN_CHECK(nodes_.size() < std::numeric_limits<std::uint32_t>::max(), "node ids are 32 bits wide");
  nodes_.push_back(node);
  return NodeId{static_cast<std::uint32_t>(nodes_.size() - 1)};
}

NodeId Tree::add_sequence(Node node, std::span<const NodeId> items) {
  node.kind = NodeKind::Sequence;
  node.first = static_cast<std::uint32_t>(items_.size());
  node.count = static_cast<std::uint32_t>(items.size());
  items_.insert(items_.end(), items.begin(), items.end());
  return add(node);
}

NodeId Tree::add_mapping(Node node, std::span<const Member> members) {
  node.kind = NodeKind::Mapping;
  node.first = static_cast<std::uint32_t>(members_.size());
  node.count = static_cast<std::uint32_t>(members.size());
  members_.insert(members_.end(), members.begin(), members.end());
  return add(node);
}

std::string_view Tree::keep(std::string text) {
  return texts_.emplace_back(std::move(text));
}

std::uint64_t expanded_size(const Tree& tree, NodeId root, std::uint64_t limit) {
  if (!root.is_valid()) return 0;
  // A node is added after its children, so ascending ids visit children first.
  std::vector<std::uint64_t> sizes(std::size_t{root.index} + 1);
  const auto sum = [limit](std::uint64_t a, std::uint64_t b) { return a >= limit || b >= limit - a ? limit : a + b; };
  for (std::uint32_t index = 0; index <= root.index; ++index) {
    std::uint64_t size = std::min<std::uint64_t>(1, limit);
    for (const NodeId item : tree.items(NodeId{index})) size = sum(size, sizes[item.index]);
    for (const Member& member : tree.members(NodeId{index})) size = sum(size, sizes[member.value.index]);
    sizes[index] = size;
  }
  return sizes[root.index];
}

}  // namespace brn::syntax
