#include "analyzer/app/eval.h"

#include <algorithm>
#include <iostream>
#include <memory>

#include "analyzer/app/deployments.h"
#include "analyzer/app/layered_files.h"
#include "analyzer/app/output.h"
#include "analyzer/app/run_settings.h"
#include "analyzer/app/terraform_place.h"
#include "analyzer/app/walk.h"
#include "analyzer/config/terraform/terraform.h"
#include "analyzer/value/plan_form.h"
#include "parsers/json/parser.h"

namespace brn::app {
namespace {

using syntax::NodeId;
using syntax::NodeKind;
using value::Value;

constexpr std::string_view kMemoryFolder = "/eval";
constexpr std::string_view kOutput = "o";
// Names that no module is likely to have.
constexpr std::string_view kLayeredOutput = "bedrock_lint_eval";
constexpr std::string_view kLayeredFile = "bedrock_lint_eval.tf";

/// Terraform's headings, as near as a kind of diagnostic allows.
std::string_view heading(DiagnosticKind kind) {
  switch (kind) {
    case DiagnosticKind::UnreadableFile: return "Failed to read file";
    case DiagnosticKind::SyntaxError: return "Invalid expression";
    case DiagnosticKind::UndefinedReference: return "Reference to undeclared name";
    case DiagnosticKind::DuplicateDefinition: return "Duplicate definition";
    case DiagnosticKind::Cycle: return "Cycle";
    case DiagnosticKind::MissingModule: return "Unreadable module directory";
    case DiagnosticKind::LimitReached: return "Limit reached";
    case DiagnosticKind::UnsupportedForm: return "Unsupported form";
    default: return "Invalid value";
  }
}

class ExpressionRequest {
 public:
  ExpressionRequest(std::string_view line, const syntax::Tree& tree, const EvalOptions& options)
      : line_(line), tree_(tree), options_(options), root_(tree.documents()[0]), layered_(disk_) {
    folder_ = is_layered() ? normal_path(options.folder) : std::string(kMemoryFolder);
    name_ = is_layered() ? kLayeredOutput : kOutput;
    main_ = join_path(folder_, is_layered() ? kLayeredFile : std::string_view("main.tf"));
  }

  [[nodiscard]] std::string answer();

 private:
  [[nodiscard]] bool is_layered() const { return !options_.folder.empty(); }
  [[nodiscard]] std::string_view raw(NodeId node) const {
    const Span span = tree_.node(node).span;
    return line_.substr(span.begin, span.size());
  }
  [[nodiscard]] std::string prefix() const { return "output \"" + name_ + "\" {\n  value = "; }
  [[nodiscard]] std::string head() const {
    const NodeId id = tree_.find(root_, "id");
    return "{\"id\":" + (id.is_valid() ? std::string(raw(id)) : "null");
  }
  void add_file(const std::string& path, std::string text) {
    is_layered() ? layered_.add(path, std::move(text)) : memory_.add(path, std::move(text));
  }
  void add_files();
  [[nodiscard]] const Diagnostic* first_error(const config::Configuration& configuration,
                                              const SourceManager& sources) const;
  [[nodiscard]] std::string error(const Diagnostic& diagnostic, const SourceManager& sources) const;
  [[nodiscard]] std::string value(const Value& value) const;

