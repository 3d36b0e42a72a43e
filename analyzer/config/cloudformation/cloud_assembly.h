#pragma once
// What the CDK writes beside the templates that it synthesises: `manifest.json` of the cloud assembly says which stack
// a template is for, in which account and Region, and which construct made a resource; `*.assets.json` says under which
// name a file is uploaded.
// https://docs.aws.amazon.com/cdk/v2/guide/deploy.html

#include <map>
#include <string>

#include "analyzer/config/cloudformation/stack.h"
#include "parsers/source/file_system.h"

namespace brn::config::cloudformation {

class CloudAssemblies {
 public:
  explicit CloudAssemblies(const FileSystem& files) : files_(&files) {}

  /// What the manifest in the template's folder says of it; empty where there is none. Lives as long as this.
  [[nodiscard]] const KnownStack& stack_of(const std::string& path);

 private:
  using Stacks = std::map<std::string, KnownStack, std::less<>>;  // by file name
  [[nodiscard]] Stacks read(const std::string& folder) const;

  const FileSystem* files_;
  std::map<std::string, Stacks> by_folder_;
};

/// The file that the CDK uploads under a name, by the asset manifest beside the template; empty when it names none.
[[nodiscard]] std::string asset_named(const FileSystem& files, const std::string& template_path, std::string_view name);

}  // namespace brn::config::cloudformation
