// Which type several types have in common, as go-cty's `convert.UnifyUnsafe` finds it: the rules for the branches of a
// conditional and for the elements of a list.

#include <algorithm>

#include "analyzer/value/convert.h"

namespace brn::value {

namespace {

bool is_collection(TypeKind kind) {
  return kind == TypeKind::List || kind == TypeKind::Set || kind == TypeKind::Map;
}

bool primitives_convertible(TypeKind from, TypeKind to, bool unsafe) {
  if (from == to) return true;
  if (to == TypeKind::String) return true;
  return unsafe && from == TypeKind::String;
}

class Conversions {
 public:
  Conversions(Pool& pool, bool unsafe) : pool_(pool), unsafe_(unsafe) {}

  [[nodiscard]] bool allow(Type from, Type to) const {
    if (from == to || to.is_dynamic()) return true;
    if (from.is_dynamic()) return unsafe_;
    if (from.is_primitive() && to.is_primitive()) return primitives_convertible(from.kind(), to.kind(), unsafe_);
    switch (to.kind()) {
      case TypeKind::Object: return to_object(from, to);
      case TypeKind::Tuple: return to_tuple(from, to);
      case TypeKind::Map: return to_map(from, to);
      case TypeKind::List:
      case TypeKind::Set: return to_sequence(from, to);
      default: return false;
    }
  }

 private:
  [[nodiscard]] bool to_object(Type from, Type to) const {
    if (from.kind() == TypeKind::Map) {
      return unsafe_ && std::ranges::all_of(to.attributes(), [&](const Type::Attribute& attribute) {
               return allow(from.element(), attribute.type);
             });
    }
    if (from.kind() != TypeKind::Object) return false;
    return std::ranges::all_of(to.attributes(), [&](const Type::Attribute& wanted) {
      const auto found = std::ranges::find(from.attributes(), wanted.name, &Type::Attribute::name);
      return found == from.attributes().end() ? wanted.optional : allow(found->type, wanted.type);
    });
  }
  [[nodiscard]] bool to_tuple(Type from, Type to) const {
    if (from.kind() != TypeKind::Tuple || from.elements().size() != to.elements().size()) return false;
    for (std::size_t i = 0; i < to.elements().size(); ++i) {
      if (!allow(from.elements()[i], to.elements()[i])) return false;
    }
    return true;
  }
  [[nodiscard]] bool to_map(Type from, Type to) const {
    if (from.kind() == TypeKind::Map) return allow(from.element(), to.element());
    if (from.kind() != TypeKind::Object) return false;
    std::vector<Type> types;
    for (const Type::Attribute& attribute : from.attributes()) types.push_back(attribute.type);
    return all_to(types, to.element());
  }
  [[nodiscard]] bool to_sequence(Type from, Type to) const {
    // A set made of a list loses its order, so that is no safe conversion.
    if (from.kind() == TypeKind::List && to.kind() == TypeKind::Set && !unsafe_) return false;
    if (from.kind() == TypeKind::List || from.kind() == TypeKind::Set) return allow(from.element(), to.element());
    if (from.kind() != TypeKind::Tuple) return false;
    return all_to(from.elements(), to.element());
  }
  /// Elements of a structure to the one element type of a collection; `any` stands for the type they have in common.
  [[nodiscard]] bool all_to(std::span<const Type> types, Type element) const {
    if (element.is_dynamic()) return types.empty() || unify(pool_, types).has_value();
    return std::ranges::all_of(types, [&](Type type) { return allow(type, element); });
  }

  Pool& pool_;
  bool unsafe_;
};

/// Negative when `a` is to be preferred, positive when `b` is, as go-cty's `compareTypes`.
int preference(Type a, Type b) {
  if (a.is_dynamic() || b.is_dynamic()) return static_cast<int>(a.is_dynamic()) - static_cast<int>(b.is_dynamic());
  if (a.is_primitive() && b.is_primitive()) {
    return static_cast<int>(b.kind() == TypeKind::String) - static_cast<int>(a.kind() == TypeKind::String);
  }
  if (a.kind() == b.kind() && is_collection(a.kind())) return preference(a.element(), b.element());
  const auto rank = [](TypeKind kind) {  // a list before a tuple before a set, a map before an object
    if (kind == TypeKind::List || kind == TypeKind::Map) return 0;
    return kind == TypeKind::Set ? 2 : 1;
  };
  const auto is_mapping = [](Type type) { return type.kind() == TypeKind::Map || type.kind() == TypeKind::Object; };
  if (a.is_primitive() || b.is_primitive() || is_mapping(a) != is_mapping(b)) return 0;
  return rank(a.kind()) - rank(b.kind());
}

class Unifier {
 public:
  explicit Unifier(Pool& pool) : pool_(pool), conversions_(pool, true) {}

  [[nodiscard]] std::optional<Type> unify_types(std::span<const Type> types) const {
    if (types.empty()) return std::nullopt;
    if (std::ranges::all_of(types, [&](Type type) { return type == types.front(); })) return types.front();
    const Counts counts(types);
    if (counts.only(counts.map) || counts.only(counts.list) || counts.only(counts.set)) {
      return collections(types, counts);
    }
    if (counts.map > 0 && counts.only(counts.map + counts.object)) {
      if (const auto type = structures_as_collection(types, TypeKind::Object)) return type;
    } else if (counts.list > 0 && counts.only(counts.list + counts.tuple)) {
      if (const auto type = structures_as_collection(types, TypeKind::Tuple)) return type;
    } else if (counts.only(counts.object)) {
      return counts.dynamic > 0 ? std::optional(Type()) : objects(types);
    } else if (counts.only(counts.tuple)) {
      return counts.dynamic > 0 ? std::optional(Type()) : tuples(types);
    } else if (counts.object > 0 && counts.tuple > 0) {
      return std::nullopt;
    }
    return one_of(types);
  }

