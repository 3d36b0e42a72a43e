#pragma once
// What a Value points to: immutable, trivially destructible, in the arena of its Pool. Internal to this folder.

#include "analyzer/value/value.h"

namespace brn::value {

struct Payload {
  Kind kind = Kind::Null;
  bool is_wholly_known = true;
  bool has_choice = false;
  bool has_sensitive = false;  // some part inside, not the value as a whole
  std::uint32_t parts = 1;     // all values inside with this one, long text counted as several; saturated
  Type type;
};

struct BoolPayload : Payload {
  bool value = false;
};

struct NumberPayload : Payload {
  Number value;
};

struct StringPayload : Payload {
  std::string_view text;
  const Value* structure = nullptr;
};

struct SequencePayload : Payload {
  std::span<const Value> elements;
};

struct MappingPayload : Payload {
  std::span<const Member> members;
  bool is_sorted = true;
};

struct UnknownPayload : Payload {
  std::span<const Cause* const> causes;
  Symbol symbol;
  std::span<const Part> parts;
  const Value* structure = nullptr;
  bool is_not_null = false;
  const NumberRange* range = nullptr;
};

struct ChoicePayload : Payload {
  std::span<const Alternative> alternatives;
};

}  // namespace brn::value
