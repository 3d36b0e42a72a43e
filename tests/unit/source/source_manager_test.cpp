#include "parsers/source/source_manager.h"

#include "parsers/source/line_index.h"
#include "tests/support/catch.h"

using namespace brn;

TEST_CASE("lines end at LF, CRLF and a lone CR") {
  CHECK(find_line_starts("") == std::vector<std::uint32_t>{0});
  CHECK(find_line_starts("a\nb\r\nc\rd") == std::vector<std::uint32_t>{0, 2, 5, 7});
  CHECK(find_line_starts("a\n") == std::vector<std::uint32_t>{0, 2});
}

TEST_CASE("a file is read once and keeps its text") {
  MemoryFileSystem files;
  files.add("a.tf", "one\ntwo");
  SourceManager sources(files);
  const auto first = sources.load("a.tf");
  REQUIRE(first.ok());
  const std::string_view text = sources.text(first.value());
  for (int i = 0; i < 100; ++i) sources.add("extra", std::string(static_cast<std::size_t>(i), 'x'));
  CHECK(sources.load("a.tf").value() == first.value());
  CHECK(sources.text(first.value()).data() == text.data());
  CHECK(sources.path(first.value()) == "a.tf");
  CHECK(sources.file_count() == 101);
  CHECK(sources.total_bytes() == 7 + 99 * 100 / 2);
  CHECK_FALSE(sources.load("b.tf").ok());
}

TEST_CASE("columns count code points and leave out the byte order mark") {
  const MemoryFileSystem files;
  SourceManager sources(files);
  const FileId file = sources.add("x", "\xEF\xBB\xBF\xC3\xA9x\r\n\xF0\x9F\x98\x80y\nlast");
  CHECK(sources.line_column(file, 0) == LineColumn{1, 1});
  CHECK(sources.line_column(file, 3) == LineColumn{1, 1});
  CHECK(sources.line_column(file, 5) == LineColumn{1, 2});
  CHECK(sources.line_column(file, 8) == LineColumn{2, 1});
  CHECK(sources.line_column(file, 12) == LineColumn{2, 2});
  CHECK(sources.line_column(file, 18) == LineColumn{3, 5});
  CHECK(sources.line_column(file, 999) == LineColumn{3, 5});
  CHECK(sources.line_text(file, 1) == "\xC3\xA9x");
  CHECK(sources.line_text(file, 2) == "\xF0\x9F\x98\x80y");
  CHECK(sources.line_text(file, 3) == "last");
  CHECK(sources.line_text(file, 4).empty());
  CHECK(sources.line_text(file, 0).empty());
  CHECK(sources.text(Span{file, 14, 18}) == "last");
}
