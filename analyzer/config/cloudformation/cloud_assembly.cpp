#include "analyzer/config/cloudformation/cloud_assembly.h"

#include <optional>

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

/// A JSON file as a tree; nothing when it is not there or no JSON object.
std::optional<syntax::Tree> read_object(const FileSystem& files, const std::string& path, std::string& kept) {
  if (files.kind(path) != FileKind::File) return std::nullopt;
  Result<std::string> text = files.read(path, kMaxManifestBytes);
  if (!text.ok()) return std::nullopt;
  kept = std::move(text.value());
  syntax::Tree tree = json::parse(FileId{}, kept);
  const bool is_object = tree.errors().empty() && !tree.documents().empty() && tree.documents().front().is_valid() &&
                         tree.node(tree.documents().front()).kind == NodeKind::Mapping;
  return is_object ? std::optional(std::move(tree)) : std::nullopt;
}

/// `{"/App/Vpc/Resource": [{"type": "aws:cdk:logicalId", "data": "Vpc8378EB38"}]}`.
void read_constructs(const syntax::Tree& tree, NodeId metadata, KnownStack& stack) {
  for (const syntax::Member& construct : tree.members(metadata)) {
    if (tree.node(construct.value).kind != NodeKind::Sequence) continue;
    for (const NodeId entry : tree.items(construct.value)) {
      if (text_at(tree, entry, "type") != "aws:cdk:logicalId") continue;
      std::string path(construct.key);
      if (path.starts_with('/')) path.erase(0, 1);
      stack.constructs.emplace(text_at(tree, entry, "data"), std::move(path));
    }
  }
}

}  // namespace

CloudAssemblies::Stacks CloudAssemblies::read(const std::string& folder) const {
  Stacks stacks;
  std::string text;
  const auto tree = read_object(*files_, join_path(folder, "manifest.json"), text);
  const NodeId artifacts = tree ? mapping_at(*tree, tree->documents().front(), "artifacts") : NodeId{};
  if (!artifacts.is_valid()) return stacks;
  for (const syntax::Member& artifact : tree->members(artifacts)) {
    if (text_at(*tree, artifact.value, "type") != "aws:cloudformation:stack") continue;
    const NodeId properties = mapping_at(*tree, artifact.value, "properties");
    KnownStack stack;
    read_environment(text_at(*tree, artifact.value, "environment"), stack);
    stack.name = text_at(*tree, properties, "stackName");
    if (stack.name.empty()) stack.name = artifact.key;
    const NodeId metadata = mapping_at(*tree, artifact.value, "metadata");
    if (metadata.is_valid()) read_constructs(*tree, metadata, stack);
    const std::string more = text_at(*tree, artifact.value, "additionalMetadataFile");
    std::string more_text;
    const auto more_tree = more.empty() ? std::nullopt : read_object(*files_, join_path(folder, more), more_text);
    if (more_tree) read_constructs(*more_tree, more_tree->documents().front(), stack);
    stacks.emplace(text_at(*tree, properties, "templateFile"), std::move(stack));
  }
  return stacks;
}

const KnownStack& CloudAssemblies::stack_of(const std::string& path) {
  static const KnownStack kNone;
  const std::string folder = parent_path(path);
  const auto [known, is_new] = by_folder_.try_emplace(folder);
  if (is_new) known->second = read(folder);
  const auto found = known->second.find(file_name(path));
  return found == known->second.end() ? kNone : found->second;
}

std::string asset_named(const FileSystem& files, const std::string& template_path, std::string_view name) {
  constexpr std::string_view kTemplate = ".template.json";
  if (!template_path.ends_with(kTemplate) || name.empty()) return {};
  const std::string stem = template_path.substr(0, template_path.size() - kTemplate.size());
  std::string text;
  const auto tree = read_object(files, stem + ".assets.json", text);
  const NodeId assets = tree ? mapping_at(*tree, tree->documents().front(), "files") : NodeId{};
  if (!assets.is_valid()) return {};
  for (const syntax::Member& asset : tree->members(assets)) {
    const std::string path = text_at(*tree, mapping_at(*tree, asset.value, "source"), "path");
    const NodeId destinations = mapping_at(*tree, asset.value, "destinations");
    if (path.empty() || !destinations.is_valid()) continue;
    for (const syntax::Member& destination : tree->members(destinations)) {
      if (text_at(*tree, destination.value, "objectKey") == name) return path;
    }
  }
  return {};
}

}  // namespace brn::config::cloudformation
