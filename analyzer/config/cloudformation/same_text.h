#pragma once
// Fn::Equals over values: CloudFormation compares text, so `true` and "true" are the same.

#include "analyzer/diagnostics/tri.h"
#include "analyzer/value/pool.h"

namespace brn::config::cloudformation {

/// Yes or No only when certain; neither value is a Choice.
[[nodiscard]] Tri same_text(const value::Pool& pool, const value::Value& a, const value::Value& b);

}  // namespace brn::config::cloudformation
