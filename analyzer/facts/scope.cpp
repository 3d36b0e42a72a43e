// Scope: who calls Bedrock or runs for it, and which VPCs hold them. A role with `*` alone, and a role that is not
// known, make a member only of a VPC that is in scope without them.

#include <algorithm>
#include <functional>

#include "analyzer/facts/facts.h"
#include "analyzer/facts/service_names.h"
#include "analyzer/facts/state.h"

namespace brn::facts {

using graph::Relations;
using graph::SecurityGroup;
using graph::Subnet;
using graph::VpcId;

namespace {

void add_unique(std::vector<VpcId>& vpcs, const graph::Relation<graph::Vpc>& vpc) {
  if (vpc.has_target() && std::ranges::find(vpcs, vpc.target) == vpcs.end()) vpcs.push_back(vpc.target);
}

/// The VPCs of the subnets, else those of the groups.
std::vector<VpcId> vpcs_of(const graph::ResourceGraph& graph, const Relations<Subnet>& subnets,
                           const Relations<SecurityGroup>& groups) {
  std::vector<VpcId> vpcs;
  for (const auto& item : subnets.items) {
    if (item.has_target()) add_unique(vpcs, graph.get(item.target).vpc);
  }
  if (vpcs.empty()) {
    for (const auto& item : groups.items) {
      if (item.has_target()) add_unique(vpcs, graph.get(item.target).vpc);
    }
  }
  std::ranges::sort(vpcs);
  return vpcs;
}

/// The groups of an interface: the default group of its VPC where none is named.
Relations<SecurityGroup> effective_groups(const graph::ResourceGraph& graph, const Member& member,
                                          const Relations<SecurityGroup>& groups) {
  Relations<SecurityGroup> result = groups;
  if (!groups.items.empty() || !groups.complete) return result;
  for (const VpcId vpc : member.vpcs) {
    result.items.push_back(
        {graph::Relation<SecurityGroup>::Kind::To, graph.get(vpc).default_group, member.entity->header, {}});
  }
  return result;
}

Answer in_vpc(const graph::Attribute<bool>& has_vpc_config, const Relations<Subnet>& subnets) {
  if (!subnets.items.empty() || is_yes(is_true(has_vpc_config))) return Answer::yes();
  if (!has_vpc_config.is_known()) return Answer::unknown(has_vpc_config.causes);
  return subnets.complete ? Answer::no() : Answer::unknown(subnets.causes);
}

template <typename T>
Member member_of(const graph::ResourceGraph& graph, MemberKind kind, const T& entity, std::uint32_t index) {
  Member member;
  member.kind = kind;
  member.entity = &entity;
  member.index = index;
  member.subnets = &entity.subnets;
  member.vpcs = vpcs_of(graph, entity.subnets, entity.groups);
  member.groups = effective_groups(graph, member, entity.groups);
  member.needs_s3 = Answer::no();
  member.calls_bedrock = Answer::yes();
  return member;
}

/// Layers of an image in ECR are in S3 (Amazon ECR User Guide, interface VPC endpoints).
Answer image_layers(const std::vector<graph::SupportingNeed>& supporting, const graph::Entity& entity) {
  for (const graph::SupportingNeed& need : supporting) {
    if (need.service != "ecr.dkr") continue;
    return Answer::yes(
        {Reason{"the layers of the image of " + quoted(entity.address) + " are in S3", entity.address, need.place}});
  }
  return Answer::no();
}

std::string article(MemberKind kind) {
  switch (kind) {
    case MemberKind::Job: return "the job ";
    case MemberKind::AgentCore: return "the AgentCore resource ";
    case MemberKind::Workload: break;
  }
  return {};
}

Reason membership(const Member& member) {
  const bool calls = member.kind == MemberKind::Workload;
  std::string why =
      article(member.kind) + quoted(member.entity->address) + (calls ? " may call Bedrock" : " runs in it");
  if (calls && !member.calls_bedrock.reasons.empty()) why += ": " + member.calls_bedrock.reasons.front().message;
  return Reason{std::move(why), member.entity->address, member.entity->header};
}

using AccessOfRole = std::function<const RoleAccess&(graph::RoleId)>;

/// Gathers members and scope for one graph.
class ScopeBuilder {
 public:
  ScopeBuilder(const Facts& facts, AccessOfRole access_of_role)
      : facts_(facts), graph_(facts.graph()), access_of_role_(std::move(access_of_role)) {
    because_.resize(graph_.all<graph::Vpc>().size());
  }

