// Bodies of resources: attributes, nested blocks, dynamic blocks.

#include <algorithm>
#include <map>
#include <utility>

#include "analyzer/config/terraform/expression.h"
#include "analyzer/config/terraform/resources.h"
#include "analyzer/value/convert.h"

namespace brn::config::terraform {

using value::Value;

namespace {

constexpr std::string_view kMetaArguments[] = {"count", "for_each", "provider", "depends_on", "providers"};
constexpr std::string_view kMetaBlocks[] = {"lifecycle", "provisioner", "connection"};

class BodyEvaluator {
 public:
  BodyEvaluator(Run& run, const Scope& scope) : run_(run), scope_(scope) {}

  Value evaluate(const BodyView& body, bool is_top);

 private:
  /// Blocks of one type: a tuple, a Choice of tuples where dynamic blocks hinge on inputs.
  Value blocks_of(const std::vector<const BlockView*>& blocks, Span origin);
  Value expand(const BlockView& dynamic);
  Value expand_known(const Value& collection, const BlockView& content, std::string_view iterator, Span origin);
  Value content_for(const Value& key, const Value& item, const BlockView& content, std::string_view iterator);

  Run& run_;
  Scope scope_;
};

Value BodyEvaluator::evaluate(const BodyView& body, bool is_top) {
  std::vector<value::Member> members;
  for (const AttributeView& view : body.attributes) {
    const hcl::Attribute& attribute = *view.attribute;
    if (is_top && std::ranges::find(kMetaArguments, attribute.name) != std::end(kMetaArguments)) continue;
    members.push_back({attribute.name, evaluate_and_report(run_, scope_, view.value()), attribute.name_span});
  }
  std::map<std::string_view, std::vector<const BlockView*>> by_type;
  std::vector<std::string_view> order;
  for (const BlockView& block : body.blocks) {
    if (is_top && std::ranges::find(kMetaBlocks, block.type()) != std::end(kMetaBlocks)) continue;
    const bool is_dynamic = block.type() == "dynamic" && !block.block->labels.empty();
    const std::string_view type = is_dynamic ? block.block->labels[0].text : block.type();
    std::vector<const BlockView*>& same = by_type[type];
    if (same.empty()) order.push_back(type);
    same.push_back(&block);
  }
  for (const std::string_view type : order) {
    const std::vector<const BlockView*>& blocks = by_type[type];
    members.push_back({type, blocks_of(blocks, blocks.front()->block->header), blocks.front()->block->header});
  }
  return run_.pool.object(members, body.span);
}

Value BodyEvaluator::blocks_of(const std::vector<const BlockView*>& blocks, Span origin) {
  std::vector<Value> groups;
  for (const BlockView* block : blocks) {
    if (block->type() == "dynamic") {
      groups.push_back(expand(*block));
    } else {
      const Value one[] = {evaluate(block->body(), false).with_origin(block->block->span)};
      groups.push_back(run_.pool.tuple(one, block->block->header));
    }
  }
  static const hcl::File kNoFile;
  ExpressionEvaluator lifting(run_, scope_, kNoFile);
  return lifting.lift(groups, origin, [&](std::span<const Value> known) -> Value {
    std::vector<Value> all;
    for (const Value& group : known) {
      if (group.is_sequence()) {
        all.insert(all.end(), group.elements().begin(), group.elements().end());
      } else {
        all.push_back(group);  // blocks whose number is not known: one element that is not known
      }
    }
    return run_.pool.tuple(all, origin);
  });
}

Value BodyEvaluator::expand(const BlockView& dynamic) {
  const BodyView body = dynamic.body();
  const Span origin = dynamic.block->header;
  const Expression for_each = body.value("for_each");
  const auto content =
      std::ranges::find_if(body.blocks, [](const BlockView& block) { return block.type() == "content"; });
  if (!for_each.is_valid() || content == body.blocks.end()) {
    run_.configuration.diagnostics.error(DiagnosticKind::InvalidStructure, origin,
                                         "a dynamic block needs `for_each` and a `content` block");
    return run_.pool.tuple({}, origin);
  }
  std::string_view iterator = dynamic.block->labels[0].text;
  if (const Expression name = body.value("iterator"); name.is_valid()) {
    const hcl::Expr& expr = name.file->expr(name.id);
    iterator = expr.kind == hcl::ExprKind::String ? expr.text : expr.name;
  }
  const Value arguments[] = {evaluate_and_report(run_, scope_, for_each)};
  static const hcl::File kNoFile;
  ExpressionEvaluator lifting(run_, scope_, kNoFile);
  const guard::Guard outer = scope_.guard;
  const Value result = lifting.lift(arguments, origin, [&](std::span<const Value> known) -> Value {
    scope_.guard = lifting.scope().guard;
    if (known[0].is_unknown()) return run_.pool.unknown_from(known, {}, origin);
    return expand_known(known[0], *content, iterator, for_each.span());
  });
  scope_.guard = outer;
  return result.with_origin(origin);
}

Value BodyEvaluator::expand_known(const Value& collection, const BlockView& content, std::string_view iterator,
                                  Span origin) {
  std::vector<Value> made;
  if (collection.is_mapping()) {
    for (const value::Member& member : collection.members()) {
      made.push_back(content_for(run_.pool.string(member.name, member.name_span), member.value, content, iterator));
    }
  } else if (collection.is_sequence()) {
    std::int64_t position = 0;
    for (const Value& item : collection.elements()) {
      const bool is_set = collection.kind() == value::Kind::Set;
      made.push_back(
          content_for(is_set ? item : run_.pool.number(value::Number(position), origin), item, content, iterator));
      ++position;
    }
  } else {
    const std::string what = collection.is_null() ? "null" : "a " + value::friendly_name(collection.type());
    run_.report(
        {{scope_.guard, origin, "`for_each` of a dynamic block cannot be " + what, DiagnosticKind::InvalidValue}});
  }
  return run_.pool.tuple(made, content.block->header);
}

Value BodyEvaluator::content_for(const Value& key, const Value& item, const BlockView& content,
                                 std::string_view iterator) {
  const value::Member parts[] = {{"key", key, key.origin()}, {"value", item, item.origin()}};
  const Frame frame{scope_.frames, iterator, run_.pool.object(parts, content.block->header)};
  const Frame* const outer = std::exchange(scope_.frames, &frame);
  const Value made = evaluate(content.body(), false).with_origin(content.block->span);
  scope_.frames = outer;
  return made;
}

}  // namespace

Value evaluate_body(Run& run, const Scope& scope, const BodyView& body) {
  return BodyEvaluator(run, scope).evaluate(body, true);
}

}  // namespace brn::config::terraform
