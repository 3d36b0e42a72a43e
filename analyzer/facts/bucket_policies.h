#pragma once
// Bucket policies that keep a job from its own buckets: a Deny that holds for what comes through the VPC's S3 endpoint.
// The job's account and organisation are taken to be those that a policy names.

#include <string>
#include <vector>

#include "analyzer/facts/facts.h"

namespace brn::facts {

/// A Deny of a bucket's policy that certainly holds for the job's calls.
struct BucketDenial {
  const graph::Bucket* bucket = nullptr;
  Span place;       // of the condition that decides, else of the statement
  std::string why;  // in words
};
struct BucketDenials {
  std::vector<BucketDenial> certain;  // one for each bucket
  Causes causes;                      // why there may be more
  bool has_policy = false;            // one of the job's buckets has a policy in this run
};

/// For a job whose data goes by gateway endpoints of its VPC; nothing where there is none, which is another fault.
[[nodiscard]] BucketDenials bucket_denials(const Facts& facts, const Member& member);

}  // namespace brn::facts
