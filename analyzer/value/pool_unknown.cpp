// Construction of unknown values and of text with holes.

#include <algorithm>

#include "analyzer/value/convert.h"
#include "analyzer/value/pool_impl.h"

namespace brn::value {

namespace {

class CauseGatherer {
 public:
  void add(const Cause* cause) {
    if (found_.size() < kMaxCauses && seen_causes_.insert(cause).second) found_.push_back(cause);
  }
  void visit(const Value& value) {
    if (value.payload() == nullptr || (value.is_wholly_known() && !value.has_choice())) return;
    if (found_.size() >= kMaxCauses || !seen_.insert(value.payload()).second) return;
    if (value.is_unknown()) {
      for (const Cause* cause : value.causes()) add(cause);
    } else if (value.is_choice()) {
      for (const Alternative& alternative : value.alternatives()) visit(alternative.value);
    } else if (value.is_sequence()) {
      for (const Value& element : value.elements()) visit(element);
    } else {
      for (const Member& member : value.members()) visit(member.value);
    }
  }
  std::vector<const Cause*> take() { return std::move(found_); }

 private:
  std::unordered_set<const Payload*> seen_;
  std::unordered_set<const Cause*> seen_causes_;
  std::vector<const Cause*> found_;
};

/// Joins adjacent literals, writes known holes out and puts the parts of a hole that has parts in its place.
class PartJoiner {
 public:
  void add(std::span<const Part> parts) {
    for (const Part& part : parts) add(part);
  }
  [[nodiscard]] std::vector<Part> take(Pool& pool) {
    std::vector<Part> result;
    for (auto& piece : pieces_) {
      if (piece.is_hole) {
        result.push_back({.literal = {}, .hole = piece.hole, .is_hole = true});
      } else {
        result.push_back({.literal = pool.intern(piece.text), .hole = {}, .is_hole = false});
      }
    }
    return result;
  }
  [[nodiscard]] bool is_literal() const { return pieces_.empty() || (pieces_.size() == 1 && !pieces_[0].is_hole); }
  [[nodiscard]] std::string_view literal() const { return pieces_.empty() ? std::string_view() : pieces_[0].text; }
  [[nodiscard]] bool is_sensitive() const { return is_sensitive_; }

 private:
  struct Piece {
    std::string text;
    Value hole;
    bool is_hole = false;
  };

  void add(const Part& part) {
    if (!part.is_hole) return add_literal(part.literal);
    is_sensitive_ = is_sensitive_ || part.hole.is_sensitive();
    if (const auto text = primitive_to_text(part.hole)) return add_literal(*text);
    if (part.hole.is_unknown() && !part.hole.parts().empty()) return add(part.hole.parts());
    pieces_.push_back({{}, part.hole, true});
  }
  void add_literal(std::string_view text) {
    if (text.empty()) return;
    if (pieces_.empty() || pieces_.back().is_hole) pieces_.push_back({});
    pieces_.back().text += text;
  }

  std::vector<Piece> pieces_;
  bool is_sensitive_ = false;
};

std::vector<const Cause*> joined_causes(std::span<const Cause* const> causes, std::span<const Part> parts) {
  CauseGatherer gatherer;
  for (const Cause* cause : causes) gatherer.add(cause);
  for (const Part& part : parts) {
    if (part.is_hole) gatherer.visit(part.hole);
  }
  return gatherer.take();
}

}  // namespace

std::vector<const Cause*> Pool::causes_within(std::span<const Value> values) const {
  CauseGatherer gatherer;
  for (const Value& value : values) gatherer.visit(value);
  return gatherer.take();
}

Value Pool::unknown(const UnknownSpec& spec, Span origin) {
  UnknownPayload payload;
  payload.kind = Kind::Unknown;
  payload.is_wholly_known = false;
  payload.type = spec.type;
  payload.symbol = spec.symbol;
  payload.is_not_null = spec.not_null;
  std::vector<Part> parts(spec.parts.begin(), spec.parts.end());
  for (Part& part : parts) {
    part.literal = intern(part.literal);
    payload.has_choice = payload.has_choice || (part.is_hole && part.hole.has_choice());
  }
  payload.parts = impl_->arena.copy(std::span<const Part>(parts));
  const std::vector<const Cause*> causes = joined_causes(spec.causes, parts);
  payload.causes = impl_->arena.copy(std::span<const Cause* const>(causes));
  if (spec.range != nullptr) payload.range = impl_->arena.make(*spec.range);
  if (spec.structure != nullptr) {
    payload.structure = impl_->arena.make(*spec.structure);
    payload.has_choice = payload.has_choice || spec.structure->has_choice();
  }
  return Value(impl_->arena.make(payload), origin, false);
}

Value Pool::unknown(const Cause& why, Type type, Span origin, Symbol symbol) {
  const Cause* const interned = cause(why);
  UnknownSpec spec;
  spec.type = type;
  spec.symbol = symbol;
  spec.causes = {&interned, 1};
  return unknown(spec, origin);
}

Value Pool::unknown_from(std::span<const Value> because, Type type, Span origin) {
  const std::vector<const Cause*> causes = causes_within(because);
  UnknownSpec spec;
  spec.type = type;
  spec.causes = causes;
  const bool is_sensitive = std::ranges::any_of(because, [](const Value& value) { return value.is_sensitive(); });
  return unknown(spec, origin).with_sensitive(is_sensitive);
}

Value Pool::text(std::span<const Part> parts, Span origin) {
  std::vector<Value> choices;
  for (const Part& part : parts) {
    if (part.is_hole && part.hole.is_choice()) choices.push_back(part.hole);
  }
  if (!choices.empty()) {
    return lift(choices, origin, [&](std::span<const Value> chosen) {
      std::vector<Part> plain(parts.begin(), parts.end());
      std::size_t next = 0;
      for (Part& part : plain) {
        if (part.is_hole && part.hole.is_choice()) part.hole = chosen[next++];
      }
      return text(plain, origin);
    });
  }
  PartJoiner joiner;
  joiner.add(parts);
  if (joiner.is_literal()) return string(joiner.literal(), origin).with_sensitive(joiner.is_sensitive());
  const std::vector<Part> joined = joiner.take(*this);
  if (joined.size() == 1) {  // one hole alone: the same value, as text
    const Converted converted = convert(*this, joined[0].hole, string_type_);
    if (const Value* value = std::get_if<Value>(&converted); value != nullptr && value->is_unknown()) {
      return value->with_origin(origin).with_sensitive(joiner.is_sensitive());
    }
  }
  UnknownSpec spec;
  spec.type = string_type_;
  spec.parts = joined;
  spec.not_null = true;
  return unknown(spec, origin).with_sensitive(joiner.is_sensitive());
}

}  // namespace brn::value
