// How values become relations: by symbol, by name, by literal id; what is named but not made here is an External
// entity.

#include <algorithm>

#include "analyzer/graph/reader.h"
#include "analyzer/value/convert.h"

namespace brn::graph {

namespace {

/// `words` has `word` among its space-separated ones.
bool has_word(std::string_view words, std::string_view word) {
  while (!words.empty()) {
    const std::size_t space = words.find(' ');
    if (words.substr(0, space) == word) return true;
    words = space == std::string_view::npos ? std::string_view() : words.substr(space + 1);
  }
  return false;
}

bool is_identity(const TypeEntry* entry, std::string_view path) {
  return has_word("id arn Ref Arn Id", path) || (entry != nullptr && has_word(entry->identities, path));
}

/// `["a"].id`, `[*].id` of instances of unknown number → `id`: all are the one entity that stands for them.
std::string_view without_instance(std::string_view path) {
  const std::size_t end = path.find("].");
  return path.starts_with('[') && end != std::string_view::npos ? path.substr(end + 2) : path;
}

std::string symbol_key(value::Symbol symbol) {
  return "$" + std::to_string(symbol.index);
}

/// The name at the end of an ARN or path: what follows the last `/` or `:`.
std::string_view last_segment(std::string_view text) {
  const std::size_t at = text.find_last_of("/:");
  return at == std::string_view::npos ? text : text.substr(at + 1);
}

}  // namespace

std::string_view shared_id_attribute(std::string_view type) {
  if (type.starts_with("aws_s3_bucket_")) return "bucket";
  return {};
}

std::optional<std::string> text_key(const value::Value& value) {
  if (value.is_string()) return std::string(value.as_string());
  if (!value.is_unknown()) return value::primitive_to_text(value);
  if (value.parts().empty()) {
    return value.symbol().is_valid() ? std::optional("${" + symbol_key(value.symbol()) + "}") : std::nullopt;
  }
  std::string key;
  for (const value::Part& part : value.parts()) {
    if (!part.is_hole) {
      key += part.literal;
    } else if (part.hole.is_unknown() && part.hole.symbol().is_valid()) {
      key += "${" + symbol_key(part.hole.symbol()) + "}";
    } else {
      return std::nullopt;
    }
  }
  return key;
}

ActiveResource* Lowering::find_active(std::string_view owner) {
  const auto found = by_owner_.find(owner);
  return found == by_owner_.end() ? nullptr : found->second;
}

ActiveResource* Lowering::resource_of(const value::Value& value) {
  if (!value.is_unknown() || !value.symbol().is_valid()) return nullptr;
  const value::SymbolData& data = pool().symbol_data(value.symbol());
  return data.kind == value::SymbolKind::ResourceAttribute ? find_active(data.owner) : nullptr;
}

void Lowering::add_name(TypeTag type, const value::Value& name, EntityRef entity) {
  const auto key = text_key(name);
  if (!key || key->empty()) return;
  // A hash key: pointers tell types apart within this run and order nothing.
  by_name_.emplace(std::to_string(reinterpret_cast<std::uintptr_t>(type)) + ":" + *key, entity);
}

EntityRef Lowering::named(const Target& target, const std::string& key) const {
  const auto found = by_name_.find(std::to_string(reinterpret_cast<std::uintptr_t>(target.type)) + ":" + key);
  return found == by_name_.end() ? EntityRef{} : found->second;
}

Resolution Lowering::resolve(const value::Value& value, const Target& target, const config::Resource& at) {
  Resolution resolution;
  if (value.is_null() || (value.is_string() && value.as_string().empty())) {
    resolution.is_absent = true;
    return resolution;
  }
  if (value.is_unknown() && value.symbol().is_valid()) {
    if (const auto found = from_symbol(value.symbol(), value, target, at)) {
      resolution.entity = *found;
      return resolution;
    }
  }
  if (const auto key = text_key(value)) {
    resolution.entity = named(target, *key);
    // The name at the end of an ARN is the same thing, whatever account the ARN was written for.
    if (!resolution.entity.is_valid()) resolution.entity = named(target, std::string(last_segment(*key)));
    if (!resolution.entity.is_valid()) resolution.entity = external(target, "=" + *key, external_base(value, at));
    return resolution;
  }
  resolution.causes = value::causes_of(value);
  if (resolution.causes.empty()) resolution.causes.push_back(misfit(value, std::string(target.name)));
  return resolution;
}

std::optional<EntityRef> Lowering::from_symbol(value::Symbol symbol, const value::Value& value, const Target& target,
                                               const config::Resource& at) {
  const value::SymbolData data = pool().symbol_data(symbol);
  if (data.kind == value::SymbolKind::ResourceAttribute) {
    if (ActiveResource* active = find_active(data.owner)) {
      if (const auto found = from_resource(*active, data.path, target)) return found;
    }
  }
  if (!value.parts().empty()) return std::nullopt;  // its text may say more
  return external(target, symbol_key(symbol), external_base(value, at));
}

std::optional<EntityRef> Lowering::from_resource(ActiveResource& active, std::string_view path, const Target& target) {
  if (active.resource->is_summary) path = without_instance(path);
  const bool names_itself = is_identity(active.entry, path);
  if (active.entity.is_valid() && active.entity.type == target.type && names_itself) return active.entity;
  if (active.entity.is_valid()) {
    if (const auto found = made_with(active.entity, path, target)) return found;
  }
  const bool is_data = active.resource->mode == config::Mode::Data;
  if (is_data && active.entry != nullptr && !active.entity.is_valid()) {
    if (names_itself) return through_data(active, target);
    if (path.find("route_table") != std::string_view::npos && active.resource->type == "aws_vpc") {
      if (const auto vpc = through_data(active, target_of<Vpc>())) return made_with(*vpc, path, target);
    }
  }
  const std::string_view shared = shared_id_attribute(active.resource->type);
  if (shared.empty() || active.is_resolving || !active.attributes.is_mapping()) return std::nullopt;
  const value::Value* named_by = active.attributes.find(shared);
  if (named_by == nullptr) return std::nullopt;
  active.is_resolving = true;
  const Resolution resolution = resolve(*named_by, target, *active.resource);
  active.is_resolving = false;
  return resolution.entity.is_valid() ? std::optional(resolution.entity) : std::nullopt;
}

std::optional<EntityRef> Lowering::made_with(EntityRef owner, std::string_view path, const Target& target) {
  if (owner.is<Vpc>()) {
    const VpcId vpc = owner.id<Vpc>();
    if (target.type == tag_of<SecurityGroup>() && has_word("default_security_group_id DefaultSecurityGroup", path)) {
      return EntityRef{target.type, default_group(vpc).index};
    }
    if (target.type == tag_of<RouteTable>() && has_word("default_route_table_id main_route_table_id", path)) {
      return EntityRef{target.type, main_route_table(vpc).index};
    }
    if (target.type == tag_of<NetworkAcl>() && has_word("default_network_acl_id DefaultNetworkAcl", path)) {
      return EntityRef{target.type, default_acl(vpc).index};
    }
  }
  if (owner.is<Endpoint>() && target.type == tag_of<PrefixList>() && path == "prefix_list_id") {
    const Endpoint& endpoint = get(owner.id<Endpoint>());
    const std::string service = endpoint.service.value.suffix;
    if (!service.empty()) return EntityRef{target.type, service_prefix_list(service, endpoint).index};
  }
  return std::nullopt;
}

std::optional<EntityRef> Lowering::through_data(ActiveResource& active, const Target& target) {
  if (active.is_resolving) return std::nullopt;
  const Reader reader(*this, active);
  if (const auto id = reader.find("id")) {
    // What the data source is asked for by id is the thing of that id. Its own id, not known yet, says nothing.
    ActiveResource* source = resource_of(*id);
    if (source != &active) {
      active.is_resolving = true;
      const Resolution found = resolve(*id, target, *active.resource);
      active.is_resolving = false;
      if (found.entity.is_valid()) return found.entity;
    }
  }
  Entity base = base_of(*active.resource);
  base.origin = Origin::External;
  merge_cause(base.causes, Cause{CauseKind::DataSource, base.address, "`" + base.address + "` is read at deployment",
                                 "declare it, or give a plan that holds its values", base.header});
  return external(target, "@" + base.address, base);
}

EntityRef Lowering::external(const Target& target, const std::string& key, const Entity& base) {
  const std::string full = std::string(target.name) + key;
  if (const auto found = externals_.find(full); found != externals_.end()) return found->second;
  const EntityRef entity = target.add_external(graph_, base);
  externals_.emplace(full, entity);
  return entity;
}

std::string Lowering::shown_name(const value::Value& value) {
  std::string name = value.causes().empty() ? std::string() : value.causes().front()->subject;
  if (!value.symbol().is_valid()) return name;
  // Causes name what is to be settled: a module, a data source, a list. The address names the value itself.
  const value::SymbolData& data = pool().symbol_data(value.symbol());
  if (name == data.owner && !data.path.empty())
    return name + (data.path.front() == '[' ? "" : ".") + std::string(data.path);
  const std::size_t bracket = data.path.rfind('[');
  if (data.path.ends_with(']') && bracket != std::string_view::npos && !name.ends_with(data.path.substr(bracket))) {
    name += data.path.substr(bracket);
  }
  return name;
}

Entity Lowering::external_base(const value::Value& value, const config::Resource& at) {
  Entity base;
  base.origin = Origin::External;
  base.unit = at.unit;
  base.language = at.language;
  base.header = value.origin().is_valid() ? value.origin() : at.header;
  base.body = base.header;
  if (at.region.is_string()) base.region = at.region.as_string();
  base.causes = value.is_unknown() ? value::causes_of(value) : Causes{};
  if (value.is_unknown() && value.parts().empty() && !base.causes.empty()) {
    base.address = shown_name(value);
  } else {
    base.address = text_with_holes(value);
  }
  if (base.address.empty()) base.address = value::to_display(value);
  if (!value.is_unknown()) {
    base.causes.push_back(Cause{
        CauseKind::External, base.address, "`" + base.address + "` is made outside of this run", {}, base.header});
  }
  base.definition = base.address;
  return base;
}

}  // namespace brn::graph
