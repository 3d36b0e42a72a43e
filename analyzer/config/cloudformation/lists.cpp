// Functions over lists: Join, Split, Select, Length, GetAZs, Cidr.

#include "analyzer/config/cloudformation/cidr.h"
#include "analyzer/config/cloudformation/scalar.h"
#include "analyzer/config/cloudformation/split_text.h"
#include "analyzer/config/cloudformation/stack.h"
#include "analyzer/config/cloudformation/text_builder.h"
#include "analyzer/value/convert.h"

namespace brn::config::cloudformation {
namespace {

using syntax::NodeId;
using syntax::NodeKind;
using value::Part;
using value::SymbolKind;
using value::Value;

/// A Region has more zones than the list that GetAZs gives here; these are only the ones that certainly exist.
constexpr std::int64_t kZones = 3;

/// The text of a list that is not known, with that list as its structure.
Value join_unknown(value::Pool& pool, const Value& list, Span origin) {
  if (!list.is_unknown()) return pool.unknown_from({&list, 1}, pool.string_type(), origin);
  value::Pool::UnknownSpec spec;
  spec.type = pool.string_type();
  spec.causes = list.causes();
  spec.structure = &list;
  return pool.unknown(spec, origin).with_sensitive(list.is_sensitive());
}

/// The same for the zones of a Region, of which there may be more than the list says.
Value join_zones(value::Pool& pool, const Value& zones, Span origin) {
  value::Pool::UnknownSpec spec;
  spec.type = pool.string_type();
  const std::vector<const Cause*> causes = pool.causes_within({&zones, 1});
  spec.causes = causes;
  spec.structure = &zones;
  return pool.unknown(spec, origin);
}

}  // namespace

/// The places of the literals of a list that is joined to JSON text, one for each item; none where it is not.
std::vector<std::optional<ScalarPlaces>> Stack::places_of_json(NodeId list, const Frame& frame) {
  std::vector<std::optional<ScalarPlaces>> places;
  if (frame.loop != nullptr || node(list).kind != NodeKind::Sequence || node(list).count == 0) return places;
  const auto items = tree_.items(list);
  if (!is_scalar(node(items[0])) || !looks_like_json(node(items[0]).text)) return places;
  for (const NodeId item : items) {
    const bool is_literal = node(item).kind == NodeKind::String && node(item).tag.empty();
    places.emplace_back();
    if (is_literal) places.back().emplace(run_->sources->text(node(item).span), node(item));
  }
  return places;
}

Value Stack::fn_join(const Call& call, const Frame& frame) {
  const auto items = arguments(call, 2, 2);
  if (!items) return malformed(call, pool().string_type());
  const auto delimiter = is_scalar(node((*items)[0])) ? std::optional(std::string(node((*items)[0]).text))
                                                      : literal_argument((*items)[0], frame, "the delimiter, a string");
  if (!delimiter) return malformed(call, pool().string_type());
  const Value list = evaluate((*items)[1], frame);
  const std::vector<std::optional<ScalarPlaces>> places = places_of_json((*items)[1], frame);
  const auto join = [&](std::span<const Value> elements) {
    TextBuilder builder(pool());
    bool is_first = true;
    for (std::size_t i = 0; i < elements.size(); ++i) {
      const Value& element = elements[i];
      if (element.is_null()) continue;
      if (!is_first) builder.add_literal(*delimiter);
      is_first = false;
      if (elements.size() == places.size() && places[i] && element.is_string()) {
        builder.add_literal(element.as_string(), 0, &*places[i]);
      } else {
        builder.add(element);
      }
    }
    return builder.finish(call.span);
  };
  const Value joined = pool().lift({&list, 1}, call.span, [&](std::span<const Value> chosen) {
    if (is_zone_list(pool(), chosen[0])) return join_zones(pool(), chosen[0], call.span);
    if (chosen[0].is_sequence()) return pool().lift(chosen[0].elements(), call.span, join);
    return join_unknown(pool(), chosen[0], call.span);
  });
  return settle(joined, frame.guard);
}

Value Stack::fn_split(const Call& call, const Frame& frame) {
  const auto items = arguments(call, 2, 2);
  const value::Type type = pool().list_of(pool().string_type());
  const auto delimiter =
      items && is_scalar(node((*items)[0])) ? std::optional(std::string(node((*items)[0]).text)) : std::nullopt;
  if (!delimiter || delimiter->empty()) {
    if (items) error(DiagnosticKind::InvalidValue, call.span, "`Fn::Split` takes a delimiter and text");
    return malformed(call, type);
  }
  const Value text = evaluate((*items)[1], frame);
  return pool().lift({&text, 1}, call.span, [&](std::span<const Value> chosen) {
    return split_text(pool(), chosen[0], *delimiter, call.span);
  });
}

Value Stack::fn_select(const Call& call, const Frame& frame) {
  const auto items = arguments(call, 2, 2);
  if (!items) return malformed(call, {});
  const Value values[] = {evaluate((*items)[0], frame), without_absent(evaluate((*items)[1], frame), call.span)};
  const bool is_certain = !values[0].is_choice() && !values[1].is_choice();
  const Value selected = pool().lift(values, call.span, [&](std::span<const Value> chosen) -> Value {
    if (chosen[0].is_unknown()) return pool().unknown_from({&chosen[0], 1}, {}, call.span);
    const auto text = value::primitive_to_text(chosen[0]);
    const auto number = text ? value::Number::parse(*text) : std::nullopt;
    const auto index = number ? number->to_int64() : std::nullopt;
    if (!index || *index < 0) {
      return failure(node((*items)[0]).span, DiagnosticKind::InvalidValue,
                     "the index of `Fn::Select` is a whole number from 0");
    }
    return select_from(chosen[1], *index, is_certain, call);
  });
  return settle(selected, frame.guard);
}

Value Stack::select_from(const Value& list, std::int64_t index, bool is_certain, const Call& call) {
  if (list.is_sequence()) {
    const auto elements = list.elements();
    if (index < static_cast<std::int64_t>(elements.size())) return elements[static_cast<std::size_t>(index)];
    if (is_zone_list(pool(), list)) {
      return zone(symbol_of(pool(), elements.front())->owner, index, call.span);
    }
    const std::string message =
        "index " + std::to_string(index) + " is past the end of a list of " + std::to_string(elements.size());
    if (is_certain) return failure(call.span, DiagnosticKind::InvalidValue, message);
    return pool().unknown(Cause{CauseKind::Error, std::string(call.name), message, "", call.span}, {}, call.span);
  }
  if (!list.is_unknown()) return failure(call.span, DiagnosticKind::InvalidValue, "`Fn::Select` takes a list");
  const value::SymbolData* data = symbol_of(pool(), list);
  value::Symbol symbol;
  if (data != nullptr) {
    symbol = pool().symbol(data->kind, data->owner, std::string(data->path) + "[" + std::to_string(index) + "]");
  }
  value::Pool::UnknownSpec spec;
  spec.type = list.type().kind() == value::TypeKind::List ? list.type().element() : value::Type();
  spec.symbol = symbol;
  spec.causes = list.causes();
  return pool().unknown(spec, call.span);
}

Value Stack::fn_length(const Call& call, const Frame& frame) {
  const Value list = without_absent(argument(call, frame), call.span);
  return pool().lift({&list, 1}, call.span, [&](std::span<const Value> chosen) -> Value {
    if (chosen[0].is_unknown() || is_zone_list(pool(), chosen[0])) {
      return pool().unknown_from(chosen, pool().number_type(), call.span);
    }
    if (!chosen[0].is_sequence()) {
      return failure(call.span, DiagnosticKind::InvalidValue, "`Fn::Length` takes a list");
    }
    return pool().number(value::Number(static_cast<std::int64_t>(chosen[0].elements().size())), call.span);
  });
}

Value Stack::zone(std::string_view region_scope, std::int64_t index, Span place) {
  const std::string subject = "zone " + std::to_string(index) + " of the Region";
  const Cause cause{CauseKind::Computed, subject, "the zones of the Region are known when the stack is made", "",
                    place};
  return pool().unknown(cause, pool().string_type(), place,
                        pool().symbol(SymbolKind::Zone, region_scope, std::to_string(index)));
}

/// Zones are symbols by index. The list stands for one of at least that length.
Value Stack::fn_get_azs(const Call& call, const Frame& frame) {
  const Value wanted = argument(call, frame);
  return pool().lift({&wanted, 1}, call.span, [&](std::span<const Value> chosen) {
    const auto text = value::primitive_to_text(chosen[0]);
    const bool is_own = !text || text->empty() || *text == known_region();
    std::vector<Value> zones;
    for (std::int64_t i = 0; i < kZones; ++i) zones.push_back(zone(is_own ? std::string() : *text, i, call.span));
    return pool().tuple(zones, call.span);
  });
}

Value Stack::fn_cidr(const Call& call, const Frame& frame) {
  const auto items = arguments(call, 2, 3);
  const value::Type type = pool().list_of(pool().string_type());
  if (!items) return malformed(call, type);
  std::vector<Value> values;
  for (const NodeId item : *items) values.push_back(evaluate(item, frame));
  const Value blocks = pool().lift(values, call.span, [&](std::span<const Value> chosen) -> Value {
    const auto block = value::primitive_to_text(chosen[0]);
    const auto whole = [&](std::size_t at) -> std::optional<std::int64_t> {
      const auto text = at < chosen.size() ? value::primitive_to_text(chosen[at]) : std::nullopt;
      const auto number = text ? value::Number::parse(*text) : std::nullopt;
      return number ? number->to_int64() : std::nullopt;
    };
    const auto count = whole(1);
    if (!count || (chosen.size() == 3 && !whole(2))) return pool().unknown_from(chosen, type, call.span);
    if (*count < 1 || *count > 256) {
      return failure(call.span, DiagnosticKind::InvalidValue, "`Fn::Cidr` makes 1 to 256 blocks");
    }
    std::vector<Value> made;
    if (!block) {
      for (std::int64_t i = 0; i < *count; ++i) {
        made.push_back(pool().unknown_from({&chosen[0], 1}, pool().string_type(), call.span));
      }
      return pool().tuple(made, call.span);
    }
    const auto parts = divide_cidr(*block, *count, whole(2));
    if (parts.empty()) {
      return failure(call.span, DiagnosticKind::InvalidValue,
                     "`" + *block + "` cannot be divided into " + std::to_string(*count) + " such blocks");
    }
    for (const std::string& part : parts) made.push_back(pool().string(part, call.span));
    return pool().tuple(made, call.span);
  });
  return settle(blocks, frame.guard);
}

}  // namespace brn::config::cloudformation