  std::string_view line_;
  const syntax::Tree& tree_;
  const EvalOptions& options_;
  NodeId root_;
  std::string folder_;
  std::string name_;
  std::string main_;
  MemoryFileSystem memory_;
  DiskFileSystem disk_;
  LayeredFileSystem layered_;
};

void ExpressionRequest::add_files() {
  add_file(main_, prefix() + std::string(tree_.node(tree_.find(root_, "expr")).text) + "\n}\n");
  if (const NodeId files = tree_.find(root_, "files");
      files.is_valid() && tree_.node(files).kind == NodeKind::Mapping) {
    for (const syntax::Member& member : tree_.members(files)) {
      add_file(join_path(folder_, member.key), std::string(tree_.node(member.value).text));
    }
  }
  const NodeId vars = tree_.find(root_, "vars");
  if (!vars.is_valid() || tree_.node(vars).kind != NodeKind::Mapping) return;
  std::string text = "{\"variable\":{";
  bool is_first = true;
  for (const syntax::Member& member : tree_.members(vars)) {
    if (!is_first) text += ',';
    is_first = false;
    value::append_json_string(text, member.key);
    text.append(":{\"default\":").append(raw(member.value)).append("}");
  }
  add_file(join_path(folder_, is_layered() ? "bedrock_lint_eval_vars.tf.json" : "variables.tf.json"), text + "}}");
}

/// The first error by position; one of syntax hides the others, as it does for Terraform. In a module of the disk only the expression's own errors count: what hinges on others is
/// unknown.
const Diagnostic* ExpressionRequest::first_error(const config::Configuration& configuration,
                                                 const SourceManager& sources) const {
  const Diagnostic* elsewhere = nullptr;
  const Diagnostic* own = nullptr;
  for (const Diagnostic& diagnostic : configuration.diagnostics.all()) {
    if (diagnostic.severity != DiagnosticSeverity::Error) continue;
    const bool is_own = diagnostic.place.is_valid() && sources.path(diagnostic.place.file) == main_;
    if (is_own && diagnostic.kind == DiagnosticKind::SyntaxError) return &diagnostic;
    if (is_own && own == nullptr) own = &diagnostic;
    if (elsewhere == nullptr) elsewhere = &diagnostic;
  }
  if (own != nullptr) return own;
  return is_layered() ? nullptr : elsewhere;
}

std::string ExpressionRequest::error(const Diagnostic& diagnostic, const SourceManager& sources) const {
  std::string out = head() + ",\"error\":";
  value::append_json_string(out, heading(diagnostic.kind));
  out += ",\"detail\":";
  value::append_json_string(out, diagnostic.message);
  if (!diagnostic.place.is_valid()) return out + "}";
  const std::string& path = sources.path(diagnostic.place.file);
  LineColumn at = terraform_place(sources, diagnostic.place.file, terraform_offset(sources, diagnostic));
  const bool is_own = path == main_;
  if (is_own) {
    constexpr std::uint32_t kIndent = 10;  // of `  value = `
    if (at.line == 2) at.column = at.column > kIndent ? at.column - kIndent : 1;
    at.line = at.line > 1 ? at.line - 1 : 1;
  }
  out += ",\"at\":{\"line\":" + std::to_string(at.line) + ",\"column\":" + std::to_string(at.column);
  if (!is_own) {
    out += ",\"file\":";
    value::append_json_string(out, relative_path(path, folder_));
  }
  return out + "}}";
}

/// JSON has no infinity, and Terraform does not store one.
bool has_infinity(const Value& value) {
  if (value.is_number()) return value.as_number().is_infinite();
  if (value.is_sequence()) return std::ranges::any_of(value.elements(), has_infinity);
  return value.is_mapping() &&
         std::ranges::any_of(value.members(), [](const value::Member& member) { return has_infinity(member.value); });
}

std::string ExpressionRequest::value(const Value& value) const {
  if (has_infinity(value)) {
    return head() +
           R"(,"error":"Failed to write plan file","detail":"the value holds an infinite number, which cannot be stored"})";
  }
  std::string out = head() + ",\"type\":" + value::type_json(value.type()) + ",\"value\":" + value::known_json(value) +
                    ",\"unknown\":" + value::unknown_json(value);
  const std::string sensitive = value::sensitive_json(value);
  if (sensitive.find("true") != std::string::npos) out += ",\"sensitive\":true";
  return out + "}";
}

std::string ExpressionRequest::answer() {
  add_files();
  const FileSystem& files = is_layered() ? static_cast<const FileSystem&>(layered_) : memory_;
  SourceManager sources(files);
  config::Limits limits;
  limits.tree_root = is_layered() ? tree_root_of(files, folder_) : folder_;
  limits.allow_outside = options_.allow_outside;
  limits.like_terraform = true;
  const config::Configuration configuration = config::terraform::evaluate(sources, folder_, options_.inputs, limits);
  if (const Diagnostic* failed = first_error(configuration, sources)) return error(*failed, sources);
  for (const config::Output& output : configuration.outputs) {
    if (output.name != name_) continue;
    return value(configuration.pool->in_world(output.value, configuration.pool->guards().default_world()));
  }
  return head() + R"(,"error":"Invalid expression","detail":"the expression could not be read"})";
}

EvalAnswer refused(std::string_view why) {
  std::string out = R"({"id":null,"error":"Invalid request","detail":)";
  value::append_json_string(out, why);
  return {out + "}", false};
}

}  // namespace

EvalAnswer evaluate_request(std::string_view request, const EvalOptions& options) {
  const syntax::Tree tree = json::parse(FileId{}, request);
  if (!tree.errors().empty()) return refused(tree.errors().front().message);
  if (tree.documents().empty() || tree.node(tree.documents()[0]).kind != NodeKind::Mapping) {
    return refused("a request is an object with `id` and `expr`");
  }
  const NodeId expr = tree.find(tree.documents()[0], "expr");
  if (!expr.is_valid() || tree.node(expr).kind != NodeKind::String) return refused("a request needs `expr`, a string");
  return {ExpressionRequest(request, tree, options).answer(), true};
}

namespace {

// What the configuration gives the root module of `--dir`.
brn::Result<EvalOptions> eval_options(const CommandLine& line) {
  EvalOptions options{line.folder, line.request.inputs, line.request.allow_outside};
  if (line.folder.empty() && line.config_file.empty()) return options;
  const DiskFileSystem files;
  SourceManager sources(files);
  CommandLine here = line;
  if (!line.folder.empty()) here.request.paths = {line.folder};
  const RunSettings settings = run_settings(sources, here);
  if (std::string problem = first_error(settings, sources); !problem.empty()) return Error{std::move(problem)};
  options.inputs.module_sources = settings.request.inputs.module_sources;
  if (line.folder.empty()) return options;
  Request request = settings.request;
  request.exclude.clear();
  const std::string folder = normal_path(line.folder);
  const auto all =
      deployments(files, {Target{config::Language::Terraform, {folder}, tree_root_of(files, folder), {}}}, request);
  if (!all.ok()) return Error{all.error()};
  if (all.value().size() > 1) {
    std::string text = "`" + folder + "` is deployed several times; choose one by --unit:";
    for (const Deployment& one : all.value()) text += "\n  " + (one.name.empty() ? folder : one.name);
    return Error{std::move(text)};
  }
  options.inputs = all.value().front().inputs;
  return options;
}

}  // namespace

int eval_command(const CommandLine& line) {
  const auto options = eval_options(line);
  if (!options.ok()) {
    write_stderr("bedrock-lint: " + options.error() + "\n");
    return 2;
  }
  int status = 0;
  for (std::string request; std::getline(std::cin, request);) {
    if (request.find_first_not_of(" \t\r") == std::string::npos) continue;
    const EvalAnswer answer = evaluate_request(request, options.value());
    if (!answer.is_valid) status = 2;
    write_stdout(answer.line + "\n");
  }
  return status;
}

}  // namespace brn::app
