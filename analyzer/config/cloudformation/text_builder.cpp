#include "analyzer/config/cloudformation/text_builder.h"

#include <algorithm>

#include "analyzer/value/convert.h"
#include "analyzer/value/json_text.h"

namespace brn::config::cloudformation {
namespace {

using value::Part;
using value::Pool;
using value::Value;

constexpr std::string_view kOpen = "{{resolve:";
constexpr std::string_view kClose = "}}";

Part hole_of(const Value& value) {
  Part part;
  part.hole = value;
  part.is_hole = true;
  return part;
}

Value reference(Pool& pool, const std::string& text, bool has_identity, Span origin) {
  const Cause cause{CauseKind::DynamicReference, text, "`" + text + "` is read when the stack is made", "", origin};
  const value::Symbol symbol = has_identity ? pool.symbol(value::SymbolKind::Reference, "", text) : value::Symbol();
  return pool.unknown(cause, pool.string_type(), origin, symbol);
}

/// Rewrites parts so that each dynamic reference, holes inside included, is one hole.
class ReferenceFolder {
 public:
  ReferenceFolder(Pool& pool, Span origin) : pool_(&pool), origin_(origin) {}

  void add(const Part& part) {
    if (part.is_hole) {
      add_hole(part);
    } else {
      add_literal(part.literal);
    }
  }

  std::vector<Part> finish() {
    if (inside_) {  // never closed: the text stands for itself
      for (const Part& part : raw_) result_.push_back(part);
    }
    return std::move(result_);
  }

 private:
  void add_hole(const Part& part) {
    if (!inside_) {
      result_.push_back(part);
      return;
    }
    raw_.push_back(part);
    const value::Symbol symbol = part.hole.is_unknown() ? part.hole.symbol() : value::Symbol();
    has_identity_ = has_identity_ && symbol.is_valid();
    if (symbol.is_valid()) {
      const value::SymbolData& data = pool_->symbol_data(symbol);
      text_.append("${").append(data.owner).append(data.owner.empty() ? "" : ".").append(data.path).append("}");
    } else {
      text_.append("${?}");
    }
  }

  void add_literal(std::string_view literal) {
    while (!literal.empty()) {
      if (!inside_) {
        const std::size_t open = literal.find(kOpen);
        push_literal(result_, literal.substr(0, open));
        if (open == std::string_view::npos) return;
        literal.remove_prefix(open);
        start();
      }
      const std::size_t close = literal.find(kClose);
      const std::size_t taken = close == std::string_view::npos ? literal.size() : close + kClose.size();
      text_.append(literal.substr(0, taken));
      push_literal(raw_, literal.substr(0, taken));
      literal.remove_prefix(taken);
      if (close == std::string_view::npos) return;
      result_.push_back(hole_of(reference(*pool_, text_, has_identity_, origin_)));
      inside_ = false;
    }
  }

  void start() {
    inside_ = true;
    has_identity_ = true;
    text_.clear();
    raw_.clear();
  }

  static void push_literal(std::vector<Part>& parts, std::string_view text) {
    if (text.empty()) return;
    Part part;
    part.literal = text;
    parts.push_back(part);
  }

  Pool* pool_;
  Span origin_;
  std::vector<Part> result_;
  std::vector<Part> raw_;  // the parts of the reference that is open
  std::string text_;
  bool inside_ = false;
  bool has_identity_ = true;
};

bool has_reference(const std::vector<Part>& parts) {
  for (const Part& part : parts) {
    if (!part.is_hole && part.literal.find(kOpen) != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace

void TextBuilder::push(const Part& part) {
  size_ += part.is_hole ? sizeof(Part) : part.literal.size();
  if (size_ > kMaxTextBytes) return;
  parts_.push_back(part);
  places_.emplace_back();
}

void TextBuilder::add_literal(std::string_view text, std::size_t offset, const ScalarPlaces* places) {
  const std::size_t before = parts_.size();
  add_literal(text);
  if (parts_.size() > before) places_.back() = {places, offset};
}

void TextBuilder::add_literal(std::string_view text) {
  if (text.empty()) return;
  Part part;
  part.literal = text;
  push(part);
}

void TextBuilder::add(const Value& value) {
  sensitive_ = sensitive_ || value.is_sensitive();
  if (value.is_unknown()) {
    if (value.parts().empty()) {
      push(hole_of(value));
      return;
    }
    for (const Part& part : value.parts()) {
      if (part.is_hole) {
        push(part);
      } else {
        add_literal(part.literal);
      }
    }
  } else if (value.is_sequence()) {
    bool first = true;
    for (const Value& element : value.elements()) {
      if (!first) add_literal(",");
      first = false;
      if (element.is_choice()) {
        push(hole_of(element));
      } else {
        add(element);
      }
    }
  } else if (value.is_string()) {
    add_literal(value.as_string());
  } else if (const auto text = value::primitive_to_text(value)) {
    kept_.push_back(*text);
    add_literal(kept_.back());
  }
}

/// The text with what it encodes, when it is JSON.
Value TextBuilder::with_structure(const Value& text) {
  const auto place = [&](std::size_t part, std::size_t begin, std::size_t end) {
    const Place known = part < places_.size() ? places_[part] : Place{};
    return known.scalar != nullptr ? known.scalar->span(known.offset + begin, known.offset + end) : Span{};
  };
  const auto structure = value::read_json_parts(*pool_, parts_, text.origin(), place);
  if (!structure || (!structure->is_mapping() && !structure->is_sequence())) return text;
  if (text.is_string()) return pool_->encoded_string(text.as_string(), *structure, text.origin());
  value::Pool::UnknownSpec spec;
  spec.type = pool_->string_type();
  spec.parts = text.parts();
  spec.structure = &*structure;
  return pool_->unknown(spec, text.origin());
}

Value TextBuilder::finish(Span origin) {
  if (size_ > kMaxTextBytes) {
    return pool_->unknown(Cause{CauseKind::Limit, "text", "the text is too long", "", origin}, pool_->string_type(),
                          origin);
  }
  Value result;
  if (has_reference(parts_)) {
    ReferenceFolder folder(*pool_, origin);
    for (const Part& part : parts_) folder.add(part);
    const std::vector<Part> folded = folder.finish();
    const bool is_one_hole = folded.size() == 1 && folded.front().is_hole;
    result = is_one_hole ? folded.front().hole : pool_->text(folded, origin);
  } else if (parts_.size() == 1 && parts_.front().is_hole && parts_.front().hole.type() == pool_->string_type()) {
    result = parts_.front().hole.with_origin(origin);
  } else {
    result = pool_->text(parts_, origin);
    const bool has_places = std::ranges::any_of(places_, [](const Place& place) { return place.scalar != nullptr; });
    if (has_places && looks_like_json(parts_.front().literal)) result = with_structure(result);
  }
  return sensitive_ ? result.with_sensitive(true) : result;
}

Value plain_text(Pool& pool, std::string_view text, Span origin, const ScalarPlaces* places) {
  if (text.find(kOpen) == std::string_view::npos && places == nullptr) return pool.string(text, origin);
  TextBuilder builder(pool);
  builder.add_literal(text, 0, places);
  return builder.finish(origin);
}

bool looks_like_json(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos || (text[begin] != '{' && text[begin] != '[')) return false;
  const std::size_t next = text.find_first_not_of(" \t\r\n", begin + 1);
  return next == std::string_view::npos || text[next] == '"' || text[next] == '{' || text[next] == '[' ||
         text[next] == '}' || text[next] == ']';
}

}  // namespace brn::config::cloudformation
