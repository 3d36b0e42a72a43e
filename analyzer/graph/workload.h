#pragma once
// What workloads of all kinds share. A type's table names the fields that it has, of these:
//   vpc_config       block whose presence puts the workload into a VPC; without the field it always is in one
//   subnets, groups  of its network interfaces
//   role, role2      execution and task roles;  profile: an instance profile
//   public_ip        boolean or ENABLED / DISABLED
//   direct_internet  boolean-like: Enabled, PublicInternetOnly
//   environment      a map;  containers: ECS container definitions;  variables: blocks of name and value
// Private to analyzer/graph.

#include "analyzer/graph/reader.h"

namespace brn::graph {

inline constexpr std::string_view kEnvironmentField = "environment";

/// Whether a variable of a workload's environment says anything of its network.
[[nodiscard]] bool is_environment_read(std::string_view name);

/// Reads what the table has; adds to what is there already.
void read_workload(Reader& reader, Slot<Workload> workload, WorkloadKind kind);

/// An image of ECR is pulled through the network of what runs it: the registry's two endpoints are needed.
void add_image_needs(const Reader& reader, const value::Value& image, std::vector<SupportingNeed>& needs);
/// Logs go to CloudWatch.
void add_log_needs(std::vector<SupportingNeed>& needs, std::string_view why, Span place);

/// Adds what a template (task definition, launch template, connector) says to a workload that uses it. `value` refers
/// to the template; one that is not written here makes the workload's settings incomplete.
void read_template(Reader& reader, Slot<Workload> workload, std::string_view field);

template <WorkloadKind Kind>
void fill_workload(Reader& reader, Slot<Workload> workload) {
  read_workload(reader, workload, Kind);
}

template <WorkloadKind Kind>
constexpr TypeEntry workload_type(std::string_view terraform, std::string_view cloudformation, Fields fields) {
  return entity_type<Workload, fill_workload<Kind>>(terraform, cloudformation, fields);
}

/// A template is a workload of its own only when no other one uses it: it may then be run anywhere.
template <WorkloadKind Kind>
void attach_unused_template(Reader& reader, EntityRef) {
  if (reader.active().is_used) return;
  reader.active().entity = create_entity<Workload>(reader.lowering(), reader.resource());
  const Slot<Workload> workload(reader.lowering().graph(), reader.active().entity.id<Workload>());
  read_workload(reader, workload, Kind);
  if (!workload->subnets.items.empty()) return;
  workload->subnets.complete = false;
  merge_cause(workload->subnets.causes,
              Cause{CauseKind::External, reader.resource().address,
                    "what runs `" + reader.resource().address + "` chooses its subnets",
                    "analyse it together with the service or schedule that runs it", reader.resource().header});
}

template <WorkloadKind Kind>
constexpr TypeEntry template_type(std::string_view terraform, std::string_view cloudformation, Fields fields,
                                  std::string_view identities) {
  TypeEntry entry{terraform, cloudformation, fields, identities};
  entry.attach = &attach_unused_template<Kind>;
  return entry;
}

}  // namespace brn::graph
