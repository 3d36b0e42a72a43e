// Which templates a template nests, from its text alone: for discovery, which evaluates nothing.

#include <algorithm>

#include "analyzer/config/cloudformation/cloud_assembly.h"
#include "analyzer/config/cloudformation/cloudformation.h"
#include "analyzer/config/cloudformation/template_file.h"

namespace brn::config::cloudformation {
namespace {

using syntax::NodeId;
using syntax::NodeKind;

NodeId mapping_at(const syntax::Tree& tree, NodeId mapping, std::string_view key) {
  if (!mapping.is_valid() || tree.node(mapping).kind != NodeKind::Mapping) return {};
  const NodeId found = tree.find(mapping, key);
  return found.is_valid() && tree.node(found).kind == NodeKind::Mapping ? found : NodeId{};
}

/// Text of a plain scalar; empty for everything else, calls of functions included.
std::string_view text_at(const syntax::Tree& tree, NodeId mapping, std::string_view key) {
  const NodeId found = mapping.is_valid() ? tree.find(mapping, key) : NodeId{};
  if (!found.is_valid()) return {};
  const syntax::Node& node = tree.node(found);
  return node.kind == NodeKind::Sequence || node.kind == NodeKind::Mapping || !node.tag.empty() ? "" : node.text;
}

/// What follows the last slash of a `TemplateURL` as the CDK writes it: a `Fn::Sub`, or a `Fn::Join` whose last part it is.
std::string_view last_name_of(const syntax::Tree& tree, NodeId properties) {
  std::string_view url = text_at(tree, properties, "TemplateURL");
  const NodeId call = mapping_at(tree, properties, "TemplateURL");
  if (url.empty()) url = text_at(tree, call, "Fn::Sub");
  NodeId last = call.is_valid() ? tree.find(call, "Fn::Join") : NodeId{};
  while (last.is_valid() && tree.node(last).kind == NodeKind::Sequence && tree.node(last).count > 0) {
    last = tree.items(last).back();
    if (tree.node(last).kind == NodeKind::String) url = tree.node(last).text;
  }
  return url.substr(std::min(url.rfind('/') + 1, url.size()));
}

}  // namespace

bool may_nest(std::string_view text) {
  return text.find("AWS::CloudFormation::Stack") != std::string_view::npos ||
         text.find("AWS::Serverless::Application") != std::string_view::npos;
}

std::vector<std::string> nested_templates(const FileSystem& files, const std::string& path, std::string_view text) {
  std::vector<std::string> paths;
  if (!may_nest(text)) return paths;
  const syntax::Tree tree = parse_document(FileId{}, text, path);
  const NodeId root = tree.documents().empty() ? NodeId{} : tree.documents().front();
  const NodeId resources = mapping_at(tree, root, "Resources");
  if (!resources.is_valid()) return paths;
  for (const syntax::Member& resource : tree.members(resources)) {
    if (tree.node(resource.value).kind != NodeKind::Mapping) continue;
    const std::string_view type = text_at(tree, resource.value, "Type");
    if (type != "AWS::CloudFormation::Stack" && type != "AWS::Serverless::Application") continue;
    std::string_view target = text_at(tree, mapping_at(tree, resource.value, "Metadata"), "aws:asset:path");
    const NodeId properties = mapping_at(tree, resource.value, "Properties");
    if (target.empty()) target = text_at(tree, properties, "TemplateURL");
    if (target.empty()) target = text_at(tree, properties, "Location");
    if (!target.empty() && target.find("://") == std::string_view::npos) {
      paths.push_back(join_path(parent_path(path), target));
    } else if (const std::string asset = asset_named(files, path, last_name_of(tree, properties)); !asset.empty()) {
      paths.push_back(join_path(parent_path(path), asset));
    }
  }
  return paths;
}

}  // namespace brn::config::cloudformation
