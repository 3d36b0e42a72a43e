// Construction of known and unknown values.

#include <algorithm>

#include "analyzer/value/pool_impl.h"
#include "parsers/source/check.h"

namespace brn::value {

namespace {

/// Longer texts are copied without looking for an equal one.
constexpr std::size_t kInternedTextBytes = 128;
/// So many bytes of text count as one more part of a value.
constexpr std::size_t kTextBytesOfPart = 64;

template <typename P>
P payload_of(Kind kind, Type type) {
  P payload;
  payload.kind = kind;
  payload.type = type;
  return payload;
}

void append_hash(std::string& out, const Value& value);

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (c == '\r') {
      out += "\\r";
    } else {
      out += c;
    }
  }
  out += '"';
}

void append_sequence_hash(std::string& out, const Value& value) {
  const bool is_tuple = value.kind() == Kind::Tuple;
  out += is_tuple ? '<' : '[';
  for (const Value& element : value.elements()) {
    append_hash(out, element);
    out += ';';
  }
  out += is_tuple ? '>' : ']';
}

void append_mapping_hash(std::string& out, const Value& value) {
  const bool is_object = value.kind() == Kind::Object;
  out += is_object ? '<' : '{';
  for (const Member& member : value.members()) {
    if (!is_object) {
      append_quoted(out, member.name);
      out += ':';
    }
    append_hash(out, member.value);
    out += ';';
  }
  out += is_object ? '>' : '}';
}

/// The bytes by which go-cty orders elements of a set that are neither text nor numbers.
void append_hash(std::string& out, const Value& value) {
  if (value.is_unknown() || value.is_choice()) {
    out += '?';
  } else if (value.is_null()) {
    out += '~';
  } else if (value.is_bool()) {
    out += value.as_bool() ? 'T' : 'F';
  } else if (value.is_number()) {
    out += value.as_number().to_general(10);
  } else if (value.is_string()) {
    append_quoted(out, value.as_string());
  } else if (value.is_sequence()) {
    append_sequence_hash(out, value);
  } else {
    append_mapping_hash(out, value);
  }
}

/// Known values before null, null before unknown.
int set_rank(const Value& value) {
  if (!value.is_known()) return 2;
  return value.is_null() ? 1 : 0;
}

struct SetItem {
  Value value;
  std::string hash;  // of what is not primitive
};

bool item_less(const SetItem& a, const SetItem& b) {
  const int rank_a = set_rank(a.value);
  const int rank_b = set_rank(b.value);
  if (rank_a != rank_b || rank_a != 0) return rank_a < rank_b;
  if (a.value.kind() != b.value.kind()) return a.value.kind() < b.value.kind();
  if (a.value.is_string()) return a.value.as_string() < b.value.as_string();
  if (a.value.is_number()) return a.value.as_number() < b.value.as_number();
  if (a.value.is_bool()) return !a.value.as_bool() && b.value.as_bool();
  return a.hash < b.hash;
}

SetItem set_item(const Value& value) {
  SetItem item{value, {}};
  if (value.is_sequence() || value.is_mapping()) append_hash(item.hash, value);
  return item;
}

std::vector<Value> sorted_unique(std::span<const Value> elements, bool joins_unknown) {
  std::vector<SetItem> items;
  items.reserve(elements.size());
  for (const Value& element : elements) items.push_back(set_item(element));
  std::stable_sort(items.begin(), items.end(), item_less);
  std::vector<Value> result;
  std::size_t run = 0;  // where those begin that compare equal to the last one
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i == 0 || item_less(items[i - 1], items[i])) run = result.size();
    const bool is_new =
        std::none_of(result.begin() + static_cast<std::ptrdiff_t>(run), result.end(), [&](const Value& kept) {
          return (joins_unknown || kept.is_wholly_known()) && identical(kept, items[i].value);
        });
    if (is_new) result.push_back(items[i].value);
  }
  return result;
}

bool name_less(const Member& a, const Member& b) {
  return a.name < b.name;
}

/// Sorted by name; of members with one name the last one.
std::vector<Member> sorted_members(std::span<const Member> members) {
  std::vector<Member> sorted(members.begin(), members.end());
  if (!std::is_sorted(sorted.begin(), sorted.end(), name_less)) {
    std::stable_sort(sorted.begin(), sorted.end(), name_less);
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    if (i + 1 < sorted.size() && sorted[i + 1].name == sorted[i].name) continue;
    sorted[kept++] = sorted[i];
  }
  sorted.resize(kept);
  return sorted;
}

template <typename P>
void summarize(P& payload, const Summary& summary) {
  payload.is_wholly_known = summary.is_wholly_known;
  payload.has_choice = summary.has_choice;
  payload.has_sensitive = summary.has_sensitive;
  payload.parts = static_cast<std::uint32_t>(std::min<std::uint64_t>(summary.parts, UINT32_MAX));
}

}  // namespace

bool set_less(const Value& a, const Value& b) {
  return item_less(set_item(a), set_item(b));
}

