#include "analyzer/config/cloudformation/split_text.h"

#include <optional>
#include <vector>

#include "analyzer/config/cloudformation/text_builder.h"
#include "analyzer/value/convert.h"

namespace brn::config::cloudformation {
namespace {

using value::Part;
using value::SymbolKind;
using value::Value;

/// True for a hole whose text certainly has no such delimiter: ids and names have no commas or blanks.
bool is_without(const value::Pool& pool, const Part& hole, std::string_view delimiter) {
  const value::SymbolData* data = symbol_of(pool, hole.hole);
  if (data == nullptr || delimiter.find_first_of(",|; ") == std::string_view::npos) return false;
  if (data->kind == SymbolKind::ResourceAttribute) {
    return data->path == "Ref" || data->path == "Arn" || data->path.ends_with("Id");
  }
  return data->kind == SymbolKind::Account || data->kind == SymbolKind::Region || data->kind == SymbolKind::Zone ||
         data->kind == SymbolKind::Partition || data->kind == SymbolKind::StackName;
}

/// The pieces of a text with holes, or nothing when a hole may hold the delimiter.
std::optional<std::vector<Value>> split_parts(value::Pool& pool, std::span<const Part> parts,
                                              std::string_view delimiter, Span origin) {
  std::vector<Value> pieces;
  TextBuilder piece(pool);
  for (const Part& part : parts) {
    if (part.is_hole) {
      if (!is_without(pool, part, delimiter)) return std::nullopt;
      piece.add(part.hole);
      continue;
    }
    std::string_view rest = part.literal;
    for (std::size_t at = rest.find(delimiter); at != std::string_view::npos; at = rest.find(delimiter)) {
      piece.add_literal(rest.substr(0, at));
      pieces.push_back(piece.finish(origin));
      piece = TextBuilder(pool);
      rest.remove_prefix(at + delimiter.size());
    }
    piece.add_literal(rest);
  }
  pieces.push_back(piece.finish(origin));
  return pieces;
}

}  // namespace

const value::SymbolData* symbol_of(const value::Pool& pool, const Value& value) {
  if (!value.is_unknown() || !value.symbol().is_valid()) return nullptr;
  return &pool.symbol_data(value.symbol());
}

bool is_zone_list(const value::Pool& pool, const Value& list) {
  if (!list.is_sequence() || list.elements().empty()) return false;
  const value::SymbolData* data = symbol_of(pool, list.elements().front());
  return data != nullptr && data->kind == SymbolKind::Zone;
}

Value split_text(value::Pool& pool, const Value& text, std::string_view delimiter, Span origin) {
  std::vector<Value> pieces;
  if (const auto plain = value::primitive_to_text(text)) {
    std::string_view rest = *plain;
    for (std::size_t at = rest.find(delimiter); at != std::string_view::npos; at = rest.find(delimiter)) {
      pieces.push_back(pool.string(rest.substr(0, at), origin));
      rest.remove_prefix(at + delimiter.size());
    }
    pieces.push_back(pool.string(rest, origin));
    return pool.tuple(pieces, origin);
  }
  const value::Type type = pool.list_of(pool.string_type());
  if (!text.is_unknown()) return pool.unknown_from({&text, 1}, type, origin);
  const auto parts = text.parts();
  // A list that was joined and is split again is that list.
  const Value* joined = text.structure();
  if (joined != nullptr && (joined->type() == type || is_zone_list(pool, *joined))) return joined->with_origin(origin);
  if (const auto found = split_parts(pool, parts, delimiter, origin); found && !parts.empty()) {
    return pool.tuple(*found, origin);
  }
  return pool.unknown_from({&text, 1}, type, origin);
}

}  // namespace brn::config::cloudformation
