#include "analyzer/app/commands.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <span>

#include "analyzer/app/check.h"
#include "analyzer/app/discovery.h"
#include "analyzer/app/eval.h"
#include "analyzer/app/init.h"
#include "analyzer/app/output.h"
#include "analyzer/app/resolve.h"
#include "analyzer/aws/services.h"
#include "analyzer/engine/suppression.h"
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
  return options;
}

int rules(const CommandLine& line) {
  write_stdout(report::list_rules(rules::all_rules(), line.list_format, text_options(line, true)));
  return 0;
}

int explain(const CommandLine& line) {
  const engine::RuleInfo& expired = engine::expired_suppression_rule();
  if (line.rule == expired.id || line.rule == expired.name) {
    write_stdout(report::explain(expired, text_options(line, true)));
    return 0;
  }
  const auto found = engine::select_rules(rules::all_rules(), engine::Selection{{line.rule}, {}, {}});
  if (!found.ok()) return fail(found.error());
  std::string text;
  for (const engine::Rule* rule : found.value()) {
    text.append(text.empty() ? "" : "\n").append(report::explain(*rule->info, text_options(line, true)));
  }
  write_stdout(text);
  return 0;
}

bool names_plan(const std::vector<std::string>& paths) {
  const DiskFileSystem files;
  return std::ranges::any_of(paths, [&](const std::string& path) { return is_plan_file(files, path); });
}

}  // namespace

int run_command(CommandLine line, const std::string& version) {
  // A plan stands where it is; its source is what `-C` names. Everything else is found from there.
  if (!line.directory.empty() && names_plan(line.request.paths)) {
    line.request.plan_source = line.directory;
  } else if (!line.directory.empty() && ::chdir(line.directory.c_str()) != 0) {
    return fail("-C: cannot go to `" + line.directory + "`: " + std::strerror(errno));
  }
  report::ToolInfo tool;
  tool.version = version;
  tool.facts_date = aws::kTablesDate;
  switch (line.command) {
    case Command::Check: return check(line, tool);
    case Command::Baseline: return write_baseline(line, tool);
    case Command::Init: return init(line);
    case Command::Rules: return rules(line);
    case Command::Explain: return explain(line);
    case Command::Eval: return eval_command(line);
    case Command::Resolve: return resolve_command(line);
    case Command::None: break;
  }
  return 2;
}

}  // namespace brn::app
