// Recovery: one character is taken out of a real file, and every top-level block that did not contain it must be read as
// before. Over the project's own fixtures, and over the folder that BRN_CORPUS names.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "parsers/hcl/parser.h"
#include "tests/support/catch.h"
#include "tests/support/paths.h"

namespace brn::hcl {
namespace {

constexpr int kDeletions = 1000;

/// Text of the files below a folder that are read without an error.
std::vector<std::string> sound_files(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.path().extension() == ".tf") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> texts;
  for (const std::filesystem::path& path : paths) {
    std::ifstream in(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    if (!text.empty() && parse(FileId{0}, text).errors().empty()) texts.push_back(std::move(text));
  }
  return texts;
}

bool is_same(const File& a, BodyId a_body, const File& b, BodyId b_body) {
  const Body& left = a.body(a_body);
  const Body& right = b.body(b_body);
  if (!right.is_whole || left.attributes.size() != right.attributes.size() ||
      left.blocks.size() != right.blocks.size()) {
    return false;
  }
  for (std::size_t i = 0; i < left.attributes.size(); ++i) {
    const bool is_read = left.attributes[i].name == right.attributes[i].name &&
                         left.attributes[i].span.size() == right.attributes[i].span.size() &&
                         a.expr(left.attributes[i].value).kind == b.expr(right.attributes[i].value).kind;
    if (!is_read) return false;
  }
  for (std::size_t i = 0; i < left.blocks.size(); ++i) {
    if (left.blocks[i].type != right.blocks[i].type) return false;
    if (!is_same(a, left.blocks[i].body, b, right.blocks[i].body)) return false;
  }
  return true;
}

/// The block that stands `moved` bytes before `block`; nullptr when there is none.
const Block* at_place(const File& file, const Block& block, std::uint32_t moved) {
  for (const Block& one : file.body(file.root).blocks) {
    if (one.span.begin + moved == block.span.begin) return &one;
  }
  return nullptr;
}

struct Tally {
  int blocks = 0;
  int lost = 0;
  int deletions_that_lost = 0;
};

void delete_one(const std::string& text, std::uint32_t at, Tally& tally) {
  const File before = parse(FileId{0}, text);
  std::string broken = text;
  broken.erase(at, 1);
  const File after = parse(FileId{0}, broken);
  int lost = 0;
  for (const Block& block : before.body(before.root).blocks) {
    if (block.span.begin <= at && at < block.span.end) continue;
    const Block* found = at_place(after, block, block.span.begin > at ? 1 : 0);
    const bool is_read = found != nullptr && found->type == block.type && found->span.size() == block.span.size() &&
                         is_same(before, block.body, after, found->body);
    ++tally.blocks;
    lost += is_read ? 0 : 1;
  }
  tally.lost += lost;
  tally.deletions_that_lost += lost > 0 ? 1 : 0;
}

Tally run(const std::vector<std::string>& texts) {
  std::mt19937 random(20260101);
  Tally tally;
  for (int i = 0; i < kDeletions; ++i) {
    const std::string& text = texts[random() % texts.size()];
    auto at = static_cast<std::uint32_t>(random() % text.size());
    while (at > 0 && static_cast<unsigned char>(text[at]) >= 0x80) --at;  // no half characters
    delete_one(text, at, tally);
  }
  std::printf("  %d deletions: %d other blocks, %d not read as before, in %d files\n", kDeletions, tally.blocks,
              tally.lost, tally.deletions_that_lost);
  return tally;
}

}  // namespace

TEST_CASE("hcl: a deleted character costs the block that held it") {
  const std::vector<std::string> texts = sound_files(test::source_dir() / "fixtures");
  REQUIRE(texts.size() > 100);
  const Tally tally = run(texts);
  // What remains: a comment or a heredoc that loses its end takes in what follows.
  CHECK(tally.lost * 500 <= tally.blocks);
}

TEST_CASE("hcl: a deleted character in files of others") {
  const char* folder = std::getenv("BRN_CORPUS");
  if (folder == nullptr) {
    WARN("skipped: BRN_CORPUS names no folder of Terraform files");
    return;
  }
  const Tally tally = run(sound_files(folder));
  CHECK(tally.lost * 500 <= tally.blocks);
}

}  // namespace brn::hcl
