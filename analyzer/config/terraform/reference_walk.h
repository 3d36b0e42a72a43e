#pragma once
// Finds the references in an expression without evaluating it: for the check of undeclared names and for the order in
// which definitions are evaluated.

#include <functional>
#include <string_view>
#include <vector>

#include "analyzer/config/terraform/module.h"

namespace brn::config::terraform {

/// `root.step[…].step`: the names of attributes as far as they lead without an index; an index ends them, except that
/// one index after `module.x` is stepped over.
struct FoundReference {
  std::string_view root;
  Span root_span;
  std::vector<std::string_view> names;
  std::vector<Span> places;  // of each name with all before it
  bool has_index_after_first = false;
};

/// Names that `for` and dynamic blocks bind around an expression.
using BoundNames = std::vector<std::string_view>;
using ReferenceVisitor = std::function<void(const FoundReference&)>;

/// Says of a function that its arguments are not to be looked at.
using FunctionFilter = bool (*)(std::string_view function);

/// Calls `visit` for every reference that is not to a bound name.
void walk_references(const Expression& expression, const BoundNames& bound, const ReferenceVisitor& visit,
                     FunctionFilter leaves_out = nullptr);
/// Every reference in a body, nested blocks and dynamic blocks included.
void walk_body_references(const BodyView& body, const BoundNames& bound, const ReferenceVisitor& visit);

}  // namespace brn::config::terraform
