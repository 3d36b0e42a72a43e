#pragma once
// What the `configuration` of a plan says about a value that is not known yet: which attributes of which instances it
// refers to. Only references that leave no choice are followed. Internal to the reader of plans without source.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "parsers/syntax/tree.h"

namespace brn::config::terraform {

/// An attribute of a planned instance.
struct PlanReference {
  std::string owner;  // `module.net.aws_vpc.main`
  std::string path;   // `id`
  friend bool operator==(const PlanReference&, const PlanReference&) = default;
};

class PlanReferences {
 public:
  /// `exists` says whether an instance with this address is planned.
  PlanReferences(const syntax::Tree& tree, std::function<bool(const std::string&)> exists);

  /// The `expressions` of a resource; invalid when the configuration has none. `address` may have instance keys.
  [[nodiscard]] syntax::NodeId expressions(const std::string& module_address, const std::string& type,
                                           const std::string& name, bool is_data) const;
  /// What `expression` (an object with `references`) refers to in a module instance; nothing where that is not certain.
  [[nodiscard]] std::optional<std::vector<PlanReference>> resolve(syntax::NodeId expression,
                                                                  const std::string& module_address,
                                                                  int depth = 0) const;

 private:
  [[nodiscard]] syntax::NodeId module_of(const std::string& module_address) const;
  [[nodiscard]] std::optional<std::vector<PlanReference>> resolve_one(const std::string& reference,
                                                                      const std::string& module_address,
                                                                      int depth) const;
  [[nodiscard]] std::optional<std::vector<PlanReference>> resolve_variable(const std::string& name,
                                                                           const std::string& module_address,
                                                                           int depth) const;
  [[nodiscard]] std::optional<std::vector<PlanReference>> resolve_output(const std::vector<std::string>& parts,
                                                                         const std::string& module_address,
                                                                         int depth) const;

  const syntax::Tree& tree_;
  std::function<bool(const std::string&)> exists_;
};

/// `module.a["x.y"].module.b[0]` → `module`, `a["x.y"]`, `module`, `b[0]`.
[[nodiscard]] std::vector<std::string> address_parts(const std::string& address);
/// The same part without its instance key.
[[nodiscard]] std::string without_key(const std::string& part);
/// An address without any instance keys.
[[nodiscard]] std::string definition_of(const std::string& address);

}  // namespace brn::config::terraform
