#include "analyzer/facts/bucket_policies.h"

#include <algorithm>

#include "analyzer/facts/buckets.h"
#include "analyzer/facts/named_entities.h"
#include "analyzer/facts/state.h"
#include "analyzer/policy/conditions.h"
#include "analyzer/policy/questions.h"

namespace brn::facts {

using policy::Condition;
using policy::Statement;
using policy::Text;

namespace {

/// From where and as whom a job's calls come.
struct JobRequest {
  std::vector<const graph::Endpoint*> gateways;
  const graph::Vpc* vpc = nullptr;
  const graph::Role* role = nullptr;  // null: not known
};

bool is_text(const Condition& condition, std::string_view wanted) {
  return condition.values.items.size() == 1 && policy::lower_case(condition.values.items.front().text) == wanted;
}

/// Whether one of the values is the value that the request has; `is_it` says so of one.
template <typename IsIt>
Tri any_value(const Condition& condition, IsIt is_it) {
  Tri answer = condition.values.is_complete ? Tri::No : Tri::Unknown;
  for (const Text& value : condition.values.items) {
    answer = tri_or(answer, value.is_known && value.text == "*" ? Tri::Yes : is_it(value));
  }
  return answer;
}

/// Whether statements of one policy hold for one job.
class DenyJudge {
 public:
  DenyJudge(const graph::ResourceGraph& graph, const JobRequest& request) : graph_(graph), request_(request) {}

  [[nodiscard]] Tri holds(const Statement& statement, const NamedBucket& bucket) const {
    Tri answer = statement.effect == policy::Effect::Deny ? Tri::Yes : Tri::Unknown;
    answer = tri_and(answer, concerns_role(statement));
    answer = tri_and(answer, moves_data(statement));
    answer = tri_and(answer, concerns_bucket(statement, bucket));
    for (const Condition& condition : statement.conditions) answer = tri_and(answer, holds(condition));
    return statement.conditions_complete ? answer : tri_and(answer, Tri::Unknown);
  }

  /// A condition of the request as far as it is known.
  [[nodiscard]] Tri holds(const Condition& condition) const {
    const policy::Operator op = policy::read_operator(condition.operator_name);
    const std::string key = policy::lower_case(condition.key);
    if (!op.is_known) return Tri::Unknown;
    if (key == "aws:sourceip")
      return op.base == "Null" ? tri(is_text(condition, "true")) : tri(op.is_negated || op.if_exists);
    if (op.base == "Null") return tri(is_text(condition, "false"));
    if (key == "aws:securetransport") return tri(is_text(condition, "true"));
    if (key == "aws:principalisawsservice" || key == "aws:viaawsservice") return tri(is_text(condition, "false"));
    // How objects are written is the job's to choose, not from where.
    if (key.starts_with("s3:")) return Tri::No;
    const Tri matched = matches(condition, key);
    return op.is_negated ? tri_not(matched) : matched;
  }

 private:
  [[nodiscard]] Tri concerns_role(const Statement& statement) const {
    if (statement.not_principals.is_present) return Tri::Unknown;
    if (statement.principals.has_everyone()) return Tri::Yes;
    Tri answer = statement.principals.is_complete ? Tri::No : Tri::Unknown;
    for (const policy::Principal& principal : statement.principals.items) {
      if (principal.type != "AWS") continue;
      answer =
          tri_or(answer, request_.role == nullptr ? Tri::Unknown : names_role(graph_, principal.value, *request_.role));
    }
    return answer;
  }

  [[nodiscard]] static Tri moves_data(const Statement& statement) {
    Tri answer = Tri::No;
    for (const std::string_view action : {"s3:GetObject", "s3:PutObject", "s3:ListBucket"}) {
      answer = tri_or(answer, policy::covers_action(statement, action));
    }
    return answer;
  }

  [[nodiscard]] Tri concerns_bucket(const Statement& statement, const NamedBucket& bucket) const {
    if (!statement.resources.is_present) return Tri::Unknown;
    Tri answer = statement.resources.is_complete ? Tri::No : Tri::Unknown;
    for (const Text& resource : statement.resources.items) answer = tri_or(answer, takes_in(graph_, resource, bucket));
    return answer;
  }

