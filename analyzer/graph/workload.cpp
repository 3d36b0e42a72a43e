#include "analyzer/graph/workload.h"

#include <algorithm>

#include "analyzer/graph/json_text.h"

namespace brn::graph {

namespace {

constexpr std::string_view kEndpointVariable = "AWS_ENDPOINT_URL";
constexpr std::string_view kFipsVariable = "AWS_USE_FIPS_ENDPOINT";

constexpr Field kVariableFields[] = {{"name", "name", "Name"}, {"value", "value", "Value"}};

/// Container definitions are JSON with these names in Terraform, properties in a template.
constexpr Field kContainerFields[] = {
    {"environment", "environment", "Environment"},
    {"image", "image", "Image"},
    {"log_driver", "logConfiguration.logDriver", "LogConfiguration.LogDriver"},
};

template <typename T>
void append(Relations<T>& relations, Relations<T> more) {
  relations.complete = relations.complete && more.complete;
  relations.written = relations.written || more.written;
  if (!relations.place.is_valid()) relations.place = more.place;
  merge_causes(relations.causes, more.causes);
  for (auto& item : more.items) {
    if (!item.has_target() || !relations.contains(item.target)) relations.items.push_back(std::move(item));
  }
}

void add_role(Slot<Workload> workload, Relation<Role> role) {
  if (role.is_absent()) return;
  for (const auto& known : workload->roles) {
    if (known.has_target() && known.target == role.target) return;
  }
  workload->roles.push_back(std::move(role));
}

void read_roles(Reader& reader, Slot<Workload> workload) {
  for (const std::string_view field : {"role", "role2", "profile"}) {
    if (reader.has_field(field)) add_role(workload, reader.relation<Role>(field));
  }
}

void add_variable(Slot<Workload> workload, const Attribute<std::string>& name, const Attribute<std::string>& value) {
  if (!name.is_known()) {
    workload->environment_complete = false;
  } else if (name.value.starts_with(kEndpointVariable)) {
    workload->environment.emplace_back(name.value, value);
  } else if (name.value == kFipsVariable) {
    const bool is_on = value.value == "true" || value.value == "True" || value.value == "TRUE";
    workload->uses_fips = value.is_known() ? Attribute<bool>::of(is_on, value.place)
                                           : Attribute<bool>::of_unknown(value.causes, value.place);
  }
}

void add_need(std::vector<SupportingNeed>& needs, std::string_view service, std::string_view why, Span place) {
  const bool is_known = std::ranges::any_of(needs, [&](const SupportingNeed& need) { return need.service == service; });
  if (!is_known) needs.push_back({std::string(service), std::string(why), place});
}

void read_map(const value::Value& map, Slot<Workload> workload) {
  if (!map.is_mapping()) {
    workload->environment_complete = false;
    return;
  }
  for (const value::Member& member : map.members()) {
    add_variable(workload, Attribute<std::string>::of(std::string(member.name), member.name_span),
                 to_text(member.value));
  }
}

void read_variables(const Reader& reader, const Items& blocks, Slot<Workload> workload) {
  if (!blocks.complete) workload->environment_complete = false;
  for (const value::Value& block : blocks.values) {
    const Reader variable = reader.inside(block, kVariableFields);
    add_variable(workload, variable.text("name"), variable.text("value"));
  }
}

void read_containers(Reader& reader, Slot<Workload> workload) {
  const auto value = reader.find("containers");
  if (!value) return;
  const Items containers = to_items(to_structure(reader.lowering().pool(), *value));
  if (!containers.complete) workload->environment_complete = false;
  for (const value::Value& container : containers.values) {
    if (!container.is_mapping()) {
      workload->environment_complete = false;
      continue;
    }
    const Reader inside = reader.inside(container, kContainerFields);
    if (const auto image = inside.find("image")) add_image_needs(reader, *image, workload->supporting);
    if (const auto driver = inside.find("log_driver"); driver && text_with_holes(*driver) == "awslogs") {
      add_log_needs(workload->supporting, "writes its logs to CloudWatch", driver->origin());
    }
    read_variables(inside, inside.items("environment"), workload);
  }
}

void read_environment(Reader& reader, Slot<Workload> workload) {
  if (reader.has_field("environment")) {
    if (const auto map = reader.find("environment")) read_map(*map, workload);
  }
  if (reader.has_field("variables")) read_variables(reader, reader.items("variables"), workload);
  if (reader.has_field("containers")) read_containers(reader, workload);
}

/// A switch that is spelt as a boolean or as one of several words.
Attribute<bool> read_switch(const Reader& reader, std::string_view field, bool standard) {
  const auto value = reader.find(field);
  if (!value) return Attribute<bool>::of_default(standard);
  if (value->is_bool()) return Attribute<bool>::of(value->as_bool(), value->origin());
  const Attribute<std::string> text = to_text(*value);
  if (!text.is_known()) return Attribute<bool>::of_unknown(text.causes, text.place);
  const bool is_on =
      text.value == "true" || text.value == "ENABLED" || text.value == "Enabled" || text.value == "PublicInternetOnly";
  return Attribute<bool>::of(is_on, text.place);
}

/// A VPC configuration that names no subnet is none: Lambda takes an empty one to leave the VPC.
Attribute<bool> read_vpc_config(const Reader& reader, const Relations<Subnet>& subnets) {
  const Attribute<bool> presence = reader.presence("vpc_config");
  if (presence.is_set() && presence.value && subnets.written && subnets.complete && subnets.items.empty()) {
    return Attribute<bool>::of(false, presence.place);
  }
  return presence;
}

}  // namespace

void add_image_needs(const Reader& reader, const value::Value& image, std::vector<SupportingNeed>& needs) {
  bool is_registry = text_with_holes(image).find(".dkr.ecr.") != std::string::npos;
  if (image.is_unknown()) {
    // The address of a repository of this run, alone or before a tag.
    const value::Value& head = image.parts().empty() ? image : image.parts().front().hole;
    const ActiveResource* source = reader.lowering().resource_of(head);
    is_registry = is_registry || (source != nullptr && source->resource->type == "aws_ecr_repository");
  }
  if (!is_registry) return;
  for (const std::string_view service : {"ecr.api", "ecr.dkr"}) {
    add_need(needs, service, "pulls its image from ECR", image.origin());
  }
}

void add_log_needs(std::vector<SupportingNeed>& needs, std::string_view why, Span place) {
  add_need(needs, "logs", why, place);
}

bool is_environment_read(std::string_view name) {
  return name.starts_with(kEndpointVariable) || name == kFipsVariable;
}

void read_workload(Reader& reader, Slot<Workload> workload, WorkloadKind kind) {
  workload->kind = kind;
  if (reader.has_field("subnets")) append(workload->subnets, reader.relations<Subnet>("subnets"));
  if (reader.has_field("groups")) append(workload->groups, reader.relations<SecurityGroup>("groups"));
  workload->has_vpc_config =
      reader.has_field("vpc_config") ? read_vpc_config(reader, workload->subnets) : Attribute<bool>::of_default(true);
  read_roles(reader, workload);
  workload->public_ip =
      reader.has_field("public_ip") ? read_switch(reader, "public_ip", false) : Attribute<bool>::of_default(false);
  // SageMaker gives direct internet access unless told otherwise.
  workload->direct_internet = reader.has_field("direct_internet") ? read_switch(reader, "direct_internet", true)
                                                                  : Attribute<bool>::of_default(false);
  read_environment(reader, workload);
}

void read_template(Reader& reader, Slot<Workload> workload, std::string_view field) {
  const auto value = reader.find(field);
  if (!value) return;
  ActiveResource* source = reader.lowering().resource_of(*value);
  if (source == nullptr) source = reader.lowering().find_template(*value);
  if (source == nullptr || source->entry == nullptr || source->resource->mode == config::Mode::Data) {
    Causes causes = value::causes_of(*value);
    if (causes.empty()) {
      const std::string text = text_with_holes(*value);
      causes.push_back({CauseKind::External, text, "`" + text + "` is made outside of this run", {}, value->origin()});
    }
    workload->roles.push_back({Relation<Role>::Kind::Unknown, {}, value->origin(), causes});
    workload->environment_complete = false;
    return;
  }
  source->is_used = true;
  Reader inside(reader.lowering(), *source);
  if (inside.has_field("subnets")) append(workload->subnets, inside.relations<Subnet>("subnets"));
  if (inside.has_field("groups")) append(workload->groups, inside.relations<SecurityGroup>("groups"));
  read_roles(inside, workload);
  if (inside.has_field("public_ip") && workload->public_ip.is_default()) {
    workload->public_ip = read_switch(inside, "public_ip", false);
  }
  read_environment(inside, workload);
}

}  // namespace brn::graph