  void build(std::vector<Member>& members, std::vector<VpcScope>& scope) {
    add_endpoints();
    add_stores();
    add_jobs(members);
    add_agent_core(members);
    add_callers(members);
    for (Member& member : doubtful_) {
      const bool in_scope = std::ranges::any_of(member.vpcs, [&](VpcId vpc) { return !because_[vpc.index].empty(); });
      if (in_scope) members.push_back(std::move(member));
    }
    make_scope(members, scope);
  }

 private:
  void add_endpoints() {
    for (const graph::Endpoint& endpoint : graph_.all<graph::Endpoint>()) {
      if (facts_.bedrock_service(endpoint).empty() || !endpoint.vpc.has_target() || endpoint.exists == Tri::No)
        continue;
      because_[endpoint.vpc.target.index].push_back(
          {"it holds the Bedrock endpoint " + quoted(endpoint.address), endpoint.address, endpoint.header});
    }
  }

  void add_stores() {
    const bool has_base = std::ranges::any_of(graph_.all<graph::KnowledgeBase>(), [](const graph::KnowledgeBase& base) {
      return base.storage.value == graph::StorageKind::OpenSearchServerless;
    });
    if (!has_base) return;
    for (const graph::CollectionEndpoint& endpoint : graph_.all<graph::CollectionEndpoint>()) {
      if (!endpoint.vpc.has_target()) continue;
      because_[endpoint.vpc.target.index].push_back(
          {"it holds the vector store endpoint " + quoted(endpoint.address), endpoint.address, endpoint.header});
    }
  }

  void enter(const Member& member) {
    for (const VpcId vpc : member.vpcs) because_[vpc.index].push_back(membership(member));
  }

  /// Access of the roles together.
  RoleAccess access_of(const graph::Relation<graph::Role>& role) const {
    if (role.has_target()) return access_of_role_(role.target);
    RoleAccess access{Answer::no(), Answer::no(), Answer::no(), {}};
    if (role.is_unknown()) access.calls_bedrock = access.uses_s3 = Answer::unknown(role.causes);
    return access;
  }

  void add_jobs(std::vector<Member>& members) {
    const auto& jobs = graph_.all<graph::Job>();
    for (std::uint32_t i = 0; i < jobs.size(); ++i) {
      Member member = member_of(graph_, MemberKind::Job, jobs[i], i);
      member.in_vpc = in_vpc(jobs[i].has_vpc_config, jobs[i].subnets);
      member.needs_s3 =
          Answer::yes({Reason{"the job reads and writes its data in S3", jobs[i].address, jobs[i].header}});
      enter(member);
      members.push_back(std::move(member));
    }
  }

  void add_agent_core(std::vector<Member>& members) {
    const auto& resources = graph_.all<graph::AgentCoreResource>();
    for (std::uint32_t i = 0; i < resources.size(); ++i) {
      const graph::AgentCoreResource& resource = resources[i];
      const bool has_network = !resource.subnets.items.empty() || !resource.subnets.complete;
      if (!has_network && resource.groups.items.empty()) continue;
      Member member = member_of(graph_, MemberKind::AgentCore, resource, i);
      member.in_vpc = in_vpc({}, resource.subnets);
      const RoleAccess access = access_of(resource.role);
      member.needs = access.needs;
      member.needs_s3 = either(image_layers(resource.supporting, resource), access.uses_s3);
      enter(member);
      members.push_back(std::move(member));
    }
  }

  void add_callers(std::vector<Member>& members) {
    const auto& workloads = graph_.all<graph::Workload>();
    for (std::uint32_t i = 0; i < workloads.size(); ++i) {
      const graph::Workload& workload = workloads[i];
      RoleAccess all{Answer::no(), Answer::no(), Answer::no(), {}};
      for (const auto& role : workload.roles) {
        RoleAccess one = access_of(role);
        all.calls_bedrock = either(std::move(all.calls_bedrock), std::move(one.calls_bedrock));
        all.calls_anything = either(std::move(all.calls_anything), std::move(one.calls_anything));
        all.uses_s3 = either(std::move(all.uses_s3), std::move(one.uses_s3));
        merge_needs(all.needs, one.needs);
      }
      if (all.calls_bedrock.is_no() && !all.calls_anything.is_yes()) continue;
      Member member = member_of(graph_, MemberKind::Workload, workload, i);
      member.in_vpc = in_vpc(workload.has_vpc_config, workload.subnets);
      member.needs = std::move(all.needs);
      member.needs_s3 = either(image_layers(workload.supporting, workload), std::move(all.uses_s3));
      const bool is_sure = all.calls_bedrock.is_yes();
      member.calls_bedrock =
          is_sure || !all.calls_anything.is_yes() ? std::move(all.calls_bedrock) : std::move(all.calls_anything);
      if (!is_sure) {
        doubtful_.push_back(std::move(member));
        continue;
      }
      enter(member);
      members.push_back(std::move(member));
    }
  }

