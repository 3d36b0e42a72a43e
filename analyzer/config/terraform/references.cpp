// References: `var.x`, `local.x`, `aws_vpc.main.id`, `module.net[0].id`, with the steps after them.

#include <algorithm>

#include "analyzer/config/terraform/expression.h"
#include "analyzer/config/terraform/instance.h"
#include "analyzer/config/terraform/start_place.h"
#include "analyzer/value/convert.h"

namespace brn::config::terraform {

using value::Value;

/// One `.name` or `[key]` of a reference.
struct ExpressionEvaluator::Step {
  std::string_view name;  // of an attribute
  hcl::ExprId key;        // of an index
  Span place;             // the reference up to here
  Span own;               // this step only
  [[nodiscard]] bool is_attribute() const { return !key.is_valid(); }
};

namespace {

/// What the type of an unknown value says about one of its attributes.
enum class Presence : std::uint8_t { Yes, No, Unknown };

Presence attribute_type(value::Type type, std::string_view name, value::Type& found) {
  switch (type.kind()) {
    case value::TypeKind::Dynamic: return Presence::Unknown;
    case value::TypeKind::Map: found = type.element(); return Presence::Yes;
    case value::TypeKind::Object:
      for (const value::Type::Attribute& attribute : type.attributes()) {
        if (attribute.name == name) {
          found = attribute.type;
          return Presence::Yes;
        }
      }
      return Presence::No;
    default: return Presence::No;
  }
}

Value open_attribute(Run& run, const OpenObject& open, std::string_view name, Span place) {
  std::string path(open.path);
  if (!path.empty()) path += ".";
  path += name;
  value::Pool& pool = run.pool;
  const bool is_identifier = open.path.empty() && (name == "id" || name == "arn");
  Cause cause{open.cause, std::string(open.owner), "", "", open.place};
  if (open.cause == CauseKind::Computed) {
    cause.subject += "." + path;
    cause.message = "`" + cause.subject + "` is known only after deployment";
  } else {
    cause.message = "`" + cause.subject + "` is read at deployment";
    cause.settle = "give the value by a variable, or analyse a plan";
  }
  const Cause* const causes[] = {pool.cause(cause)};
  value::Pool::UnknownSpec spec;
  spec.type = is_identifier ? pool.string_type() : value::Type{};
  spec.symbol = pool.symbol(value::SymbolKind::ResourceAttribute, open.owner, path);
  spec.causes = causes;
  spec.not_null = is_identifier;
  return pool.unknown(spec, place);
}

}  // namespace

Value part_of_unknown(value::Pool& pool, const Value& whole, std::string_view step, value::Type type, Span origin) {
  value::Pool::UnknownSpec spec;
  spec.type = type;
  spec.causes = whole.causes();
  if (whole.symbol().is_valid()) {
    const value::SymbolData data = pool.symbol_data(whole.symbol());
    const bool has_parts = data.kind == value::SymbolKind::ResourceAttribute || data.kind == value::SymbolKind::Input ||
                           data.kind == value::SymbolKind::ModuleOutput;
    if (data.kind == value::SymbolKind::Zone && data.path == "*" && step.starts_with("[") && step != "[*]") {
      spec.symbol = pool.symbol(value::SymbolKind::Zone, data.owner, step.substr(1, step.size() - 2));
      spec.type = pool.string_type();
      spec.not_null = true;
    } else if (has_parts) {
      std::string path(data.path);
      path += path.empty() && step.starts_with(".") ? step.substr(1) : step;
      spec.symbol = pool.symbol(data.kind, data.owner, path);
    }
  }
  return pool.unknown(spec, origin).with_sensitive(whole.is_sensitive());
}

std::vector<ExpressionEvaluator::Step> ExpressionEvaluator::steps_of(hcl::ExprId id, hcl::ExprId& root) {
  std::vector<Step> steps;
  while (true) {
    const hcl::Expr& expr = file_.expr(id);
    if (expr.kind == hcl::ExprKind::GetAttr) {
      steps.push_back({expr.name, {}, expr.span, step_place(run_.sources, file_, id)});
    } else if (expr.kind == hcl::ExprKind::Index) {
      steps.push_back({{}, file_.child(id, 1), expr.span, step_place(run_.sources, file_, id)});
    } else {
      break;
    }
    id = file_.child(id, 0);
  }
  std::ranges::reverse(steps);
  root = id;
  return steps;
}

Value ExpressionEvaluator::traversal(hcl::ExprId id) {
  hcl::ExprId root_id;
  const std::vector<Step> steps = steps_of(id, root_id);
  const hcl::Expr& root = file_.expr(root_id);
  std::size_t used = 0;
  Value result = root.kind == hcl::ExprKind::Variable ? root_value(root, steps, used) : evaluate(root_id);
  for (std::size_t i = used; i < steps.size(); ++i) result = apply(result, steps[i]);
  return result.with_origin(result.origin().is_valid() && steps.empty() && root.kind != hcl::ExprKind::Variable
                                ? result.origin()
                                : file_.expr(id).span);
}

Value ExpressionEvaluator::apply(const Value& base, const Step& step) {
  if (step.is_attribute()) return get_attribute(base, step.name, step.own);
  return index(base, evaluate(step.key), step.own);
}

Value ExpressionEvaluator::root_value(const hcl::Expr& root, std::span<const Step> steps, std::size_t& used) {
  for (const Frame* frame = scope_.frames; frame != nullptr; frame = frame->outer) {
    if (frame->name == root.name) return restrict_to_scope(frame->value);
  }
  if (scope_.is_template_file) {
    return fail(root.span, "the template has no variable `" + std::string(root.name) + "`", root.name,
                DiagnosticKind::UndefinedReference);
  }
  if (scope_.module == nullptr) return fail(root.span, "variables may not be used here");
  if (steps.empty() || !steps[0].is_attribute()) {
    if (root.name == "self" && scope_.self != nullptr) return *scope_.self;
    return run_.failed(root.span, root.name, "is no complete reference");
  }
  const Step& first = steps[0];
  used = 1;
  if (root.name == "var" || root.name == "local") return restrict_to_scope(named_value(root.name, first, first.place));
  if (root.name == "path" || root.name == "terraform" || root.name == "tofu") {
    return path_value(std::string(root.name) + "." + std::string(first.name), first.place);
  }
  if (root.name == "count" || root.name == "each") {
    return restrict_to_scope(repetition_value(root.name, first.name, first.place));
  }
  if (root.name == "self") {
    used = 0;
    return scope_.self != nullptr ? *scope_.self : run_.failed(root.span, "self", "is not available here");
  }
  if (root.name == "module") return restrict_to_scope(module_output(steps, used, first.place));
  const bool is_data = root.name == "data" || root.name == "ephemeral" || root.name == "resource";
  if (is_data && (steps.size() < 2 || !steps[1].is_attribute())) {
    return run_.failed(root.span, root.name, "is no complete reference");
  }
  used = is_data ? 2 : 1;
  const std::string_view type = is_data ? first.name : root.name;
  const Step& last = steps[used - 1];
  const Mode mode = root.name == "data" ? Mode::Data : Mode::Managed;
  if (root.name == "ephemeral")
    return run_.unsupported(last.place, "ephemeral", "values of ephemeral resources are not known");
  return restrict_to_scope(scope_.module->resource(mode, type, last.name, last.place));
}

Value ExpressionEvaluator::named_value(std::string_view kind, const Step& step, Span place) {
  return kind == "var" ? scope_.module->variable(step.name, place) : scope_.module->local(step.name, place);
}

Value ExpressionEvaluator::path_value(std::string_view name, Span place) {
  const std::optional<std::string> text = scope_.module->builtin(name);
  return text ? run_.pool.string(*text, place) : run_.failed(place, name, "does not exist");
}

Value ExpressionEvaluator::repetition_value(std::string_view root, std::string_view name, Span place) {
  const Repetition* repetition = scope_.repetition;
  if (repetition != nullptr && root == "count" && repetition->has_count && name == "index") return repetition->index;
  if (repetition != nullptr && root == "each" && repetition->has_each) {
    if (name == "key") return repetition->key;
    if (name == "value") return repetition->value;
  }
  return run_.failed(place, std::string(root) + "." + std::string(name), "is not available here");
}

Value ExpressionEvaluator::module_output(std::span<const Step> steps, std::size_t& used, Span place) {
  const std::string_view name = steps[0].name;
  ModuleInstance& module = *scope_.module;
  // One output of one instance needs that output only; anything else needs all of them.
  std::optional<Value> output;
  if (steps.size() >= 2 && steps[1].is_attribute()) {
    output = module.call_output(name, std::nullopt, steps[1].name, scope_.guard, steps[1].place);
    used = 2;
  } else if (steps.size() >= 3 && steps[2].is_attribute()) {
    const Value key = evaluate(steps[1].key);
    if (key.is_known() && !key.is_null()) {
      output = module.call_output(name, key, steps[2].name, scope_.guard, steps[2].place);
    }
    used = 3;
  }
  if (output) return *output;
  used = 1;
  return module.whole_call(name, place);
}

Value ExpressionEvaluator::get_attribute(const Value& object, std::string_view name, Span place) {
  const Value arguments[] = {object};
  return lift(arguments, place, [&](std::span<const Value> known) -> Value {
    const Value& value = known[0];
    if (value.is_mapping()) {
      if (const Value* member = value.find(name)) {
        return restrict_to_scope(*member).with_sensitive(member->is_sensitive() || value.is_sensitive());
      }
      if (const OpenObject* open = run_.open_object(value)) return open_attribute(run_, *open, name, place);
      if (value.kind() == value::Kind::Map) {
        return fail(place, "the map has no element `" + std::string(name) + "`", name);
      }
      return fail(place, "the object has no attribute `" + std::string(name) + "`", name);
    }
    if (value.is_unknown()) {
      value::Type type;
      if (attribute_type(value.type(), name, type) == Presence::No) {
        return fail(place, "the value has no attribute `" + std::string(name) + "`", name);
      }
      return part_of_unknown(run_.pool, value, "." + std::string(name), type, place);
    }
    if (value.is_null())
      return fail(place, "the value is null, so it has no attribute `" + std::string(name) + "`", name);
    return fail(
        place,
        "a value of type " + value::friendly_name(value.type()) + " has no attribute `" + std::string(name) + "`",
        name);
  });
}

Value ExpressionEvaluator::index(const Value& collection, const Value& key, Span place) {
  const Value arguments[] = {collection, key};
  return lift(arguments, place, [&](std::span<const Value> known) -> Value {
    const Value& base = known[0];
    const Value& at = known[1];
    Value result;
    if (base.is_null()) return fail(place, "the value is null, so it has no elements");
    if (at.is_null()) return fail(place, "an index cannot be null");
    if (base.is_unknown()) {
      result = index_unknown(base, at, place);
    } else if (base.kind() == value::Kind::List || base.kind() == value::Kind::Tuple) {
      result = index_sequence(base, at, place);
    } else if (base.is_mapping()) {
      result = index_mapping(base, at, place);
    } else if (base.kind() == value::Kind::Set) {
      return fail(place, "elements of a set have no index; convert it to a list first");
    } else {
      return fail(place, "a value of type " + value::friendly_name(base.type()) + " has no elements");
    }
    return result.with_sensitive(result.is_sensitive() || base.is_sensitive() || at.is_sensitive());
  });
}

Value ExpressionEvaluator::index_sequence(const Value& sequence, const Value& key, Span place) {
  const value::Type element = sequence.kind() == value::Kind::List ? sequence.type().element() : value::Type{};
  if (key.is_unknown()) {
    const Value because[] = {key};
    return run_.pool.unknown_from(because, element, place);
  }
  const Value number = convert(key, run_.pool.number_type(), place);
  if (!number.is_number()) return number;
  const std::optional<std::int64_t> position = number.as_number().to_int64();
  const std::size_t size = sequence.elements().size();
  if (!position || *position < 0 || static_cast<std::size_t>(*position) >= size) {
    const std::string length =
        size == 0 ? "is empty" : "has " + std::to_string(size) + (size == 1 ? " element" : " elements");
    return fail(place, "there is no element " + key_text(key) + ": the " +
                           (sequence.kind() == value::Kind::List ? "list " : "tuple ") + length);
  }
  return restrict_to_scope(sequence.elements()[static_cast<std::size_t>(*position)]);
}

Value ExpressionEvaluator::index_mapping(const Value& mapping, const Value& key, Span place) {
  if (key.is_unknown()) {
    const Value because[] = {key};
    return run_.pool.unknown_from(because,
                                  mapping.kind() == value::Kind::Map ? mapping.type().element() : value::Type{}, place);
  }
  const std::optional<std::string> name = value::primitive_to_text(key);
  if (!name) return fail(place, "a key must be a string");
  if (const Value* member = mapping.find(*name)) return restrict_to_scope(*member);
  if (const OpenObject* open = run_.open_object(mapping)) return open_attribute(run_, *open, *name, place);
  return fail(place, "there is no element with the key `" + *name + "`");
}

Value ExpressionEvaluator::index_unknown(const Value& collection, const Value& key, Span place) {
  const value::Type type = collection.type();
  value::Type element;
  switch (type.kind()) {
    case value::TypeKind::Dynamic: break;
    case value::TypeKind::List:
    case value::TypeKind::Map: element = type.element(); break;
    case value::TypeKind::Tuple: {
      const std::optional<std::int64_t> position = key.is_number() ? key.as_number().to_int64() : std::nullopt;
      if (key.is_unknown()) break;
      if (!position || *position < 0 || static_cast<std::size_t>(*position) >= type.elements().size()) {
        return fail(place, "there is no element " + key_text(key));
      }
      element = type.elements()[static_cast<std::size_t>(*position)];
      break;
    }
    case value::TypeKind::Object:
      if (!run_.pool.compares_identities()) break;  // a plan does not look at the type here
      if (key.is_string() && attribute_type(type, key.as_string(), element) == Presence::No) {
        return fail(place, "there is no element with the key `" + std::string(key.as_string()) + "`");
      }
      break;
    default: return fail(place, "a value of type " + value::friendly_name(type) + " has no elements");
  }
  if (!key.is_unknown()) return part_of_unknown(run_.pool, collection, key_text(key), element, place);
  const Value because[] = {collection, key};
  return run_.pool.unknown_from(because, element, place);
}

}  // namespace brn::config::terraform
