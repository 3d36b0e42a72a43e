#pragma once
// Brings choices from inside a value to its top.

#include <functional>

#include "analyzer/value/pool.h"

namespace brn::config::terraform {

/// Calls `function` with `value` once for each combination of the choices inside it, none left at any depth, and joins
/// the results under their guards. Too many combinations give Unknown.
[[nodiscard]] value::Value for_each_choice(value::Pool& pool, const value::Value& value,
                                           const std::function<value::Value(const value::Value&)>& function);

}  // namespace brn::config::terraform
