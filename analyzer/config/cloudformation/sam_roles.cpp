// The role that a serverless function or state machine without `Role` gets: what the transform puts into it for the
// function's settings, its sources of events and destinations, and what `Policies` says.
// https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html

#include <algorithm>

#include "analyzer/config/cloudformation/same_text.h"
#include "analyzer/config/cloudformation/stack.h"
#include "analyzer/config/cloudformation/text_builder.h"

namespace brn::config::cloudformation {
namespace {

using value::Member;
using value::Pool;
using value::Value;

Value object_of(Pool& pool, std::initializer_list<std::pair<std::string_view, Value>> entries, Span place) {
  std::vector<Member> members;
  for (const auto& [name, value] : entries) members.push_back(Member{pool.intern(name), value, place});
  return pool.ordered_object(members, place);
}

Value document_of(Pool& pool, std::span<const Value> statements, Span place) {
  return object_of(pool, {{"Version", pool.string("2012-10-17", place)}, {"Statement", pool.tuple(statements, place)}},
                   place);
}

Value trust_policy(Pool& pool, std::string_view service, Span place) {
  const auto text = [&](std::string_view value) { return pool.string(value, place); };
  const Value principal = object_of(pool, {{"Service", text(service)}}, place);
  const Value statement =
      object_of(pool, {{"Effect", text("Allow")}, {"Action", text("sts:AssumeRole")}, {"Principal", principal}}, place);
  return document_of(pool, {&statement, 1}, place);
}

/// A member that is there and not null; nullptr otherwise.
const Value* member_of(const Value* object, std::string_view name) {
  const Value* found = object != nullptr && object->is_mapping() ? object->find(name) : nullptr;
  return found == nullptr || found->is_null() ? nullptr : found;
}

std::string_view text_of(const Value* object, std::string_view name) {
  const Value* found = member_of(object, name);
  return found != nullptr && found->is_string() ? found->as_string() : std::string_view();
}

/// The managed policy with which the transform lets a function read a source of events; empty for other sources.
std::string_view policy_of_event(const Value& event) {
  const std::string_view type = text_of(&event, "Type");
  if (type == "Kinesis") return "AWSLambdaKinesisExecutionRole";
  if (type == "DynamoDB") return "AWSLambdaDynamoDBExecutionRole";
  if (type == "SQS") return "AWSLambdaSQSQueueExecutionRole";
  if (type == "MSK") return "AWSLambdaMSKExecutionRole";
  const Value* subscription = type == "SNS" ? member_of(member_of(&event, "Properties"), "SqsSubscription") : nullptr;
  const bool has_queue = subscription != nullptr && !(subscription->is_bool() && !subscription->as_bool()) &&
                         !(subscription->is_string() && subscription->as_string() == "false");
  return has_queue ? "AWSLambdaSQSQueueExecutionRole" : std::string_view();
}

/// What a function may do with a destination of its results or failures.
std::string_view action_of_destination(std::string_view type) {
  if (type == "SQS") return "sqs:SendMessage";
  if (type == "SNS") return "sns:publish";
  if (type == "Lambda") return "lambda:InvokeFunction";
  if (type == "EventBridge") return "events:PutEvents";
  return {};
}

class RolePolicies {
 public:
  RolePolicies(Pool& pool, const Value& properties, Span place) : pool_(pool), properties_(properties), place_(place) {}

