// Roles with their inline, attached and AWS-managed policies; customer-managed policies; instance profiles.

#include "analyzer/graph/json_text.h"
#include "analyzer/graph/reader.h"

namespace brn::graph {

namespace {

constexpr Field kRoleFields[] = {
    {"own_name", "name", "RoleName"},
    {"trust", "assume_role_policy", "AssumeRolePolicyDocument"},
    {"inline", "inline_policy", "Policies"},
    {"managed", "managed_policy_arns", "ManagedPolicyArns"},
    {"boundary", "permissions_boundary", "PermissionsBoundary"},
};

constexpr Field kInlineFields[] = {{"document", "policy", "PolicyDocument"}};
constexpr Field kProviderFields[] = {{"url", "url", "Url"}};

constexpr Field kDataRoleFields[] = {{"id", "name", ""}};

constexpr Field kManagedFields[] = {
    {"own_name", "name", "ManagedPolicyName"},
    {"document", "policy", "PolicyDocument"},
    {"roles", "", "Roles"},
};

constexpr Field kDataPolicyFields[] = {{"name", "name", ""}, {"arn", "arn", ""}};

constexpr Field kRolePolicyFields[] = {
    {"roles", "role!", "Roles|RoleName!"},
    {"document", "policy", "PolicyDocument"},
};

constexpr Field kAttachmentFields[] = {
    {"roles", "role!|roles|role_name!", ""},
    {"policies", "policy_arn!|policy_arns", ""},
};

constexpr Field kProfileFields[] = {
    {"own_name", "name", "InstanceProfileName"},
    {"roles", "role!", "Roles"},
};

/// `arn:aws:iam::aws:policy/service-role/X` → X; empty when it is no AWS-managed policy.
std::string managed_name(std::string_view arn) {
  constexpr std::string_view kMarker = ":iam::aws:policy/";
  if (arn.find(kMarker) == std::string_view::npos) return {};
  return std::string(arn.substr(arn.rfind('/') + 1));
}

/// `data.aws_iam_policy` names a policy by name or ARN. By name it may be a customer's; those that begin as AWS's own
/// do are taken for AWS's.
std::string managed_name_of_data(const Reader& reader) {
  const Attribute<std::string> arn = reader.text("arn");
  if (arn.is_set()) return managed_name(arn.value);
  const Attribute<std::string> name = reader.text("name");
  const bool is_aws = name.value.starts_with("Amazon") || name.value.starts_with("AWS");
  return name.is_set() && is_aws ? name.value : std::string();
}

/// A policy that an ARN names: AWS's own by its name, a customer's by its document.
RolePolicy read_managed(const Reader& reader, const value::Value& arn) {
  RolePolicy policy;
  policy.place = arn.origin();
  policy.address = reader.resource().address;
  std::string name = managed_name(text_with_holes(arn));
  ActiveResource* source = reader.lowering().resource_of(arn);
  if (source != nullptr && source->entry != nullptr && source->entry->fields.data() == kDataPolicyFields) {
    name = managed_name_of_data(Reader(reader.lowering(), *source));
  }
  if (!name.empty()) {
    policy.managed = Attribute<std::string>::of(std::move(name), arn.origin());
    return policy;
  }
  policy.document = reader.lowering().relate<PolicyDocument>(arn, reader.resource());
  if (policy.document.has_target() && !reader.lowering().get(policy.document.target).is_external()) return policy;
  Causes causes = policy.document.causes;
  if (policy.document.has_target()) causes = reader.lowering().get(policy.document.target).causes;
  policy.document = {Relation<PolicyDocument>::Kind::Unknown, {}, arn.origin(), causes};
  policy.managed = Attribute<std::string>::of_unknown(std::move(causes), arn.origin());
  policy.managed.value = text_with_holes(arn);
  return policy;
}

void not_complete(Role& role, const Causes& causes) {
  role.policies_complete = false;
  merge_causes(role.policies_causes, causes);
}

void read_inline(Reader& reader, Slot<Role> role) {
  const Items blocks = reader.items("inline");
  if (!blocks.complete) not_complete(*role.operator->(), blocks.causes);
  for (const value::Value& block : blocks.values) {
    if (!block.is_mapping()) {
      not_complete(*role.operator->(), value::causes_of(block));
      continue;
    }
    RolePolicy policy;
    policy.address = reader.resource().address;
    policy.place = block.origin();
    policy.document =
        reader.inside(block, kInlineFields).policy("document", "inline policy of " + reader.resource().address);
    if (!policy.document.is_absent()) role->policies.push_back(std::move(policy));
  }
}

void fill_role(Reader& reader, Slot<Role> role) {
  role->trust = reader.policy("trust", "trust policy of " + reader.resource().address);
  read_inline(reader, role);
  const Items managed = reader.items("managed");
  if (!managed.complete) not_complete(*role.operator->(), managed.causes);
  for (const value::Value& arn : managed.values) {
    RolePolicy policy = read_managed(reader, arn);
    role->policies.push_back(std::move(policy));
  }
  if (const auto boundary = reader.find("boundary")) role->boundary = read_managed(reader, *boundary);
}

/// Calls `visit` for each federated principal of a trust policy.
template <typename Visit>
void for_each_federated(const value::Value& trust, Visit visit) {
  const value::Value* statements = trust.is_mapping() ? trust.find("Statement") : nullptr;
  if (statements == nullptr) return;
  for (const value::Value& statement : to_items(*statements).values) {
    const value::Value* principal = statement.is_mapping() ? statement.find("Principal") : nullptr;
    const value::Value* federated =
        principal != nullptr && principal->is_mapping() ? principal->find("Federated") : nullptr;
    if (federated == nullptr) continue;
    // What is not known may be a list by its type; here it is one ARN.
    if (!federated->is_sequence()) visit(*federated);
    if (federated->is_sequence()) {
      for (const value::Value& one : federated->elements()) visit(one);
    }
  }
}

/// A role that an EKS cluster's identity provider may give out: pods with it run on the cluster's nodes (Amazon EKS User
/// Guide, IAM roles for service accounts).
void attach_web_identity(Reader& reader, Slot<Role> role) {
  if (!role->trust.has_target()) return;
  Lowering& lowering = reader.lowering();
  const value::Value trust = lowering.get(role->trust.target).document;
  for_each_federated(trust, [&](const value::Value& federated) {
    ActiveResource* provider = lowering.resource_of(federated);
    if (provider == nullptr || provider->entry == nullptr || provider->entry->fields.data() != kProviderFields) return;
    const auto url = Reader(lowering, *provider).find("url");
    const ActiveResource* cluster = url ? lowering.resource_of(*url) : nullptr;
    if (cluster == nullptr || !cluster->entity.is<Workload>()) return;
    const Relation<Role> relation{Relation<Role>::Kind::To, role.id(), federated.origin(), {}};
    lowering.get(cluster->entity.id<Workload>()).roles.push_back(relation);
  });
}

/// Roles as attachments name them: one or several, by name, ARN or reference.
void add_to_roles(Reader& reader, const RolePolicy& policy) {
  for (const auto& role : reader.relations<Role>("roles").items) {
    if (role.has_target()) reader.lowering().get(role.target).policies.push_back(policy);
  }
}

void attach_document(Reader& reader) {
  RolePolicy policy;
  policy.address = reader.resource().address;
  policy.place = reader.resource().header;
  policy.document = reader.policy("document", "policy " + reader.resource().address);
  if (!policy.document.is_absent()) add_to_roles(reader, policy);
}

void attach_managed(Reader& reader) {
  const Items policies = reader.items("policies");
  for (const value::Value& arn : policies.values) add_to_roles(reader, read_managed(reader, arn));
  if (policies.complete) return;
  for (const auto& role : reader.relations<Role>("roles").items) {
    if (role.has_target()) not_complete(reader.lowering().get(role.target), policies.causes);
  }
}

void fill_managed(Reader& reader, Slot<PolicyDocument> policy) {
  policy->carrier = "managed policy " + reader.resource().address;
  const auto document = reader.find("document");
  if (document) policy->document = to_structure(reader.lowering().pool(), *document);
}

/// CloudFormation's managed policy lists its roles itself.
void attach_managed_to_roles(Reader& reader, Slot<PolicyDocument> policy) {
  if (!reader.is_written("roles")) return;
  RolePolicy attached;
  attached.address = reader.resource().address;
  attached.place = reader.resource().header;
  attached.document = {Relation<PolicyDocument>::Kind::To, policy.id(), reader.resource().header, {}};
  add_to_roles(reader, attached);
}

/// An instance profile stands for its role.
void adopt_profile(Reader& reader, EntityRef) {
  const auto roles = reader.relations<Role>("roles");
  if (roles.items.empty() || !roles.items.front().has_target()) return;
  const EntityRef role{tag_of<Role>(), roles.items.front().target.index};
  reader.active().entity = role;
  if (const auto name = reader.find("own_name")) reader.lowering().add_name(tag_of<Role>(), *name, role);
}

constexpr std::string_view kRoleIds = "name RoleName role_name";

constexpr TypeEntry role_type() {
  TypeEntry entry = entity_type<Role, fill_role>("aws_iam_role", "AWS::IAM::Role", kRoleFields, kRoleIds);
  entry.attach = &with_entity<Role, attach_web_identity>;
  return entry;
}

constexpr TypeEntry managed_type() {
  TypeEntry entry = entity_type<PolicyDocument, fill_managed>("aws_iam_policy", "AWS::IAM::ManagedPolicy",
                                                              kManagedFields, "PolicyArn policy_arn");
  entry.attach = &with_entity<PolicyDocument, attach_managed_to_roles>;
  return entry;
}

constexpr TypeEntry profile_type() {
  TypeEntry entry{"aws_iam_instance_profile", "AWS::IAM::InstanceProfile", kProfileFields, "name"};
  entry.adopt = &adopt_profile;
  return entry;
}

constexpr TypeEntry kTypes[] = {
    role_type(),
    TypeEntry{"aws_iam_openid_connect_provider", "AWS::IAM::OIDCProvider", kProviderFields, ""},
    data_type("aws_iam_role", kDataRoleFields, kRoleIds),
    managed_type(),
    TypeEntry{"aws_iam_policy", "", kDataPolicyFields, "", config::Mode::Data},
    attachment_type<attach_document>("aws_iam_role_policy", "AWS::IAM::Policy", kRolePolicyFields),
    attachment_type<attach_document>("", "AWS::IAM::RolePolicy", kRolePolicyFields),
    attachment_type<attach_managed>("aws_iam_role_policy_attachment", "", kAttachmentFields),
    attachment_type<attach_managed>("aws_iam_policy_attachment", "", kAttachmentFields),
    attachment_type<attach_managed>("aws_iam_role_policy_attachments_exclusive", "", kAttachmentFields),
    profile_type(),
};

}  // namespace

TypeEntries role_types() {
  return kTypes;
}

}  // namespace brn::graph
