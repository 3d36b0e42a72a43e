#pragma once
// Where Terraform says that an expression starts, for errors about it: inside the quotes of a string, at the marker of a
// splat, at the name of a call (hclsyntax's StartRange and step ranges).

#include "analyzer/config/terraform/module.h"
#include "parsers/source/source_manager.h"

namespace brn::config::terraform {

[[nodiscard]] Span start_place(const SourceManager& sources, const hcl::File& file, hcl::ExprId id);

/// The `.name` or `[key]` of a GetAttr or Index, without what it is applied to.
[[nodiscard]] Span step_place(const SourceManager& sources, const hcl::File& file, hcl::ExprId id);

}  // namespace brn::config::terraform
