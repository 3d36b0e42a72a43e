#include "analyzer/facts/s3_access.h"

#include <algorithm>
#include <optional>

#include "analyzer/facts/state.h"
#include "analyzer/policy/conditions.h"
#include "analyzer/value/pool.h"

namespace brn::facts {

using policy::Statement;
using policy::Text;

namespace {

constexpr std::string_view kScheme = "s3://";
constexpr std::string_view kArn = ":s3:::";

/// A bucket as far as its name is known: the name, or the resource that makes it.
struct Bucket {
  std::string name;   // empty: not known
  std::string owner;  // address of the resource; empty for a literal name
};

const graph::Bucket* find_bucket(const graph::ResourceGraph& graph, std::string_view address) {
  for (const graph::Bucket& bucket : graph.all<graph::Bucket>()) {
    if (bucket.address == address) return &bucket;
  }
  return nullptr;
}

/// The bucket whose attribute a value is.
std::optional<Bucket> bucket_of_symbol(const graph::ResourceGraph& graph, const value::Value& value) {
  if (!value.is_unknown() || !value.symbol().is_valid() || graph.configuration == nullptr) return std::nullopt;
  const value::SymbolData& data = graph.configuration->pool->symbol_data(value.symbol());
  if (data.kind != value::SymbolKind::ResourceAttribute) return std::nullopt;
  const graph::Bucket* bucket = find_bucket(graph, data.owner);
  if (bucket == nullptr || bucket->is_external()) return std::nullopt;
  return Bucket{bucket->name.is_set() ? bucket->name.value : std::string(), bucket->address};
}

/// The head of a text up to a slash is a bucket's name.
std::optional<Bucket> bucket_of_literal(std::string_view text) {
  const std::string_view name = text.substr(0, text.find('/'));
  if (name.empty()) return std::nullopt;
  return Bucket{std::string(name), {}};
}

std::optional<Bucket> bucket_of_uri(const graph::ResourceGraph& graph, const value::Value& uri) {
  if (uri.is_string()) {
    const std::string_view text = uri.as_string();
    return text.starts_with(kScheme) ? bucket_of_literal(text.substr(kScheme.size())) : std::nullopt;
  }
  if (!uri.is_unknown() || uri.parts().size() < 2) return std::nullopt;
  const value::Part& head = uri.parts()[0];
  if (head.is_hole || head.literal != kScheme || !uri.parts()[1].is_hole) return std::nullopt;
  const bool ends = uri.parts().size() == 2 || (!uri.parts()[2].is_hole && uri.parts()[2].literal.starts_with('/'));
  return ends ? bucket_of_symbol(graph, uri.parts()[1].hole) : std::nullopt;
}

/// The bucket that a resource of a policy names; nothing when it may name several, or is not known.
std::optional<Bucket> bucket_of_resource(const graph::ResourceGraph& graph, const Text& resource) {
  if (resource.is_known) {
    const std::size_t at = resource.text.find(kArn);
    if (at == std::string::npos) return std::nullopt;
    auto bucket = bucket_of_literal(std::string_view(resource.text).substr(at + kArn.size()));
    if (bucket && bucket->name.find_first_of("*?$") != std::string::npos) return std::nullopt;
    return bucket;
  }
  if (resource.holes.empty()) return std::nullopt;
  // `${bucket.arn}/*`, or an ARN whose name is a hole.
  const std::size_t hole = resource.text.find(Text::kHole);
  const std::string_view before = std::string_view(resource.text).substr(0, hole);
  const std::string_view after = std::string_view(resource.text).substr(hole + 1);
  const bool is_whole = before.empty() || before.ends_with(kArn);
  if (!is_whole || (!after.empty() && !after.starts_with('/'))) return std::nullopt;
  return bucket_of_symbol(graph, resource.holes.front());
}

Tri same(const Bucket& a, const Bucket& b) {
  if (!a.owner.empty() && !b.owner.empty()) return tri(a.owner == b.owner);
  if (!a.name.empty() && !b.name.empty()) return tri(a.name == b.name);
  return Tri::Unknown;
}

/// Whether a statement may let calls for the bucket through.
bool may_allow(const graph::ResourceGraph& graph, const Statement& statement, const Bucket& bucket) {
  if (statement.effect == policy::Effect::Deny) return false;
  if (!statement.resources.is_present || !statement.resources.is_complete) return true;
  return std::ranges::any_of(statement.resources.items, [&](const Text& resource) {
    const auto named = bucket_of_resource(graph, resource);
    return !named || !is_no(same(*named, bucket));
  });
}

/// Calls `visit` for each URI of S3 that is written in a job.
template <typename Visit>
void for_each_uri(const value::Value& value, int depth, Visit visit) {
  constexpr int kMaxDepth = 16;
  if (depth > kMaxDepth) return;
  if (value.is_sequence()) {
    for (const value::Value& element : value.elements()) for_each_uri(element, depth + 1, visit);
  } else if (value.is_mapping()) {
    for (const value::Member& member : value.members()) {
      if (member.name == "s3_uri" || member.name == "S3Uri") {
        visit(member.value);
      } else {
        for_each_uri(member.value, depth + 1, visit);
      }
    }
  } else if (value.is_string() || value.is_unknown()) {
    // The definition of a state machine is text that keeps its structure.
    if (const value::Value* structure = value.structure()) for_each_uri(*structure, depth + 1, visit);
  }
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
  const std::size_t at = resource.text.find(kArn);
  if (at == std::string::npos) return resource.text.find_first_of("*?") != std::string::npos;
  const std::string_view name = std::string_view(resource.text).substr(at + kArn.size());
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

std::vector<BlockedBucket> buckets_of_other_regions(const Facts& facts, const graph::Job& job, const graph::Vpc& vpc) {
  std::vector<BlockedBucket> foreign;
  for_each_uri(job.attributes, 0, [&](const value::Value& uri) {
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
  for_each_uri(job.attributes, 0, [&](const value::Value& uri) {
    const auto bucket = bucket_of_uri(graph, uri);
    if (!bucket) return merge_causes(blocked.causes, value::causes_of(uri));
    const bool is_allowed =
        !read->policy.is_complete || std::ranges::any_of(read->policy.statements, [&](const Statement& statement) {
          return may_allow(graph, statement, *bucket);
        });
    if (!is_allowed) blocked.certain.push_back({bucket->owner.empty() ? bucket->name : bucket->owner, uri.origin()});
  });
  return blocked;
}

}  // namespace brn::facts
