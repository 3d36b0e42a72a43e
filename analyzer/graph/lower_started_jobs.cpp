// Bedrock jobs that something starts when it runs: tasks of a Step Functions state machine, and custom resources that
// call the Bedrock API (the CDK's AwsCustomResource, or one whose properties are a job's own). CloudFormation has no
// type for these jobs, so this is how a template makes them.
// https://docs.aws.amazon.com/step-functions/latest/dg/connect-bedrock.html

#include <algorithm>

#include "analyzer/diagnostics/names.h"
#include "analyzer/graph/json_text.h"
#include "analyzer/graph/reader.h"

namespace brn::graph {

namespace {

constexpr std::size_t kMaxDepth = 20;

constexpr Field kMachineFields[] = {{"definition", "definition", "Definition|DefinitionString"}};

// The CDK writes the call that it makes as JSON text.
constexpr Field kAwsCallFields[] = {{"create", "", "Create|Update"}};
constexpr Field kCallFields[] = {
    {"service", "service", "service"},
    {"action", "action", "action"},
    {"parameters", "parameters", "parameters"},
};

// Tasks spell the API's parameters with capitals, the SDK for JavaScript without.
constexpr std::string_view kVpc = "VpcConfig|vpcConfig";
constexpr std::string_view kSubnets = "VpcConfig.SubnetIds|vpcConfig.subnetIds";
constexpr std::string_view kGroups = "VpcConfig.SecurityGroupIds|vpcConfig.securityGroupIds";
constexpr std::string_view kRole = "RoleArn|roleArn";
constexpr std::string_view kInput =
    "TrainingDataConfig.S3Uri|trainingDataConfig.s3Uri|InputDataConfig.S3InputDataConfig.S3Uri|"
    "inputDataConfig.s3InputDataConfig.s3Uri";
constexpr std::string_view kOutput =
    "OutputDataConfig.S3Uri|outputDataConfig.s3Uri|OutputDataConfig.S3OutputDataConfig.S3Uri|"
    "outputDataConfig.s3OutputDataConfig.s3Uri";
constexpr std::string_view kValidators = "ValidationDataConfig.Validators|validationDataConfig.validators";
constexpr Field kJobFields[] = {
    {"vpc_config", kVpc, kVpc},
    {"subnets", kSubnets, kSubnets},
    {"groups", kGroups, kGroups},
    {"role", kRole, kRole},
    {"input", kInput, kInput},
    {"output", kOutput, kOutput},
    {"validation", kValidators, kValidators},
};
constexpr Field kUriFields[] = {{"uri", "S3Uri|s3Uri", "S3Uri|s3Uri"}};

/// The job that an API action starts: `createModelCustomizationJob`, `…Command`, `….sync`.
std::optional<JobKind> job_of_action(std::string_view action) {
  const std::string lower = lower_case(action);
  if (lower.starts_with("createmodelcustomizationjob")) return JobKind::Customization;
  if (lower.starts_with("createmodelinvocationjob")) return JobKind::BatchInference;
  if (lower.starts_with("createmodelimportjob")) return JobKind::Import;
  return std::nullopt;
}

/// The same of a task's resource: `arn:aws:states:::bedrock:createModelCustomizationJob.sync`.
std::optional<JobKind> job_of_task(std::string_view resource) {
  const std::size_t service = resource.find(":bedrock:");
  if (resource.find(":states:") == std::string_view::npos || service == std::string_view::npos) return std::nullopt;
  return job_of_action(resource.substr(service + std::string_view(":bedrock:").size()));
}

Cause chosen_at_run_time(Span place) {
  return Cause{CauseKind::Computed, "input of the state machine", "the state machine chooses it when it runs", "",
               place};
}

/// Arguments with what is chosen at run time as unknown: members `SubnetIds.$` and JSONata text.
value::Value without_expressions(value::Pool& pool, const value::Value& value, std::size_t depth = 0) {
  if (depth > kMaxDepth) return value;
  if (value.is_string() && value.as_string().starts_with("{%")) {
    return pool.unknown(chosen_at_run_time(value.origin()), {}, value.origin());
  }
  if (value.is_sequence()) {
    std::vector<value::Value> elements;
    for (const value::Value& element : value.elements()) {
      elements.push_back(without_expressions(pool, element, depth + 1));
    }
    return pool.tuple(elements, value.origin());
  }
  if (!value.is_mapping()) return value;
  std::vector<value::Member> members;
  for (const value::Member& member : value.members()) {
    if (!member.name.ends_with(".$")) {
      members.push_back({member.name, without_expressions(pool, member.value, depth + 1), member.name_span});
      continue;
    }
    const Span place = member.value.origin();
    const std::string_view name = member.name.substr(0, member.name.size() - 2);
    value::Pool::UnknownSpec spec;
    const Cause* const cause = pool.cause(chosen_at_run_time(place));
    spec.causes = {&cause, 1};
    spec.not_null = true;
    members.push_back({pool.intern(name), pool.unknown(spec, place), member.name_span});
  }
  return pool.ordered_object(members, value.origin());
}

void add_job(const Reader& reader, JobKind kind, const value::Value& arguments, const std::string& name, Span header) {
  Lowering& lowering = reader.lowering();
  Job job;
  static_cast<Entity&>(job) = lowering.base_of(reader.resource());
  if (!name.empty()) {
    job.address += "." + name;
    job.definition += "." + name;
  }
  if (header.is_valid()) job.header = header;
  job.kind = kind;
  const Reader inside = reader.inside(without_expressions(lowering.pool(), arguments), kJobFields);
  job.has_vpc_config = inside.presence("vpc_config");
  job.subnets = inside.relations<Subnet>("subnets");
  job.groups = inside.relations<SecurityGroup>("groups");
  job.role = inside.relation<Role>("role");
  for (const std::string_view field : {"input", "output"}) {
    if (inside.is_written(field)) job.s3_uris.push_back(inside.text(field));
  }
  for (const value::Value& validator : inside.items("validation").values) {
    job.s3_uris.push_back(inside.inside(validator, kUriFields).text("uri"));
  }
  lowering.graph().add(std::move(job));
}

const value::Value* member_of(const value::Value& value, std::string_view name) {
  return value.is_mapping() ? value.find(name) : nullptr;
}

/// A task of a state machine that starts a job.
struct Task {
  JobKind kind = JobKind::Customization;
  value::Value arguments;
  std::string_view state;
  Span place;
};

void find_tasks(const value::Value& definition, std::size_t depth, std::vector<Task>& tasks);

void read_state(const value::Member& state, std::size_t depth, std::vector<Task>& tasks) {
  const value::Value* resource = member_of(state.value, "Resource");
  const std::string task = resource == nullptr ? std::string() : text_with_holes(*resource);
  if (const auto kind = job_of_task(task)) {
    const value::Value* arguments = member_of(state.value, "Parameters");
    if (arguments == nullptr) arguments = member_of(state.value, "Arguments");
    tasks.push_back(Task{*kind, arguments == nullptr ? value::Value() : *arguments, state.name, state.name_span});
  }
  // Branches of a Parallel state, and what a Map state repeats.
  if (const value::Value* branches = member_of(state.value, "Branches");
      branches != nullptr && branches->is_sequence()) {
    for (const value::Value& branch : branches->elements()) find_tasks(branch, depth + 1, tasks);
  }
  for (const std::string_view name : {"Iterator", "ItemProcessor"}) {
    if (const value::Value* repeated = member_of(state.value, name)) find_tasks(*repeated, depth + 1, tasks);
  }
}

void find_tasks(const value::Value& definition, std::size_t depth, std::vector<Task>& tasks) {
  const value::Value* states = member_of(definition, "States");
  if (depth > kMaxDepth || states == nullptr || !states->is_mapping()) return;
  for (const value::Member& state : states->members()) read_state(state, depth, tasks);
}

/// The job of a machine that starts one is named as the machine; of several, each has its state's name beside.
void read_machine(Reader& reader) {
  const auto definition = reader.find("definition");
  if (!definition) return;
  std::vector<Task> tasks;
  find_tasks(to_structure(reader.lowering().pool(), *definition), 0, tasks);
  for (const Task& task : tasks) {
    add_job(reader, task.kind, task.arguments, tasks.size() == 1 ? std::string() : std::string(task.state), task.place);
  }
}

/// `Custom::AWS` of the CDK: the SDK call in `Create`, as JSON text.
void read_aws_call(Reader& reader) {
  const auto create = reader.find("create");
  if (!create) return;
  const value::Value call = to_structure(reader.lowering().pool(), *create);
  const Reader inside = reader.inside(call, kCallFields);
  const std::string service = lower_case(inside.text("service").value);
  if (service.find("bedrock") == std::string::npos) return;
  const auto kind = job_of_action(inside.text("action").value);
  const auto parameters = inside.find("parameters");
  if (kind && parameters) add_job(reader, *kind, *parameters, {}, create->origin());
}

bool has_any(const value::Value& object, std::initializer_list<std::string_view> names) {
  return std::any_of(names.begin(), names.end(), [&](std::string_view name) {
    const value::Value* found = member_of(object, name);
    return found != nullptr && !found->is_null();
  });
}

/// A custom resource that is given what the API's own call takes: the properties themselves, or an object in them.
std::optional<JobKind> job_of_properties(const value::Value& properties) {
  if (has_any(properties, {"TrainingDataConfig", "trainingDataConfig"}) &&
      has_any(properties, {"BaseModelIdentifier", "baseModelIdentifier"})) {
    return JobKind::Customization;
  }
  if (has_any(properties, {"InputDataConfig", "inputDataConfig"}) &&
      has_any(properties, {"OutputDataConfig", "outputDataConfig"}) && has_any(properties, {"ModelId", "modelId"})) {
    return JobKind::BatchInference;
  }
  return std::nullopt;
}

void read_own_properties(Reader& reader) {
  const value::Value& properties = reader.root();
  if (!properties.is_mapping()) return;
  if (const auto kind = job_of_properties(properties)) {
    add_job(reader, *kind, properties, {}, {});
    return;
  }
  for (const value::Member& member : properties.members()) {
    const value::Value inner = member.value.is_mapping() || member.value.is_string() || member.value.is_unknown()
                                   ? to_structure(reader.lowering().pool(), member.value)
                                   : member.value;
    const auto kind = inner.is_mapping() ? job_of_properties(inner) : std::nullopt;
    if (kind) add_job(reader, *kind, inner, {}, member.name_span);
  }
}

void read_custom(Reader& reader) {
  if (reader.is_written("create")) {
    read_aws_call(reader);
  } else {
    read_own_properties(reader);
  }
}

constexpr TypeEntry kTypes[] = {
    attachment_type<read_machine>("aws_sfn_state_machine", "AWS::StepFunctions::StateMachine", kMachineFields),
    attachment_type<read_machine>("", "AWS::Serverless::StateMachine", kMachineFields),
    attachment_type<read_custom>("", kCustomResourceType, kAwsCallFields),
};

}  // namespace

TypeEntries started_job_types() {
  return kTypes;
}

}  // namespace brn::graph
