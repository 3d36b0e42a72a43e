#pragma once
// The arguments as data. Reading them touches nothing but the environment variables that are inputs.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analyzer/app/analyze.h"
#include "analyzer/engine/result.h"
#include "analyzer/report/report.h"

namespace brn::app {

enum class Command : std::uint8_t { None, Check, Baseline, Init, Rules, Explain, Eval, Resolve };
enum class ColorMode : std::uint8_t { Auto, Always, Never };
enum class OutputFormat : std::uint8_t { Text, Json, Sarif, Junit, Github, Gitlab, Markdown };

/// One `--format NAME[=FILE]`.
struct Output {
  OutputFormat format = OutputFormat::Text;
  std::string file;  // empty: standard output
};

struct CommandLine {
  Command command = Command::None;
  // check
  Request request;
  std::vector<Output> outputs;
  std::optional<engine::Severity> fail_on_severity;
  bool fail_on_unknown = false;
  std::string config_file;
  std::vector<std::string> policies;
  std::string baseline;  // file to compare with, or to write
  std::vector<std::string> waivers;
  std::string changed_since;  // reference of git
  std::string directory;      // -C
  bool force = false;         // init
  bool to_stdout = false;     // init
  bool all = false;
  bool verbose = false;
  bool stats = false;
  std::string github_step_summary;  // the file of that environment variable
  ColorMode color = ColorMode::Auto;
  // rules, explain
  report::ListFormat list_format = report::ListFormat::Text;
  std::string rule;
  std::string folder;  // eval: the root module around the expressions
};

/// What to do: a command, or a text to print (help, version, what is wrong with the arguments) and a status.
struct Parsed {
  CommandLine line;
  bool is_done = false;
  int status = 0;
  std::string message;
};

[[nodiscard]] Parsed parse_command_line(const std::vector<std::string>& arguments, const std::string& version);

}  // namespace brn::app
