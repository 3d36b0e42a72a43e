#include "analyzer/app/walk.h"

#include "tests/support/catch.h"
#include "tests/support/files.h"

namespace brn::app {

TEST_CASE("modules and documents are found in order, folders of tools left out") {
  MemoryFileSystem files;
  for (const char* path :
       {"b/main.tf", "a/x.yaml", "a/deep/y.template", ".git/config.yaml", "node_modules/p/package.json",
        "b/.terraform/modules/m/main.tf", "a/readme.md", "cdk.out/asset.1/z.json", "cdk.out/s.template.json"}) {
    files.add(path, "x");
  }
  const WalkResult found = walk(files, ".", Tree{".", false});
  CHECK(found.module_folders == std::vector<std::string>{"b"});
  CHECK(found.documents == std::vector<std::string>{"a/deep/y.template", "a/x.yaml", "cdk.out/s.template.json"});
}

TEST_CASE("the root of the tree is the nearest folder with a marker") {
  MemoryFileSystem files;
  files.add("repo/.git/HEAD", "x");
  files.add("repo/sub/deep/main.tf", "x");
  files.add("repo/own/.bedrock-lint.yaml", "");
  files.add("repo/own/main.tf", "x");
  files.add("plain/main.tf", "x");
  CHECK(tree_root_of(files, "repo/sub/deep") == "repo");
  CHECK(tree_root_of(files, "repo/own") == "repo/own");
  CHECK(tree_root_of(files, "plain") == "plain");
}

TEST_CASE("links are followed within the tree only, and never in circles") {
  const test::TemporaryFolder folder;
  const test::TemporaryFolder outside;
  outside.add("main.tf", "x");
  folder.add("live/app/main.tf", "x");
  folder.add("shared/main.tf", "x");
  std::filesystem::create_directory_symlink("..", folder.path() / "live/up");
  std::filesystem::create_directory_symlink("../shared", folder.path() / "live/shared");
  std::filesystem::create_directory_symlink(outside.path(), folder.path() / "live/outside");
  const DiskFileSystem files;
  const std::string root = files.canonical(folder.path().string());
  const WalkResult found = walk(files, root + "/live", Tree{root, false});
  CHECK(found.module_folders == std::vector<std::string>{root + "/live/app", root + "/live/shared"});
  CHECK(walk(files, root + "/live", Tree{root, true}).module_folders.size() == 3);
  CHECK(walk(files, root, Tree{root, false}).module_folders.size() == 2);
}

}  // namespace brn::app