  void make_scope(const std::vector<Member>& members, std::vector<VpcScope>& scope) {
    std::vector<std::uint32_t> position(because_.size(), 0);
    for (std::uint32_t i = 0; i < because_.size(); ++i) {
      if (because_[i].empty()) continue;
      position[i] = static_cast<std::uint32_t>(scope.size());
      scope.push_back({VpcId{i}, std::move(because_[i]), {}, {}, {}});
    }
    std::vector<bool> in_scope(because_.size(), false);
    for (const VpcScope& entry : scope) in_scope[entry.vpc.index] = true;
    for (std::uint32_t i = 0; i < members.size(); ++i) {
      for (const VpcId vpc : members[i].vpcs) {
        if (!in_scope[vpc.index]) continue;
        scope[position[vpc.index]].members.push_back(i);
        if (members[i].calls_bedrock.is_yes()) merge_needs(scope[position[vpc.index]].needs, members[i].needs);
      }
    }
    const auto& endpoints = graph_.all<graph::Endpoint>();
    for (std::uint32_t i = 0; i < endpoints.size(); ++i) {
      const bool is_here = endpoints[i].vpc.has_target() && in_scope[endpoints[i].vpc.target.index];
      if (is_here && facts_.is_bedrock_endpoint(endpoints[i]))
        scope[position[endpoints[i].vpc.target.index]].endpoints.push_back({i});
    }
  }

  const Facts& facts_;
  const graph::ResourceGraph& graph_;
  AccessOfRole access_of_role_;
  std::vector<std::vector<Reason>> because_;  // by VPC
  std::vector<Member> doubtful_;
};

}  // namespace

void merge_needs(std::vector<Need>& needs, const std::vector<Need>& more) {
  for (const Need& need : more) {
    const auto at = std::ranges::lower_bound(needs, need.service, {}, &Need::service);
    if (at == needs.end() || at->service != need.service) {
      needs.insert(at, need);
      continue;
    }
    // The reasons kept are those of the stronger demand.
    if (at->demand < need.demand) {
      *at = need;
    } else if (at->demand == need.demand) {
      at->reasons.insert(at->reasons.end(), need.reasons.begin(), need.reasons.end());
    }
  }
}

void Facts::find_scope() const {
  if (state_->has_scope) return;
  state_->has_scope = true;
  const auto access = [this](graph::RoleId role) -> const RoleAccess& { return access_of(role); };
  ScopeBuilder(*this, access).build(state_->members, state_->scope);
  for (std::uint32_t i = 0; i < state_->scope.size(); ++i) state_->scope_by_vpc[state_->scope[i].vpc.index] = i + 1;
}

const std::vector<VpcScope>& Facts::scope() const {
  find_scope();
  return state_->scope;
}

const VpcScope* Facts::scope_of(VpcId vpc) const {
  find_scope();
  const std::uint32_t position = state_->scope_by_vpc[vpc.index];
  return position == 0 ? nullptr : &state_->scope[position - 1];
}

const std::vector<Member>& Facts::members() const {
  find_scope();
  return state_->members;
}

bool Facts::uses_bedrock() const {
  const bool has_own = !graph_->all<graph::Job>().empty() || !graph_->all<graph::KnowledgeBase>().empty() ||
                       !graph_->all<graph::Agent>().empty() || !graph_->all<graph::AgentCoreResource>().empty();
  if (has_own || !graph_->all<graph::DataSource>().empty() || !members().empty() || !scope().empty()) return true;
  if (std::ranges::any_of(graph_->all<graph::Endpoint>(), is_meant_for_bedrock)) return true;
  const auto& roles = graph_->all<graph::Role>();
  for (std::uint32_t i = 0; i < roles.size(); ++i) {
    if (!roles[i].is_external() && access_of({i}).calls_bedrock.is_yes()) return true;
  }
  return false;
}

}  // namespace brn::facts
