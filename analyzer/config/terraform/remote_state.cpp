// `data.terraform_remote_state` with a state file that lies in the tree.

#include "analyzer/config/terraform/data_sources.h"
#include "analyzer/config/terraform/json_text.h"
#include "analyzer/value/convert.h"
#include "parsers/json/parser.h"

namespace brn::config::terraform {

using value::Value;

namespace {

std::string text_of(const Value* value) {
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

/// A type as state files write it: `"string"`, `["list", "string"]`, `["object", {"a": "string"}]`.
value::Type read_state_type(value::Pool& pool, const syntax::Tree& tree, syntax::NodeId id) {
  const syntax::Node& node = tree.node(id);
  if (node.kind == syntax::NodeKind::String) {
    if (node.text == "string") return pool.string_type();
    if (node.text == "number") return pool.number_type();
    return node.text == "bool" ? pool.bool_type() : value::Type{};
  }
  if (node.kind != syntax::NodeKind::Sequence || tree.items(id).size() < 2) return {};
  const std::string_view kind = tree.node(tree.items(id)[0]).text;
  const syntax::NodeId inner = tree.items(id)[1];
  if (kind == "list") return pool.list_of(read_state_type(pool, tree, inner));
  if (kind == "set") return pool.set_of(read_state_type(pool, tree, inner));
  if (kind == "map") return pool.map_of(read_state_type(pool, tree, inner));
  if (kind == "tuple" && tree.node(inner).kind == syntax::NodeKind::Sequence) {
    std::vector<value::Type> elements;
    for (const syntax::NodeId item : tree.items(inner)) elements.push_back(read_state_type(pool, tree, item));
    return pool.tuple_of(elements);
  }
  if (kind == "object" && tree.node(inner).kind == syntax::NodeKind::Mapping) {
    std::vector<value::Type::Attribute> attributes;
    for (const syntax::Member& member : tree.members(inner)) {
      attributes.push_back({pool.intern(member.key), read_state_type(pool, tree, member.value), false});
    }
    return pool.object_of(attributes);
  }
  return {};
}

/// The path of the state file from the root module's folder; empty when some part of it is not known.
std::string state_path(const Value& attributes) {
  const Value* config = attributes.find("config");
  if (text_of(attributes.find("backend")) != "local") return {};
  if (config != nullptr && !config->is_wholly_known()) return {};
  const bool has_config = config != nullptr && config->is_mapping();
  const Value* workspace = attributes.find("workspace");
  if (workspace != nullptr && !workspace->is_known()) return {};
  const std::string name = text_of(workspace);
  if (!name.empty() && name != "default") {
    const std::string folder = has_config ? text_of(config->find("workspace_dir")) : std::string();
    return (folder.empty() ? "terraform.tfstate.d" : folder) + "/" + name + "/terraform.tfstate";
  }
  const std::string path = has_config ? text_of(config->find("path")) : std::string();
  return path.empty() ? "terraform.tfstate" : path;
}

std::optional<Value> read_output(Run& run, const syntax::Tree& tree, std::string_view text, syntax::NodeId output,
                                 Span place) {
  if (tree.node(output).kind != syntax::NodeKind::Mapping) return std::nullopt;
  const syntax::NodeId written = tree.find(output, "value");
  if (!written.is_valid()) return std::nullopt;
  const Span span = tree.node(written).span;
  std::optional<Value> value = read_json_text(run.pool, text.substr(span.begin, span.size()), place);
  if (!value) return std::nullopt;
  if (const syntax::NodeId type = tree.find(output, "type"); type.is_valid()) {
    value::Converted converted = value::convert(run.pool, *value, read_state_type(run.pool, tree, type));
    if (const Value* fitted = std::get_if<Value>(&converted)) value = *fitted;
  }
  const syntax::NodeId sensitive = tree.find(output, "sensitive");
  return value->with_sensitive(sensitive.is_valid() && tree.node(sensitive).bool_value);
}

}  // namespace

std::vector<value::Member> answer_remote_state(Run& run, const DataSourceCall& call) {
  const std::string relative = state_path(call.attributes);
  if (relative.empty()) return {};
  const std::string path = join_path(run.root_folder, relative);
  if (!run.may_read(path) || run.sources.file_system().kind(path) != FileKind::File) return {};
  const Result<FileId> id = run.sources.load(path);
  if (!id.ok()) return {};
  const std::string_view text = run.sources.text(id.value());
  const syntax::Tree tree = json::parse(id.value(), text);
  if (tree.documents().empty() || tree.node(tree.documents()[0]).kind != syntax::NodeKind::Mapping) return {};
  const syntax::NodeId outputs = tree.find(tree.documents()[0], "outputs");
  if (!outputs.is_valid() || tree.node(outputs).kind != syntax::NodeKind::Mapping) return {};
  std::vector<value::Member> members;
  const Value* defaults = call.attributes.find("defaults");
  if (defaults != nullptr && defaults->is_mapping()) {
    members.assign(defaults->members().begin(), defaults->members().end());
  }
  for (const syntax::Member& member : tree.members(outputs)) {
    const std::optional<Value> value = read_output(run, tree, text, member.value, call.place);
    if (value) members.push_back({run.pool.intern(member.key), *value, call.place});
  }
  return {{"outputs", run.pool.object(members, call.place), call.place}};
}

}  // namespace brn::config::terraform
