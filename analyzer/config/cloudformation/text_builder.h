#pragma once
// Puts text together from literals and values (Sub, Join, plain strings) and turns `{{resolve:…}}` into holes.

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/value/pool.h"

namespace brn::config::cloudformation {

class TextBuilder {
 public:
  explicit TextBuilder(value::Pool& pool) : pool_(&pool) {}

  void add_literal(std::string_view text);
  /// A value that is no Choice. A list adds its elements with commas between, null adds nothing.
  void add(const value::Value& value);
  [[nodiscard]] value::Value finish(Span origin);

 private:
  void push(const value::Part& part);

  value::Pool* pool_;
  std::vector<value::Part> parts_;
  std::deque<std::string> kept_;
  std::size_t size_ = 0;
  bool sensitive_ = false;
};

/// Longer texts are Unknown with a Limit cause; a template itself may have 1 MB.
inline constexpr std::size_t kMaxTextBytes = 4U << 20U;

/// Text of a template as it stands, dynamic references found.
[[nodiscard]] value::Value plain_text(value::Pool& pool, std::string_view text, Span origin);

}  // namespace brn::config::cloudformation
