#pragma once
// S3 by way of endpoints: which Region and which buckets a gateway endpoint serves, what stands in its place, and whether
// its policy names the buckets of a job.

#include <string>
#include <vector>

#include "analyzer/facts/endpoint_policies.h"
#include "analyzer/facts/facts.h"

namespace brn::facts {

/// The S3 endpoint's Region is known to be another than that of its VPC.
[[nodiscard]] Answer is_in_other_region(const Facts& facts, const graph::Endpoint& endpoint);
/// Interface endpoints for S3 in a VPC, certain ones.
[[nodiscard]] std::vector<graph::EndpointId> s3_interfaces(const Facts& facts, graph::VpcId vpc);
/// Buckets of any account, by a policy that is not full access.
[[nodiscard]] PolicyRemarks open_buckets(const Facts& facts, const graph::Endpoint& endpoint);

/// Callers of any account, or ones that the configuration does not trust, by a policy that names buckets. Statements for
/// buckets that AWS owns (image layers, packages) are left out: nothing of one's own is behind them.
[[nodiscard]] PolicyRemarks open_gateway_callers(const Facts& facts, const graph::Endpoint& endpoint);

/// Whether the policy of a gateway endpoint lets the layers of images in ECR through, which are in a bucket of AWS
/// (Amazon ECR User Guide, interface VPC endpoints). The reason of a No is the policy's text.
[[nodiscard]] Answer lets_image_layers_through(const Facts& facts, const graph::Endpoint& endpoint);

/// A bucket that a job reads or writes, and which the policy of a gateway endpoint certainly does not let through.
struct BlockedBucket {
  std::string bucket;  // its name, or the address of the resource that makes it
  Span place;          // of the URI in the job
};
struct BlockedBuckets {
  std::vector<BlockedBucket> certain;
  Causes causes;  // why further ones may be blocked
};
/// Buckets of a job that are made in another Region than its VPC, where no gateway endpoint leads.
[[nodiscard]] std::vector<BlockedBucket> buckets_of_other_regions(const Facts& facts, const graph::Job& job,
                                                                  const graph::Vpc& vpc);
[[nodiscard]] BlockedBuckets blocked_buckets(const Facts& facts, const graph::Endpoint& endpoint,
                                             const graph::Job& job);

}  // namespace brn::facts
