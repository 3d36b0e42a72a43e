// Every kind of diagnostic is shown by a fixture or a test.

#include <string>

#include "analyzer/diagnostics/diagnostic.h"
#include "tests/support/catch.h"
#include "tests/support/files.h"

namespace brn::test {
namespace {

// `SyntaxError` of `syntax-error`.
std::string enumerator(std::string_view kind) {
  std::string name;
  bool is_upper = true;
  for (const char c : kind) {
    if (c != '-') name += is_upper ? static_cast<char>(c - 'a' + 'A') : c;
    is_upper = c == '-';
  }
  return name;
}

std::string all_text(const std::filesystem::path& folder) {
  std::string text;
  for (const auto& path : files_below(folder)) text += read_text(path) + "\n";
  return text;
}

}  // namespace

TEST_CASE("every kind of diagnostic has a fixture or a test") {
  const std::string fixtures = all_text(source_dir() / "fixtures/diagnostics");
  const std::string tests = all_text(source_dir() / "tests/unit") + all_text(source_dir() / "tests/cli");
  for (auto kind = DiagnosticKind::UnreadableFile; kind <= DiagnosticKind::Usage;
       kind = static_cast<DiagnosticKind>(static_cast<int>(kind) + 1)) {
    const std::string name(diagnostic_kind_name(kind));
    INFO(name);
    const bool is_shown = fixtures.find(": " + name) != std::string::npos ||
                          tests.find("DiagnosticKind::" + enumerator(name)) != std::string::npos;
    CHECK(is_shown);
  }
}

}  // namespace brn::test
