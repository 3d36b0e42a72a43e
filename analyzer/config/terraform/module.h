#pragma once
// A folder of Terraform as it is written: its blocks by address, override files merged, nothing evaluated. One Module is
// shared by all calls of its folder. Made by ModuleStore, which owns it together with the syntax it points to.

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/config/configuration.h"
#include "parsers/hcl/ast.h"

namespace brn::config::terraform {

/// An expression with the file that holds it.
struct Expression {
  const hcl::File* file = nullptr;
  hcl::ExprId id;
  [[nodiscard]] bool is_valid() const { return file != nullptr && id.is_valid(); }
  [[nodiscard]] Span span() const { return file->expr(id).span; }
  friend bool operator==(const Expression&, const Expression&) = default;
};

struct AttributeView {
  const hcl::File* file = nullptr;
  const hcl::Attribute* attribute = nullptr;
  [[nodiscard]] Expression value() const { return Expression{file, attribute->value}; }
};

struct BlockView;

/// The content of a block, after override files have been merged into it.
struct BodyView {
  std::vector<AttributeView> attributes;
  std::vector<BlockView> blocks;
  Span span;

  [[nodiscard]] const AttributeView* find(std::string_view name) const;
  /// The value of an attribute; invalid when it is not there.
  [[nodiscard]] Expression value(std::string_view name) const;
};

struct BlockView {
  const hcl::File* file = nullptr;
  const hcl::Block* block = nullptr;
  bool is_override = false;  // of a top-level block: it stands in an override file
  [[nodiscard]] std::string_view type() const { return block->type; }
  [[nodiscard]] BodyView body() const;
};

[[nodiscard]] BodyView view_of(const hcl::File& file, const hcl::Body& body);

/// A block with an address: variable, output, module, resource, data, provider.
struct Definition {
  std::string name;  // `vpc_id`, `main`
  std::string type;  // of a resource, `aws_vpc`; of a provider its name
  Mode mode = Mode::Managed;
  const hcl::File* file = nullptr;
  const hcl::Block* block = nullptr;
  BodyView body;
  std::uint32_t position = 0;  // in the order of declaration

  [[nodiscard]] Span header() const { return block->header; }
  [[nodiscard]] Span span() const { return block->span; }
  /// `aws_vpc.main`, `data.aws_vpc.main`.
  [[nodiscard]] std::string address() const;
};

struct LocalDefinition {
  std::string name;
  Expression value;
  Span name_span;
};

struct ModuleSummary;

/// What another expression may need first: a local or a resource of the same module.
struct DependencyNode {
  const LocalDefinition* local = nullptr;
  const Definition* resource = nullptr;
  friend bool operator==(const DependencyNode&, const DependencyNode&) = default;
};

class Module {
 public:
  std::string folder;                      // as it is read
  const ModuleSummary* summary = nullptr;  // where the text is a summary of a module that is not on disk
  std::deque<hcl::File> files;
  std::vector<FileId> file_ids;

  // Keys are the names; of resources `aws_vpc.main` and `data.aws_vpc.main`, of providers `aws` and `aws.west`.
  using Definitions = std::map<std::string, Definition, std::less<>>;
  Definitions variables;
  Definitions outputs;
  Definitions calls;
  Definitions resources;
  Definitions providers;
  std::map<std::string, LocalDefinition, std::less<>> locals;
  /// Blocks that are only looked through for references: check, import, moved, removed, terraform, ephemeral.
  std::vector<BlockView> others;

  /// Every definition of a map in the order of declaration.
  [[nodiscard]] static std::vector<const Definition*> in_order(const Definitions& definitions);
  [[nodiscard]] const Definition* find_resource(Mode mode, std::string_view type, std::string_view name) const;
  /// Source of a provider that `required_providers` declares: `hashicorp/aws`; empty text where none is written.
  [[nodiscard]] std::optional<std::string> required_provider(std::string_view name) const;
  [[nodiscard]] bool is_ephemeral(std::string_view type, std::string_view name) const;
};

/// The module that a call leads to, or nullptr where it is not on disk.
using CalleeLookup = std::function<const Module*(const Definition& call)>;

}  // namespace brn::config::terraform
