#pragma once
// `samconfig.toml` of the AWS SAM CLI: the parameters, Region and stack name that `sam deploy` uses, of the environment
// `default`. Reads the part of TOML that these need: tables, strings and lists of strings.
// https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-config.html

#include <string>
#include <string_view>

#include "analyzer/config/cloudformation/stack.h"

namespace brn::config::cloudformation {

struct SamSettings {
  GivenValues parameters;
  std::string region;
  std::string stack_name;
};

[[nodiscard]] SamSettings read_samconfig(FileId file, std::string_view text, Diagnostics& diagnostics);

/// `Key=Value Other="a b"` and `ParameterKey=Key,ParameterValue=Value`, as `--parameter-overrides` takes them.
void read_overrides(std::string_view text, Span place, GivenValues& given);

}  // namespace brn::config::cloudformation
