#include "analyzer/facts/job_roles.h"

#include <algorithm>
#include <array>

#include "analyzer/facts/state.h"
#include "analyzer/policy/glob.h"
#include "analyzer/policy/questions.h"

namespace brn::facts {

namespace {

struct Permission {
  std::string_view action;
  bool changes = false;  // it can change interfaces, so it is to be bounded
};

constexpr std::array kPermissions = std::to_array<Permission>({
    {"ec2:DescribeNetworkInterfaces"},
    {"ec2:DescribeVpcs"},
    {"ec2:DescribeDhcpOptions"},
    {"ec2:DescribeSubnets"},
    {"ec2:DescribeSecurityGroups"},
    {"ec2:CreateNetworkInterface", true},
    {"ec2:CreateNetworkInterfacePermission", true},
    {"ec2:DeleteNetworkInterface", true},
    {"ec2:DeleteNetworkInterfacePermission", true},
    {"ec2:CreateTags", true},
});

using Granted = std::array<Tri, kPermissions.size()>;

/// AWS's managed policies that allow every action of EC2.
bool is_managed_for_all(std::string_view name) {
  return name == "AdministratorAccess" || name == "PowerUserAccess" || name == "AmazonEC2FullAccess";
}
/// Those that may allow some: about networks, by their names.
bool is_managed_for_some(std::string_view name) {
  return name.find("VPC") != std::string_view::npos || name.find("EC2") != std::string_view::npos ||
         name.find("Network") != std::string_view::npos;
}

class JobRoleReader {
 public:
  JobRoleReader(const graph::ResourceGraph& graph, const graph::Role& role) : graph_(graph), role_(role) {}

  JobRoleAccess read() {
    for (const graph::RolePolicy& attached : role_.policies) read_policy(attached);
    for (const graph::Role& other : graph_.all<graph::Role>()) {
      // A policy attached to a role that may be this one.
      if (&other != &role_ && !other.policies.empty() && may_be_any(other)) doubt(other.causes);
    }
    if (!role_.policies_complete)
      doubt(role_.policies_causes.empty() ? causes_of_entity(role_) : role_.policies_causes);
    for (std::size_t i = 0; i < kPermissions.size(); ++i) {
      if (!is_yes(granted_[i])) access_.missing.emplace_back(kPermissions[i].action);
    }
    if (access_.missing.empty()) access_.causes.clear();
    return std::move(access_);
  }

 private:
  void doubt(const Causes& causes) { merge_causes(access_.causes, causes); }

  void read_policy(const graph::RolePolicy& attached) {
    if (attached.managed.is_set() && !attached.managed.value.empty()) return read_managed(attached);
    if (attached.document.is_unknown()) return doubt(attached.document.causes);
    if (!attached.document.has_target()) return;
    const graph::PolicyDocument& document = graph_.get(attached.document.target);
    if (document.is_external()) return doubt(causes_of_entity(document));
    const policy::Policy read = policy::read_policy(document.document);
    if (!read.is_complete) doubt(read.causes.empty() ? causes_of_entity(document) : read.causes);
    for (const policy::Statement& statement : read.statements) {
      if (statement.effect != policy::Effect::Deny) read_statement(statement, attached, document);
    }
  }

  void read_managed(const graph::RolePolicy& attached) {
    const std::string& name = attached.managed.value;
    const Span place = attached.managed.place.is_valid() ? attached.managed.place : attached.place;
    if (is_managed_for_all(name)) {
      granted_.fill(Tri::Yes);
      access_.too_wide.push_back(
          {"the managed policy " + quoted(name) + " allows all of EC2", attached.address, place});
    } else if (is_managed_for_some(name)) {
      doubt({Cause{CauseKind::External, name, "what the managed policy " + quoted(name) + " allows is not known here",
                   "write the permissions into a policy of the role", place}});
    }
  }

  void read_statement(const policy::Statement& statement, const graph::RolePolicy& attached,
                      const graph::PolicyDocument& document) {
    const bool is_certain = statement.effect == policy::Effect::Allow && document.exists == Tri::Yes;
    bool changes = false;
    for (std::size_t i = 0; i < kPermissions.size(); ++i) {
      Tri covers = policy::covers_action(statement, kPermissions[i].action);
      if (is_yes(covers) && !is_certain) covers = Tri::Unknown;
      if (is_unknown(covers)) doubt(statement.causes.empty() ? causes_of_entity(document) : statement.causes);
      granted_[i] = tri_or(granted_[i], covers);
      changes = changes || (is_yes(covers) && kPermissions[i].changes);
    }
    if (changes && !statement.has_conditions() && is_for_everything(statement)) {
      const Span place = statement.resources.place.is_valid() ? statement.resources.place : statement.place;
      access_.too_wide.push_back(
          {"a statement lets it change any network interface of the account, without a condition", attached.address,
           place});
    }
  }

  [[nodiscard]] static bool is_for_everything(const policy::Statement& statement) {
    return std::ranges::any_of(statement.resources.items, [](const policy::Text& text) {
      return text.is_known && policy::matches_glob(text.text, "arn:aws:ec2:us-east-1:1:network-interface/any") &&
             policy::matches_glob(text.text, "arn:aws:ec2:us-east-1:1:instance/any");
    });
  }

  const graph::ResourceGraph& graph_;
  const graph::Role& role_;
  Granted granted_{};
  JobRoleAccess access_;
};

}  // namespace

JobRoleAccess job_role_access(const Facts& facts, const graph::Role& role) {
  if (role.is_external()) {
    JobRoleAccess access;
    for (const Permission& permission : kPermissions) access.missing.emplace_back(permission.action);
    access.causes = causes_of_entity(role);
    return access;
  }
  return JobRoleReader(facts.graph(), role).read();
}

}  // namespace brn::facts
