#include "parsers/source/file_system.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/support/catch.h"

using namespace brn;

namespace {

// A folder that is gone after the test.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "brn-test-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] std::string path(const std::string& name = "") const {
    return name.empty() ? path_ : path_ + "/" + name;
  }
  void write(const std::string& name, const std::string& content) const {
    std::ofstream(path(name), std::ios::binary) << content;
  }

 private:
  std::string path_;
};

}  // namespace

TEST_CASE("a file is read whole, with every byte") {
  const TemporaryFolder folder;
  const std::string content("a\r\n\0\xFF", 5);
  folder.write("x", content);
  folder.write("empty", "");
  CHECK(DiskFileSystem().read(folder.path("x"), 100).value() == content);
  CHECK(DiskFileSystem().read(folder.path("x"), 5).ok());
  CHECK(DiskFileSystem().read(folder.path("empty"), 0).value().empty());
}

TEST_CASE("what cannot be read is an error that names the path and the reason") {
  const TemporaryFolder folder;
  folder.write("large", "123456");
  const DiskFileSystem disk;
  CHECK(disk.read(folder.path("large"), 5).error() ==
        "cannot read `" + folder.path("large") + "`: it is larger than 5 bytes");
  CHECK(disk.read(folder.path(), 5).error() == "cannot read `" + folder.path() + "`: it is a directory");
  CHECK(disk.read(folder.path("none"), 5).error() ==
        "cannot read `" + folder.path("none") + "`: no such file or directory");
  CHECK_FALSE(disk.read(std::string("a\0b", 3), 5).ok());
}

TEST_CASE("neither a FIFO nor a device is opened") {
  const TemporaryFolder folder;
  REQUIRE(::mkfifo(folder.path("pipe").c_str(), 0600) == 0);
  const DiskFileSystem disk;
  CHECK(disk.read(folder.path("pipe"), 5).error() ==
        "cannot read `" + folder.path("pipe") + "`: it is not a regular file");
  CHECK_FALSE(disk.read("/dev/zero", 5).ok());
  CHECK(disk.kind(folder.path("pipe")) == FileKind::Other);
}

TEST_CASE("a directory is listed in order, links followed for their kind") {
  const TemporaryFolder folder;
  folder.write("b", "");
  folder.write("a", "");
  std::filesystem::create_directory(folder.path("d"));
  std::filesystem::create_symlink(folder.path("d"), folder.path("link"));
  std::filesystem::create_symlink(folder.path("none"), folder.path("dangling"));
  const auto listed = DiskFileSystem().list(folder.path());
  REQUIRE(listed.ok());
  const std::vector<DirectoryEntry>& entries = listed.value();
  REQUIRE(entries.size() == 5);
  CHECK(entries[0].name == "a");
  CHECK(entries[1].name == "b");
  CHECK(entries[2].kind == FileKind::Directory);
  CHECK(entries[3].kind == FileKind::Missing);
  CHECK(entries[3].is_symlink);
  CHECK(entries[4].kind == FileKind::Directory);
  CHECK(entries[4].is_symlink);
  CHECK_FALSE(DiskFileSystem().list(folder.path("a")).ok());
  CHECK_FALSE(DiskFileSystem().list(folder.path("none")).ok());
}

TEST_CASE("a canonical path has no links; one that does not exist is made normal") {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder.path("d"));
  std::filesystem::create_symlink(folder.path("d"), folder.path("link"));
  const DiskFileSystem disk;
  CHECK(disk.canonical(folder.path("link/../link")) == disk.canonical(folder.path("d")));
  CHECK(disk.canonical("/no/such/../place") == "/no/place");
}

TEST_CASE("files in memory make their directories") {
  MemoryFileSystem files;
  files.add("./a/b/c.tf", "text");
  files.add("a/d.tf", "");
  CHECK(files.kind("a") == FileKind::Directory);
  CHECK(files.kind("a/b/") == FileKind::Directory);
  CHECK(files.kind("a/b/c.tf") == FileKind::File);
  CHECK(files.kind("a/x") == FileKind::Missing);
  CHECK(files.kind(".") == FileKind::Directory);
  CHECK(files.read("a/b/../b/c.tf", 10).value() == "text");
  CHECK(files.read("a/b/c.tf", 3).error() == "cannot read `a/b/c.tf`: it is larger than 3 bytes");
  CHECK(files.read("a", 3).error() == "cannot read `a`: it is a directory");
  const auto listed = files.list("a");
  REQUIRE(listed.ok());
  REQUIRE(listed.value().size() == 2);
  CHECK(listed.value()[0].name == "b");
  CHECK(listed.value()[0].kind == FileKind::Directory);
  CHECK(listed.value()[1].name == "d.tf");
  CHECK(listed.value()[1].kind == FileKind::File);
  CHECK_FALSE(files.list("x").ok());
}
