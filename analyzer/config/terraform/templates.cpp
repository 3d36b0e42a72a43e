// Templates: text with interpolations, `%{if}` and `%{for}`. What is not known becomes a hole in the text.

#include <utility>

#include "analyzer/config/terraform/expression.h"
#include "analyzer/value/convert.h"

namespace brn::config::terraform {

using value::Value;

namespace {

void append_part(std::vector<value::Part>& parts, const Value& value, std::string_view text) {
  if (!value.is_unknown()) {
    parts.push_back({text, {}, false});
  } else if (value.parts().empty()) {
    parts.push_back({{}, value, true});
  } else {
    parts.insert(parts.end(), value.parts().begin(), value.parts().end());
  }
}

/// Text with more holes than this is not known as a whole.
constexpr std::size_t kMaxTextParts = 10'000;

bool is_text_type(value::Type type) {
  return type.is_dynamic() || type.is_primitive();
}

}  // namespace

Value ExpressionEvaluator::template_value(hcl::ExprId id) {
  const std::span<const hcl::ExprId> children = file_.children(id);
  if (children.size() == 1) {
    const hcl::ExprKind kind = file_.expr(children[0]).kind;
    const bool is_text =
        kind == hcl::ExprKind::String || kind == hcl::ExprKind::TemplateIf || kind == hcl::ExprKind::TemplateFor;
    if (!is_text) return evaluate(children[0]);
  }
  return template_text(id);
}

/// The parts of a template as one text, an only interpolation too (as in the body of a directive).
Value ExpressionEvaluator::template_text(hcl::ExprId id) {
  std::vector<Value> values;
  std::vector<Span> places;
  for (const hcl::ExprId child : file_.children(id)) {
    values.push_back(evaluate(child));
    places.push_back(file_.expr(child).span);
  }
  return joined_text(values, places, file_.expr(id).span);
}

Value ExpressionEvaluator::joined_text(std::span<const Value> values, std::span<const Span> places, Span origin) {
  return lift(values, origin, [&](std::span<const Value> known) -> Value {
    std::vector<value::Part> parts;
    bool sensitive = false;
    std::uint64_t bytes = 0;
    for (std::size_t i = 0; i < known.size(); ++i) {
      const Value& value = known[i];
      sensitive = sensitive || is_deeply_sensitive(value);
      if (value.is_null()) return fail(places[i], "the value is null, which cannot stand in a template");
      std::string_view text;
      if (!value.is_unknown()) {
        const std::optional<std::string> rendered = value::primitive_to_text(value);
        if (!rendered) {
          return fail(places[i],
                      "a value of type " + value::friendly_name(value.type()) + " cannot stand in a template");
        }
        text = run_.pool.intern(*rendered);
      } else if (!is_text_type(value.type())) {
        if (!run_.pool.compares_identities()) return run_.pool.unknown_from(known, run_.pool.string_type(), origin);
        return fail(places[i], "a value of type " + value::friendly_name(value.type()) + " cannot stand in a template");
      }
      append_part(parts, value, text);
      bytes += text.size();
      if (parts.size() > kMaxTextParts) {
        return run_.pool.unknown_from(known, run_.pool.string_type(), origin).with_sensitive(sensitive);
      }
    }
    if (bytes > run_.limits.max_string_bytes) {
      return fail(origin, "the text is longer than " + std::to_string(run_.limits.max_string_bytes) + " bytes");
    }
    const Value result = run_.pool.text(parts, origin);
    return result.with_sensitive(result.is_sensitive() || sensitive);
  });
}

Value ExpressionEvaluator::template_if(hcl::ExprId id) {
  const std::span<const hcl::ExprId> children = file_.children(id);
  const Span origin = file_.expr(id).span;
  const Value arguments[] = {evaluate(children[0])};
  return lift(arguments, origin, [&](std::span<const Value> known) -> Value {
    if (known[0].is_null()) return fail(file_.expr(children[0]).span, "the condition is null");
    const Value condition = convert(known[0], run_.pool.bool_type(), file_.expr(children[0]).span);
    const bool sensitive = condition.is_sensitive();
    if (condition.is_unknown()) {
      const Value because[] = {condition};
      return run_.pool.unknown_from(because, run_.pool.string_type(), origin);
    }
    if (!condition.is_bool()) return condition;
    Value text = run_.pool.string("", origin);
    if (condition.as_bool()) {
      text = template_text(children[1]);
    } else if (children.size() > 2) {
      text = template_text(children[2]);
    }
    return text.with_sensitive(text.is_sensitive() || sensitive);
  });
}

Value ExpressionEvaluator::template_for(hcl::ExprId id, const hcl::Expr& expr) {
  const hcl::ExprId collection_id = file_.child(id, 0);
  const hcl::ExprId body = file_.child(id, 1);
  const Value arguments[] = {evaluate(collection_id)};
  return lift(arguments, expr.span, [&](std::span<const Value> known) -> Value {
    const Value& collection = known[0];
    if (collection.is_unknown()) {
      return run_.pool.unknown_from(known, run_.pool.string_type(), expr.span);
    }
    if (!collection.is_sequence() && !collection.is_mapping()) {
      return fail(file_.expr(collection_id).span, "a list, set or map is needed to iterate over");
    }
    std::vector<Value> texts;
    std::vector<Span> places;
    const auto add = [&](const Value& key, const Value& item) {
      const Frame key_frame{scope_.frames, expr.key_name, key};
      const Frame frame{expr.key_name.empty() ? scope_.frames : &key_frame, expr.name, item};
      const Frame* const outer = std::exchange(scope_.frames, &frame);
      if (!run_.is_exhausted()) texts.push_back(template_text(body));
      places.push_back(expr.span);
      scope_.frames = outer;
    };
    if (collection.is_mapping()) {
      for (const value::Member& member : collection.members()) {
        add(run_.pool.string(member.name, member.name_span), member.value);
      }
    } else {
      std::int64_t position = 0;
      for (const Value& item : collection.elements()) {
        add(collection.kind() == value::Kind::Set ? item : run_.pool.number(value::Number(position), expr.span), item);
        ++position;
      }
    }
    if (run_.is_exhausted()) return run_.exhausted(expr.span);
    const Value result = joined_text(texts, places, expr.span);
    return result.with_sensitive(result.is_sensitive() || collection.is_sensitive());
  });
}

}  // namespace brn::config::terraform
