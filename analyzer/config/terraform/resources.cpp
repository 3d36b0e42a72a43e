#include "analyzer/config/terraform/resources.h"

#include <algorithm>

#include "analyzer/aws/terraform_types.h"
#include "analyzer/config/terraform/data_sources.h"
#include "analyzer/config/terraform/expression.h"
#include "analyzer/config/terraform/module_summaries.h"
#include "analyzer/config/terraform/relocate.h"

namespace brn::config::terraform {

using value::Value;

namespace {

class ResourceEvaluator {
 public:
  ResourceEvaluator(ModuleInstance& module, const Definition& definition)
      : module_(module),
        run_(module.run()),
        pool_(run_.pool),
        definition_(definition),
        place_(definition.header()),
        body_(definition.span()) {
    if (module.module().summary == nullptr) return;
    // What a summary makes is shown at the call in the user's own source.
    const ModuleInstance* instance = &module;
    while (instance->call().caller->module().summary != nullptr) instance = instance->call().caller;
    place_ = instance->call().definition->header();
    body_ = instance->call().definition->span();
  }

  Value evaluate(std::vector<Resource>& out);

 private:
  Resource make(const BlockInstance& instance, const BlockInstances& all);
  void drop_empty_blocks(Resource& resource);
  void add_planned(Resource& resource);
  void add_computed(Resource& resource);
  [[nodiscard]] const Value* import_id(const Resource& resource) const;
  Value terraform_data_output(const Value& input, const std::string& owner);
  Value reference_to(const Resource& resource);
  Value without_nulls(const Value& value, const Resource& resource, std::string_view name);
  void open_nested(const Value& value, const std::string& owner, const std::string& path);
  Value computed(const std::string& owner, std::string_view path, value::Type type, bool not_null);
  [[nodiscard]] CauseKind cause_kind() const;
  [[nodiscard]] Value summary_value(const BlockInstances& all);

