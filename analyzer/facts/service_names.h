#pragma once
// Names of Bedrock's endpoint services as people misspell them.

#include <optional>
#include <string>

#include "analyzer/graph/entities.h"

namespace brn::facts {

/// A service name that no endpoint service of AWS has, though it means one of Bedrock's.
struct Misspelling {
  std::string meant;    // suffix: `bedrock-runtime`
  std::string problem;  // "has no service of that name", in words
};

/// Nothing when the name is right, is not known well enough, or does not look like one of Bedrock's. A name that is new
/// to the list but near none of it is taken to be new to AWS too.
[[nodiscard]] std::optional<Misspelling> misspelling_of(const graph::Attribute<graph::ServiceName>& service);

/// An endpoint that is for one of Bedrock's services by what its author calls it, though its service name is misspelt
/// or not known.
[[nodiscard]] bool is_meant_for_bedrock(const graph::Endpoint& endpoint);

}  // namespace brn::facts
