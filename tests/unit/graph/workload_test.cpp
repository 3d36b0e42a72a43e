// Workloads in both languages, and the templates that they use.

#include "tests/support/catch.h"
#include "tests/unit/graph/estate.h"

namespace brn::graph {

namespace {

std::string roles_of(const ResourceGraph& graph, std::string_view address) {
  std::string text;
  for (const auto& role : find<Workload>(graph, address).roles) {
    text += (role.has_target() ? graph.get(role.target).address : std::string("unknown")) + " ";
  }
  return text;
}

}  // namespace

TEST_CASE("Lambda functions in and out of a VPC") {
  Estate estate;
  estate.terraform("aws_lambda_function.a", R"({"role": "@aws_iam_role.a.arn", "vpc_config": [
      {"subnet_ids": ["subnet-1"], "security_group_ids": ["sg-1"]}],
      "environment": [{"variables": {"AWS_ENDPOINT_URL_BEDROCK_RUNTIME": "https://x", "OTHER": "y"}}]})");
  estate.terraform("aws_iam_role.a", "{}");
  estate.terraform("aws_lambda_function.b", "{}");
  estate.terraform("aws_lambda_function.c", R"({"vpc_config": [{"subnet_ids": [], "security_group_ids": []}]})");
  estate.cloudformation("F", "AWS::Lambda::Function", R"({"VpcConfig": {"SubnetIds": "@var.subnets",
      "SecurityGroupIds": ["sg-1"]}, "Environment": {"Variables": {"AWS_ENDPOINT_URL": "@var.url"}}})");
  const ResourceGraph graph = estate.lower();
  const Workload& a = find<Workload>(graph, "aws_lambda_function.a");
  CHECK(a.has_vpc_config.value);
  CHECK(a.subnets.items.size() == 1);
  CHECK(roles_of(graph, "aws_lambda_function.a") == "aws_iam_role.a ");
  REQUIRE(a.environment.size() == 1);
  CHECK(a.environment[0].second.value == "https://x");
  CHECK_FALSE(find<Workload>(graph, "aws_lambda_function.b").has_vpc_config.value);
  CHECK_FALSE(find<Workload>(graph, "aws_lambda_function.c").has_vpc_config.value);
  const Workload& f = find<Workload>(graph, "F");
  CHECK(f.has_vpc_config.value);
  CHECK_FALSE(f.subnets.complete);
  CHECK_FALSE(f.environment.at(0).second.is_known());
}

TEST_CASE("a service has the roles and environment of its task definition") {
  Estate estate;
  estate.terraform("aws_iam_role.task", "{}");
  estate.terraform("aws_ecs_task_definition.used", R"({"family": "app", "task_role_arn": "@aws_iam_role.task.arn",
      "container_definitions":
        "[{\"environment\": [{\"name\": \"AWS_ENDPOINT_URL_BEDROCK\", \"value\": \"https://x\"}]}]"})");
  estate.terraform("aws_ecs_task_definition.alone", R"({"family": "tool", "task_role_arn": "@aws_iam_role.task.arn"})");
  estate.terraform("aws_ecs_service.app", R"({"task_definition": "@aws_ecs_task_definition.used.arn",
      "network_configuration": [{"subnets": ["subnet-1"], "security_groups": ["sg-1"], "assign_public_ip": true}]})");
  estate.terraform("aws_ecs_service.by_name", R"({"task_definition": "app"})");
  estate.cloudformation("Role", "AWS::IAM::Role", "{}");
  estate.cloudformation("Task", "AWS::ECS::TaskDefinition", R"({"TaskRoleArn": "@Role.Arn", "ContainerDefinitions": [
      {"Environment": [{"Name": "AWS_ENDPOINT_URL", "Value": "https://y"}]}]})");
  estate.cloudformation("Service", "AWS::ECS::Service", R"({"TaskDefinition": "@Task.Ref", "NetworkConfiguration":
      {"AwsvpcConfiguration": {"Subnets": ["subnet-1"], "AssignPublicIp": "DISABLED"}}})");
  const ResourceGraph graph = estate.lower();
  CHECK(roles_of(graph, "aws_ecs_service.app") == "aws_iam_role.task ");
  CHECK(find<Workload>(graph, "aws_ecs_service.app").environment.size() == 1);
  CHECK(find<Workload>(graph, "aws_ecs_service.app").public_ip.value);
  CHECK(roles_of(graph, "aws_ecs_service.by_name") == "aws_iam_role.task ");
  CHECK(roles_of(graph, "Service") == "Role ");
  CHECK(find<Workload>(graph, "Service").environment.at(0).second.value == "https://y");
  CHECK_FALSE(find<Workload>(graph, "Service").public_ip.value);
  const Workload& alone = find<Workload>(graph, "aws_ecs_task_definition.alone");
  CHECK(alone.kind == WorkloadKind::EcsTask);
  CHECK_FALSE(alone.subnets.complete);
  CHECK(graph.all<Workload>().size() == 4);
}