  [[nodiscard]] Tri matches(const Condition& condition, std::string_view key) const {
    if (key == "aws:sourcevpce") {
      return any_value(condition, [&](const Text& value) {
        Tri answer = Tri::No;
        for (const graph::Endpoint* gateway : request_.gateways)
          answer = tri_or(answer, stands_for(graph_, value, *gateway));
        return answer;
      });
    }
    if (key == "aws:sourcevpc")
      return any_value(condition, [&](const Text& value) { return stands_for(graph_, value, *request_.vpc); });
    if (key == "aws:principalarn" && request_.role != nullptr)
      return any_value(condition, [&](const Text& value) { return names_role(graph_, value, *request_.role); });
    const bool is_taken_as_own = policy::is_caller_key(key) || policy::is_resource_owner_key(key);
    return is_taken_as_own ? Tri::Yes : Tri::Unknown;
  }

  const graph::ResourceGraph& graph_;
  const JobRequest& request_;
};

/// The condition that speaks of the network, for the place and the words.
const Condition* network_condition(const Statement& statement) {
  for (const Condition& condition : statement.conditions) {
    if (policy::is_network_key(condition.key)) return &condition;
  }
  return nullptr;
}

std::string words_for(const Statement& statement, const JobRequest& request) {
  const Condition* condition = network_condition(statement);
  if (condition == nullptr) return "a `Deny` holds for every caller";
  const std::string key = policy::lower_case(condition->key);
  if (key == "aws:sourceip") return "it asks for `aws:SourceIp`, which no call through a VPC endpoint has";
  if (key == "aws:sourcevpc") return "it denies calls from " + quoted(request.vpc->address);
  return "it denies calls through " + quoted(request.gateways.front()->address);
}

void judge_policy(const Facts& facts, const graph::Bucket& bucket, const JobRequest& request, BucketDenials& denials) {
  if (bucket.policy.is_absent()) return;
  denials.has_policy = true;
  if (bucket.policy.is_unknown()) return merge_causes(denials.causes, bucket.policy.causes);
  const graph::PolicyDocument& document = facts.graph().get(bucket.policy.target);
  if (document.is_external()) return merge_causes(denials.causes, causes_of_entity(document));
  const policy::Policy read = policy::read_policy(document.document);
  if (!read.is_complete) merge_causes(denials.causes, read.causes);
  const NamedBucket named{bucket.name.is_set() ? bucket.name.value : std::string(), bucket.address};
  const DenyJudge judge(facts.graph(), request);
  for (const Statement& statement : read.statements) {
    if (statement.effect == policy::Effect::Allow) continue;
    const Tri holds = judge.holds(statement, named);
    if (is_yes(holds) && document.exists == Tri::Yes) {
      const Condition* condition = network_condition(statement);
      const bool has_place = condition != nullptr && condition->place.is_valid();
      denials.certain.push_back(
          {&bucket, has_place ? condition->place : statement.place, words_for(statement, request)});
      return;
    }
    if (is_no(holds)) continue;
    Causes causes = statement.causes.empty() ? causes_of_entity(document) : statement.causes;
    if (causes.empty()) {
      causes.push_back({CauseKind::Unsupported,
                        "a `Deny` of " + document.carrier,
                        "whether a `Deny` of the " + document.carrier + " holds for the job is not decided",
                        {},
                        statement.place});
    }
    merge_causes(denials.causes, causes);
  }
}

JobRequest request_of(const Facts& facts, const Member& member) {
  JobRequest request;
  for (const graph::VpcId vpc : member.vpcs) {
    request.vpc = &facts.graph().get(vpc);
    for (const graph::EndpointId id : facts.s3_gateways(vpc).certain)
      request.gateways.push_back(&facts.graph().get(id));
  }
  const graph::Job& job = facts.graph().all<graph::Job>()[member.index];
  if (job.role.has_target()) request.role = &facts.graph().get(job.role.target);
  return request;
}

}  // namespace

BucketDenials bucket_denials(const Facts& facts, const Member& member) {
  BucketDenials denials;
  const JobRequest request = request_of(facts, member);
  if (request.vpc == nullptr || request.gateways.empty()) return denials;
  const graph::ResourceGraph& graph = facts.graph();
  std::vector<const graph::Bucket*> judged;
  for_each_uri(graph.all<graph::Job>()[member.index], [&](const value::Value& uri) {
    const auto named = bucket_of_uri(graph, uri);
    if (!named) return merge_causes(denials.causes, value::causes_of(uri));
    for (const graph::Bucket& bucket : graph.all<graph::Bucket>()) {
      const bool is_it = !named->owner.empty() ? bucket.address == named->owner
                                               : bucket.name.is_set() && bucket.name.value == named->name;
      if (!is_it || std::ranges::find(judged, &bucket) != judged.end()) continue;
      judged.push_back(&bucket);
      judge_policy(facts, bucket, request, denials);
    }
  });
  return denials;
}

}  // namespace brn::facts
