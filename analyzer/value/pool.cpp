#include "analyzer/value/pool.h"

#include <algorithm>
#include <array>

#include "analyzer/value/pool_impl.h"

namespace brn::value {

namespace {

void mix(std::size_t& hash, std::size_t more) {
  hash = (hash ^ more) * 1099511628211ULL;
}

/// Type of a resource by its Terraform address (`module.a[0].aws_vpc.main["x"]` → `aws_vpc`); empty for data sources
/// and for what is no such address.
std::string_view resource_type(std::string_view address) {
  if (!address.empty() && address.back() == ']') {
    const std::size_t bracket = address.rfind(address.ends_with("\"]") ? "[\"" : "[");
    if (bracket == std::string_view::npos) return {};
    address = address.substr(0, bracket);
  }
  const std::size_t name = address.rfind('.');
  if (name == std::string_view::npos) return {};
  address = address.substr(0, name);
  const std::size_t type = address.rfind('.');
  if (type == std::string_view::npos) return address;
  const std::string_view before = address.substr(0, type);
  if (before == "data" || before.ends_with(".data")) return {};
  return address.substr(type + 1);
}

/// Attributes that AWS makes up and never gives twice, as CloudFormation names them. A logical id says nothing of the
/// type, so only names that mean the same everywhere are here.
constexpr std::array kMintedAttributes{std::string_view("Arn"),
                                       std::string_view("GroupId"),
                                       std::string_view("VpcId"),
                                       std::string_view("SubnetId"),
                                       std::string_view("InstanceId"),
                                       std::string_view("RouteTableId"),
                                       std::string_view("NetworkInterfaceId"),
                                       std::string_view("AllocationId")};

}  // namespace

std::size_t TypeHash::operator()(const TypeNode* node) const {
  std::size_t hash = static_cast<std::size_t>(node->kind);
  const std::hash<const void*> hash_pointer;
  mix(hash, hash_pointer(node->element.node()));
  for (const Type element : node->elements) mix(hash, hash_pointer(element.node()));
  for (const Type::Attribute& attribute : node->attributes) {
    mix(hash, std::hash<std::string_view>()(attribute.name));
    mix(hash, hash_pointer(attribute.type.node()) + (attribute.optional ? 1U : 0U));
  }
  return hash;
}

bool TypeEqual::operator()(const TypeNode* a, const TypeNode* b) const {
  return a->kind == b->kind && a->element == b->element && std::ranges::equal(a->elements, b->elements) &&
         std::ranges::equal(a->attributes, b->attributes);
}

Type Pool::Impl::intern_type(const TypeNode& node) {
  if (const auto found = types.find(&node); found != types.end()) return Type(*found);
  TypeNode kept = node;
  kept.elements = arena.copy(node.elements);
  kept.attributes = arena.copy(node.attributes);
  const TypeNode* stored = arena.make(kept);
  types.insert(stored);
  return Type(stored);
}

Pool::Pool() : impl_(std::make_unique<Impl>()) {
  symbols_.emplace_back();  // index 0 is "no symbol"
  bool_type_ = impl_->intern_type({.kind = TypeKind::Bool, .element = {}, .elements = {}, .attributes = {}});
  number_type_ = impl_->intern_type({.kind = TypeKind::Number, .element = {}, .elements = {}, .attributes = {}});
  string_type_ = impl_->intern_type({.kind = TypeKind::String, .element = {}, .elements = {}, .attributes = {}});
  for (const bool value : {false, true}) {
    BoolPayload payload;
    payload.kind = Kind::Bool;
    payload.type = bool_type_;
    payload.value = value;
    impl_->booleans[value ? 1 : 0] = impl_->arena.make(payload);
  }
}

Pool::~Pool() = default;

std::string_view Pool::intern(std::string_view text) {
  if (text.empty()) return {};
  if (const auto found = impl_->texts.find(text); found != impl_->texts.end()) return *found;
  return *impl_->texts.insert(impl_->arena.copy(text)).first;
}

Type Pool::list_of(Type element) {
  return impl_->intern_type({.kind = TypeKind::List, .element = element, .elements = {}, .attributes = {}});
}
Type Pool::set_of(Type element) {
  return impl_->intern_type({.kind = TypeKind::Set, .element = element, .elements = {}, .attributes = {}});
}
Type Pool::map_of(Type element) {
  return impl_->intern_type({.kind = TypeKind::Map, .element = element, .elements = {}, .attributes = {}});
}
Type Pool::tuple_of(std::span<const Type> elements) {
  return impl_->intern_type({.kind = TypeKind::Tuple, .element = {}, .elements = elements, .attributes = {}});
}

Type Pool::object_of(std::span<const Type::Attribute> attributes) {
  std::vector<Type::Attribute> sorted(attributes.begin(), attributes.end());
  const auto by_name = [](const Type::Attribute& a, const Type::Attribute& b) { return a.name < b.name; };
  if (!std::ranges::is_sorted(sorted, by_name)) std::ranges::stable_sort(sorted, by_name);
  for (Type::Attribute& attribute : sorted) attribute.name = intern(attribute.name);
  return impl_->intern_type({.kind = TypeKind::Object, .element = {}, .elements = {}, .attributes = sorted});
}

Symbol Pool::symbol(SymbolKind kind, std::string_view owner, std::string_view path) {
  const std::tuple key{kind, intern(owner), intern(path)};
  if (const auto found = impl_->symbols.find(key); found != impl_->symbols.end()) return found->second;
  symbols_.push_back(SymbolData{kind, std::get<1>(key), std::get<2>(key)});
  const Symbol made{static_cast<std::uint32_t>(symbols_.size() - 1)};
  impl_->symbols.emplace(key, made);
  return made;
}

bool Pool::certainly_differ(Symbol a, Symbol b) const {
  if (!a.is_valid() || !b.is_valid() || a == b) return false;
  const SymbolData& x = symbol_data(a);
  const SymbolData& y = symbol_data(b);
  if (x.kind != y.kind) return false;
  if (x.kind == SymbolKind::Zone) return x.owner == y.owner && x.path != y.path;
  if (x.kind != SymbolKind::ResourceAttribute || x.path != y.path || x.owner == y.owner) return false;
  if (x.path == "id" || x.path == "arn") {
    const std::string_view type = resource_type(x.owner);
    return !type.empty() && type == resource_type(y.owner);
  }
  return std::ranges::find(kMintedAttributes, x.path) != kMintedAttributes.end();
}

const Cause* Pool::cause(const Cause& cause) {
  const auto [at, is_new] = impl_->causes.try_emplace(cause, nullptr);
  if (is_new) at->second = &at->first;  // nodes of a map stay where they are
  return at->second;
}

std::size_t Pool::bytes() const {
  return impl_->arena.bytes();
}

}  // namespace brn::value
