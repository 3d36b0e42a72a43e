#pragma once
// The policy templates of AWS::Serverless (`S3ReadPolicy: {BucketName: …}`) as the statements that they stand for, and
// where the managed policies stand that its `Policies` name without an ARN.

#include <span>
#include <string_view>

namespace brn::aws {

/// One statement. Lists have blanks between; text has `${BucketName}` for the template's parameters and `${AWS::…}`.
struct SamStatement {
  std::string_view policy;
  std::string_view actions;
  std::string_view resources;
  std::string_view condition_operator;  // empty: no condition
  std::string_view condition_key;
  std::string_view condition_value;
};

/// The statements of a policy template; empty when there is none of that name.
[[nodiscard]] std::span<const SamStatement> sam_policy(std::string_view name);

/// The path of a managed policy of AWS in its ARN, `service-role/` for `AWSLambdaRole`; empty for most.
[[nodiscard]] std::string_view managed_policy_path(std::string_view name);

}  // namespace brn::aws
