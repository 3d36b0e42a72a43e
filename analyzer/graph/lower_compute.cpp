// Workloads on instances and in containers: EC2, Auto Scaling, ECS, EKS, Batch, and the templates that they use.

#include "analyzer/graph/json_text.h"
#include "analyzer/graph/workload.h"

namespace brn::graph {

namespace {

constexpr Field kInstanceFields[] = {
    {"subnets", "subnet_id!", "SubnetId!|NetworkInterfaces.SubnetId!"},
    {"groups", "vpc_security_group_ids|security_groups", "SecurityGroupIds|NetworkInterfaces.GroupSet|SecurityGroups"},
    {"profile", "iam_instance_profile", "IamInstanceProfile"},
    {"public_ip", "associate_public_ip_address", "NetworkInterfaces.AssociatePublicIpAddress"},
    {"template", "launch_template.id|launch_template.name",
     "LaunchTemplate.LaunchTemplateId|LaunchTemplate.LaunchTemplateName"},
};

constexpr Field kLaunchTemplateFields[] = {
    {"template_name", "name", "LaunchTemplateName"},
    {"subnets", "network_interfaces.subnet_id!", "LaunchTemplateData.NetworkInterfaces.SubnetId!"},
    {"groups", "vpc_security_group_ids|network_interfaces.security_groups",
     "LaunchTemplateData.SecurityGroupIds|LaunchTemplateData.NetworkInterfaces.Groups"},
    {"profile", "iam_instance_profile.name|iam_instance_profile.arn",
     "LaunchTemplateData.IamInstanceProfile.Name|LaunchTemplateData.IamInstanceProfile.Arn"},
    {"public_ip", "network_interfaces.associate_public_ip_address",
     "LaunchTemplateData.NetworkInterfaces.AssociatePublicIpAddress"},
};

constexpr Field kLaunchConfigurationFields[] = {
    {"template_name", "name", "LaunchConfigurationName"},
    {"groups", "security_groups", "SecurityGroups"},
    {"profile", "iam_instance_profile", "IamInstanceProfile"},
    {"public_ip", "associate_public_ip_address", "AssociatePublicIpAddress"},
};

constexpr Field kAutoScalingFields[] = {
    {"subnets", "vpc_zone_identifier", "VPCZoneIdentifier"},
    {"template",
     "launch_template.id|launch_template.name|launch_configuration|mixed_instances_policy.launch_template."
     "launch_template_specification.launch_template_id|mixed_instances_policy.launch_template."
     "launch_template_specification.launch_template_name",
     "LaunchTemplate.LaunchTemplateId|LaunchTemplate.LaunchTemplateName|LaunchConfigurationName|"
     "MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification.LaunchTemplateId|"
     "MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification.LaunchTemplateName"},
};

constexpr Field kServiceFields[] = {
    {"subnets", "network_configuration.subnets", "NetworkConfiguration.AwsvpcConfiguration.Subnets"},
    {"groups", "network_configuration.security_groups", "NetworkConfiguration.AwsvpcConfiguration.SecurityGroups"},
    {"public_ip", "network_configuration.assign_public_ip", "NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp"},
    {"template", "task_definition", "TaskDefinition"},
};

constexpr Field kTaskFields[] = {
    {"template_name", "family", "Family"},
    {"role", "task_role_arn", "TaskRoleArn"},
    {"role2", "execution_role_arn", "ExecutionRoleArn"},
    {"containers", "container_definitions", "ContainerDefinitions"},
};

constexpr Field kNodeGroupFields[] = {
    {"subnets", "subnet_ids", "Subnets"},
    {"role", "node_role_arn", "NodeRole"},
    {"template", "launch_template.id|launch_template.name", "LaunchTemplate.Id|LaunchTemplate.Name"},
};

constexpr Field kClusterFields[] = {
    {"own_name", "name", "Name"},
    {"subnets", "vpc_config.subnet_ids", "ResourcesVpcConfig.SubnetIds"},
    {"groups", "vpc_config.security_group_ids", "ResourcesVpcConfig.SecurityGroupIds"},
    {"role", "role_arn", "RoleArn"},
};

constexpr Field kBatchFields[] = {
    {"subnets", "compute_resources.subnets", "ComputeResources.Subnets"},
    {"groups", "compute_resources.security_group_ids", "ComputeResources.SecurityGroupIds"},
    {"role", "service_role", "ServiceRole"},
    {"profile", "compute_resources.instance_role", "ComputeResources.InstanceRole"},
    {"template",
     "compute_resources.launch_template.launch_template_id|"
     "compute_resources.launch_template.launch_template_name",
     "ComputeResources.LaunchTemplate.LaunchTemplateId|ComputeResources.LaunchTemplate.LaunchTemplateName"},
};

template <WorkloadKind Kind>
void fill_with_template(Reader& reader, Slot<Workload> workload) {
  read_workload(reader, workload, Kind);
  read_template(reader, workload, "template");
}

/// The group that EKS makes for a cluster's nodes is written nowhere.
void take_group_of_eks(Reader& reader, Slot<Workload> workload) {
  workload->groups.complete = false;
  merge_cause(workload->groups.causes, Cause{CauseKind::External, reader.resource().address,
                                             "EKS makes a security group for the cluster's nodes",
                                             "give the nodes a launch template with groups", reader.resource().header});
}

/// Nodes without groups of their own template get the cluster's.
void fill_node_group(Reader& reader, Slot<Workload> workload) {
  fill_with_template<WorkloadKind::EksNodeGroup>(reader, workload);
  if (workload->groups.items.empty() && workload->groups.complete) take_group_of_eks(reader, workload);
}

/// A cluster stands for its pods. The groups that it names are those of its control plane.
void fill_cluster(Reader& reader, Slot<Workload> workload) {
  read_workload(reader, workload, WorkloadKind::EksCluster);
  workload->groups = {};
  take_group_of_eks(reader, workload);
}

template <WorkloadKind Kind>
constexpr TypeEntry with_template(std::string_view terraform, std::string_view cloudformation, Fields fields) {
  return entity_type<Workload, fill_with_template<Kind>>(terraform, cloudformation, fields);
}

// Tasks that a rule or a schedule starts.
constexpr Field kEventTargetFields[] = {
    {"subnets", "ecs_target.network_configuration.subnets",
     "Targets.EcsParameters.NetworkConfiguration.AwsVpcConfiguration.Subnets"},
    {"groups", "ecs_target.network_configuration.security_groups",
     "Targets.EcsParameters.NetworkConfiguration.AwsVpcConfiguration.SecurityGroups"},
    {"public_ip", "ecs_target.network_configuration.assign_public_ip",
     "Targets.EcsParameters.NetworkConfiguration.AwsVpcConfiguration.AssignPublicIp"},
    {"template", "ecs_target.task_definition_arn", "Targets.EcsParameters.TaskDefinitionArn"},
};

constexpr Field kScheduleFields[] = {
    {"subnets", "target.ecs_parameters.network_configuration.subnets",
     "Target.EcsParameters.NetworkConfiguration.AwsvpcConfiguration.Subnets"},
    {"groups", "target.ecs_parameters.network_configuration.security_groups",
     "Target.EcsParameters.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups"},
    {"public_ip", "target.ecs_parameters.network_configuration.assign_public_ip",
     "Target.EcsParameters.NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp"},
    {"template", "target.ecs_parameters.task_definition_arn", "Target.EcsParameters.TaskDefinitionArn"},
};

constexpr Field kPodIdentityFields[] = {
    {"cluster", "cluster_name", "ClusterName"},
    {"role", "role_arn", "RoleArn"},
};

/// Only targets that run a task are workloads. It comes before the passes in which unused templates count.
void fill_started_task(Reader& reader, EntityRef) {
  if (!reader.is_written("template")) return;
  reader.active().entity = create_entity<Workload>(reader.lowering(), reader.resource());
  const Slot<Workload> workload(reader.lowering().graph(), reader.active().entity.id<Workload>());
  fill_with_template<WorkloadKind::EcsTask>(reader, workload);
}

constexpr TypeEntry started_task(std::string_view terraform, std::string_view cloudformation, Fields fields) {
  TypeEntry entry{terraform, cloudformation, fields, {}};
  entry.fill = &fill_started_task;
  return entry;
}

/// Pods with this role run on the cluster's nodes.
void attach_pod_identity(Reader& reader) {
  const auto cluster = reader.relation<Workload>("cluster");
  auto role = reader.relation<Role>("role");
  if (cluster.has_target() && !role.is_absent()) reader.lowering().get(cluster.target).roles.push_back(std::move(role));
}

constexpr Field kJobDefinitionFields[] = {
    {"properties", "container_properties", "ContainerProperties"},
};
// Terraform has the container as JSON text with these names.
constexpr Field kJobContainerFields[] = {
    {"role", "jobRoleArn", "JobRoleArn"},
    {"role2", "executionRoleArn", "ExecutionRoleArn"},
};

/// A job's role is used where its queue's compute environment has its instances. A definition names no queue: where the
/// run has one environment that is the one, where it has several each of them may be.
void attach_job_definition(Reader& reader) {
  const auto properties = reader.find("properties");
  if (!properties) return;
  const Reader container = reader.inside(to_structure(reader.lowering().pool(), *properties), kJobContainerFields);
  std::vector<Workload*> environments;
  for (Workload& workload : reader.lowering().graph().mutable_all<Workload>()) {
    if (workload.kind == WorkloadKind::BatchComputeEnvironment) environments.push_back(&workload);
  }
  for (const std::string_view field : {"role", "role2"}) {
    const Relation<Role> role = container.relation<Role>(field);
    if (!role.has_target()) continue;
    const std::string& address = reader.resource().address;
    const Cause several{CauseKind::External, address, "which compute environment runs `" + address + "` is not written",
                        "analyse its compute environment by itself", reader.resource().header};
    for (Workload* environment : environments) {
      environment->roles.push_back(
          environments.size() == 1 ? role : Relation<Role>{Relation<Role>::Kind::Unknown, {}, role.place, {several}});
    }
  }
}

constexpr TypeEntry cluster_type() {
  TypeEntry entry = entity_type<Workload, fill_cluster>("aws_eks_cluster", "AWS::EKS::Cluster", kClusterFields);
  entry.identities = "name";
  return entry;
}

constexpr TypeEntry kTypes[] = {
    started_task("aws_cloudwatch_event_target", "AWS::Events::Rule", kEventTargetFields),
    started_task("aws_scheduler_schedule", "AWS::Scheduler::Schedule", kScheduleFields),
    attachment_type<attach_pod_identity>("aws_eks_pod_identity_association", "AWS::EKS::PodIdentityAssociation",
                                         kPodIdentityFields),
    with_template<WorkloadKind::Ec2Instance>("aws_instance", "AWS::EC2::Instance", kInstanceFields),
    template_type<WorkloadKind::LaunchTemplate>("aws_launch_template", "AWS::EC2::LaunchTemplate",
                                                kLaunchTemplateFields, "name LaunchTemplateId"),
    template_type<WorkloadKind::LaunchTemplate>("aws_launch_configuration", "AWS::AutoScaling::LaunchConfiguration",
                                                kLaunchConfigurationFields, "name"),
    with_template<WorkloadKind::AutoScalingGroup>("aws_autoscaling_group", "AWS::AutoScaling::AutoScalingGroup",
                                                  kAutoScalingFields),
    with_template<WorkloadKind::EcsService>("aws_ecs_service", "AWS::ECS::Service", kServiceFields),
    template_type<WorkloadKind::EcsTask>("aws_ecs_task_definition", "AWS::ECS::TaskDefinition", kTaskFields,
                                         "TaskDefinitionArn"),
    entity_type<Workload, fill_node_group>("aws_eks_node_group", "AWS::EKS::Nodegroup", kNodeGroupFields),
    cluster_type(),
    with_template<WorkloadKind::BatchComputeEnvironment>("aws_batch_compute_environment",
                                                         "AWS::Batch::ComputeEnvironment", kBatchFields),
    attachment_type<attach_job_definition>("aws_batch_job_definition", "AWS::Batch::JobDefinition",
                                           kJobDefinitionFields),
};

}  // namespace

TypeEntries compute_types() {
  return kTypes;
}

}  // namespace brn::graph
