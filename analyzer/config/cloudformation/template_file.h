#pragma once
// Templates as files: read and parsed once for a run, however many stacks are made of them.

#include <string>

#include "analyzer/config/cloudformation/stack.h"

namespace brn::config::cloudformation {

struct TemplateFile {
  FileId file;
  const syntax::Tree* tree = nullptr;  // nullptr: the file cannot be read
  std::string error;
};

/// Files that a template includes by AWS::Include are part of its tree.
[[nodiscard]] TemplateFile load_template(Run& run, const std::string& path);

/// `path` as seen from the tree's root, where it lies below it.
[[nodiscard]] std::string path_from_root(const Run& run, const std::string& path);

/// True when the rules of the run let this file be read.
[[nodiscard]] bool may_be_read(const Run& run, const std::string& path);

/// JSON where it is JSON; text in YAML's flow style begins with a brace too.
[[nodiscard]] syntax::Tree parse_document(FileId file, std::string_view text, const std::string& path);

}  // namespace brn::config::cloudformation
