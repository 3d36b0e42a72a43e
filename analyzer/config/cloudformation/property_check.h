#pragma once
// Compares the properties of a resource with the service's schema: names that it does not have, and objects or lists in
// the place of single values. Schemas move with the service, so these are warnings.

#include <string_view>

#include "analyzer/diagnostics/diagnostic.h"
#include "analyzer/value/value.h"

namespace brn::config::cloudformation {

void check_properties(std::string_view type, const value::Value& properties, Diagnostics& diagnostics);

}  // namespace brn::config::cloudformation