Value Pool::null(Span origin, Type type) {
  if (type.is_dynamic()) return Value(nullptr, origin, false);
  return Value(impl_->arena.make(payload_of<Payload>(Kind::Null, type)), origin, false);
}

Value Pool::boolean(bool value, Span origin) {
  return Value(impl_->booleans[value ? 1 : 0], origin, false);
}

Value Pool::number(const Number& value, Span origin) {
  auto payload = payload_of<NumberPayload>(Kind::Number, number_type_);
  payload.value = value;
  return Value(impl_->arena.make(payload), origin, false);
}

Value Pool::string(std::string_view text, Span origin) {
  const bool is_ascii = std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  const std::string normal = normalize_ != nullptr && !is_ascii ? normalize_(text) : std::string();
  if (!normal.empty()) text = normal;
  auto payload = payload_of<StringPayload>(Kind::String, string_type_);
  payload.text = text.size() <= kInternedTextBytes ? intern(text) : impl_->arena.copy(text);
  payload.parts += static_cast<std::uint32_t>(text.size() / kTextBytesOfPart);
  return Value(impl_->arena.make(payload), origin, false);
}

Value Pool::encoded_string(std::string_view text, const Value& structure, Span origin) {
  auto payload = payload_of<StringPayload>(Kind::String, string_type_);
  payload.text = impl_->arena.copy(text);
  payload.parts += static_cast<std::uint32_t>(text.size() / kTextBytesOfPart);
  payload.structure = impl_->arena.make(structure);
  return Value(impl_->arena.make(payload), origin, false);
}

Value Pool::tuple(std::span<const Value> elements, Span origin) {
  std::vector<Type> types;
  types.reserve(elements.size());
  Summary summary;
  for (const Value& element : elements) {
    types.push_back(element.type());
    summary.add(element);
  }
  auto payload = payload_of<SequencePayload>(Kind::Tuple, tuple_of(types));
  payload.elements = impl_->arena.copy(elements);
  summarize(payload, summary);
  return Value(impl_->arena.make(payload), origin, false);
}

Value Pool::list(std::span<const Value> elements, Type element, Span origin) {
  Summary summary;
  for (const Value& item : elements) summary.add(item);
  auto payload = payload_of<SequencePayload>(Kind::List, list_of(element));
  payload.elements = impl_->arena.copy(elements);
  summarize(payload, summary);
  return Value(impl_->arena.make(payload), origin, false);
}

Value Pool::set(std::span<const Value> elements, Type element, Span origin) {
  // A set with a sensitive element is sensitive as a whole: go-cty cannot mark single elements of a set.
  const bool is_sensitive = std::ranges::any_of(elements, [](const Value& item) { return item.is_sensitive(); });
  std::vector<Value> unique = sorted_unique(elements, compares_identities_);
  if (is_sensitive) {
    for (Value& item : unique) item = item.with_sensitive(false);
  }
  Summary summary;
  for (const Value& item : unique) summary.add(item);
  auto payload = payload_of<SequencePayload>(Kind::Set, set_of(element));
  payload.elements = impl_->arena.copy(std::span<const Value>(unique));
  summarize(payload, summary);
  return Value(impl_->arena.make(payload), origin, is_sensitive);
}

Value Pool::object(std::span<const Member> members, Span origin) {
  std::vector<Member> sorted = sorted_members(members);
  std::vector<Type::Attribute> attributes;
  attributes.reserve(sorted.size());
  Summary summary;
  for (Member& member : sorted) {
    member.name = intern(member.name);
    attributes.push_back({member.name, member.value.type(), false});
    summary.add(member.value);
  }
  auto payload = payload_of<MappingPayload>(Kind::Object, object_of(attributes));
  payload.members = impl_->arena.copy(std::span<const Member>(sorted));
  summarize(payload, summary);
  return Value(impl_->arena.make(payload), origin, false);
}

Value Pool::map(std::span<const Member> members, Type element, Span origin) {
  std::vector<Member> sorted = sorted_members(members);
  Summary summary;
  for (Member& member : sorted) {
    member.name = intern(member.name);
    summary.add(member.value);
  }
  auto payload = payload_of<MappingPayload>(Kind::Map, map_of(element));
  payload.members = impl_->arena.copy(std::span<const Member>(sorted));
  summarize(payload, summary);
  return Value(impl_->arena.make(payload), origin, false);
}

Value Pool::ordered_object(std::span<const Member> members, Span origin) {
  std::vector<Member> kept(members.begin(), members.end());
  std::vector<Type::Attribute> attributes;
  Summary summary;
  for (Member& member : kept) {
    member.name = intern(member.name);
    attributes.push_back({member.name, member.value.type(), false});
    summary.add(member.value);
  }
  auto payload = payload_of<MappingPayload>(Kind::Object, object_of(attributes));
  payload.is_sorted = std::is_sorted(kept.begin(), kept.end(), name_less);
  payload.members = impl_->arena.copy(std::span<const Member>(kept));
  summarize(payload, summary);
  return Value(impl_->arena.make(payload), origin, false);
}

}  // namespace brn::value