TEST_CASE("instances and groups have the roles of their profiles") {
  Estate estate;
  estate.terraform("aws_iam_role.a", "{}");
  estate.terraform("aws_iam_instance_profile.a", R"({"name": "profile-a", "role": "@aws_iam_role.a.name"})");
  estate.terraform("aws_instance.a", R"({"subnet_id": "subnet-1", "vpc_security_group_ids": ["sg-1"],
      "iam_instance_profile": "@aws_iam_instance_profile.a.name", "associate_public_ip_address": true})");
  estate.terraform("aws_instance.b", R"({"subnet_id": "subnet-1", "iam_instance_profile": "profile-a"})");
  estate.terraform("aws_launch_template.t", R"({"vpc_security_group_ids": ["sg-2"],
      "iam_instance_profile": [{"arn": "@aws_iam_instance_profile.a.arn"}]})");
  estate.terraform("aws_autoscaling_group.g", R"({"vpc_zone_identifier": ["subnet-1", "subnet-2"],
      "launch_template": [{"id": "@aws_launch_template.t.id"}]})");
  estate.terraform("aws_autoscaling_group.h", R"({"launch_template": [{"id": "@var.template"}]})");
  estate.cloudformation("Role", "AWS::IAM::Role", "{}");
  estate.cloudformation("Profile", "AWS::IAM::InstanceProfile", R"({"Roles": ["@Role.Ref"]})");
  estate.cloudformation("Instance", "AWS::EC2::Instance",
                        R"({"IamInstanceProfile": "@Profile.Ref", "NetworkInterfaces": [
      {"SubnetId": "subnet-1", "GroupSet": ["sg-1"], "AssociatePublicIpAddress": "true"}]})");
  const ResourceGraph graph = estate.lower();
  CHECK(roles_of(graph, "aws_instance.a") == "aws_iam_role.a ");
  CHECK(roles_of(graph, "aws_instance.b") == "aws_iam_role.a ");
  CHECK(find<Workload>(graph, "aws_instance.a").public_ip.value);
  CHECK(roles_of(graph, "aws_autoscaling_group.g") == "aws_iam_role.a ");
  CHECK(find<Workload>(graph, "aws_autoscaling_group.g").subnets.items.size() == 2);
  CHECK(find<Workload>(graph, "aws_autoscaling_group.g").groups.items.size() == 1);
  CHECK(roles_of(graph, "aws_autoscaling_group.h") == "unknown ");
  CHECK(roles_of(graph, "Instance") == "Role ");
  CHECK(find<Workload>(graph, "Instance").subnets.items.size() == 1);
  CHECK(find<Workload>(graph, "Instance").public_ip.value);
  CHECK(graph.all<Workload>().size() == 5);
}

