// The program: arguments in, exit status out.

#include <csignal>
#include <cstdlib>
#include <string_view>

#include "analyzer/app/command_line.h"
#include "analyzer/app/commands.h"
#include "analyzer/app/output.h"

extern char** environ;

namespace {

// Terraform's own environment variables are inputs.
void add_environment(brn::config::Inputs& inputs) {
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) continue;
    const std::string_view name = text.substr(0, equals);
    if (name.starts_with("TF_VAR_") || name == "TF_WORKSPACE")
      inputs.environment.emplace_back(name, text.substr(equals + 1));
  }
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
  brn::app::Parsed parsed = brn::app::parse_command_line(arguments, BRN_VERSION);
  if (parsed.is_done) {
    parsed.status == 0 ? brn::app::write_stdout(parsed.message) : brn::app::write_stderr(parsed.message);
    return parsed.status;
  }
  add_environment(parsed.line.request.inputs);
  if (const char* summary = std::getenv("GITHUB_STEP_SUMMARY"); summary != nullptr)
    parsed.line.github_step_summary = summary;
  return brn::app::run_command(parsed.line, BRN_VERSION);
}
