#include "analyzer/aws/terraform_types.h"

#include <algorithm>
#include <iterator>

namespace brn::aws {

namespace {

struct Row {
  std::string_view type;
  std::string_view attributes;
};

constexpr Row kTypes[] = {
#define BRN_TERRAFORM_TYPE(type, attributes) {type, attributes},
#include "analyzer/aws/terraform_types.def"
#undef BRN_TERRAFORM_TYPE
};
static_assert(std::ranges::is_sorted(kTypes, {}, &Row::type));

struct Default {
  std::string_view type;
  std::string_view path;
  std::string_view json;
};

constexpr Default kDefaults[] = {
#define BRN_TERRAFORM_DEFAULT(type, path, json) {type, path, json},
#include "analyzer/aws/terraform_defaults.def"
#undef BRN_TERRAFORM_DEFAULT
};

AttributeMode mode_of(char letter) {
  switch (letter) {
    case 'r': return AttributeMode::Required;
    case 'p': return AttributeMode::OptionalComputed;
    case 'c': return AttributeMode::Computed;
    case 'b': return AttributeMode::Block;
    default: return AttributeMode::Optional;
  }
}

Nesting nesting_of(char letter) {
  if (letter == 'e') return Nesting::Set;
  return letter == '1' ? Nesting::Single : Nesting::List;
}

AttributeType type_of(std::string_view letters) {
  if (letters == "s") return AttributeType::String;
  if (letters == "n") return AttributeType::Number;
  if (letters == "b") return AttributeType::Bool;
  if (letters == "ls") return AttributeType::Strings;
  if (letters == "es") return AttributeType::StringSet;
  if (letters == "ln") return AttributeType::Numbers;
  if (letters == "en") return AttributeType::NumberSet;
  return letters == "m" ? AttributeType::StringMap : AttributeType::Any;
}

/// Reads `name:MT` and `name:MK{…}`; the table is our own, so it is well formed.
std::vector<TypeAttribute> read(std::string_view text, std::size_t& at) {
  std::vector<TypeAttribute> attributes;
  while (at < text.size() && text[at] != '}') {
    if (text[at] == ' ') {
      ++at;
      continue;
    }
    TypeAttribute attribute;
    const std::size_t colon = text.find(':', at);
    attribute.name = text.substr(at, colon - at);
    attribute.mode = mode_of(text[colon + 1]);
    const std::size_t end = std::min(text.find_first_of(" {}", colon + 2), text.size());
    const std::string_view letters = text.substr(colon + 2, end - colon - 2);
    at = end;
    if (at < text.size() && text[at] == '{') {
      attribute.nesting = nesting_of(letters.front());
      attribute.members = read(text, ++at);
      ++at;
    } else {
      attribute.type = type_of(letters);
    }
    attributes.push_back(std::move(attribute));
  }
  return attributes;
}

}  // namespace

std::optional<std::vector<TypeAttribute>> terraform_type(std::string_view type) {
  const auto found = std::ranges::lower_bound(kTypes, type, {}, &Row::type);
  if (found == std::end(kTypes) || found->type != type) return std::nullopt;
  std::size_t at = 0;
  return read(found->attributes, at);
}

const TypeAttribute* find_attribute(const std::vector<TypeAttribute>& attributes, std::string_view name) {
  const auto found = std::ranges::find(attributes, name, &TypeAttribute::name);
  return found == attributes.end() ? nullptr : &*found;
}

std::optional<std::string_view> terraform_default(std::string_view type, std::string_view path) {
  for (const Default& one : kDefaults) {
    if (one.type == type && one.path == path) return one.json;
  }
  return std::nullopt;
}

}  // namespace brn::aws
