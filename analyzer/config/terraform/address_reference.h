#pragma once
// Addresses as `moved`, `removed` and `import` name them: `aws_vpc.main`, `module.net["a"].aws_vpc.main[0]`.

#include <optional>
#include <string>

#include "analyzer/config/terraform/module.h"

namespace brn::config::terraform {

struct AddressReference {
  std::string module;  // of the outermost module call; empty for what the module itself declares
  Mode mode = Mode::Managed;
  std::string type;  // empty for a module as a whole
  std::string name;
  bool has_key = false;  // an instance, not all of them
  Span key;              // of the last key
  std::string text;      // as written, without blanks

  /// `aws_vpc.main[0]` of `aws_vpc.main`; and itself.
  [[nodiscard]] bool is_instance_of(const AddressReference& whole) const;
};

/// Nothing for what is no address.
[[nodiscard]] std::optional<AddressReference> address_reference(const Expression& expression);

}  // namespace brn::config::terraform