 private:
  struct Counts {
    explicit Counts(std::span<const Type> types) : all(types.size()) {
      for (const Type type : types) {
        switch (type.kind()) {
          case TypeKind::Map: ++map; break;
          case TypeKind::List: ++list; break;
          case TypeKind::Set: ++set; break;
          case TypeKind::Object: ++object; break;
          case TypeKind::Tuple: ++tuple; break;
          case TypeKind::Dynamic: ++dynamic; break;
          default: break;
        }
      }
    }
    /// At least one, and nothing but these and `any`.
    [[nodiscard]] bool only(std::size_t these) const { return these > 0 && these + dynamic == all; }

    std::size_t all;
    std::size_t map = 0, list = 0, set = 0, object = 0, tuple = 0, dynamic = 0;
  };

  [[nodiscard]] std::optional<Type> collections(std::span<const Type> types, const Counts& counts) const {
    if (counts.dynamic > 0) return Type();
    std::vector<Type> elements;
    for (const Type type : types) elements.push_back(type.element());
    const std::optional<Type> element = unify_types(elements);
    if (!element) return std::nullopt;
    if (counts.map > 0) return pool_.map_of(*element);
    return counts.list > 0 ? pool_.list_of(*element) : pool_.set_of(*element);
  }

  [[nodiscard]] std::optional<Type> objects(std::span<const Type> types) const {
    const std::span<const Type::Attribute> first = types.front().attributes();
    const bool have_same_names = std::ranges::all_of(types, [&](Type type) {
      return std::ranges::equal(type.attributes(), first, {}, &Type::Attribute::name, &Type::Attribute::name);
    });
    if (!have_same_names) return elements_as(types, TypeKind::Map);
    std::vector<Type::Attribute> attributes;
    for (std::size_t i = 0; i < first.size(); ++i) {
      std::vector<Type> across;
      for (const Type type : types) across.push_back(type.attributes()[i].type);
      const std::optional<Type> unified = unify_types(across);
      if (!unified) return std::nullopt;
      attributes.push_back({first[i].name, *unified, false});
    }
    return pool_.object_of(attributes);
  }

  [[nodiscard]] std::optional<Type> tuples(std::span<const Type> types) const {
    const std::size_t size = types.front().elements().size();
    if (!std::ranges::all_of(types, [&](Type type) { return type.elements().size() == size; })) {
      return elements_as(types, TypeKind::List);
    }
    std::vector<Type> elements;
    for (std::size_t i = 0; i < size; ++i) {
      std::vector<Type> across;
      for (const Type type : types) across.push_back(type.elements()[i]);
      const std::optional<Type> unified = unify_types(across);
      if (!unified) return std::nullopt;
      elements.push_back(*unified);
    }
    return pool_.tuple_of(elements);
  }

  /// All elements of all these structures together, as one collection.
  [[nodiscard]] std::optional<Type> elements_as(std::span<const Type> types, TypeKind kind) const {
    std::vector<Type> elements;
    for (const Type type : types) {
      for (const Type element : type.elements()) elements.push_back(element);
      for (const Type::Attribute& attribute : type.attributes()) elements.push_back(attribute.type);
    }
    const std::optional<Type> element = unify_types(elements);
    if (!element) return std::nullopt;
    return kind == TypeKind::Map ? pool_.map_of(*element) : pool_.list_of(*element);
  }

  /// Maps among objects and lists among tuples: the structures are collections in disguise.
  [[nodiscard]] std::optional<Type> structures_as_collection(std::span<const Type> types, TypeKind structure) const {
    const TypeKind wanted = structure == TypeKind::Object ? TypeKind::Map : TypeKind::List;
    std::vector<Type> structures;
    for (const Type type : types) {
      if (type.kind() == structure) structures.push_back(type);
    }
    const std::optional<Type> collection = elements_as(structures, wanted);
    if (!collection) return std::nullopt;
    std::vector<Type> replaced(types.begin(), types.end());
    std::ranges::replace_if(
        replaced, [&](Type type) { return type.kind() == structure; }, *collection);
    const std::optional<Type> unified = unify_types(replaced);
    return unified && unified->kind() == wanted ? unified : std::nullopt;
  }

  /// The most preferred of the types themselves to which all others convert.
  [[nodiscard]] std::optional<Type> one_of(std::span<const Type> types) const {
    std::vector<Type> order(types.begin(), types.end());
    std::ranges::stable_sort(order, [](Type a, Type b) { return preference(a, b) < 0; });
    for (const Type wanted : order) {
      if (std::ranges::all_of(types, [&](Type type) { return conversions_.allow(type, wanted); })) return wanted;
    }
    return std::nullopt;
  }

  Pool& pool_;
  Conversions conversions_;
};

}  // namespace

bool is_convertible(Pool& pool, Type from, Type to, bool unsafe) {
  return Conversions(pool, unsafe).allow(from, to);
}

std::optional<Type> unify(Pool& pool, std::span<const Type> types) {
  return Unifier(pool).unify_types(types);
}

}  // namespace brn::value
