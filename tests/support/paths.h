#pragma once
// Where the checkout is that the tests were built from: fixtures and rule files are read from there.

#include <filesystem>

namespace brn::test {

[[nodiscard]] std::filesystem::path source_dir();

}  // namespace brn::test