TEST_CASE("SageMaker's defaults let it out") {
  Estate estate;
  estate.terraform("aws_sagemaker_notebook_instance.a", R"({"role_arn": "arn:aws:iam::1:role/x"})");
  estate.terraform("aws_sagemaker_domain.a", R"({"app_network_access_type": "VpcOnly", "subnet_ids": ["subnet-1"],
      "default_user_settings": [{"execution_role": "arn:aws:iam::1:role/x"}]})");
  estate.cloudformation("Notebook", "AWS::SageMaker::NotebookInstance",
                        R"({"SubnetId": "subnet-1", "DirectInternetAccess": "Disabled"})");
  const ResourceGraph graph = estate.lower();
  CHECK(find<Workload>(graph, "aws_sagemaker_notebook_instance.a").direct_internet.is_default());
  CHECK(find<Workload>(graph, "aws_sagemaker_notebook_instance.a").direct_internet.value);
  CHECK_FALSE(find<Workload>(graph, "aws_sagemaker_notebook_instance.a").has_vpc_config.value);
  CHECK_FALSE(find<Workload>(graph, "aws_sagemaker_domain.a").direct_internet.value);
  CHECK_FALSE(find<Workload>(graph, "Notebook").direct_internet.value);
  CHECK(find<Workload>(graph, "Notebook").has_vpc_config.value);
}

TEST_CASE("clusters, batch and build projects") {
  Estate estate;
  estate.terraform("aws_eks_node_group.a", R"({"subnet_ids": ["subnet-1"], "node_role_arn": "arn:aws:iam::1:role/n"})");
  estate.terraform("aws_batch_compute_environment.a",
                   R"({"service_role": "arn:aws:iam::1:role/s", "compute_resources": [
      {"subnets": ["subnet-1"], "security_group_ids": ["sg-1"], "instance_role": "arn:aws:iam::1:instance-profile/p"}]})");
  estate.terraform("aws_codebuild_project.a", R"({"service_role": "arn:aws:iam::1:role/b", "environment": [
      {"environment_variable": [{"name": "AWS_ENDPOINT_URL_S3", "value": "z"}]}]})");
  estate.terraform("aws_apprunner_vpc_connector.c", R"({"subnets": ["subnet-1"], "security_groups": ["sg-1"]})");
  estate.terraform("aws_apprunner_service.a", R"({"network_configuration": [{"egress_configuration": [
      {"vpc_connector_arn": "@aws_apprunner_vpc_connector.c.arn"}]}]})");
  const ResourceGraph graph = estate.lower();
  CHECK_FALSE(find<Workload>(graph, "aws_eks_node_group.a").groups.complete);
  CHECK(find<Workload>(graph, "aws_batch_compute_environment.a").roles.size() == 2);
  CHECK_FALSE(find<Workload>(graph, "aws_codebuild_project.a").has_vpc_config.value);
  CHECK(find<Workload>(graph, "aws_codebuild_project.a").environment.size() == 1);
  CHECK(find<Workload>(graph, "aws_apprunner_service.a").has_vpc_config.value);
  CHECK(find<Workload>(graph, "aws_apprunner_service.a").subnets.items.size() == 1);
}

TEST_CASE("rules and schedules that run a task are workloads") {
  Estate estate;
  estate.terraform("aws_iam_role.task", "{}");
  estate.terraform("aws_ecs_task_definition.nightly",
                   R"({"family": "nightly", "task_role_arn": "@aws_iam_role.task.arn"})");
  estate.terraform("aws_cloudwatch_event_target.nightly", R"({"ecs_target": [{"task_definition_arn":
      "@aws_ecs_task_definition.nightly.arn", "network_configuration": [{"subnets": ["subnet-1"]}]}]})");
  estate.terraform("aws_cloudwatch_event_target.topic", R"({"arn": "arn:aws:sns:us-east-1:111122223333:t"})");
  estate.cloudformation("Role", "AWS::IAM::Role", "{}");
  estate.cloudformation("Task", "AWS::ECS::TaskDefinition", R"({"TaskRoleArn": "@Role.Arn"})");
  estate.cloudformation("Schedule", "AWS::Scheduler::Schedule",
                        R"({"Target": {"EcsParameters": {"TaskDefinitionArn": "@Task.Ref",
      "NetworkConfiguration": {"AwsvpcConfiguration": {"Subnets": ["subnet-1", "subnet-2"]}}}}})");
  const ResourceGraph graph = estate.lower();
  CHECK(graph.all<Workload>().size() == 2);
  CHECK(roles_of(graph, "aws_cloudwatch_event_target.nightly") == "aws_iam_role.task ");
  CHECK(find<Workload>(graph, "aws_cloudwatch_event_target.nightly").subnets.items.size() == 1);
  CHECK(roles_of(graph, "Schedule") == "Role ");
  CHECK(find<Workload>(graph, "Schedule").subnets.items.size() == 2);
}

