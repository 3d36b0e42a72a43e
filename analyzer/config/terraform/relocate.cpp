#include "analyzer/config/terraform/relocate.h"

namespace brn::config::terraform {

using value::Kind;
using value::Value;

namespace {

Span moved(Span span, FileId file, Span place) {
  return !span.is_valid() || span.file == file ? place : span;
}

}  // namespace

Value relocated(value::Pool& pool, const Value& value, FileId file, Span place) {
  const Span origin = moved(value.origin(), file, place);
  Value result = value;
  if (value.is_sequence()) {
    std::vector<Value> elements;
    for (const Value& element : value.elements()) elements.push_back(relocated(pool, element, file, place));
    const value::Type element = value.type().element();
    if (value.kind() == Kind::Tuple) result = pool.tuple(elements, origin);
    if (value.kind() == Kind::List) result = pool.list(elements, element, origin);
    if (value.kind() == Kind::Set) result = pool.set(elements, element, origin);
  } else if (value.is_mapping()) {
    std::vector<value::Member> members(value.members().begin(), value.members().end());
    for (value::Member& member : members) {
      member.value = relocated(pool, member.value, file, place);
      member.name_span = moved(member.name_span, file, place);
    }
    result =
        value.kind() == Kind::Map ? pool.map(members, value.type().element(), origin) : pool.object(members, origin);
  } else if (value.is_choice()) {
    std::vector<value::Alternative> alternatives(value.alternatives().begin(), value.alternatives().end());
    for (value::Alternative& one : alternatives) one.value = relocated(pool, one.value, file, place);
    result = pool.choice(alternatives, origin);
  }
  return result.with_origin(origin).with_sensitive(value.is_sensitive());
}

}  // namespace brn::config::terraform
