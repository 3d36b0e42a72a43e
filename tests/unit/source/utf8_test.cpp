#include "parsers/source/utf8.h"

#include "tests/support/catch.h"

using namespace brn;

TEST_CASE("well-formed UTF-8 has no invalid byte") {
  CHECK_FALSE(utf8::first_invalid(""));
  CHECK_FALSE(utf8::first_invalid("plain"));
  CHECK_FALSE(utf8::first_invalid("\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80 \xEF\xBF\xBF \xF4\x8F\xBF\xBF"));
}

TEST_CASE("the first byte that is not UTF-8 is found") {
  CHECK(utf8::first_invalid("ab\xFF") == 2U);
  CHECK(utf8::first_invalid("a\xC3") == 1U);              // cut off
  CHECK(utf8::first_invalid("\xC0\xAF") == 0U);           // overlong
  CHECK(utf8::first_invalid("x\xED\xA0\x80") == 1U);      // a surrogate
  CHECK(utf8::first_invalid("x\xF4\x90\x80\x80") == 1U);  // past U+10FFFF
  CHECK(utf8::first_invalid("\xC3\xA9\x80") == 2U);       // a continuation without its start
}

TEST_CASE("code points are counted, ill-formed bytes as one each") {
  CHECK(utf8::code_point_count("a\xC3\xA9\xF0\x9F\x98\x80") == 3);
  CHECK(utf8::code_point_count("a\xFF\xFE") == 3);
}

TEST_CASE("a code point is appended as UTF-8") {
  const auto encoded = [](std::uint32_t code_point) {
    std::string out;
    utf8::append(out, code_point);
    return out;
  };
  CHECK(encoded(0x41) == "A");
  CHECK(encoded(0xE9) == "\xC3\xA9");
  CHECK(encoded(0x20AC) == "\xE2\x82\xAC");
  CHECK(encoded(0x1F600) == "\xF0\x9F\x98\x80");
  CHECK(encoded(0xD800) == "\xEF\xBF\xBD");
  CHECK(encoded(0x110000) == "\xEF\xBF\xBD");
}

TEST_CASE("UTF-16 is recognised by its byte order mark or by its NUL bytes") {
  CHECK(utf8::looks_like_utf16("\xFF\xFEx"));
  CHECK(utf8::looks_like_utf16("\xFE\xFFx"));
  CHECK(utf8::looks_like_utf16(std::string_view("{\0\n\0", 4)));
  CHECK_FALSE(utf8::looks_like_utf16("{}"));
  CHECK_FALSE(utf8::looks_like_utf16(""));
  CHECK_FALSE(utf8::looks_like_utf16("\xEF\xBB\xBF{}"));
}
