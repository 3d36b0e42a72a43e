// Any bytes as a CloudFormation template: evaluation, graph, facts and every rule end, whatever they are given.

#include <cstddef>
#include <cstdint>
#include <string>

#include "analyzer/config/cloudformation/cloudformation.h"
#include "analyzer/engine/run.h"
#include "rules/registry.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  brn::MemoryFileSystem files;
  files.add("/tree/stack.yaml", std::string(reinterpret_cast<const char*>(data), size));
  brn::SourceManager sources(files);
  brn::config::Limits limits;
  limits.tree_root = "/tree";
  auto configuration =
      brn::config::cloudformation::evaluate(sources, {"/tree/stack.yaml"}, brn::config::Inputs{}, limits);
  brn::engine::Run run(brn::rules::all_rules(), sources);
  run.add(configuration);
  static_cast<void>(run.finish());
  return 0;
}
