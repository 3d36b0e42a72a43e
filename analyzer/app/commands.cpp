#include "analyzer/app/commands.h"

#include <chrono>
#include <span>

#include "analyzer/app/eval.h"
#include "analyzer/app/output.h"
#include "analyzer/app/resolve.h"
#include "rules/registry.h"

namespace brn::app {
namespace {

int fail(const std::string& message) {
  write_stderr("bedrock-lint: " + message + "\n");
  return 2;
}

report::TextOptions text_options(const CommandLine& line, bool to_stdout) {
  report::TextOptions options;
  options.color = to_stdout && use_color(line.color);
  options.all = line.all;
  options.width = to_stdout ? terminal_width() : 100;
  options.verbose = line.verbose;
  options.fail_on = line.fail_on;
  return options;
}

std::string render(const CommandLine& line, const Output& output, const engine::Result& result,
                   const SourceManager& sources, const report::ToolInfo& tool) {
  if (output.format == OutputFormat::Json) return report::to_json(result, sources, tool);
  return report::to_text(result, sources, tool, text_options(line, output.file.empty()));
}

int check(const CommandLine& line, const report::ToolInfo& tool) {
  const auto start = std::chrono::steady_clock::now();
  const DiskFileSystem files;
  SourceManager sources(files);
  auto analysis = analyze(sources, line.request);
  if (!analysis.ok()) return fail(analysis.error());
  Analysis done = analysis.take();
  if (line.stats) {
    done.result.counts.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  }
  int status = engine::exit_status(done.result, line.fail_on);
  if (line.request.print != Print::None) {
    write_stdout(done.printed);
    return status == 2 ? 2 : 0;
  }
  for (const Output& output : line.outputs) {
    const std::string text = render(line, output, done.result, sources, tool);
    if (output.file.empty()) {
      write_stdout(text);
    } else if (const std::string error = write_file(output.file, text); !error.empty()) {
      status = fail(error);
    }
  }
  return status;
}

int rules(const CommandLine& line) {
  write_stdout(report::list_rules(rules::all_rules(), line.list_format, text_options(line, true)));
  return 0;
}

int explain(const CommandLine& line) {
  const auto found = engine::select_rules(rules::all_rules(), engine::Selection{{line.rule}, {}});
  if (!found.ok()) return fail(found.error());
  std::string text;
  for (const engine::Rule* rule : found.value()) {
    text.append(text.empty() ? "" : "\n").append(report::explain(*rule->info, text_options(line, true)));
  }
  write_stdout(text);
  return 0;
}

}  // namespace

int run_command(const CommandLine& line, const std::string& version) {
  report::ToolInfo tool;
  tool.version = version;
  switch (line.command) {
    case Command::Check: return check(line, tool);
    case Command::Rules: return rules(line);
    case Command::Explain: return explain(line);
    case Command::Eval: return eval_command({line.folder, line.request.inputs, line.request.allow_outside});
    case Command::Resolve: return resolve_command(line.request, line.unit);
    case Command::None: break;
  }
  return 2;
}

}  // namespace brn::app
