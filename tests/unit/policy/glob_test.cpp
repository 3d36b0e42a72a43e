#include "analyzer/policy/glob.h"

#include <string>
#include <vector>

#include "tests/support/catch.h"

namespace brn::policy {

TEST_CASE("patterns match") {
  CHECK(matches_glob("*", ""));
  CHECK(matches_glob("a*c", "abbc"));
  CHECK(matches_glob("a?c", "abc"));
  CHECK_FALSE(matches_glob("a?c", "ac"));
  CHECK_FALSE(matches_glob("a*c", "ab"));
  CHECK(matches_glob("*ab*ab", "abcabab"));
  CHECK_FALSE(matches_glob("", "a"));
  CHECK(matches_glob_ignoring_case("Bedrock:Invoke*", "bedrock:invokeModel"));
  CHECK_FALSE(matches_glob("Bedrock:*", "bedrock:x"));
  CHECK(matches_glob(std::string(2000, '*') + "b", std::string(20000, 'a') + "b"));
}

TEST_CASE("two patterns meet where some text matches both") {
  CHECK(globs_intersect("a*", "*b"));
  CHECK(globs_intersect("*", "*"));
  CHECK(globs_intersect("", "*"));
  CHECK_FALSE(globs_intersect("a*", "b*"));
  CHECK(globs_intersect("a?c*", "*bc"));
  CHECK_FALSE(globs_intersect("a?", "a"));
  CHECK(globs_intersect("bedrock*:*", "bedrock:*"));
  CHECK_FALSE(globs_intersect("bedrock-agentcore:*", "bedrock:*"));
}

TEST_CASE("meeting agrees with trying every short text") {
  const std::string letters = "ab*?";
  std::vector<std::string> patterns = {""};
  for (std::size_t i = 0; i < patterns.size() && patterns[i].size() < 3; ++i) {
    for (const char c : letters) patterns.push_back(patterns[i] + c);
  }
  std::vector<std::string> texts = {""};
  for (std::size_t i = 0; i < texts.size() && texts[i].size() < 6; ++i) {
    for (const char c : {'a', 'b'}) texts.push_back(texts[i] + c);
  }
  std::size_t wrong = 0;
  for (const std::string& a : patterns) {
    for (const std::string& b : patterns) {
      bool meets = false;
      for (const std::string& text : texts) meets = meets || (matches_glob(a, text) && matches_glob(b, text));
      if (globs_intersect(a, b) != meets) ++wrong;
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("wildcards of ARNs stay within their part") {
  CHECK(arns_intersect("arn:aws:bedrock:*::foundation-model/*", "arn:aws:bedrock:eu-west-1::foundation-model/x-v1:0"));
  CHECK_FALSE(arns_intersect("arn:aws:bedrock:*::foundation-model/amazon.*",
                             "arn:aws:bedrock:*::foundation-model/anthropic.*"));
  CHECK(arns_intersect("*", "arn:aws:s3:::bucket/*"));
  CHECK_FALSE(arns_intersect("arn:aws:s3:::a/*", "arn:*:s3:::b/*"));
}

}  // namespace brn::policy