  /// Names of AWS's managed policies, in the transform's order.
  [[nodiscard]] std::vector<std::string_view> managed_of_function(std::string_view tracing_policy) const {
    std::vector<std::string_view> names = {member_of(&properties_, "DurableConfig") != nullptr
                                               ? "service-role/AWSLambdaBasicDurableExecutionRolePolicy"
                                               : "AWSLambdaBasicExecutionRole"};
    const Value* tracing = member_of(&properties_, "Tracing");
    const bool is_disabled = tracing != nullptr && tracing->is_string() && tracing->as_string() == "Disabled";
    if (tracing != nullptr && !is_disabled) names.push_back(tracing_policy);
    if (member_of(&properties_, "VpcConfig") != nullptr) names.emplace_back("AWSLambdaVPCAccessExecutionRole");
    for_each_event([&](const Value& event) {
      const std::string_view name = policy_of_event(event);
      if (!name.empty()) names.push_back(name);
    });
    return names;
  }
  [[nodiscard]] std::vector<std::string_view> managed_of_machine(std::string_view tracing_policy) const {
    const Value* enabled = member_of(member_of(&properties_, "Tracing"), "Enabled");
    const bool is_on = enabled != nullptr && ((enabled->is_bool() && enabled->as_bool()) ||
                                              (enabled->is_string() && enabled->as_string() == "true"));
    return is_on ? std::vector<std::string_view>{tracing_policy} : std::vector<std::string_view>{};
  }

  /// Documents for the queue of dead letters and for destinations.
  [[nodiscard]] std::vector<Value> documents_of_function() {
    if (const Value* dead = member_of(&properties_, "DeadLetterQueue")) {
      const std::string_view type = text_of(dead, "Type");
      const std::string_view action = type == "SNS" ? "sns:Publish" : action_of_destination(type);
      add(action, member_of(dead, "TargetArn"));
    }
    const Value* outcome = member_of(member_of(&properties_, "EventInvokeConfig"), "DestinationConfig");
    add_destination(member_of(outcome, "OnSuccess"));
    add_destination(member_of(outcome, "OnFailure"));
    for_each_event([&](const Value& event) {
      add_source(event);
      add_destination(member_of(member_of(member_of(&event, "Properties"), "DestinationConfig"), "OnFailure"));
    });
    return std::move(documents_);
  }

 private:
  template <typename Visit>
  void for_each_event(Visit visit) const {
    const Value* events = member_of(&properties_, "Events");
    if (events == nullptr || !events->is_mapping()) return;
    for (const Member& event : events->members()) visit(event.value);
  }
  /// What reads a broker or a Kafka cluster of one's own: its secrets, and the network that it is in.
  void add_source(const Value& event) {
    const std::string_view type = text_of(&event, "Type");
    const Value* properties = member_of(&event, "Properties");
    const Value* accesses = member_of(properties, "SourceAccessConfigurations");
    if ((type != "MQ" && type != "SelfManagedKafka") || accesses == nullptr || !accesses->is_sequence()) return;
    std::vector<Value> statements;
    bool is_in_network = false;
    for (const Value& access : accesses->elements()) {
      const std::string_view kind = text_of(&access, "Type");
      const bool is_secret = (kind.ends_with("_AUTH") && !kind.starts_with("IAM_")) || kind.ends_with("_CERTIFICATE");
      const Value* secret = is_secret ? member_of(&access, "URI") : nullptr;
      if (secret != nullptr) statements.push_back(allow("secretsmanager:GetSecretValue", *secret));
      is_in_network = is_in_network || kind == "VPC_SUBNET";
    }
    const Value* broker = member_of(properties, "Broker");
    if (broker != nullptr) statements.push_back(allow("mq:DescribeBroker", *broker));
    if (is_in_network) statements.push_back(allow_network_interfaces());
    if (!statements.empty()) add_document(statements);
  }
  void add_destination(const Value* destination) {
    const Value* target = member_of(destination, "Destination");
    if (target == nullptr) return;
    const std::string_view type = text_of(destination, "Type");
    if (type == "S3" || type == "S3Bucket") return add_bucket(*target);
    add(action_of_destination(type), target);
  }
  void add(std::string_view action, const Value* resource) {
    if (action.empty() || resource == nullptr) return;
    const Value statement = allow(action, *resource);
    add_document({&statement, 1});
  }
  void add_bucket(const Value& bucket) {
    const Value objects = pool_.lift({&bucket, 1}, place_, [&](std::span<const Value> chosen) {
      TextBuilder arn(pool_);
      arn.add(chosen[0]);
      arn.add_literal("/*");
      return arn.finish(place_);
    });
    const Value statements[] = {allow("s3:PutObject", objects), allow("s3:ListBucket", bucket)};
    add_document(statements);
  }
  [[nodiscard]] Value allow(std::string_view action, const Value& resource) {
    return object_of(
        pool_,
        {{"Effect", pool_.string("Allow", place_)}, {"Action", pool_.string(action, place_)}, {"Resource", resource}},
        place_);
  }
  [[nodiscard]] Value allow_network_interfaces() {
    std::vector<Value> actions;
    for (const std::string_view name : {"CreateNetworkInterface", "DescribeNetworkInterfaces", "DeleteNetworkInterface",
                                        "DescribeVpcs", "DescribeSubnets", "DescribeSecurityGroups"}) {
      actions.push_back(pool_.string("ec2:" + std::string(name), place_));
    }
    const Value all = pool_.tuple(actions, place_);
    return object_of(
        pool_, {{"Effect", pool_.string("Allow", place_)}, {"Action", all}, {"Resource", pool_.string("*", place_)}},
        place_);
  }
  void add_document(std::span<const Value> statements) {
    const Value document = document_of(pool_, statements, place_);
    const bool is_known = std::ranges::any_of(
        documents_, [&](const Value& one) { return value::identical(*one.find("PolicyDocument"), document); });
    if (is_known) return;
    documents_.push_back(
        object_of(pool_, {{"PolicyName", pool_.string("events", place_)}, {"PolicyDocument", document}}, place_));
  }

