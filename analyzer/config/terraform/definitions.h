#pragma once
// Sorts the top-level blocks of files into a Module: checks labels, reports duplicates, merges override files as
// Terraform does (attributes replace attributes, nested blocks replace all blocks of their type).

#include <string_view>

#include "analyzer/config/terraform/module.h"

namespace brn::config::terraform {

class DefinitionReader {
 public:
  DefinitionReader(Module& module, Diagnostics& diagnostics) : module_(&module), diagnostics_(&diagnostics) {}

  void read(const hcl::File& file, bool is_override);

 private:
  void read_block(const hcl::File& file, const hcl::Block& block, bool is_override);
  void read_locals(const hcl::File& file, const hcl::Block& block, bool is_override);
  void add(Module::Definitions& definitions, std::string key, Definition definition, bool is_override);
  bool has_labels(const hcl::File& file, const hcl::Block& block, std::size_t count, std::string_view names);

  Module* module_;
  Diagnostics* diagnostics_;
  std::uint32_t next_position_ = 0;
};

}  // namespace brn::config::terraform
