#pragma once
// Values whose places lie in a text that is not the user's (the summary of a module) are shown where the user wrote the
// call that made them.

#include "analyzer/value/pool.h"

namespace brn::config::terraform {

/// `value` with every origin and member name in `file` moved to `place`; shares what does not change.
[[nodiscard]] value::Value relocated(value::Pool& pool, const value::Value& value, FileId file, Span place);

}  // namespace brn::config::terraform
