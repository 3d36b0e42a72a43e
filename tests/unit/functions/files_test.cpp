// Functions that read files: only inside the tree, relative to the root module.

#include <array>

#include "tests/support/catch.h"
#include "tests/unit/functions/caller.h"

using namespace brn;
using brn::test::Caller;

namespace {

void fill(Caller& caller) {
  caller.files().add("/work/hello.txt", "hello\n");
  caller.files().add("/work/sub/a.txt", "a");
  caller.files().add("/work/sub/b.json", "{}");
  caller.files().add("/work/sub/deep/c.txt", "c");
  caller.files().add("/work/.hidden.txt", "h");
  caller.files().add("/work/bad.bin", "\xff\xfe");
  caller.files().add("/etc/secret", "s");
}

}  // namespace

TEST_CASE("files are read from the root module's folder", "[functions][files]") {
  Caller caller;
  fill(caller);
  CHECK(caller.run("file", R"(["hello.txt"])") == R"(string "hello\n")");
  CHECK(caller.run("file", R"(["./sub/../hello.txt"])") == R"(string "hello\n")");
  CHECK(caller.run("file", R"(["nosuch"])").starts_with("error: no file exists at \"nosuch\""));
  CHECK(caller.run("file", R"(["sub"])") == "error: \"sub\" is a directory, not a file");
  CHECK(caller.run("file", R"(["bad.bin"])").starts_with("error: contents of \"bad.bin\" are not valid UTF-8"));
  CHECK(caller.run("filebase64", R"(["bad.bin"])") == R"(string "//4=")");
  CHECK(caller.run("filemd5", R"(["sub/a.txt"])") == R"(string "0cc175b9c0f1b6a831c399e269772661")");
  CHECK(caller.run("fileexists", R"(["hello.txt"])") == "bool true");
  CHECK(caller.run("fileexists", R"(["nosuch"])") == "bool false");
}

TEST_CASE("files outside of the tree are refused by name", "[functions][files]") {
  Caller caller;
  fill(caller);
  const std::string refusal = "error: \"/etc/secret\" lies outside of the analysed tree and is not read";
  CHECK(caller.run("file", R"(["/etc/secret"])") == refusal);
  CHECK(caller.run("fileexists", R"(["/etc/secret"])") == refusal);
  CHECK(caller.run("file", R"(["../etc/secret"])").starts_with("error: \"../etc/secret\" lies outside"));
  CHECK(caller.run("fileset", R"([".", "../etc/*"])").find("lies outside") != std::string::npos);
  CHECK(caller.run("file", R"(["~/x"])").starts_with("error: the home folder is not known"));
  caller.limits().allow_outside = true;
  CHECK(caller.run("file", R"(["/etc/secret"])") == R"(string "s")");
}

TEST_CASE("fileset finds files by pattern", "[functions][files]") {
  Caller caller;
  fill(caller);
  CHECK(caller.run("fileset", R"([".", "*.txt"])") == R"(set(string) [".hidden.txt","hello.txt"])");
  CHECK(caller.run("fileset", R"([".", "sub/*"])") == R"(set(string) ["sub/a.txt","sub/b.json"])");
  CHECK(caller.run("fileset", R"(["sub", "**/*.txt"])") == R"(set(string) ["a.txt","deep/c.txt"])");
  CHECK(caller.run("fileset", R"(["sub", "**"])") == R"(set(string) ["a.txt","b.json","deep/c.txt"])");
  CHECK(caller.run("fileset", R"(["sub", "{a,x}.t?[s-x]"])") == R"(set(string) ["a.txt"])");
  CHECK(caller.run("fileset", R"(["sub", "[!a]*.*"])") == R"(set(string) ["b.json"])");
  CHECK(caller.run("fileset", R"(["missing", "*"])") == "set(string) []");
  CHECK(caller.run("fileset", R"([".", "["])") == "error: failed to glob pattern \"[\": syntax error in pattern");
}

TEST_CASE("paths", "[functions][files]") {
  Caller caller;
  CHECK(caller.run("dirname", R"(["a/b/c"])") == R"(string "a/b")");
  CHECK(caller.run("dirname", R"(["a"])") == R"(string ".")");
  CHECK(caller.run("dirname", R"(["/a/"])") == R"(string "/a")");
  CHECK(caller.run("basename", R"(["a/b/"])") == R"(string "b")");
  CHECK(caller.run("basename", R"(["/"])") == R"(string "/")");
  CHECK(caller.run("basename", R"([""])") == R"(string ".")");
  CHECK(caller.run("abspath", R"(["x/../y"])") == R"(string "/work/y")");
  CHECK(caller.run("pathexpand", R"(["x"])") == R"(string "x")");
  CHECK(caller.run("pathexpand", R"(["~/x"])").starts_with("unknown"));
}

TEST_CASE("templates go to the evaluator with their variables", "[functions][files]") {
  Caller caller;
  caller.files().add("/work/t.tftpl", "hi ${name}");
  caller.files().add("/work/bad.tftpl", "hi ${");
  std::string seen;
  caller.templates() = [&](const hcl::ParsedExpression& parsed, std::string_view name, const value::Value& variables) {
    CHECK(parsed.root.is_valid());
    seen = std::string(name) + " " + value::to_json(variables);
    return config::terraform::FunctionResult(caller.pool().string("done", {}));
  };
  CHECK(caller.run("templatefile", R"(["t.tftpl", {"name": "x"}])") == R"(string "done")");
  CHECK(seen == R"(t.tftpl {"name":"x"})");
  CHECK(caller.run("templatestring", R"(["a ${b}", {"b": 1}])") == R"(string "done")");
  CHECK(caller.run("templatefile", R"(["t.tftpl", {"bad-name!": 1}])")
            .starts_with("error: invalid template variable name"));
  CHECK(caller.run("templatefile", R"(["bad.tftpl", {}])").starts_with("error: bad.tftpl:1,"));
  CHECK(caller.run("templatefile", R"(["nosuch", {}])").starts_with("error: no file exists"));
}
