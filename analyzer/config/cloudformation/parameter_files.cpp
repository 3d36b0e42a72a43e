// Parameter files: `[{"ParameterKey": …, "ParameterValue": …}]` of the AWS CLI, `{"Parameters": {…}}` of CodePipeline, a
// plain object of names and values, and samconfig.toml or samconfig.yaml of the SAM CLI.

#include "analyzer/config/cloudformation/samconfig.h"
#include "analyzer/config/cloudformation/scalar.h"
#include "analyzer/config/cloudformation/stack.h"
#include "parsers/json/parser.h"
#include "parsers/yaml/parser.h"

namespace brn::config::cloudformation {
namespace {

using syntax::NodeId;
using syntax::NodeKind;

class ParameterReader {
 public:
  ParameterReader(const syntax::Tree& tree, GivenSettings& settings, Diagnostics& diagnostics)
      : tree_(tree), settings_(settings), given_(settings.parameters), diagnostics_(diagnostics) {}

  void read(NodeId root) {
    const syntax::Node& node = tree_.node(root);
    if (node.kind == NodeKind::Sequence) {
      for (const NodeId item : tree_.items(root)) read_pair(item);
      return;
    }
    if (node.kind != NodeKind::Mapping) {
      diagnostics_.error(DiagnosticKind::InvalidStructure, node.span, "a parameter file is a list or an object");
      return;
    }
    const NodeId environment = mapping_at(root, "default");
    if (environment.is_valid() && tree_.find(root, "version").is_valid()) return read_samconfig(environment);
    const NodeId nested = tree_.find(root, "Parameters");
    const bool is_nested = nested.is_valid() && tree_.node(nested).kind != NodeKind::String;
    if (is_nested && tree_.node(nested).kind == NodeKind::Sequence) return read(nested);
    const NodeId values = is_nested && tree_.node(nested).kind == NodeKind::Mapping ? nested : root;
    for (const syntax::Member& member : tree_.members(values)) set(member.key, member.value);
  }

 private:
  [[nodiscard]] NodeId mapping_at(NodeId from, std::string_view name) const {
    const NodeId found = from.is_valid() ? tree_.find(from, name) : NodeId{};
    return found.is_valid() && tree_.node(found).kind == NodeKind::Mapping ? found : NodeId{};
  }

  /// What deploys goes before what all commands share.
  void read_samconfig(NodeId environment) {
    for (const std::string_view command : {"global", "deploy"}) {
      const NodeId settings = mapping_at(mapping_at(environment, command), "parameters");
      if (!settings.is_valid()) continue;
      for (const syntax::Member& member : tree_.members(settings)) {
        const syntax::Node& node = tree_.node(member.value);
        if (member.key == "parameter_overrides") read_parameter_overrides(member.value);
        if (member.key == "region" && is_scalar(node)) settings_.region = scalar_text(node);
        if (member.key == "stack_name" && is_scalar(node)) settings_.stack_name = scalar_text(node);
      }
    }
  }

  void read_parameter_overrides(NodeId overrides) {
    const syntax::Node& node = tree_.node(overrides);
    if (is_scalar(node)) return read_overrides(node.text, node.span, given_);
    if (node.kind == NodeKind::Mapping) {
      for (const syntax::Member& member : tree_.members(overrides)) set(member.key, member.value);
      return;
    }
    for (const NodeId item : tree_.items(overrides)) {
      const syntax::Node& one = tree_.node(item);
      if (is_scalar(one)) read_overrides(one.text, one.span, given_);
    }
  }

  void read_pair(NodeId item) {
    const syntax::Node& node = tree_.node(item);
    // The CLI's shorthand as a string: "Name=value".
    if (is_scalar(node) && node.text.find('=') != std::string_view::npos) {
      const std::size_t equals = node.text.find('=');
      given_[std::string(node.text.substr(0, equals))] =
          GivenValue{std::string(node.text.substr(equals + 1)), node.span, false};
      return;
    }
    const NodeId key = node.kind == NodeKind::Mapping ? tree_.find(item, "ParameterKey") : NodeId{};
    if (!key.is_valid() || !is_scalar(tree_.node(key))) {
      diagnostics_.error(DiagnosticKind::InvalidStructure, node.span,
                         "an entry has `ParameterKey` and `ParameterValue`");
      return;
    }
    const NodeId value = tree_.find(item, "ParameterValue");
    if (value.is_valid()) set(tree_.node(key).text, value);
  }

  void set(std::string_view name, NodeId value) {
    const syntax::Node& node = tree_.node(value);
    std::string text;
    if (is_scalar(node)) {
      text = scalar_text(node);
    } else if (node.kind == NodeKind::Sequence) {
      bool is_first = true;
      for (const NodeId item : tree_.items(value)) {
        if (!is_first) text += ",";
        is_first = false;
        if (is_scalar(tree_.node(item))) text += scalar_text(tree_.node(item));
      }
    } else {
      diagnostics_.error(DiagnosticKind::InvalidValue, node.span, "the value of a parameter is text or a list");
      return;
    }
    given_[std::string(name)] = GivenValue{std::move(text), node.span, false};
  }

  const syntax::Tree& tree_;
  GivenSettings& settings_;
  GivenValues& given_;
  Diagnostics& diagnostics_;
};

}  // namespace

GivenSettings read_parameter_files(SourceManager& sources, const std::vector<std::string>& paths,
                                   Diagnostics& diagnostics) {
  GivenSettings given;
  for (const std::string& path : paths) {
    const Result<FileId> file = sources.load(path);
    if (!file.ok()) {
      diagnostics.add(
          Diagnostic{DiagnosticKind::UnreadableFile, DiagnosticSeverity::Error, file.error(), {}, path, {}});
      continue;
    }
    const std::string_view text = sources.text(file.value());
    if (path.ends_with(".toml")) {
      SamSettings settings = read_samconfig(file.value(), text, diagnostics);
      for (auto& [name, value] : settings.parameters) given.parameters.insert_or_assign(name, std::move(value));
      if (!settings.region.empty()) given.region = settings.region;
      if (!settings.stack_name.empty()) given.stack_name = settings.stack_name;
      continue;
    }
    const bool is_yaml = path.ends_with(".yaml") || path.ends_with(".yml");
    const syntax::Tree tree = is_yaml ? yaml::parse(file.value(), text) : json::parse(file.value(), text);
    for (const SyntaxError& problem : tree.errors()) {
      diagnostics.error(DiagnosticKind::SyntaxError, problem.span, problem.message);
    }
    if (!tree.documents().empty() && tree.documents().front().is_valid()) {
      ParameterReader(tree, given, diagnostics).read(tree.documents().front());
    }
  }
  return given;
}

}  // namespace brn::config::cloudformation
