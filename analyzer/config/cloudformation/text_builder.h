#pragma once
// Puts text together from literals and values (Sub, Join, plain strings) and turns `{{resolve:…}}` into holes.

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/config/cloudformation/scalar_places.h"
#include "analyzer/value/pool.h"

namespace brn::config::cloudformation {

class TextBuilder {
 public:
  explicit TextBuilder(value::Pool& pool) : pool_(&pool) {}

  void add_literal(std::string_view text);
  /// The same of a literal that stands at `offset` of a scalar with these places, which must outlive the builder.
  void add_literal(std::string_view text, std::size_t offset, const ScalarPlaces* places);
  /// A value that is no Choice. A list adds its elements with commas between, null adds nothing.
  void add(const value::Value& value);
  /// Text that looks like JSON keeps its structure, with the places of literals where they are known.
  [[nodiscard]] value::Value finish(Span origin);

 private:
  /// Where a part of the text stands.
  struct Place {
    const ScalarPlaces* scalar = nullptr;  // nullptr: not known
    std::size_t offset = 0;
  };

  [[nodiscard]] value::Value with_structure(const value::Value& text);

  void push(const value::Part& part);

  value::Pool* pool_;
  std::vector<value::Part> parts_;
  std::vector<Place> places_;  // of the parts
  std::deque<std::string> kept_;
  std::size_t size_ = 0;
  bool sensitive_ = false;
};

/// Longer texts are Unknown with a Limit cause; a template itself may have 1 MB.
inline constexpr std::size_t kMaxTextBytes = 4U << 20U;

/// Text of a template as it stands, dynamic references found.
[[nodiscard]] value::Value plain_text(value::Pool& pool, std::string_view text, Span origin,
                                      const ScalarPlaces* places = nullptr);

/// True for text that begins as a JSON object or list does.
[[nodiscard]] bool looks_like_json(std::string_view text);

}  // namespace brn::config::cloudformation
