#include "analyzer/facts/s3_access.h"

#include <algorithm>
#include <array>
#include <optional>

#include "analyzer/facts/buckets.h"
#include "analyzer/facts/state.h"
#include "analyzer/facts/trusted_callers.h"
#include "analyzer/policy/conditions.h"
#include "analyzer/policy/glob.h"
#include "analyzer/policy/questions.h"

namespace brn::facts {

using policy::Statement;
using policy::Text;

namespace {

constexpr std::array kAwsBuckets = std::to_array<std::string_view>({
#define BRN_AWS_BUCKET(pattern) pattern,
#include "analyzer/facts/aws_buckets.def"
#undef BRN_AWS_BUCKET
});

/// A gateway endpoint takes an account among the principals for its root user only (AWS PrivateLink Guide, endpoint
/// policies).
bool admits_roles(const Statement& statement) {
  if (!statement.principals.is_present || !statement.principals.is_complete) return true;
  return std::ranges::any_of(statement.principals.items, [](const policy::Principal& principal) {
    const std::string& text = principal.value.text;
    const bool is_number = text.size() == 12 && text.find_first_not_of("0123456789") == std::string::npos;
    return !is_number && !text.ends_with(":root");
  });
}

bool may_move_data(const Statement& statement) {
  return std::ranges::any_of(std::to_array<std::string_view>({"s3:GetObject", "s3:PutObject", "s3:ListBucket"}),
                             [&](std::string_view action) { return !is_no(policy::covers_action(statement, action)); });
}

/// Whether a statement may let a role's calls for the bucket through.
bool may_allow(const graph::ResourceGraph& graph, const Statement& statement, const NamedBucket& bucket) {
  if (statement.effect == policy::Effect::Deny || !admits_roles(statement) || !may_move_data(statement)) return false;
  if (!statement.resources.is_present || !statement.resources.is_complete) return true;
  return std::ranges::any_of(statement.resources.items,
                             [&](const Text& resource) { return !is_no(takes_in(graph, resource, bucket)); });
}

/// Whether every bucket that a statement is for is one of AWS's own.
bool is_for_aws_buckets(const Statement& statement) {
  return statement.resources.is_complete && !statement.resources.items.empty() &&
         std::ranges::all_of(statement.resources.items, [](const Text& resource) {
           const std::size_t at = resource.text.find(kBucketArn);
           if (at == std::string::npos) return false;
           const std::string widened = resource.widened().substr(at + kBucketArn.size());
           const std::string name = widened.substr(0, widened.find('/'));
           return std::ranges::any_of(kAwsBuckets,
                                      [&](std::string_view pattern) { return policy::matches_glob(pattern, name); });
         });
}

/// The Region of a VPC by the names of its subnets' zones: `us-east-1a` is in `us-east-1`.
std::string region_of_zones(const Facts& facts, graph::VpcId vpc) {
  for (const graph::Subnet& subnet : facts.graph().all<graph::Subnet>()) {
    if (!subnet.vpc.has_target() || subnet.vpc.target != vpc || !subnet.zone.is_known()) continue;
    const std::string& name = subnet.zone.value.name;
    const bool is_zone = name.size() > 2 && name.back() >= 'a' && name.back() <= 'z' && name[name.size() - 2] >= '1' &&
                         name[name.size() - 2] <= '9' && std::ranges::count(name, '-') >= 2;
    if (is_zone) return name.substr(0, name.size() - 1);
  }
  return {};
}

bool is_any_bucket(const Text& resource) {
  if (resource.text.starts_with(Text::kHole)) return false;
  const std::size_t at = resource.text.find(kBucketArn);
  if (at == std::string::npos) return resource.text.find_first_of("*?") != std::string::npos;
  const std::string_view name = std::string_view(resource.text).substr(at + kBucketArn.size());
  const std::string_view bucket = name.substr(0, name.find('/'));
  return !bucket.empty() && bucket.find_first_not_of("*?") == std::string_view::npos;
}

/// A Deny about whose the resource is bounds it; how exactly is not asked.
bool has_owner_deny(const policy::Policy& policy) {
  return std::ranges::any_of(policy.statements, [](const Statement& statement) {
    return statement.effect != policy::Effect::Allow &&
           std::ranges::any_of(statement.conditions, [](const policy::Condition& condition) {
             return policy::is_resource_owner_key(condition.key);
           });
  });
}

}  // namespace

Answer is_in_other_region(const Facts& facts, const graph::Endpoint& endpoint) {
  const std::string& own = endpoint.service.value.region;
  if (own.empty()) {
    if (endpoint.service.value.region_is_own || endpoint.service.causes.empty()) return Answer::no();
    return Answer::unknown(endpoint.service.causes);
  }
  std::string here = endpoint.region;
  if (endpoint.vpc.has_target()) {
    if (here.empty()) here = facts.graph().get(endpoint.vpc.target).region;
    if (here.empty()) here = region_of_zones(facts, endpoint.vpc.target);
  }
  if (here.empty()) return Answer::no();
  return own == here ? Answer::no()
                     : Answer::yes({{"the VPC is in " + quoted(here), endpoint.address, endpoint.header}});
}

std::vector<graph::EndpointId> s3_interfaces(const Facts& facts, graph::VpcId vpc) {
  std::vector<graph::EndpointId> found;
  const auto& endpoints = facts.graph().all<graph::Endpoint>();
  for (std::uint32_t i = 0; i < endpoints.size(); ++i) {
    const graph::Endpoint& endpoint = endpoints[i];
    const bool is_interface = endpoint.endpoint_type.is_known() &&
                              endpoint.endpoint_type.value == graph::EndpointType::Interface &&
                              endpoint.service.value.suffix == "s3" && endpoint.exists == Tri::Yes;
    if (is_interface && endpoint.vpc.has_target() && endpoint.vpc.target == vpc) found.push_back({i});
  }
  return found;
}

PolicyRemarks open_buckets(const Facts& facts, const graph::Endpoint& endpoint) {
  PolicyRemarks remarks;
  remarks.doubt = endpoint.policy.place.is_valid() ? endpoint.policy.place : endpoint.header;
  const auto read = read_endpoint_policy(facts, endpoint, remarks.causes);
  if (!read || facts.policy_is_full_access(endpoint).is_yes() || has_owner_deny(read->policy)) return remarks;
  for (const policy::AllowReading& reading : policy::read_allows(read->policy, {true})) {
    const Statement& statement = *reading.statement;
    if (is_yes(reading.is_bounded_by_resource)) continue;
    if (is_unknown(reading.is_bounded_by_resource)) {
      merge_causes(remarks.causes, reading.causes);
      continue;
    }
    if (statement.not_resources.is_present) {
      remarks.certain.push_back({statement.not_resources.place,
                                 "`NotResource` lets data into any bucket but those that it names",
                                 "buckets",
                                 false,
                                 {}});
    }
    if (!statement.resources.is_complete) merge_causes(remarks.causes, statement.resources.causes);
    for (const Text& resource : statement.resources.items) {
      if (resource.may_be_anything()) {
        merge_causes(remarks.causes, resource.causes);
        remarks.doubt = place_of_text(resource, statement);
      } else if (is_any_bucket(resource)) {
        remarks.certain.push_back({place_of_text(resource, statement),
                                   quoted(resource.shown()) + " lets data into buckets of any account",
                                   "buckets",
                                   false,
                                   {}});
        break;
      }
    }
  }
  return remarks;
}

namespace {

Span place_of_callers(const Statement& statement) {
  const policy::Principals& who = statement.not_principals.is_present ? statement.not_principals : statement.principals;
  return who.place.is_valid() ? who.place : statement.place;
}

/// Whether the statement is for any bucket, which is a fault of its own.
bool is_for_any_bucket(const policy::AllowReading& reading) {
  return is_no(reading.is_bounded_by_resource) &&
         (reading.statement->not_resources.is_present ||
          std::ranges::any_of(reading.statement->resources.items, is_any_bucket));
}

}  // namespace

PolicyRemarks open_gateway_callers(const Facts& facts, const graph::Endpoint& endpoint) {
  PolicyRemarks remarks;
  remarks.doubt = endpoint.policy.place.is_valid() ? endpoint.policy.place : endpoint.header;
  const auto read = read_endpoint_policy(facts, endpoint, remarks.causes);
  if (!read || facts.policy_is_full_access(endpoint).is_yes()) return remarks;
  for (const policy::AllowReading& reading : policy::read_allows(read->policy, {true})) {
    const Statement& statement = *reading.statement;
    if (is_for_aws_buckets(statement) || is_for_any_bucket(reading)) continue;
    if (is_unknown(reading.is_bounded)) merge_causes(remarks.causes, reading.causes);
    if (is_no(reading.is_bounded)) {
      remarks.certain.push_back({place_of_callers(statement),
                                 "callers of any account may use the buckets that it names: nothing ties them to an "
                                 "account, organisation or role",
                                 "callers",
                                 false,
                                 {}});
      continue;
    }
    Strangers strangers = strangers_of(facts, reading);
    merge_causes(remarks.causes, strangers.causes);
    for (Stranger& stranger : strangers.certain) {
      remarks.certain.push_back({stranger.place,
                                 quoted(stranger.name) + " may use the buckets that it names, and `" +
                                     stranger.setting + "` does not name it",
                                 stranger.name,
                                 false,
                                 {}});
    }
  }
  return remarks;
}

Answer lets_image_layers_through(const Facts& facts, const graph::Endpoint& endpoint) {
  if (endpoint.policy.is_absent()) return Answer::yes();
  Causes causes;
  const auto read = read_endpoint_policy(facts, endpoint, causes);
  if (!read) return Answer::unknown(std::move(causes));
  const std::string region = endpoint.region.empty() ? "*" : endpoint.region;
  const std::string layers = "arn:*:s3:::prod-" + region + "-starport-layer-bucket/*";
  const auto passes = [&](const Statement& statement) {
    if (statement.effect == policy::Effect::Deny || !admits_roles(statement)) return Tri::No;
    Tri resource_passes = tri(!statement.resources.is_present);
    if (!statement.resources.is_complete) resource_passes = Tri::Unknown;
    for (const Text& resource : statement.resources.items) {
      const auto named = bucket_of_resource(facts.graph(), resource);
      const bool is_other = named && policy::lower_case(named->name).find("starport") == std::string::npos;
      if (is_other || !policy::arns_intersect(resource.widened(), layers)) continue;
      resource_passes = tri_or(resource_passes, resource.may_be_anything() ? Tri::Unknown : Tri::Yes);
    }
    const Tri effect = statement.effect == policy::Effect::Allow ? Tri::Yes : Tri::Unknown;
    return tri_and(tri_and(effect, resource_passes), policy::covers_action(statement, "s3:GetObject"));
  };
  Tri answer = Tri::No;
  for (const Statement& statement : read->policy.statements) {
    const Tri one = passes(statement);
    if (is_unknown(one)) merge_causes(causes, statement.causes);
    answer = tri_or(answer, one);
  }
  if (is_yes(answer)) return Answer::yes();
  if (is_unknown(answer)) return Answer::unknown(std::move(causes));
  if (!read->policy.is_complete) return Answer::unknown(read->policy.causes);
  const Span place = endpoint.policy.place.is_valid() ? endpoint.policy.place : endpoint.header;
  return Answer::no(
      {{"no statement takes in " + quoted("prod-" + region + "-starport-layer-bucket"), endpoint.address, place}});
}

std::vector<BlockedBucket> buckets_of_other_regions(const Facts& facts, const graph::Job& job, const graph::Vpc& vpc) {
  std::vector<BlockedBucket> foreign;
  for_each_uri(job, [&](const value::Value& uri) {
    const auto named = bucket_of_uri(facts.graph(), uri);
    const graph::Bucket* bucket = named && !named->owner.empty() ? find_bucket(facts.graph(), named->owner) : nullptr;
    const bool is_known = bucket != nullptr && !bucket->region.empty() && !vpc.region.empty();
    if (is_known && bucket->region != vpc.region) foreign.push_back({bucket->address, uri.origin()});
  });
  return foreign;
}

BlockedBuckets blocked_buckets(const Facts& facts, const graph::Endpoint& endpoint, const graph::Job& job) {
  BlockedBuckets blocked;
  const auto read = read_endpoint_policy(facts, endpoint, blocked.causes);
  if (!read) return blocked;
  if (!read->policy.is_complete) merge_causes(blocked.causes, read->policy.causes);
  const graph::ResourceGraph& graph = facts.graph();
  for_each_uri(job, [&](const value::Value& uri) {
    const auto bucket = bucket_of_uri(graph, uri);
    if (!bucket) return merge_causes(blocked.causes, value::causes_of(uri));
    const bool is_allowed =
        !read->policy.is_complete || std::ranges::any_of(read->policy.statements, [&](const Statement& statement) {
          return may_allow(graph, statement, *bucket);
        });
    if (!is_allowed) blocked.certain.push_back({bucket->shown(), uri.origin()});
  });
  return blocked;
}

}  // namespace brn::facts
