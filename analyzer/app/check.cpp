#include "analyzer/app/check.h"

#include <algorithm>
#include <chrono>

#include "analyzer/app/git_tree.h"
#include "analyzer/app/output.h"
#include "analyzer/app/run_settings.h"
#include "analyzer/app/waivers.h"
#include "analyzer/app/walk.h"
#include "analyzer/engine/suppression.h"
#include "rules/registry.h"

namespace brn::app {
namespace {

int fail(const std::string& message) {
  write_stderr("bedrock-lint: " + message + "\n");
  return 2;
}

// Names among the locked ones that stand for no rule fail the selection of rules before.
std::vector<const engine::Rule*> locked_rules(const RunSettings& settings) {
  const std::vector<std::string>& locked = settings.request.selection.locked;
  if (locked.empty()) return {};
  auto rules = engine::select_rules(rules::all_rules(), engine::Selection{locked, {}, {}});
  return rules.ok() ? rules.take() : std::vector<const engine::Rule*>();
}

// Comments and metadata in the files of the run, and the waivers.
brn::Result<std::size_t> suppress(engine::Result& result, SourceManager& sources, const RunSettings& settings) {
  engine::Suppressions suppressions;
  std::vector<FileId> files;
  for (const engine::UnitEntry& unit : result.units) files.insert(files.end(), unit.files.begin(), unit.files.end());
  std::sort(files.begin(), files.end(), [&](FileId a, FileId b) { return sources.path(a) < sources.path(b); });
  files.erase(std::unique(files.begin(), files.end()), files.end());
  for (const FileId file : files) engine::read_suppressions(file, sources, suppressions);
  for (const std::string& file : settings.project.waivers.value_or(std::vector<std::string>())) {
    read_waivers(sources, file, suppressions);
  }
  const auto selected = engine::select_rules(rules::all_rules(), settings.request.selection);
  if (!selected.ok()) return Error{selected.error()};
  engine::SuppressionContext context{rules::all_rules(), selected.value(), {}, today()};
  context.locked = locked_rules(settings);
  engine::apply_suppressions(result, suppressions, context, sources);
  return result.suppressed.size();
}

/// Findings as they are judged: with the configured severities and without what is suppressed.
brn::Result<Analysis> judged(SourceManager& sources, const Request& request, const RunSettings& settings) {
  auto analysis = analyze(sources, request);
  if (!analysis.ok()) return analysis;
  Analysis done = analysis.take();
  set_severities(done.result, settings.project);
  if (const auto suppressed = suppress(done.result, sources, settings); !suppressed.ok())
    return Error{suppressed.error()};
  return done;
}

brn::Result<engine::Known> known_by_baseline(const FileSystem& files, const std::string& path) {
  const auto text = files.read(path, kMaxFileBytes);
  if (!text.ok()) return Error{text.error()};
  return report::read_baseline(text.value(), path);
}

// The same work on the tree of a commit: in the folders that were given, and in the roots that were found now.
brn::Result<engine::Known> known_since(const std::string& reference, const FileSystem& files, const Analysis& now,
                                       const RunSettings& settings) {
  Request request = settings.request;
  request.progress = {};
  request.paths = now.target_paths;
  engine::Known known;
  bool all_folders = true;
  for (const std::string& path : settings.request.paths) {
    const bool is_folder = files.kind(path) == FileKind::Directory;
    all_folders = all_folders && is_folder;
    if (is_folder) request.paths.push_back(path);
  }
  const std::string& first = settings.request.paths.front();
  const auto tree =
      GitTreeFileSystem::open(files.kind(first) == FileKind::Directory ? first : parent_path(first), reference);
  if (!tree.ok()) return Error{tree.error()};
  std::erase_if(request.paths, [&](const std::string& path) { return tree.value()->kind(path) == FileKind::Missing; });
  SourceManager sources(*tree.value());
  if (!request.paths.empty()) {
    const auto before = judged(sources, request, settings);
    if (!before.ok()) return Error{before.error()};
    known = engine::known_of(before.value().result, reference);
  }
  known.name = reference;
  known.covers_all = all_folders;
  return known;
}

// Empty, or what went wrong.
std::string compare(Analysis& now, const CommandLine& line, const RunSettings& settings, const FileSystem& files) {
  if (!line.changed_since.empty()) {
    const auto known = known_since(line.changed_since, files, now, settings);
    if (!known.ok()) return "--changed-since: " + known.error();
    engine::leave_new(now.result, known.value());
  }
  if (settings.project.baseline) {
    auto known = known_by_baseline(files, *settings.project.baseline);
    if (!known.ok()) return "baseline: " + known.error();
    engine::Known entries = known.take();
    // What is locked is not laid down by a repository's baseline.
    if (!settings.project.is_baseline_of_policy) {
      for (const engine::Rule* rule : locked_rules(settings)) entries.always_told.insert(rule->info->id);
    }
    engine::leave_new(now.result, entries);
  }
  return {};
}

report::TextOptions text_options(const CommandLine& line, const engine::FailOn& fail_on, bool to_stdout) {
  report::TextOptions options;
  options.color = to_stdout && use_color(line.color);
  options.links = options.color && use_links();
  options.all = line.all;
  options.width = to_stdout ? terminal_width() : 100;
  options.verbose = line.verbose;
  options.fail_on = fail_on;
  return options;
}

std::string render(const CommandLine& line, const engine::FailOn& fail_on, const Output& output,
                   const engine::Result& result, const SourceManager& sources, const report::ToolInfo& tool) {
  switch (output.format) {
    case OutputFormat::Json: return report::to_json(result, sources, tool);
    case OutputFormat::Sarif: return report::to_sarif(result, sources, tool);
    case OutputFormat::Junit: return report::to_junit(result, sources, tool, fail_on);
    case OutputFormat::Github: return report::to_github(result, sources, tool);
    case OutputFormat::Gitlab: return report::to_gitlab(result, sources, tool);
    case OutputFormat::Markdown: return report::to_markdown(result, sources, tool, fail_on);
    case OutputFormat::Text: break;
  }
  return report::to_text(result, sources, tool, text_options(line, fail_on, output.file.empty()));
}

// The rules, the controls that they name, and the root from which code hosts count paths.
void complete(report::ToolInfo& tool, const FileSystem& files) {
  static constexpr report::Control kControls[] = {
#define BRN_CONTROL(id, title) {id, title},
#include "rules/controls.def"
#undef BRN_CONTROL
  };
  tool.rules = rules::all_rules();
  tool.controls = kControls;
  tool.base.working_folder = files.canonical(".");
  tool.base.tree_root = tree_root_of(files, ".");
}

// Status 2 when a file cannot be written.
int write_outputs(const CommandLine& line, const engine::FailOn& fail_on, const engine::Result& result,
                  const SourceManager& sources, const report::ToolInfo& tool) {
  int status = 0;
  const auto write = [&](const std::string& path, const std::string& text, bool append) {
    const std::string error = append ? append_file(path, text) : write_file(path, text);
    if (!error.empty()) status = fail(error);
  };
  for (const Output& output : line.outputs) {
    const std::string text = render(line, fail_on, output, result, sources, tool);
    output.file.empty() ? write_stdout(text) : write(output.file, text, false);
    if (output.format == OutputFormat::Github && !line.github_step_summary.empty()) {
      write(line.github_step_summary, report::to_markdown(result, sources, tool, fail_on), true);
    }
  }
  return status;
}

}  // namespace

int check(const CommandLine& line, report::ToolInfo tool) {
  const auto start = std::chrono::steady_clock::now();
  const DiskFileSystem files;
  SourceManager sources(files);
  RunSettings settings = run_settings(sources, line);
  Progress progress;
  settings.request.progress = [&progress](std::size_t done, std::size_t all) { progress.show(done, all); };
  auto analysis = judged(sources, settings.request, settings);
  progress.clear();
  if (!analysis.ok()) return fail(analysis.error());
  Analysis done = analysis.take();
  const bool prints = settings.request.print != Print::None;
  if (const std::string problem = prints ? std::string() : compare(done, line, settings, files); !problem.empty())
    return fail(problem);
  done.result.diagnostics.append(settings.diagnostics);
  if (line.stats) {
    done.result.counts.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  }
  const int status = engine::exit_status(done.result, settings.fail_on);
  if (prints) {
    write_stdout(done.printed);
    return status == 2 ? 2 : 0;
  }
  complete(tool, files);
  return std::max(status, write_outputs(line, settings.fail_on, done.result, sources, tool));
}

int write_baseline(const CommandLine& line, const report::ToolInfo& tool) {
  const DiskFileSystem files;
  SourceManager sources(files);
  const RunSettings settings = run_settings(sources, line);
  auto analysis = judged(sources, settings.request, settings);
  if (!analysis.ok()) return fail(analysis.error());
  engine::Result result = std::move(analysis.take().result);
  result.diagnostics.append(settings.diagnostics);
  const std::string file =
      !line.baseline.empty() ? line.baseline : settings.project.baseline.value_or(".bedrock-lint-baseline.json");
  if (const std::string error = write_file(file, report::to_baseline(result, tool)); !error.empty()) return fail(error);
  write_stdout("wrote " + file + ": " + std::to_string(result.findings.size()) +
               (result.findings.size() == 1 ? " finding and " : " findings and ") +
               std::to_string(result.undetermined.size()) +
               (result.undetermined.size() == 1 ? " undetermined verdict" : " undetermined verdicts") +
               " are known from now on\n" + "Only new ones are reported by `bedrock-lint check --baseline " + file +
               "`, or with `baseline: " + file + "` in .bedrock-lint.yaml.\n");
  for (const Diagnostic& one : result.diagnostics.all()) {
    if (one.severity == DiagnosticSeverity::Error)
      write_stderr("bedrock-lint: not everything could be analysed: " + one.message + "\n");
  }
  return result.diagnostics.has_errors() ? 2 : 0;
}

}  // namespace brn::app