TEST_CASE("pods have roles of their own") {
  Estate estate;
  estate.terraform("aws_iam_role.pod", "{}");
  estate.terraform("aws_eks_cluster.main", R"({"name": "main", "vpc_config": [{"subnet_ids": ["subnet-1"]}]})");
  estate.terraform("aws_eks_pod_identity_association.app",
                   R"({"cluster_name": "@aws_eks_cluster.main.name", "role_arn": "@aws_iam_role.pod.arn"})");
  const ResourceGraph graph = estate.lower();
  CHECK(roles_of(graph, "aws_eks_cluster.main") == "aws_iam_role.pod ");
}

TEST_CASE("images of ECR, logs and FIPS hosts of a task") {
  Estate estate;
  estate.cloudformation("Task", "AWS::ECS::TaskDefinition", R"({"ContainerDefinitions": [{
      "Image": "111122223333.dkr.ecr.us-east-1.amazonaws.com/app:1", "LogConfiguration": {"LogDriver": "awslogs"},
      "Environment": [{"Name": "AWS_USE_FIPS_ENDPOINT", "Value": "true"}]}]})");
  estate.cloudformation("Service", "AWS::ECS::Service", R"({"TaskDefinition": "@Task.Ref"})");
  const ResourceGraph graph = estate.lower();
  const Workload& service = find<Workload>(graph, "Service");
  CHECK(service.uses_fips.value);
  REQUIRE(service.supporting.size() == 3);
  CHECK(service.supporting[0].service == "ecr.api");
  CHECK(service.supporting[2].service == "logs");
}

TEST_CASE("roles that a cluster's identity provider gives out are those of its pods") {
  Estate estate;
  estate.terraform("aws_eks_cluster.main", R"({"name": "main", "vpc_config": [{"subnet_ids": ["subnet-0a1b2c3d"]}]})");
  estate.terraform("aws_iam_openid_connect_provider.eks", R"({"url": "@aws_eks_cluster.main.id"})");
  estate.terraform("aws_iam_role.pod", R"({"assume_role_policy": {"Statement": [{"Effect": "Allow",
      "Principal": {"Federated": "@aws_iam_openid_connect_provider.eks.arn"},
      "Action": "sts:AssumeRoleWithWebIdentity"}]}})");
  estate.terraform("aws_iam_role.other", R"({"assume_role_policy": {"Statement": [{"Effect": "Allow",
      "Principal": {"Federated": "cognito-identity.amazonaws.com"}, "Action": "sts:AssumeRoleWithWebIdentity"}]}})");
  const ResourceGraph graph = estate.lower();
  const Workload& cluster = find<Workload>(graph, "aws_eks_cluster.main");
  REQUIRE(cluster.roles.size() == 1);
  CHECK(graph.get(cluster.roles[0].target).address == "aws_iam_role.pod");
}

TEST_CASE("the role of a batch job is used in the one compute environment, and perhaps in each of several") {
  for (const bool has_two : {false, true}) {
    Estate estate;
    estate.terraform("aws_iam_role.job", R"({"name": "job"})");
    estate.terraform("aws_batch_job_definition.job",
                     R"({"container_properties": {"jobRoleArn": "@aws_iam_role.job.arn", "image": "x"}})");
    estate.terraform("aws_batch_compute_environment.a", R"({"compute_resources": [{"subnets": ["subnet-0a1b2c3d"]}]})");
    if (has_two)
      estate.terraform("aws_batch_compute_environment.b",
                       R"({"compute_resources": [{"subnets": ["subnet-1a2b3c4d"]}]})");
    const ResourceGraph graph = estate.lower();
    const Workload& environment = find<Workload>(graph, "aws_batch_compute_environment.a");
    REQUIRE(environment.roles.size() == 1);
    CHECK(environment.roles[0].has_target() == !has_two);
    CHECK(environment.roles[0].is_unknown() == has_two);
  }
}

}  // namespace brn::graph
