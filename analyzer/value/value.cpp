#include "analyzer/value/value.h"

#include <algorithm>
#include <unordered_set>

#include "analyzer/value/extent.h"
#include "analyzer/value/payload.h"
#include "parsers/source/check.h"

namespace brn::value {

namespace {

template <typename P>
const P& payload_as(const Value& value, bool is_allowed) {
  BRN_CHECK(is_allowed, "a value of another kind");
  return *static_cast<const P*>(value.payload());
}

bool identical_parts(std::span<const Part> a, std::span<const Part> b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Part& x, const Part& y) {
    if (x.is_hole != y.is_hole) return false;
    return x.is_hole ? identical(x.hole, y.hole) : x.literal == y.literal;
  });
}

bool identical_unknowns(const Value& a, const Value& b) {
  if (a.type() != b.type()) return false;
  if (a.symbol().is_valid() || b.symbol().is_valid()) return a.symbol() == b.symbol();
  return !a.parts().empty() && identical_parts(a.parts(), b.parts());
}

bool identical_members(std::span<const Member> a, std::span<const Member> b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Member& x, const Member& y) { return x.name == y.name && identical(x.value, y.value); });
}

bool identical_alternatives(std::span<const Alternative> a, std::span<const Alternative> b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Alternative& x, const Alternative& y) {
    return x.guard == y.guard && identical(x.value, y.value);
  });
}

class CauseCollector {
 public:
  void visit(const Value& value) {
    if (value.payload() == nullptr || (value.is_wholly_known() && !value.has_choice())) return;
    if (!seen_.insert(value.payload()).second) return;
    if (value.is_unknown()) {
      for (const Cause* cause : value.causes()) merge_cause(causes_, *cause);
    } else if (value.is_choice()) {
      for (const Alternative& alternative : value.alternatives()) visit(alternative.value);
    } else if (value.is_sequence()) {
      for (const Value& element : value.elements()) visit(element);
    } else if (value.is_mapping()) {
      for (const Member& member : value.members()) visit(member.value);
    }
  }
  Causes take() { return std::move(causes_); }

 private:
  std::unordered_set<const Payload*> seen_;
  Causes causes_;
};

}  // namespace

Kind Value::kind() const {
  return payload_ == nullptr ? Kind::Null : payload_->kind;
}
bool Value::is_sequence() const {
  return kind() == Kind::List || kind() == Kind::Set || kind() == Kind::Tuple;
}
bool Value::is_mapping() const {
  return kind() == Kind::Map || kind() == Kind::Object;
}
bool Value::is_wholly_known() const {
  return payload_ == nullptr || payload_->is_wholly_known;
}
bool Value::has_choice() const {
  return payload_ != nullptr && payload_->has_choice;
}
bool has_sensitive(const Value& value) {
  return value.payload() != nullptr && value.payload()->has_sensitive;
}
std::uint32_t part_count(const Value& value) {
  return value.payload() == nullptr ? 1 : value.payload()->parts;
}
Type Value::type() const {
  return payload_ == nullptr ? Type() : payload_->type;
}

bool Value::as_bool() const {
  return payload_as<BoolPayload>(*this, is_bool()).value;
}
const Number& Value::as_number() const {
  return payload_as<NumberPayload>(*this, is_number()).value;
}
std::string_view Value::as_string() const {
  return payload_as<StringPayload>(*this, is_string()).text;
}
std::span<const Value> Value::elements() const {
  return payload_as<SequencePayload>(*this, is_sequence()).elements;
}
std::span<const Member> Value::members() const {
  return payload_as<MappingPayload>(*this, is_mapping()).members;
}
std::span<const Alternative> Value::alternatives() const {
  return payload_as<ChoicePayload>(*this, is_choice()).alternatives;
}
std::span<const Cause* const> Value::causes() const {
  return payload_as<UnknownPayload>(*this, is_unknown()).causes;
}
Symbol Value::symbol() const {
  return payload_as<UnknownPayload>(*this, is_unknown()).symbol;
}
std::span<const Part> Value::parts() const {
  return payload_as<UnknownPayload>(*this, is_unknown()).parts;
}
bool Value::is_certainly_not_null() const {
  return payload_as<UnknownPayload>(*this, is_unknown()).is_not_null;
}

const NumberRange* Value::range() const {
  return payload_as<UnknownPayload>(*this, is_unknown()).range;
}

const Value* Value::structure() const {
  if (is_string()) return static_cast<const StringPayload*>(payload_)->structure;
  if (is_unknown()) return static_cast<const UnknownPayload*>(payload_)->structure;
  return nullptr;
}

const Member* Value::find_member(std::string_view name) const {
  const auto& mapping = payload_as<MappingPayload>(*this, is_mapping());
  const auto by_name = [](const Member& member, std::string_view wanted) { return member.name < wanted; };
  const auto found = mapping.is_sorted ? std::lower_bound(mapping.members.begin(), mapping.members.end(), name, by_name)
                                       : std::find_if(mapping.members.begin(), mapping.members.end(),
                                                      [&](const Member& member) { return member.name == name; });
  return found != mapping.members.end() && found->name == name ? &*found : nullptr;
}

const Value* Value::find(std::string_view name) const {
  const Member* member = find_member(name);
  return member == nullptr ? nullptr : &member->value;
}

bool identical(const Value& a, const Value& b) {
  if (a.payload() == b.payload()) return true;
  if (a.kind() != b.kind() || a.type() != b.type()) return false;
  switch (a.kind()) {
    case Kind::Null: return true;
    case Kind::Bool: return a.as_bool() == b.as_bool();
    case Kind::Number: return a.as_number() == b.as_number();
    case Kind::String: return a.as_string() == b.as_string();
    case Kind::List:
    case Kind::Set:
    case Kind::Tuple:
      return std::equal(a.elements().begin(), a.elements().end(), b.elements().begin(), b.elements().end(),
                        [](const Value& x, const Value& y) { return identical(x, y); });
    case Kind::Map:
    case Kind::Object: return identical_members(a.members(), b.members());
    case Kind::Unknown: return identical_unknowns(a, b);
    case Kind::Choice: return identical_alternatives(a.alternatives(), b.alternatives());
  }
  return false;
}

Causes causes_of(const Value& value) {
  CauseCollector collector;
  collector.visit(value);
  return collector.take();
}

}  // namespace brn::value
