#include "analyzer/config/terraform/argument_check.h"

#include <algorithm>

#include "analyzer/aws/terraform_types.h"
#include "analyzer/diagnostics/names.h"

namespace brn::config::terraform {

namespace {

constexpr std::string_view kMetaNames[] = {"count",     "for_each",    "provider",   "depends_on",
                                           "lifecycle", "provisioner", "connection", "dynamic"};

class Checker {
 public:
  Checker(std::string_view type, Diagnostics& diagnostics) : type_(type), diagnostics_(diagnostics) {}

  void check(const std::vector<aws::TypeAttribute>& attributes, const BodyView& body, bool is_top) {
    for (const AttributeView& view : body.attributes) {
      check_name(attributes, view.attribute->name, view.attribute->name_span, is_top);
    }
    for (const BlockView& block : body.blocks) check_block(attributes, block, is_top);
  }

 private:
  void check_block(const std::vector<aws::TypeAttribute>& attributes, const BlockView& block, bool is_top) {
    const bool is_dynamic = block.type() == "dynamic" && !block.block->labels.empty();
    const std::string_view name = is_dynamic ? block.block->labels[0].text : block.type();
    const Span place = is_dynamic ? block.block->labels[0].span : block.block->type_span;
    if (!check_name(attributes, name, place, is_top)) return;
    const aws::TypeAttribute* found = aws::find_attribute(attributes, name);
    if (found == nullptr || found->nesting == aws::Nesting::None) return;
    if (!is_dynamic) return check(found->members, block.body(), false);
    for (const BlockView& inner : block.body().blocks) {
      if (inner.type() == "content") check(found->members, inner.body(), false);
    }
  }

  /// True for an argument or block that the type has.
  bool check_name(const std::vector<aws::TypeAttribute>& attributes, std::string_view name, Span place, bool is_top) {
    const aws::TypeAttribute* found = aws::find_attribute(attributes, name);
    if (found != nullptr && found->is_argument()) return true;
    if (is_top && std::ranges::find(kMetaNames, name) != std::end(kMetaNames)) return false;
    std::vector<std::string_view> names;
    for (const aws::TypeAttribute& attribute : attributes) {
      if (attribute.is_argument()) names.push_back(attribute.name);
    }
    diagnostics_.warning(DiagnosticKind::UnknownName, place,
                         "`" + std::string(type_) + "` has no argument `" + std::string(name) + "`" +
                             (found == nullptr ? did_you_mean(name, names) : "; it is set by the provider"));
    return false;
  }

  std::string_view type_;
  Diagnostics& diagnostics_;
};

}  // namespace

void check_arguments(const Module& module, Diagnostics& diagnostics) {
  for (const Definition* definition : Module::in_order(module.resources)) {
    if (definition->mode != Mode::Managed) continue;
    const auto type = aws::terraform_type(definition->type);
    if (type) Checker(definition->type, diagnostics).check(*type, definition->body, true);
  }
}

}  // namespace brn::config::terraform
