#pragma once
// Where an expression is evaluated: which module instance, which instance of a block, which names are bound around it,
// under which guard, and where its errors go.

#include <string_view>

#include "analyzer/config/terraform/run.h"

namespace brn::config::terraform {

class ModuleInstance;

/// A name bound by `for`, a template's `%{for}` or a dynamic block.
struct Frame {
  const Frame* outer = nullptr;
  std::string_view name;
  value::Value value;
};

/// `count.index`, `each.key`, `each.value` of one instance of a block.
struct Repetition {
  bool has_count = false;
  bool has_each = false;
  value::Value index;
  value::Value key;
  value::Value value;
};

struct Scope {
  ModuleInstance* module = nullptr;  // none: variable files, where nothing may be referred to
  const Frame* frames = nullptr;
  const Repetition* repetition = nullptr;
  const value::Value* self = nullptr;
  guard::Guard guard = guard::Guard::always();
  /// The block may have no instance, for all that is known: what fails in it is a cause, and no error yet.
  bool may_not_exist = false;
  EvaluationErrors* errors = nullptr;
  /// Bound while variables of a template file are all that may be used.
  bool is_template_file = false;
  std::uint32_t template_depth = 0;
};

}  // namespace brn::config::terraform
