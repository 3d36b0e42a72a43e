#pragma once
// Names of VPC endpoint services taken apart. Private to analyzer/graph.

#include "analyzer/graph/entities.h"
#include "analyzer/graph/reader.h"

namespace brn::graph {

/// `com.amazonaws.us-east-1.bedrock-runtime`, also with holes for the Region or the prefix. Known when the suffix is.
[[nodiscard]] Attribute<ServiceName> read_service_name(const Reader& reader, const value::Value& value);

}  // namespace brn::graph
