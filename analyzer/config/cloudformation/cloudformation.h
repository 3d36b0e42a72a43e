#pragma once
// CloudFormation templates in YAML and JSON, evaluated as the service would when it makes the stack: parameters,
// mappings, conditions as guards, intrinsic functions in both spellings.

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/config/configuration.h"
#include "parsers/source/source_manager.h"
#include "parsers/syntax/tree.h"

namespace brn::config::cloudformation {

/// What a YAML or JSON file looks like, decided on its text without parsing it as a whole, in linear time.
enum class FileLook : std::uint8_t { Other, Template, Plan };

/// Template: a top-level `Resources` key (or AWSTemplateFormatVersion / Transform) and an `AWS::`, `Custom::` or
/// `Alexa::` type somewhere. Plan: an object with `format_version` and `planned_values`.
[[nodiscard]] FileLook look_of(std::string_view text);

/// False for text that certainly makes no stack of another template. Linear, nothing is parsed.
[[nodiscard]] bool may_nest(std::string_view text);

/// Paths of the templates on disk that the template at `path` makes stacks of, where they are written literally or the
/// CDK's manifest of assets beside it says so.
[[nodiscard]] std::vector<std::string> nested_templates(const FileSystem& files, const std::string& path,
                                                        std::string_view text);

/// A value of one world as the service takes it: what is `AWS::NoValue` there is left out.
[[nodiscard]] value::Value deployed(value::Pool& pool, const value::Value& value);

/// Evaluates templates together: exports of one join imports of another. Usually one path. Never fails as a whole.
[[nodiscard]] Configuration evaluate(SourceManager& sources, const std::vector<std::string>& paths,
                                     const Inputs& inputs, const Limits& limits);

}  // namespace brn::config::cloudformation
