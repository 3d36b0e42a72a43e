#pragma once
// What the CDK writes beside the templates that it synthesises: `manifest.json` of the cloud assembly says which stack
// a template is for, in which account and Region.
// https://docs.aws.amazon.com/cdk/v2/guide/deploy.html

#include <map>
#include <string>

#include "analyzer/config/cloudformation/stack.h"

namespace brn::config::cloudformation {

class CloudAssemblies {
 public:
  explicit CloudAssemblies(SourceManager& sources) : sources_(&sources) {}

  /// What the manifest in the template's folder says of it; empty where there is none.
  [[nodiscard]] KnownStack stack_of(const std::string& path);

 private:
  using Stacks = std::map<std::string, KnownStack, std::less<>>;  // by file name
  [[nodiscard]] Stacks read(const std::string& folder) const;

  SourceManager* sources_;
  std::map<std::string, Stacks> by_folder_;
};

}  // namespace brn::config::cloudformation
