#include "parsers/source/file_system.h"
#include "tests/support/catch.h"

using namespace brn;

TEST_CASE("a path is made normal") {
  CHECK(normal_path("") == ".");
  CHECK(normal_path(".") == ".");
  CHECK(normal_path("./a/./b/../c") == "a/c");
  CHECK(normal_path("a//b/") == "a/b");
  CHECK(normal_path("..") == "..");
  CHECK(normal_path("a/../..") == "..");
  CHECK(normal_path("../../a") == "../../a");
  CHECK(normal_path("/") == "/");
  CHECK(normal_path("/..") == "/");
  CHECK(normal_path("/a/../../b") == "/b");
}

TEST_CASE("paths are joined") {
  CHECK(join_path("a/b", "../c") == "a/c");
  CHECK(join_path("a", "/b") == "/b");
  CHECK(join_path("", "b") == "b");
  CHECK(join_path(".", "b") == "b");
  CHECK(join_path("/", "b") == "/b");
}

TEST_CASE("a path is taken apart") {
  CHECK(parent_path("a/b/c") == "a/b");
  CHECK(parent_path("a") == ".");
  CHECK(parent_path("/a") == "/");
  CHECK(file_name("a/b.tf") == "b.tf");
  CHECK(file_name("b.tf") == "b.tf");
}

TEST_CASE("a path lies within a folder") {
  CHECK(is_within("a/b", "a"));
  CHECK(is_within("a", "a"));
  CHECK(is_within("a", "."));
  CHECK(is_within("/a", "/"));
  CHECK_FALSE(is_within("ab", "a"));
  CHECK_FALSE(is_within("../a", "."));
  CHECK_FALSE(is_within("/a", "."));
}
