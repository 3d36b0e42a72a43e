#pragma once
// AWS::Include of files on disk: the tree of a template with what it includes in place. Done on the tree, before
// anything is evaluated, as the service does it.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-aws-include.html

#include <string>

#include "analyzer/config/cloudformation/stack.h"

namespace brn::config::cloudformation {

/// The tree itself when it includes nothing. A local file that is missing is an error; one in a bucket stays a call of
/// the transform, which is not read.
[[nodiscard]] syntax::Tree with_includes(Run& run, syntax::Tree tree, const std::string& path);

}  // namespace brn::config::cloudformation
