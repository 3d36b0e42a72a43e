#pragma once
// What commands answer that ask for no combination of inputs: values under the defaults. What hinges on an input that has
// neither a given value nor a default is unknown, though its values can be listed.

#include "analyzer/diagnostics/tri.h"
#include "analyzer/value/pool.h"

namespace brn::app {

class DefaultValues {
 public:
  explicit DefaultValues(value::Pool& pool);

  /// Whether something that is there under `guard` is there.
  [[nodiscard]] Tri exists(guard::Guard guard);
  /// A value without alternatives.
  [[nodiscard]] value::Value of(const value::Value& value);

 private:
  [[nodiscard]] value::Value settle(const value::Value& value);
  [[nodiscard]] value::Value settle_choice(const value::Value& value);
  [[nodiscard]] value::Value settle_text(const value::Value& value);

  value::Pool& pool_;
  guard::World world_;
  guard::Guard settled_ = guard::Guard::always();  // inputs with a default have it
  bool has_open_ = false;                          // some input has none
};

}  // namespace brn::app
