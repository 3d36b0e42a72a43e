#include "analyzer/report/snippet.h"

#include "tests/support/catch.h"

namespace brn::report {
namespace {

struct Fixture {
  MemoryFileSystem files;
  SourceManager sources{files};

  std::string draw(const std::vector<Label>& labels, std::uint32_t width = 100) {
    std::size_t gutter = 0;
    SnippetOptions options;
    options.width = width;
    return draw_snippet(sources, labels, options, &gutter);
  }
  Span span(FileId file, const std::string& text) {
    const auto at = static_cast<std::uint32_t>(sources.text(file).find(text));
    return Span{file, at, at + static_cast<std::uint32_t>(text.size())};
  }
};

}  // namespace

TEST_CASE("the narrowest text is underlined") {
  Fixture f;
  const FileId file = f.sources.add("main.tf", "a = 1\n  policy = \"*\"\n");
  CHECK(f.draw({{f.span(file, "\"*\""), "", true}}) ==
        " --> main.tf:2:12\n"
        "  |\n"
        "2 |   policy = \"*\"\n"
        "  |            ^^^\n");
}

TEST_CASE("related places stand in order, with words, other files after") {
  Fixture f;
  const FileId file = f.sources.add("main.tf", "one\ntwo\nthree\nfour\nfive\n");
  const FileId other = f.sources.add("vpc.tf", "vpc\n");
  CHECK(f.draw({{f.span(file, "five"), "", true},
                {f.span(file, "two"), "here", false},
                {f.span(other, "vpc"), "there", false}}) ==
        " --> main.tf:5:1\n"
        "  |\n"
        "2 | two\n"
        "  | --- here\n"
        "...\n"
        "5 | five\n"
        "  | ^^^^\n"
        "  |\n"
        " ::: vpc.tf:1:1\n"
        "  |\n"
        "1 | vpc\n"
        "  | --- there\n");
}

TEST_CASE("tabs and wide characters keep the underline in place") {
  Fixture f;
  const FileId file = f.sources.add("main.tf", "\t\xE6\x97\xA5\xE6\x9C\xAC = x\n");
  CHECK(f.draw({{f.span(file, "x"), "", true}}) ==
        " --> main.tf:1:7\n"
        "  |\n"
        "1 |     \xE6\x97\xA5\xE6\x9C\xAC = x\n"
        "  |            ^\n");
}

TEST_CASE("of a long line the part around the text is shown") {
  Fixture f;
  const std::string filler(5000, 'x');
  const FileId file = f.sources.add("a.json", filler + "\"policy\"" + filler);
  const std::string drawn = f.draw({{f.span(file, "\"policy\""), "", true}}, 60);
  std::size_t begin = 0;
  for (std::size_t end = drawn.find('\n'); end != std::string::npos; end = drawn.find('\n', begin)) {
    CHECK(end - begin <= 66);  // an ellipsis has three bytes
    begin = end + 1;
  }
  CHECK(drawn.find("\"policy\"") != std::string::npos);
  CHECK(drawn.find("^^^^^^^^\n") != std::string::npos);
}

TEST_CASE("text of several lines is underlined on its first and names its last") {
  Fixture f;
  const FileId file = f.sources.add("main.tf", "x = [\n  1,\n]\n");
  CHECK(f.draw({{f.span(file, "[\n  1,\n]"), "", true}}) ==
        " --> main.tf:1:5\n"
        "  |\n"
        "1 | x = [\n"
        "  |     ^\xE2\x80\xA6 to line 3\n");
}

TEST_CASE("an empty text at the end of a file has a mark") {
  Fixture f;
  const FileId file = f.sources.add("main.tf", "x {");
  CHECK(f.draw({{Span{file, 3, 3}, "", true}}) ==
        " --> main.tf:1:4\n"
        "  |\n"
        "1 | x {\n"
        "  |    ^\n");
}

TEST_CASE("labels without a place draw nothing") {
  Fixture f;
  CHECK(f.draw({{Span{}, "", true}}).empty());
}

}  // namespace brn::report
