#include "analyzer/config/cloudformation/cloud_assembly.h"

#include "parsers/json/parser.h"

namespace brn::config::cloudformation {
namespace {

using syntax::NodeId;
using syntax::NodeKind;

constexpr std::uint64_t kMaxManifestBytes = 64ULL << 20U;

std::string text_at(const syntax::Tree& tree, NodeId mapping, std::string_view key) {
  if (!mapping.is_valid() || tree.node(mapping).kind != NodeKind::Mapping) return {};
  const NodeId found = tree.find(mapping, key);
  if (!found.is_valid() || tree.node(found).kind != NodeKind::String) return {};
  return std::string(tree.node(found).text);
}

NodeId mapping_at(const syntax::Tree& tree, NodeId mapping, std::string_view key) {
  const NodeId found = mapping.is_valid() ? tree.find(mapping, key) : NodeId{};
  return found.is_valid() && tree.node(found).kind == NodeKind::Mapping ? found : NodeId{};
}

/// `aws://123456789012/eu-central-1`; parts that are not fixed begin with `unknown-`.
void read_environment(std::string_view environment, KnownStack& stack) {
  constexpr std::string_view kScheme = "aws://";
  if (!environment.starts_with(kScheme)) return;
  environment.remove_prefix(kScheme.size());
  const std::size_t slash = environment.find('/');
  if (slash == std::string_view::npos) return;
  const std::string_view account = environment.substr(0, slash);
  const std::string_view region = environment.substr(slash + 1);
  if (!account.starts_with("unknown-")) stack.account = account;
  if (!region.starts_with("unknown-")) stack.region = region;
}

}  // namespace

CloudAssemblies::Stacks CloudAssemblies::read(const std::string& folder) const {
  Stacks stacks;
  const std::string path = join_path(folder, "manifest.json");
  const FileSystem& files = sources_->file_system();
  if (files.kind(path) != FileKind::File) return stacks;
  const Result<std::string> text = files.read(path, kMaxManifestBytes);
  if (!text.ok()) return stacks;
  const syntax::Tree tree = json::parse(FileId{}, text.value());
  const NodeId root = tree.documents().empty() ? NodeId{} : tree.documents().front();
  if (!tree.errors().empty() || !root.is_valid() || tree.node(root).kind != NodeKind::Mapping) return stacks;
  const NodeId artifacts = mapping_at(tree, root, "artifacts");
  if (!artifacts.is_valid()) return stacks;
  for (const syntax::Member& artifact : tree.members(artifacts)) {
    if (text_at(tree, artifact.value, "type") != "aws:cloudformation:stack") continue;
    const NodeId properties = mapping_at(tree, artifact.value, "properties");
    KnownStack stack;
    read_environment(text_at(tree, artifact.value, "environment"), stack);
    stack.name = text_at(tree, properties, "stackName");
    if (stack.name.empty()) stack.name = artifact.key;
    stacks.emplace(text_at(tree, properties, "templateFile"), std::move(stack));
  }
  return stacks;
}

KnownStack CloudAssemblies::stack_of(const std::string& path) {
  const std::string folder = parent_path(path);
  const auto [known, is_new] = by_folder_.try_emplace(folder);
  if (is_new) known->second = read(folder);
  const auto found = known->second.find(file_name(path));
  return found == known->second.end() ? KnownStack{} : found->second;
}

}  // namespace brn::config::cloudformation
