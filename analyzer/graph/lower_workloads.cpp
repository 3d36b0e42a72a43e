// Workloads of managed services: Lambda, SageMaker, CodeBuild, Glue, App Runner.

#include "analyzer/graph/workload.h"

namespace brn::graph {

namespace {

constexpr Field kLambdaFields[] = {
    {"vpc_config", "vpc_config", "VpcConfig"},
    {"subnets", "vpc_config.subnet_ids", "VpcConfig.SubnetIds"},
    {"groups", "vpc_config.security_group_ids", "VpcConfig.SecurityGroupIds"},
    {"role", "role", "Role"},
    {"environment", "environment.variables", "Environment.Variables"},
};

constexpr Field kNotebookFields[] = {
    {"vpc_config", "subnet_id", "SubnetId"},
    {"subnets", "subnet_id!", "SubnetId!"},
    {"groups", "security_groups", "SecurityGroupIds"},
    {"role", "role_arn", "RoleArn"},
    {"direct_internet", "direct_internet_access", "DirectInternetAccess"},
};

constexpr Field kDomainFields[] = {
    {"subnets", "subnet_ids", "SubnetIds"},
    {"groups", "default_user_settings.security_groups", "DefaultUserSettings.SecurityGroups"},
    {"role", "default_user_settings.execution_role", "DefaultUserSettings.ExecutionRole"},
    {"direct_internet", "app_network_access_type", "AppNetworkAccessType"},
};

constexpr Field kModelFields[] = {
    {"vpc_config", "vpc_config", "VpcConfig"},
    {"subnets", "vpc_config.subnets", "VpcConfig.Subnets"},
    {"groups", "vpc_config.security_group_ids", "VpcConfig.SecurityGroupIds"},
    {"role", "execution_role_arn", "ExecutionRoleArn"},
    {"environment", "primary_container.environment", "PrimaryContainer.Environment"},
};

constexpr Field kCodeBuildFields[] = {
    {"vpc_config", "vpc_config", "VpcConfig"},
    {"subnets", "vpc_config.subnets", "VpcConfig.Subnets"},
    {"groups", "vpc_config.security_group_ids", "VpcConfig.SecurityGroupIds"},
    {"role", "service_role", "ServiceRole"},
    {"variables", "environment.environment_variable", "Environment.EnvironmentVariables"},
};

constexpr Field kGlueFields[] = {
    {"vpc_config", "physical_connection_requirements", "ConnectionInput.PhysicalConnectionRequirements"},
    {"subnets", "physical_connection_requirements.subnet_id!",
     "ConnectionInput.PhysicalConnectionRequirements.SubnetId!"},
    {"groups", "physical_connection_requirements.security_group_id_list",
     "ConnectionInput.PhysicalConnectionRequirements.SecurityGroupIdList"},
};

constexpr Field kAppRunnerFields[] = {
    {"vpc_config", "network_configuration.egress_configuration.vpc_connector_arn",
     "NetworkConfiguration.EgressConfiguration.VpcConnectorArn"},
    {"connector", "network_configuration.egress_configuration.vpc_connector_arn",
     "NetworkConfiguration.EgressConfiguration.VpcConnectorArn"},
    {"role", "instance_configuration.instance_role_arn", "InstanceConfiguration.InstanceRoleArn"},
};

constexpr Field kConnectorFields[] = {
    {"subnets", "subnets", "Subnets"},
    {"groups", "security_groups", "SecurityGroups"},
};

void fill_app_runner(Reader& reader, Slot<Workload> workload) {
  read_workload(reader, workload, WorkloadKind::AppRunnerService);
  read_template(reader, workload, "connector");
}

constexpr TypeEntry kTypes[] = {
    workload_type<WorkloadKind::LambdaFunction>("aws_lambda_function", "AWS::Lambda::Function", kLambdaFields),
    workload_type<WorkloadKind::LambdaFunction>("", "AWS::Serverless::Function", kLambdaFields),
    workload_type<WorkloadKind::SageMakerNotebook>("aws_sagemaker_notebook_instance",
                                                   "AWS::SageMaker::NotebookInstance", kNotebookFields),
    workload_type<WorkloadKind::SageMakerDomain>("aws_sagemaker_domain", "AWS::SageMaker::Domain", kDomainFields),
    workload_type<WorkloadKind::SageMakerModel>("aws_sagemaker_model", "AWS::SageMaker::Model", kModelFields),
    workload_type<WorkloadKind::CodeBuildProject>("aws_codebuild_project", "AWS::CodeBuild::Project", kCodeBuildFields),
    workload_type<WorkloadKind::GlueConnection>("aws_glue_connection", "AWS::Glue::Connection", kGlueFields),
    entity_type<Workload, fill_app_runner>("aws_apprunner_service", "AWS::AppRunner::Service", kAppRunnerFields),
    TypeEntry{"aws_apprunner_vpc_connector", "AWS::AppRunner::VpcConnector", kConnectorFields, "VpcConnectorArn"},
};

}  // namespace

TypeEntries workload_types() {
  return kTypes;
}

}  // namespace brn::graph
