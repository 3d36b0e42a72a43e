// S3 buckets and their policies.

#include "analyzer/graph/reader.h"

namespace brn::graph {

namespace {

constexpr Field kBucketFields[] = {
    {"own_name", "bucket", "BucketName"},
    {"policy", "policy", ""},
};
constexpr Field kDataBucketFields[] = {{"id", "bucket", ""}};
constexpr Field kPolicyFields[] = {{"bucket", "bucket", "Bucket"}, {"policy", "policy", "PolicyDocument"}};

void fill_bucket(Reader& reader, Slot<Bucket> bucket) {
  bucket->name = reader.text("own_name");
  bucket->policy = reader.policy("policy", "bucket policy of " + reader.resource().address);
}

void attach_policy(Reader& reader) {
  const auto bucket = reader.relation<Bucket>("bucket");
  if (!bucket.has_target()) return;
  auto policy = reader.policy("policy", "bucket policy of " + reader.lowering().get(bucket.target).address);
  reader.lowering().get(bucket.target).policy = std::move(policy);
}

constexpr std::string_view kBucketIds = "bucket BucketName bucket_name";

constexpr TypeEntry kTypes[] = {
    entity_type<Bucket, fill_bucket>("aws_s3_bucket", "AWS::S3::Bucket", kBucketFields, kBucketIds),
    data_type("aws_s3_bucket", kDataBucketFields, kBucketIds),
    attachment_type<attach_policy>("aws_s3_bucket_policy", "AWS::S3::BucketPolicy", kPolicyFields),
};

}  // namespace

TypeEntries bucket_types() {
  return kTypes;
}

}  // namespace brn::graph
