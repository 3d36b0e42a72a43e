// Stacks that a template makes of other templates: AWS::CloudFormation::Stack and AWS::Serverless::Application. A
// template on disk becomes a Stack of the same unit whose parameters are the parent's values and whose outputs the
// parent reads. Its resources are named `Network.Vpc`.

#include <algorithm>

#include "analyzer/config/cloudformation/cloud_assembly.h"
#include "analyzer/config/cloudformation/scalar.h"
#include "analyzer/config/cloudformation/split_text.h"
#include "analyzer/config/cloudformation/stack.h"
#include "analyzer/config/cloudformation/template_file.h"
#include "analyzer/diagnostics/names.h"
#include "analyzer/value/convert.h"

namespace brn::config::cloudformation {
namespace {

using guard::Guard;
using syntax::NodeId;
using syntax::NodeKind;
using value::Value;

constexpr std::string_view kOutputs = "Outputs.";
constexpr std::uint32_t kMaxLevels = 20;

bool makes_stack(std::string_view type) {
  return type == "AWS::CloudFormation::Stack" || type == "AWS::Serverless::Application";
}

bool is_remote(std::string_view url) {
  return url.find("://") != std::string_view::npos;
}

/// The end of a URL that is certainly known: what follows its last hole, without a query.
std::string_view known_end(const Value& url) {
  std::string_view end = url.is_string() ? url.as_string() : std::string_view();
  if (url.is_unknown() && !url.parts().empty() && !url.parts().back().is_hole) end = url.parts().back().literal;
  if (const std::size_t scheme = end.find("://"); scheme != std::string_view::npos) end.remove_prefix(scheme + 3);
  return end.substr(0, end.find('?'));
}

/// A file beside or above the template whose path ends as the URL does; empty when there is none.
std::string file_named_by(const FileSystem& files, std::string folder, std::string_view end) {
  constexpr int kMaxFolders = 3;
  for (int above = 0; above < kMaxFolders; ++above) {
    for (std::string_view tail = end; !tail.empty();) {
      const std::string path = join_path(folder, tail);
      if (tail.front() != '/' && files.kind(path) == FileKind::File) return path;
      const std::size_t slash = tail.find('/');
      tail = slash == std::string_view::npos ? std::string_view() : tail.substr(slash + 1);
    }
    if (folder.empty() || folder == "/" || folder == ".") break;
    folder = parent_path(folder);
  }
  return {};
}

}  // namespace

void Stack::make_children() {
  for (std::uint32_t index = 0; index < resources_.size(); ++index) {
    if (makes_stack(resources_[index].type)) static_cast<void>(child_of(index));
  }
}

Stack* Stack::child_of(std::uint32_t index) {
  const auto [known, is_new] = children_.try_emplace(index, nullptr);
  if (is_new) known->second = make_child(index);
  return known->second;
}

/// Whether a resource exists, that of the stack included.
Decision Stack::whole_existence(std::uint32_t index) {
  const LoopMember member = resources_[index].member;
  Decision decision = existence(member.node, Frame{.loop = member.loop, .section = Section::Resources});
  decision.yes = guards().both(decision.yes, base_.yes);
  decision.no = guards().either(decision.no, base_.no);
  merge_causes(decision.causes, base_.causes);
  return decision;
}

/// The file that the CDK wrote for a nested stack, from the template's folder; empty where it wrote none.
std::string Stack::asset_path(std::uint32_t index) const {
  const NodeId metadata = tree_.find(resources_[index].member.node, "Metadata");
  if (!metadata.is_valid() || node(metadata).kind != NodeKind::Mapping) return {};
  const NodeId path = tree_.find(metadata, "aws:asset:path");
  if (!path.is_valid() || !is_scalar(node(path))) return {};
  return std::string(node(path).text);
}

/// Where the template of a nested stack stands on disk; nothing when it does not, and then a cause is kept.
std::optional<std::string> Stack::child_path(std::uint32_t index, const Frame& frame) {
  const ResourceEntry& entry = resources_[index];
  const std::string subject(entry.member.key);
  const std::string folder = parent_path(source_.path);
  if (const std::string asset = asset_path(index); !asset.empty()) return join_path(folder, asset);
  Value url;
  if (entry.properties.is_valid() && node(entry.properties).kind == NodeKind::Mapping) {
    const bool is_stack = entry.type == "AWS::CloudFormation::Stack";
    const NodeId found = tree_.find(entry.properties, is_stack ? "TemplateURL" : "Location");
    if (found.is_valid()) url = evaluate(found, frame);
  }
  if (url.is_string() && !url.as_string().empty() && !is_remote(url.as_string())) {
    std::string path = join_path(folder, url.as_string());
    // What `sam build` makes is mostly not in a repository.
    const bool is_built = path.find(".aws-sam/") != std::string::npos;
    if (!is_built || run_->sources->file_system().kind(path) == FileKind::File) return path;
  }
  const std::string_view end = known_end(url);
  const std::string asset = asset_named(run_->sources->file_system(), source_.path, end.substr(end.rfind('/') + 1));
  if (!asset.empty()) return join_path(folder, asset);
  const std::string message = "the template of nested stack `" + subject + "` is not on disk";
  // A URL is what was uploaded, which need not be the file of that name.
  const std::string local = file_named_by(run_->sources->file_system(), folder, end);
  const std::string settle = local.empty()
                                 ? "check it with a `TemplateURL` that names a local file"
                                 : "if it is `" + path_from_root(*run_, local) +
                                       "`, name that file in `TemplateURL`, as `aws cloudformation package` takes it";
  absent_children_.emplace(index, Cause{CauseKind::Module, subject, message, settle, entry.member.key_span});
  return std::nullopt;
}

/// False, with a diagnostic, for a template that must not be read or that would nest without end.
bool Stack::may_nest(const std::string& path, Span place) {
  const FileSystem& files = run_->sources->file_system();
  if (files.kind(path) != FileKind::File) {
    error(DiagnosticKind::MissingModule, place, "the template `" + path + "` of a nested stack does not exist");
    return false;
  }
  if (!may_be_read(*run_, path)) {
    error(DiagnosticKind::MissingModule, place,
          "the template `" + path + "` lies outside of the tree that is analysed; give `--allow-outside` to read it");
    return false;
  }
  const std::string wanted = files.canonical(path);
  std::uint32_t level = 0;
  for (const Stack* stack = this; stack != nullptr; stack = stack->source_.parent) {
    if (files.canonical(stack->source_.path) == wanted) {
      error(DiagnosticKind::Cycle, place, "nested stacks include each other: `" + path + "` is a part of itself");
      return false;
    }
    ++level;
  }
  if (level > kMaxLevels || run_->instances_left == 0) {
    error(DiagnosticKind::LimitReached, place, "stacks are nested too deeply, or there are too many of them");
    return false;
  }
  return true;
}

Stack* Stack::make_child(std::uint32_t index) {
  const LoopMember member = resources_[index].member;
  if (!makes_stack(resources_[index].type)) return nullptr;
  const Decision decision = whole_existence(index);
  if (decision.no.is_always()) return nullptr;
  const Frame frame{.guard = guards().negation(decision.no), .loop = member.loop, .section = Section::Resources};
  const auto path = child_path(index, frame);
  const auto fail = [&](const std::string& why) {
    absent_children_.emplace(index, Cause{CauseKind::Error, std::string(member.key), why, "", member.key_span});
    return nullptr;
  };
  if (!path) return nullptr;
  if (!may_nest(*path, member.key_span))
    return fail("the template of nested stack `" + std::string(member.key) + "` is not read");
  const TemplateFile loaded = load_template(*run_, *path);
  if (loaded.tree == nullptr) {
    error(DiagnosticKind::UnreadableFile, member.key_span, loaded.error);
    return fail(loaded.error);
  }
  run_->instances_left -= std::min<std::uint64_t>(run_->instances_left, 100);

  StackSource source;
  source.unit = source_.unit;
  source.unit_path = source_.unit_path;
  source.path = *path;
  source.file = loaded.file;
  source.tree = loaded.tree;
  source.known = source_.known;
  source.parent = this;
  source.parent_resource = index;
  auto child = std::make_unique<Stack>(*run_, std::move(source));
  child->scope_ = qualified(member.key);
  child->prefix_ = prefix_ + std::string(member.key) + ".";
  child->base_ = decision;
  const NodeId properties = resources_[index].properties;
  const bool has_properties = properties.is_valid() && node(properties).kind == NodeKind::Mapping;
  const NodeId parameters = has_properties ? tree_.find(properties, "Parameters") : NodeId{};
  if (parameters.is_valid()) child->passed_ = evaluate(parameters, frame);
  std::vector<FileId>& files = run_->out->units[source_.unit].files;
  if (std::find(files.begin(), files.end(), loaded.file) == files.end()) files.push_back(loaded.file);
  Stack* made = child.get();
  run_->stacks.push_back(std::move(child));
  made->declare();
  return made;
}

/// A parameter as the parent gives it; its default where it gives none. Nobody else can set it.
Value Stack::passed_value(const ParameterEntry& entry) {
  const LoopMember& maker = source_.parent->resources_[source_.parent_resource].member;
  const Value* given = passed_.is_mapping() ? passed_.find(entry.name) : nullptr;
  if (passed_.is_unknown()) return pool().unknown_from({&passed_, 1}, {}, maker.key_span);
  if (given != nullptr && !given->is_null()) {
    if (const auto text = value::primitive_to_text(*given)) check_constraints(entry, *text, given->origin(), true);
    if (entry.type.is_ssm) return parameter_unknown(entry);
    return pool().lift({given, 1}, given->origin(), [&](std::span<const Value> chosen) -> Value {
      if (const auto text = value::primitive_to_text(chosen[0])) {
        return parameter_from_text(entry, *text, chosen[0].origin());
      }
      const bool is_text = chosen[0].is_unknown() && chosen[0].type().kind() != value::TypeKind::List;
      return entry.type.is_list && is_text ? split_text(pool(), chosen[0], ",", chosen[0].origin()) : chosen[0];
    });
  }
  const NodeId default_node = tree_.find(entry.node, "Default");
  if (default_node.is_valid() && is_scalar(node(default_node))) {
    if (entry.type.is_ssm) return parameter_unknown(entry);
    return parameter_from_text(entry, scalar_text(node(default_node)), node(default_node).span);
  }
  return failure(
      maker.key_span, DiagnosticKind::InvalidValue,
      "nested stack `" + std::string(maker.key) + "` gives no value for parameter `" + std::string(entry.name) + "`");
}

/// `!GetAtt Network.Outputs.VpcId`; nothing when the attribute is another or the template is not read.
std::optional<Value> Stack::child_output(std::uint32_t index, std::string_view path, Span place) {
  if (!makes_stack(resources_[index].type) || !path.starts_with(kOutputs)) return std::nullopt;
  path.remove_prefix(kOutputs.size());
  Stack* child = child_of(index);
  if (child == nullptr) {
    const auto absent = absent_children_.find(index);
    if (absent == absent_children_.end()) return std::nullopt;
    const std::string attribute = std::string(kOutputs) + std::string(path);
    const value::Symbol symbol =
        pool().symbol(value::SymbolKind::ModuleOutput, qualified(resources_[index].member.key), attribute);
    return pool().unknown(absent->second, {}, place, symbol);
  }
  std::vector<std::string_view> names;
  for (OutputEntry& output : child->outputs_) {
    if (output.member.key == path) return child->output_value(output).with_origin(place);
    names.push_back(output.member.key);
  }
  if (child->is_open_) return std::nullopt;
  return failure(place, DiagnosticKind::UndefinedReference,
                 "the template of nested stack `" + std::string(resources_[index].member.key) + "` has no output `" +
                     std::string(path) + "`" + did_you_mean(path, names));
}

/// A nested stack whose template is not read may make anything in what it is given.
void Stack::emit_absent_child(const Resource& resource, std::uint32_t index, Configuration& out) {
  const auto absent = absent_children_.find(index);
  if (absent == absent_children_.end()) return;
  AbsentModule module;
  module.address = resource.symbol_owner;
  const Value* url = nullptr;
  const Value* parameters = nullptr;
  if (resource.attributes.is_mapping()) {
    url = resource.attributes.find("TemplateURL");
    parameters = resource.attributes.find("Parameters");
  }
  module.source = url == nullptr ? std::string() : value::to_display(*url);
  module.guard = resource.guard;
  module.arguments = parameters == nullptr ? pool().ordered_object({}, resource.header) : *parameters;
  module.header = resource.header;
  module.unit = resource.unit;
  module.cause = absent->second;
  if (absent->second.kind == CauseKind::Module) {
    warning(DiagnosticKind::RemoteModule, resource.header, absent->second.message);
  }
  out.absent_modules.push_back(std::move(module));
}

}  // namespace brn::config::cloudformation