  Pool& pool_;
  const Value& properties_;
  Span place_;
  std::vector<Value> documents_;
};

/// A policy that is named twice is attached once.
void remove_repeated(const Pool& pool, std::vector<Value>& policies) {
  std::vector<Value> kept;
  for (const Value& policy : policies) {
    const bool is_repeated = std::ranges::any_of(kept, [&](const Value& one) {
      return !one.is_choice() && !policy.is_choice() && is_yes(same_text(pool, one, policy));
    });
    if (!is_repeated) kept.push_back(policy);
  }
  policies = std::move(kept);
}

}  // namespace

Value Stack::implicit_role(std::uint32_t function, const Frame& frame) {
  const ResourceEntry& entry = resources_[function];
  const Span place = entry.member.key_span;
  const Value properties = attributes_of(function, frame);
  RolePolicies made(pool(), properties, place);
  const bool is_function = entry.type == "AWS::Serverless::Function";
  const std::string region = known_region();
  const bool is_first_partition = !region.starts_with("cn-") && !region.starts_with("us-gov-");
  const std::string_view tracing = is_first_partition ? "AWSXrayWriteOnlyAccess" : "AWSXRayDaemonWriteAccess";
  std::vector<Value> managed;
  std::vector<Value> documents = is_function ? made.documents_of_function() : std::vector<Value>{};
  for (const std::string_view name :
       is_function ? made.managed_of_function(tracing) : made.managed_of_machine(tracing)) {
    managed.push_back(managed_policy(pool().string(name, place)));
  }
  if (const Value* policies = member_of(&properties, "Policies")) {
    const auto all = policies->is_sequence() ? policies->elements() : std::span<const Value>(policies, 1);
    for (const Value& policy : all) add_serverless_policy(policy, managed, documents);
  }
  remove_repeated(pool(), managed);
  const Value* given_trust = is_function ? member_of(&properties, "AssumeRolePolicyDocument") : nullptr;
  const std::string_view service = is_function ? "lambda.amazonaws.com" : "states.amazonaws.com";
  const Value trust = given_trust != nullptr ? *given_trust : trust_policy(pool(), service, place);
  std::vector<Member> members = {Member{pool().intern("AssumeRolePolicyDocument"), trust, place},
                                 Member{pool().intern("ManagedPolicyArns"), pool().tuple(managed, place), place},
                                 Member{pool().intern("Policies"), pool().tuple(documents, place), place}};
  if (const Value* boundary = member_of(&properties, "PermissionsBoundary")) {
    members.push_back(Member{pool().intern("PermissionsBoundary"), *boundary, place});
  }
  return pool().ordered_object(members, place);
}

}  // namespace brn::config::cloudformation