  ModuleInstance& module_;
  Run& run_;
  value::Pool& pool_;
  const Definition& definition_;
  Span place_;
  Span body_;
  ProviderConfiguration provider_;
};

CauseKind ResourceEvaluator::cause_kind() const {
  if (definition_.mode == Mode::Managed) return CauseKind::Computed;
  return definition_.type == "terraform_remote_state" ? CauseKind::RemoteState : CauseKind::DataSource;
}

Value ResourceEvaluator::evaluate(std::vector<Resource>& out) {
  const BlockInstances all = repeat(run_, module_.scope(), definition_.body);
  provider_ = provider_of(module_, definition_);
  std::vector<Value> values;
  for (const BlockInstance& instance : all.instances) {
    ++run_.instances;
    out.push_back(make(instance, all));
    values.push_back(reference_to(out.back()));
  }
  if (all.is_summary) return summary_value(all);
  return collect_instances(run_, all, values, module_.call().existence.guard, place_);
}

Resource ResourceEvaluator::make(const BlockInstance& instance, const BlockInstances& all) {
  Resource resource;
  const Existence& outer = module_.call().existence;
  resource.address = module_.qualified(definition_.address()) + (instance.key ? key_text(*instance.key) : "");
  resource.definition = module_.qualified_definition(definition_.address());
  resource.type = definition_.type;
  resource.name = definition_.name;
  resource.key = instance.key;
  resource.mode = definition_.mode;
  resource.guard = run_.pool.guards().both(outer.guard, instance.guard);
  resource.exists = outer.exists;
  resource.is_summary = outer.is_summary || all.is_summary;
  resource.existence_causes = outer.causes;
  if (all.is_summary) {
    resource.exists = Tri::Unknown;
    merge_causes(resource.existence_causes, all.causes);
  }
  Scope scope = module_.scope();
  scope.repetition = &instance.repetition;
  scope.guard = resource.guard;
  scope.may_not_exist = resource.exists != Tri::Yes;
  resource.attributes = evaluate_body(run_, scope, definition_.body);
  if (module_.module().summary != nullptr) {
    resource.attributes = relocated(pool_, resource.attributes, definition_.file->file, place_);
  }
  drop_empty_blocks(resource);
  if (run_.plan) add_planned(resource);
  resource.header = place_;
  resource.body = body_;
  resource.call_path = module_.call_path();
  resource.provider = provider_.account;
  resource.default_tags = provider_.default_tags;
  const Value* own_region = resource.attributes.find("region");
  const bool has_own_region = own_region != nullptr && !own_region->is_null() && definition_.type.starts_with("aws_");
  resource.region = has_own_region ? *own_region : provider_.region;
  add_computed(resource);
  return resource;
}

/// Dynamic blocks that come to nothing leave what the provider may choose unset, as if none was written.
void ResourceEvaluator::drop_empty_blocks(Resource& resource) {
  const auto is_empty_block = [&](const value::Member& member) {
    return member.value.kind() == value::Kind::Tuple && member.value.elements().empty() &&
           definition_.body.find(member.name) == nullptr;
  };
  if (std::ranges::none_of(resource.attributes.members(), is_empty_block)) return;
  const auto type = aws::terraform_type(definition_.type);
  if (!type) return;
  std::vector<value::Member> members(resource.attributes.members().begin(), resource.attributes.members().end());
  std::erase_if(members, [&](const value::Member& member) {
    const aws::TypeAttribute* known = is_empty_block(member) ? aws::find_attribute(*type, member.name) : nullptr;
    return known != nullptr && known->mode == aws::AttributeMode::OptionalComputed;
  });
  resource.attributes = pool_.object(members, resource.attributes.origin());
}

/// What the plan says beyond what the source says: of data sources everything, of resources the settings. Identifiers stay
/// symbols, since references join by them.
void ResourceEvaluator::add_planned(Resource& resource) {
  std::vector<value::Member> members(resource.attributes.members().begin(), resource.attributes.members().end());
  for (const value::Member& planned : run_.plan->known_attributes(pool_, resource.address, place_)) {
    const Value* own = resource.attributes.find(planned.name);
    const bool is_identifier = planned.name == "id" || planned.name == "arn" || planned.name.ends_with("_id") ||
                               planned.name.ends_with("_ids") || planned.name.ends_with("_arn");
    const bool is_wanted = resource.mode == Mode::Data || (!is_identifier && !planned.value.is_null());
    if (!is_wanted || (own != nullptr && own->is_wholly_known() && !own->is_null())) continue;
    members.push_back(planned);
  }
  resource.attributes = pool_.object(members, resource.attributes.origin());
}

/// The id of an `import` block, where it is the `id` of the resource itself and no key of the import's own form.
const Value* ResourceEvaluator::import_id(const Resource& resource) const {
  constexpr std::string_view kOwnIds[] = {"vpc-", "subnet-", "sg-", "rtb-", "vpce-", "igw-", "eigw-",    "nat-",
                                          "acl-", "pl-",     "i-",  "eni-", "dopt-", "tgw-", "eipalloc-"};
  if (definition_.mode != Mode::Managed) return nullptr;
  const auto found = run_.import_ids.find(resource.address);
  if (found == run_.import_ids.end()) return nullptr;
  const std::string_view id = found->second.as_string();
  const bool is_own = std::ranges::any_of(kOwnIds, [&](std::string_view prefix) { return id.starts_with(prefix); }) &&
                      id.find_first_of("_/,:") == std::string_view::npos;
  return definition_.type == "terraform_data" || is_own ? &found->second : nullptr;
}

/// What is known, or named, beyond the attributes that the source sets.
void ResourceEvaluator::add_computed(Resource& resource) {
  std::vector<value::Member> members(resource.attributes.members().begin(), resource.attributes.members().end());
  std::vector<value::Member> more;
  const Value* const imported = import_id(resource);
  if (imported != nullptr) more.push_back({"id", *imported, place_});
  if (definition_.mode == Mode::Data) {
    more = answer_data_source(
        run_, {definition_.type, resource.address, &provider_, resource.region, resource.attributes, place_});
  } else if (definition_.type == "terraform_data") {
    const Value* input = resource.attributes.find("input");
    const Value none = pool_.null(place_);
    if (input == nullptr) more.push_back({"input", none, place_});
    if (resource.attributes.find("triggers_replace") == nullptr) more.push_back({"triggers_replace", none, place_});
    if (imported == nullptr)
      more.push_back({"id", computed(resource.address, "id", pool_.string_type(), true), place_});
    more.push_back({"output", terraform_data_output(input == nullptr ? none : *input, resource.address), place_});
  }
  if (more.empty()) return;
  if (run_.plan) {
    std::erase_if(more, [&](const value::Member& answer) {
      const Value* own = resource.attributes.find(answer.name);
      return own != nullptr && own->is_wholly_known() && !answer.value.is_wholly_known();
    });
  }
  members.insert(members.end(), more.begin(), more.end());
  resource.attributes = pool_.object(members, resource.attributes.origin());
}

/// `output` is `input` after deployment: it is unknown, of the same type, and null with it.
Value ResourceEvaluator::terraform_data_output(const Value& input, const std::string& owner) {
  if (input.is_null()) return input;
  if (!input.is_choice()) return computed(owner, "output", input.type(), false);
  std::vector<value::Alternative> alternatives;
  for (const value::Alternative& alternative : input.alternatives()) {
    alternatives.push_back({alternative.guard, terraform_data_output(alternative.value, owner)});
  }
  return pool_.choice(alternatives, input.origin());
}

Value ResourceEvaluator::computed(const std::string& owner, std::string_view path, value::Type type, bool not_null) {
  const std::string subject = cause_kind() == CauseKind::Computed ? owner + "." + std::string(path) : owner;
  const Cause cause{cause_kind(), subject, "`" + subject + "` is known only after deployment", "", place_};
  const Cause* const causes[] = {pool_.cause(cause)};
  value::Pool::UnknownSpec spec;
  spec.type = type;
  spec.symbol = pool_.symbol(value::SymbolKind::ResourceAttribute, owner, path);
  spec.causes = causes;
  spec.not_null = not_null;
  return pool_.unknown(spec, place_);
}

/// An attribute that is set to null may be given a value by the provider.
Value ResourceEvaluator::without_nulls(const Value& value, const Resource& resource, std::string_view name) {
  if (!value.is_choice()) return value.is_null() ? computed(resource.address, name, {}, false) : value;
  std::vector<value::Alternative> alternatives;
  for (const value::Alternative& alternative : value.alternatives()) {
    alternatives.push_back({alternative.guard, without_nulls(alternative.value, resource, name)});
  }
  return pool_.choice(alternatives, value.origin()).with_sensitive(value.is_sensitive());
}

void ResourceEvaluator::open_nested(const Value& value, const std::string& owner, const std::string& path) {
  if (value.is_choice()) {
    for (const value::Alternative& alternative : value.alternatives()) open_nested(alternative.value, owner, path);
    return;
  }
  if (value.kind() != value::Kind::Tuple) return;
  for (std::size_t i = 0; i < value.elements().size(); ++i) {
    const Value& element = value.elements()[i];
    if (element.kind() != value::Kind::Object) continue;
    const std::string own = path + "[" + std::to_string(i) + "]";
    run_.open(element, {pool_.intern(owner), own, cause_kind(), place_});
    for (const value::Member& member : element.members())
      open_nested(member.value, owner, own + "." + std::string(member.name));
  }
}

Value ResourceEvaluator::reference_to(const Resource& resource) {
  if (definition_.type == "terraform_data" && definition_.mode == Mode::Managed) return resource.attributes;
  std::vector<value::Member> members;
  for (const value::Member& member : resource.attributes.members()) {
    members.push_back({member.name, without_nulls(member.value, resource, member.name), member.name_span});
    open_nested(member.value, resource.address, std::string(member.name));
  }
  if (resource.attributes.find("id") == nullptr) {
    members.push_back({"id", computed(resource.address, "id", pool_.string_type(), true), place_});
  }
  const Value object = pool_.object(members, place_);
  run_.open(object, {pool_.intern(resource.address), "", cause_kind(), place_});
  return object;
}

/// Instances of unknown number: what is read of them has an identity, but says nothing about which there are.
Value ResourceEvaluator::summary_value(const BlockInstances& all) {
  std::vector<const Cause*> causes;
  for (const Cause& cause : all.causes) causes.push_back(pool_.cause(cause));
  value::Pool::UnknownSpec spec;
  spec.symbol = pool_.symbol(value::SymbolKind::ResourceAttribute, module_.qualified(definition_.address()), "");
  spec.causes = causes;
  return pool_.unknown(spec, place_);
}

}  // namespace

Value evaluate_resource(ModuleInstance& module, const Definition& definition, std::vector<Resource>& instances) {
  return ResourceEvaluator(module, definition).evaluate(instances);
}

}  // namespace brn::config::terraform
