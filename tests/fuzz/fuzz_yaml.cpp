// Any bytes as YAML: the parser returns a tree, and what it says of its places is true.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "parsers/source/check.h"
#include "parsers/syntax/printer.h"
#include "parsers/yaml/parser.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto tree = brn::yaml::parse(brn::FileId{0}, text);
  for (const auto& error : tree.errors()) BRN_CHECK(error.span.end <= size, "an error past the end");
  static_cast<void>(brn::syntax::print(tree));
  return 0;
}
