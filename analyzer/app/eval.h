#pragma once
// `bedrock-lint eval`: expressions as JSON Lines, one answer each, in the form of Terraform's plan JSON.

#include <functional>
#include <string>
#include <string_view>

#include "analyzer/app/command_line.h"

namespace brn::app {

struct EvalOptions {
  std::string folder;  // the root module around the expressions; empty: only the files of each request
  config::Inputs inputs;
  bool allow_outside = false;
};

/// Answers one request, `{"id","expr","files"?,"vars"?}`: a line of JSON without its line end. A request that cannot be
/// read is answered with an error, and `is_valid` is false.
struct EvalAnswer {
  std::string line;
  bool is_valid = true;
};
[[nodiscard]] EvalAnswer evaluate_request(std::string_view request, const EvalOptions& options);

/// All requests of standard input. With `--dir`, what the configuration file gives that root module holds; of several
/// deployments `--unit` names one. Exit status: 0, or 2 when a request or the configuration could not be read.
[[nodiscard]] int eval_command(const CommandLine& line);

}  // namespace brn::app
