#pragma once
// Who may reach an OpenSearch Serverless collection, beyond what Facts says of it.

#include "analyzer/facts/facts.h"

namespace brn::facts {

/// Whether a network policy lets Bedrock in: it names `bedrock.amazonaws.com` among SourceServices, or the collection
/// is public. The reasons of a No are the policies that apply.
[[nodiscard]] Answer collection_admits_bedrock(const Facts& facts, graph::CollectionId collection);

}  // namespace brn::facts
