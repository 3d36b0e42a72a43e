#include "analyzer/config/terraform/definitions.h"

#include <algorithm>
#include <set>

#include "analyzer/diagnostics/names.h"

namespace brn::config::terraform {
namespace {

constexpr std::string_view kBlockTypes[] = {"variable", "output",   "locals",    "module", "resource",
                                            "data",     "provider", "terraform", "check",  "import",
                                            "moved",    "removed",  "ephemeral", "action", "language"};

std::string quoted(std::string_view text) {
  return "`" + std::string(text) + "`";
}

void merge(BodyView& base, const BodyView& over) {
  for (const AttributeView& attribute : over.attributes) {
    const auto same = std::ranges::find_if(
        base.attributes, [&](const AttributeView& view) { return view.attribute->name == attribute.attribute->name; });
    if (same == base.attributes.end()) {
      base.attributes.push_back(attribute);
    } else {
      *same = attribute;
    }
  }
  std::set<std::string_view> replaced;
  for (const BlockView& block : over.blocks) replaced.insert(block.type());
  std::erase_if(base.blocks, [&](const BlockView& block) { return replaced.contains(block.type()); });
  base.blocks.insert(base.blocks.end(), over.blocks.begin(), over.blocks.end());
}

}  // namespace

void DefinitionReader::read(const hcl::File& file, bool is_override) {
  if (!file.root.is_valid()) return;
  const hcl::Body& root = file.body(file.root);
  for (const hcl::Attribute& attribute : root.attributes) {
    diagnostics_->error(DiagnosticKind::InvalidStructure, attribute.name_span,
                        "an argument named " + quoted(attribute.name) + " cannot stand at the top of a file");
  }
  for (const hcl::Block& block : root.blocks) read_block(file, block, is_override);
}

void DefinitionReader::read_block(const hcl::File& file, const hcl::Block& block, bool is_override) {
  Definition definition;
  definition.file = &file;
  definition.block = &block;
  definition.body = view_of(file, file.body(block.body));
  definition.position = next_position_++;
  const auto label = [&](std::size_t index) { return std::string(block.labels[index].text); };
  if (block.type == "locals") {
    read_locals(file, block, is_override);
  } else if (block.type == "variable" || block.type == "output" || block.type == "module") {
    if (!has_labels(file, block, 1, "a name")) return;
    definition.name = label(0);
    Module::Definitions& definitions = block.type == "variable" ? module_->variables
                                       : block.type == "output" ? module_->outputs
                                                                : module_->calls;
    add(definitions, label(0), std::move(definition), is_override);
  } else if (block.type == "resource" || block.type == "data") {
    if (!has_labels(file, block, 2, "a type and a name")) return;
    definition.type = label(0);
    definition.name = label(1);
    definition.mode = block.type == "data" ? Mode::Data : Mode::Managed;
    std::string key = definition.address();
    add(module_->resources, std::move(key), std::move(definition), is_override);
  } else if (block.type == "provider") {
    if (!has_labels(file, block, 1, "a name")) return;
    definition.type = label(0);
    std::string key = label(0);
    if (const Expression alias = definition.body.value("alias"); alias.is_valid()) {
      definition.name = std::string(alias.file->expr(alias.id).text);
      key += "." + definition.name;
    }
    add(module_->providers, std::move(key), std::move(definition), is_override);
  } else if (std::ranges::find(kBlockTypes, block.type) != std::end(kBlockTypes)) {
    module_->others.push_back(BlockView{&file, &block, is_override});
  } else {
    const std::vector<std::string_view> known(std::begin(kBlockTypes), std::end(kBlockTypes));
    diagnostics_->error(
        DiagnosticKind::InvalidStructure, block.type_span,
        "blocks of type " + quoted(block.type) + " cannot stand here" + did_you_mean(block.type, known));
  }
}

void DefinitionReader::read_locals(const hcl::File& file, const hcl::Block& block, bool is_override) {
  for (const hcl::Attribute& attribute : file.body(block.body).attributes) {
    LocalDefinition local{std::string(attribute.name), Expression{&file, attribute.value}, attribute.name_span};
    const auto [slot, is_new] = module_->locals.try_emplace(local.name, local);
    if (is_new) continue;
    if (is_override) {
      slot->second = std::move(local);
      continue;
    }
    diagnostics_->add({DiagnosticKind::DuplicateDefinition,
                       DiagnosticSeverity::Error,
                       "a local value named " + quoted(attribute.name) + " is already defined",
                       attribute.name_span,
                       "",
                       {{"first definition", slot->second.name_span}}});
  }
  for (const hcl::Block& nested : file.body(block.body).blocks) {
    diagnostics_->error(DiagnosticKind::InvalidStructure, nested.type_span, "blocks cannot stand in `locals`");
  }
}

bool DefinitionReader::has_labels(const hcl::File& file, const hcl::Block& block, std::size_t count,
                                  std::string_view names) {
  if (block.labels.size() == count) return true;
  const std::string type = quoted(block.type);
  if (block.labels.size() < count) {
    const Span body = file.body(block.body).span;
    diagnostics_->error(DiagnosticKind::InvalidStructure, Span{body.file, body.begin, body.begin + 1},
                        "a " + type + " block needs " + std::string(names));
    return false;
  }
  diagnostics_->error(DiagnosticKind::InvalidStructure, block.labels[count].span,
                      "a " + type + " block has only " + std::string(names));
  return true;
}

void DefinitionReader::add(Module::Definitions& definitions, std::string key, Definition definition, bool is_override) {
  const auto [slot, is_new] = definitions.try_emplace(std::move(key), definition);
  if (is_new) {
    // An override file may only change what is there; reading it anyway loses nothing.
    if (is_override) {
      diagnostics_->error(DiagnosticKind::InvalidStructure, definition.header(),
                          "an override file can change " + quoted(slot->first) + " only where it is defined elsewhere");
    }
    return;
  }
  if (is_override) {
    merge(slot->second.body, definition.body);
    return;
  }
  diagnostics_->add({DiagnosticKind::DuplicateDefinition,
                     DiagnosticSeverity::Error,
                     quoted(slot->first) + " is already defined",
                     definition.header(),
                     "",
                     {{"first definition", slot->second.header()}}});
}

}  // namespace brn::config::terraform
