#pragma once
// Buckets as jobs and policies name them: by a literal name, or by the resource that makes them.

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "analyzer/graph/graph.h"
#include "analyzer/policy/policy.h"

namespace brn::facts {

/// What stands before the name of a bucket in its ARN.
inline constexpr std::string_view kBucketArn = ":s3:::";

/// A bucket as far as its name is known.
struct NamedBucket {
  std::string name;   // empty: not known
  std::string owner;  // address of the resource that makes it; empty for a literal name
  [[nodiscard]] const std::string& shown() const { return owner.empty() ? name : owner; }
};

/// The resource that makes a bucket, by address; null where none of this run does.
[[nodiscard]] const graph::Bucket* find_bucket(const graph::ResourceGraph& graph, std::string_view address);
/// The bucket of an `s3://` URI; nothing where it is not known which.
[[nodiscard]] std::optional<NamedBucket> bucket_of_uri(const graph::ResourceGraph& graph, const value::Value& uri);
/// The bucket that a resource of a policy names; nothing when it may name several, or is not known.
[[nodiscard]] std::optional<NamedBucket> bucket_of_resource(const graph::ResourceGraph& graph,
                                                            const policy::Text& resource);
[[nodiscard]] Tri same_bucket(const NamedBucket& a, const NamedBucket& b);
/// Whether a resource of a policy, perhaps a pattern, takes in the bucket or objects of it.
[[nodiscard]] Tri takes_in(const graph::ResourceGraph& graph, const policy::Text& resource, const NamedBucket& bucket);

/// Calls `visit` for each URI of S3 that is written in a job, in its definition's order.
void for_each_uri(const graph::Job& job, const std::function<void(const value::Value&)>& visit);

}  // namespace brn::facts
