// Where the source of a module call leads: a local folder, an installed module, or nowhere.

#include <algorithm>
#include <span>

#include "analyzer/config/terraform/argument_check.h"
#include "analyzer/config/terraform/block_check.h"
#include "analyzer/config/terraform/call_memo.h"
#include "analyzer/config/terraform/declared_sources.h"
#include "analyzer/config/terraform/ephemeral.h"
#include "analyzer/config/terraform/language_check.h"
#include "analyzer/config/terraform/module_store.h"
#include "analyzer/config/terraform/module_summaries.h"
#include "analyzer/config/terraform/reference_check.h"
#include "parsers/json/parser.h"

namespace brn::config::terraform {

namespace {

std::string literal_text(const Expression& expression) {
  if (!expression.is_valid()) return {};
  const hcl::Expr& expr = expression.file->expr(expression.id);
  return expr.kind == hcl::ExprKind::String ? std::string(expr.text) : std::string();
}

bool is_local(std::string_view source) {
  return source.starts_with("./") || source.starts_with("../") || source == "." || source == "..";
}

/// `net.vpc` for `module "vpc"` in `module.net`.
std::string installation_key(const ModuleInstance& caller, const Definition& definition) {
  std::string key = definition.name;
  for (const ModuleInstance* module = &caller; !module->is_root(); module = module->call().caller) {
    key = module->call().definition->name + "." + key;
  }
  return key;
}

/// Keys and folders of `.terraform/modules/modules.json`, which `terraform init` writes.
void read_installed_modules(Run& run, std::map<std::string, std::string>& folders) {
  const std::string manifest = join_path(run.root_folder, ".terraform/modules/modules.json");
  if (run.sources.file_system().kind(manifest) != FileKind::File || !run.may_read(manifest)) return;
  const Result<FileId> id = run.sources.load(manifest);
  if (!id.ok()) return;
  const syntax::Tree tree = json::parse(id.value(), run.sources.text(id.value()));
  if (tree.documents().empty()) return;
  const syntax::NodeId root = tree.documents()[0];
  if (tree.node(root).kind != syntax::NodeKind::Mapping) return;
  const syntax::NodeId modules = tree.find(root, "Modules");
  if (!modules.is_valid() || tree.node(modules).kind != syntax::NodeKind::Sequence) return;
  for (const syntax::NodeId item : tree.items(modules)) {
    if (tree.node(item).kind != syntax::NodeKind::Mapping) continue;
    const syntax::NodeId name = tree.find(item, "Key");
    const syntax::NodeId folder = tree.find(item, "Dir");
    if (!name.is_valid() || !folder.is_valid()) continue;
    folders.emplace(tree.node(name).text, tree.node(folder).text);
  }
}

}  // namespace

CalleeLookup Run::callees_of(const Module& module) {
  return [this, folder = module.folder](const Definition& call) -> const Module* {
    const std::string source = literal_text(call.body.value("source"));
    const std::string target = join_path(folder, source);
    if (!is_local(source) || !may_read(target) || sources.file_system().kind(target) != FileKind::Directory)
      return nullptr;
    return &modules.load(target);
  };
}

void Run::check_references_once(const Module& module) {
  if (!checked_.insert(&module).second) return;
  const CalleeLookup callee = callees_of(module);
  const std::size_t before = configuration.diagnostics.all().size();
  check_references(module, callee, configuration.diagnostics);
  for (const Diagnostic& wrong : std::span(configuration.diagnostics.all()).subspan(before)) {
    if (wrong.severity != DiagnosticSeverity::Error) continue;
    std::uint32_t& end = undeclared_[{wrong.place.file, wrong.place.begin}];
    end = std::max(end, wrong.place.end);
  }
  check_blocks(module, configuration.diagnostics);
  const bool is_root = module.folder == root_folder;
  check_language_blocks(module, is_root, configuration.diagnostics);
  check_ephemeral(module, is_root, callee, configuration.diagnostics);
  check_arguments(module, configuration.diagnostics);
}

std::string installed_folder(Run& run, const std::string& key) {
  const auto found = run.installed_modules().find(key);
  return found == run.installed_modules().end() ? std::string() : found->second;
}

const std::map<std::string, std::string>& Run::installed_modules() {
  if (!installed_modules_) {
    installed_modules_.emplace();
    read_installed_modules(*this, *installed_modules_);
  }
  return *installed_modules_;
}
ModuleSource find_source(Run& run, const ModuleInstance& caller, const Definition& definition) {
  ModuleSource source;
  const Expression written = definition.body.value("source");
  source.written = literal_text(written);
  source.version = literal_text(definition.body.value("version"));
  const Span body = definition.body.span;
  source.place = written.is_valid() ? written.span() : Span{body.file, body.begin, body.begin + 1};
  if (source.written.empty()) return source;
  const FileSystem& files = run.sources.file_system();
  const std::optional<std::string> declared =
      is_local(source.written) ? std::nullopt : declared_folder(run.inputs.module_sources, source.written);
  const std::string key = installation_key(caller, definition);
  const std::string installed = declared                   ? path_from(files, *declared, run.root_folder)
                                : is_local(source.written) ? std::string()
                                                           : installed_folder(run, key);
  if (!is_local(source.written) && installed.empty()) {
    source.summary = find_summary(source.written, source.version);
    source.kind = source.summary == nullptr ? ModuleSource::Kind::Remote : ModuleSource::Kind::Summary;
    return source;
  }
  source.path = installed.empty() ? normal_path(caller.path() + "/" + source.written) : normal_path(installed);
  source.folder = join_path(run.root_folder, source.path);
  if (!run.may_read(source.folder)) {
    source.kind = ModuleSource::Kind::Outside;
    return source;
  }
  const ConfigurationFiles found = list_configuration_files(files, source.folder);
  const bool is_there =
      files.kind(source.folder) == FileKind::Directory && !(found.plain.empty() && found.overrides.empty());
  source.kind = is_there ? ModuleSource::Kind::Folder : ModuleSource::Kind::Missing;
  if (!is_there && !installed.empty()) source.kind = ModuleSource::Kind::Remote;
  return source;
}

}  // namespace brn::config::terraform
