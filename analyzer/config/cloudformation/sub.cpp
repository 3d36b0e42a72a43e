// Fn::Sub: text with `${Name}`, `${Resource.Attribute}` and `${!literal}`.

#include "analyzer/config/cloudformation/scalar.h"
#include "analyzer/config/cloudformation/stack.h"
#include "analyzer/config/cloudformation/text_builder.h"

namespace brn::config::cloudformation {
namespace {

using syntax::NodeId;
using syntax::NodeKind;
using value::Value;

/// A piece of the text: literal, or the name of a variable at `offset`.
struct Piece {
  std::string_view text;
  std::size_t offset = 0;
  bool is_variable = false;
};

/// Blanks and line ends around a name do not count.
std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

/// `unclosed` gets the offset of a `${` without `}`.
std::vector<Piece> pieces_of(std::string_view text, std::optional<std::size_t>& unclosed) {
  std::vector<Piece> pieces;
  std::size_t begin = 0;
  for (std::size_t at = text.find("${"); at != std::string_view::npos; at = text.find("${", begin)) {
    const std::size_t close = text.find('}', at);
    if (close == std::string_view::npos) {
      unclosed = at;
      break;
    }
    const std::string_view name = text.substr(at + 2, close - at - 2);
    if (name.starts_with('!')) {
      pieces.push_back(Piece{text.substr(begin, at + 2 - begin), begin, false});
      pieces.push_back(Piece{text.substr(at + 3, close - at - 2), at + 3, false});
    } else {
      pieces.push_back(Piece{text.substr(begin, at - begin), begin, false});
      pieces.push_back(Piece{name, at, true});
    }
    begin = close + 1;
  }
  pieces.push_back(Piece{text.substr(begin), begin, false});
  return pieces;
}

bool is_name(std::string_view name) {
  if (name.empty()) return false;
  for (const char c : name) {
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!is_letter && !(c >= '0' && c <= '9') && c != '.' && c != ':' && c != '_' && c != '-') return false;
  }
  return true;
}

/// Finds the places of `${Name}` in the source, one after the other; the whole scalar where escapes hide them.
class PlaceFinder {
 public:
  PlaceFinder(std::string_view source, Span whole) : source_(source), whole_(whole) {}

  Span next(std::string_view name) {
    const std::string wanted = "${" + std::string(name) + "}";
    const std::size_t found = source_.find(wanted, cursor_);
    if (found == std::string_view::npos) return whole_;
    cursor_ = found + wanted.size();
    const auto begin = whole_.begin + static_cast<std::uint32_t>(found);
    return Span{whole_.file, begin, begin + static_cast<std::uint32_t>(wanted.size())};
  }

 private:
  std::string_view source_;
  Span whole_;
  std::size_t cursor_ = 0;
};

}  // namespace

Value Stack::fn_sub(const Call& call, const Frame& frame) {
  const syntax::Node& text = node(call.argument);
  if (is_scalar(text)) return substitute(call.argument, {}, frame);
  if (text.kind == NodeKind::Mapping) {
    return unsupported(call.span, std::string(call.name), "the text of `Fn::Sub` comes from a macro and is not read");
  }
  const auto items = arguments(call, 1, 2);
  if (!items) return failure(call.span, DiagnosticKind::InvalidValue, "`Fn::Sub` takes text, or text and an object");
  const NodeId variables = items->size() == 2 ? (*items)[1] : NodeId{};
  const bool is_valid =
      is_scalar(node((*items)[0])) && (!variables.is_valid() || node(variables).kind == NodeKind::Mapping);
  if (!is_valid) {
    return failure(call.span, DiagnosticKind::InvalidValue, "`Fn::Sub` takes text, or text and an object");
  }
  return substitute((*items)[0], variables, frame);
}

Value Stack::substitute(NodeId text_node, NodeId variables, const Frame& frame) {
  const syntax::Node& here = node(text_node);
  const std::string_view text = substitute_loop(here.text, frame.loop);
  std::optional<std::size_t> unclosed;
  const std::vector<Piece> pieces = pieces_of(text, unclosed);
  if (unclosed) error(DiagnosticKind::InvalidValue, here.span, "`${` is never closed in the text of `Fn::Sub`");

  PlaceFinder places(run_->sources->text(here.span), here.span);
  std::vector<Value> values;
  std::unordered_map<std::string_view, std::size_t> known;
  for (const Piece& piece : pieces) {
    if (!piece.is_variable) continue;
    const Span place = places.next(piece.text);
    const auto [position, is_new] = known.emplace(piece.text, values.size());
    if (is_new) values.push_back(variable(trimmed(piece.text), place, variables, frame));
    static_cast<void>(position);
  }
  std::optional<ScalarPlaces> scalar;
  if (frame.loop == nullptr && looks_like_json(text)) scalar.emplace(run_->sources->text(here.span), here);
  const auto build = [&](std::span<const Value> chosen) {
    TextBuilder builder(pool());
    for (const Piece& piece : pieces) {
      if (piece.is_variable) {
        builder.add(chosen[known.at(piece.text)]);
      } else {
        builder.add_literal(piece.text, piece.offset, scalar ? &*scalar : nullptr);
      }
    }
    return builder.finish(here.span);
  };
  return settle(pool().lift(values, here.span, build), frame.guard);
}

/// The value of `${name}`: of the map of variables, of a parameter or resource, or an attribute.
Value Stack::variable(std::string_view name, Span place, NodeId variables, const Frame& frame) {
  if (variables.is_valid()) {
    const NodeId given = tree_.find(variables, name);
    if (given.is_valid()) return evaluate(given, frame);
  }
  if (!is_name(name)) {
    return failure(place, DiagnosticKind::InvalidValue,
                   "`" + std::string(name) + "` is no name; write `${!…}` for text that `Fn::Sub` leaves alone");
  }
  const std::size_t dot = name.find('.');
  if (dot == std::string_view::npos || find_resource(name) != kNoResource) return reference(name, place, frame);
  return attribute(name.substr(0, dot), name.substr(dot + 1), place, frame);
}

}  // namespace brn::config::cloudformation
