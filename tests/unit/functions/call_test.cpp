// Functions on known values. The expected results were printed by Terraform 1.11.4.

#include "tests/support/catch.h"
#include "tests/unit/functions/caller.h"

using namespace brn;
using brn::test::Caller;

namespace {

struct Case {
  const char* name;
  const char* arguments;
  const char* result;
};

void check(std::initializer_list<Case> cases) {
  Caller caller;
  for (const Case& row : cases) {
    INFO(row.name << " " << row.arguments);
    CHECK(caller.run(row.name, row.arguments) == row.result);
  }
}

}  // namespace

TEST_CASE("numeric functions", "[functions]") {
  check({
      {"abs", "[-1.5]", "number 1.5"},
      {"ceil", "[-1.5]", "number -1"},
      {"floor", "[-1.5]", "number -2"},
      {"log", "[16, 2]", "number 4"},
      {"log", "[-1, 2]", "error: the result is not a number"},
      {"max", "[\"3\", 10, 2]", "number 10"},
      {"max", "[]", "error: must pass at least one number"},
      {"min", "[3, 10, 2]", "number 2"},
      {"parseint", "[\"-ff\", 16]", "number -255"},
      {"parseint", "[\"Zz\", 62]", "number 3817"},
      {"parseint", "[\"9\", 8]", "error: cannot parse \"9\" as a base 8 integer"},
      {"parseint", "[\"1\", 63]", "error: base must be a whole number between 2 and 62 inclusive"},
      {"pow", "[2, 0.5]", "number 1.4142135623730951"},
      {"pow", "[2, -1]", "number 0.5"},
      {"pow", "[-2, 3]", "number -8"},
      {"pow", "[2, 200]", "number 1606938044258990300000000000000000000000000000000000000000000"},
      {"signum", "[-3]", "number -1"},
      {"signum", "[0.5]", "error: value must be a whole number"},
  });
}

TEST_CASE("text functions", "[functions]") {
  check({
      {"chomp", R"(["a\r\n\n\r"])", R"(string "a")"},
      {"endswith", R"(["abc", "bc"])", "bool true"},
      {"indent", R"([2, "a\n\nb"])", R"(string "a\n  \n  b")"},
      {"join", R"([",", ["a"], ["b", 1]])", R"(string "a,b,1")"},
      {"join", R"([",", [null]])", "error: element 0 is null; cannot concatenate null values"},
      {"join", R"([",", [["a"]]])", "error: element 0: string required"},
      {"lower", R"(["İΣ"])", R"(string "iσ")"},
      {"upper", R"(["ßǆ"])", R"(string "ßǄ")"},
      {"replace", R"(["abc", "", "-"])", R"(string "-a-b-c-")"},
      {"replace", R"(["abc", "/b*/", "-"])", R"(string "-a-c-")"},
      {"replace", R"(["a.b", "/(\\w)\\.(\\w)/", "$2.$1 $$ ${1}x $1x $"])", R"(string "b.a $ ax  $")"},
      {"split", R"([",", ""])", R"(list(string) [""])"},
      {"split", R"(["", "aé"])", R"(list(string) ["a","é"])"},
      {"startswith", R"(["abc", "b"])", "bool false"},
      {"strcontains", R"(["abc", "bc"])", "bool true"},
      {"strrev", R"(["e\u0301a"])", R"(string "aé")"},
      {"substr", R"(["hello", -2, 0])", R"(string "lo")"},
      {"substr", R"(["hello", -10, 2])", R"(string "he")"},
      {"substr", R"(["hello", 1, -1])", R"(string "ello")"},
      {"substr", R"(["hello", 10, 1])", R"(string "")"},
      {"title", R"(["hello wORLD foo-bar foo_bar 2nd éa"])", R"(string "Hello WORLD Foo-Bar Foo_bar 2nd Éa")"},
      {"trim", R"(["?!a!?", "!?"])", R"(string "a")"},
      {"trimprefix", R"(["abc", "a"])", R"(string "bc")"},
      {"trimspace", R"(["\u00a0 a\n"])", R"(string "a")"},
      {"trimsuffix", R"(["abc", "c"])", R"(string "ab")"},
      {"upper", "[null]", "error: argument must not be null"},
  });
}

TEST_CASE("patterns", "[functions]") {
  check({
      {"regex", R"(["a(b)?", "a"])", "tuple([string]) [null]"},
      {"regex", R"_(["(?<x>a)(?P<y>b)", "ab"])_", R"(object({x=string, y=string}) {"x":"a","y":"b"})"},
      {"regex", R"_(["(?<x>a)(b)", "ab"])_",
       "error: invalid regular expression: cannot mix both named and unnamed capture groups"},
      {"regex", R"(["\\C", "a"])", "error: invalid regular expression: invalid escape sequence: `\\C`"},
      {"regex", R"(["z", "a"])", "error: pattern did not match any part of the given string"},
      {"regexall", R"(["a*", "baac"])", R"(list(string) ["","aa",""])"},
      {"regexall", R"(["z", "a"])", "list(string) []"},
      {"regexall", R"_(["(a)(b)", "abab"])_", R"(list(tuple([string, string])) [["a","b"],["a","b"]])"},
  });
}

TEST_CASE("formats", "[functions]") {
  check({
      {"format", R"(["%v %v %v", 1000000, 1e21, 0.000001])", R"(string "1e+06 1e+21 1e-06")"},
      {"format", R"(["%[2]s %[1]s", "a", "b"])", R"(string "b a")"},
      {"format", R"(["%05d|%-5d|%+d|% d|%x|%#x|%08.3f|%.2e|%g", 42, 42, 42, 42, 255, 255, 3.14159, 12345.678, 1e21])",
       R"(string "00042|42   |+42| 42|ff|0xff|0003.142|1.23e+04|1e+21")"},
      {"format", R"(["%05s|%-5s|%.2s", "ab", "ab", "abcd"])", R"(string "000ab|ab   |ab")"},
      {"format", R"(["%t %q", true, "a"])", R"(string "true \"a\"")"},
      {"format", R"(["%b %o %X %#o %#b", 5, 8, 255, 8, 5])", R"(string "101 10 FF 010 0b101")"},
      {"format", R"(["%.3d|%5.3d|%05.1f", 5, 5, -2.55])", R"(string "005|  005|-02.5")"},
      {"format", R"(["%v", [1, "a"]])", R"(string "[1,\"a\"]")"},
      {"format", R"(["%x", -255])", R"(string "-ff")"},
      {"format", R"(["%d", 1.5])", "error: unsupported value for \"%d\" at 0: an integer is required"},
      {"format", R"(["%s %s", "a"])", "error: not enough arguments for \"%s\" at 3: need index 2 but have 1 total"},
      {"format", R"(["a", "b"])", "error: too many arguments; no verbs in format string"},
      {"format", R"(["%s", [1]])", "error: unsupported value for \"%s\" at 0: string required"},
      {"formatlist", R"(["%s-%s", ["a", "b"], "x"])", R"(list(string) ["a-x","b-x"])"},
      {"formatlist", R"(["%s", []])", "list(string) []"},
      {"formatlist", R"(["x"])", R"(list(string) ["x"])"},
  });
}

TEST_CASE("collections", "[functions]") {
  check({
      {"alltrue", "[[true, null]]", "bool false"},
      {"anytrue", "[[null, \"true\"]]", "bool true"},
      {"coalesce", "[null, \"\", \"a\"]", R"(string "a")"},
      {"coalesce", "[1, \"a\"]", R"(string "1")"},
      {"coalesce", "[null]", "error: no non-null, non-empty-string arguments"},
      {"coalescelist", "[[], [\"a\"]]", R"(tuple([string]) ["a"])"},
      {"compact", R"([["a", "", null]])", R"(list(string) ["a"])"},
      {"contains", R"([["1"], 1])", "bool false"},
      {"contains", R"([["a", "b"], "b"])", "bool true"},
      {"distinct", R"([[1, "1", 1]])", R"(list(string) ["1"])"},
      {"element", R"([["a", "b"], 3])", R"(string "b")"},
      {"element", R"([["a", "b", "c"], -3])", R"(string "a")"},
      {"element", R"([["a"], 1.5])", "error: value must be a whole number"},
      {"element", R"([[], 0])", "error: cannot use element function with an empty list"},
      {"index", R"([["a", "b"], "b"])", "number 1"},
      {"length", "[{\"a\": 1}]", "number 1"},
      {"length", R"(["e\u0301"])", "number 1"},
      {"length", "[5]", "error: argument must be a string, a collection type, or a structural type"},
      {"lookup", R"([{"a": 1}, "b", "d"])", R"(string "d")"},
      {"lookup", R"([{"a": 1}, "b"])", "error: the given object has no attribute \"b\""},
      {"matchkeys", R"([["a", "b"], [1, 2], ["2"]])", R"(list(string) ["b"])"},
      {"one", "[[]]", "dynamic null"},
      {"one", "[[1, 2]]", "error: must be a list, set, or tuple value with either zero or one elements"},
      {"sort", "[[100, 20, 3]]", R"(list(string) ["100","20","3"])"},
      {"sum", "[[1, \"2\"]]", "number 3"},
      {"sum", "[[]]", "error: cannot sum an empty list"},
  });
}

TEST_CASE("structures", "[functions]") {
  check({
      {"chunklist", R"([["a", "b", "c"], 2])", R"(list(list(string)) [["a","b"],["c"]])"},
      {"concat", R"([["a"], [1]])", R"(tuple([string, number]) ["a",1])"},
      {"concat", R"([["a"], "b"])", "error: all arguments must be lists or tuples; got string"},
      {"flatten", R"([[["a"], null, [[1]]]])", R"(tuple([string, dynamic, number]) ["a",null,1])"},
      {"keys", R"([{"b": 1, "a": 2}])", R"(tuple([string, string]) ["a","b"])"},
      {"merge", R"([{"a": 1}, null, {"a": "x", "b": 2}])", R"(object({a=string, b=number}) {"a":"x","b":2})"},
      {"merge", "[]", "object({}) {}"},
      {"range", "[1, 10, 4]", "list(number) [1,5,9]"},
      {"range", "[5, 1]", "list(number) [5,4,3,2]"},
      {"range", "[1, 5, -1]", "error: end must be less than start when step is negative"},
      {"range", "[2000]",
       "error: more than 1024 values were generated; either decrease the difference between start and "
       "end or use a smaller step"},
      {"reverse", R"([[1, "a"]])", R"(tuple([string, number]) ["a",1])"},
      {"slice", R"([["a", "b", "c"], 1, 3])", R"(tuple([string, string]) ["b","c"])"},
      {"slice", R"([["a"], 0, 3])", "error: end index must not be greater than the length of the list"},
      {"transpose", R"([{"a": ["x", "y"], "b": ["x"]}])", R"(map(list(string)) {"x":["a","b"],"y":["a"]})"},
      {"values", R"([{"b": 1, "a": "x"}])", R"(tuple([string, number]) ["x",1])"},
      {"zipmap", R"([["a", "a"], [1, 2]])", R"(object({a=number}) {"a":2})"},
      {"setintersection", R"([["a", "b"], ["b", "c"]])", R"(set(string) ["b"])"},
      {"setproduct", R"([["a"], [1, "b"]])", R"(list(tuple([string, string])) [["a","1"],["a","b"]])"},
      {"setsubtract", R"([["a", "b"], ["b"]])", R"(set(string) ["a"])"},
      {"setunion", R"([[1], ["a"]])", R"(set(string) ["1","a"])"},
      {"setunion", R"([[], ["a"]])", R"(set(string) ["a"])"},
  });
}

TEST_CASE("JSON, CSV and text encodings", "[functions]") {
  check({
      {"base64decode", R"(["SGVs\nbG8="])", R"(string "Hello")"},
      {"base64decode", R"(["!!!"])", "error: failed to decode base64 data \"!!!\""},
      {"base64decode", R"(["YR=="])", R"(string "a")"},
      {"base64decode", R"(["/w=="])", "error: the result of decoding the provided string is not valid UTF-8"},
      {"base64encode", R"(["é😀"])", R"(string "w6nwn5iA")"},
      {"csvdecode", R"(["a,b\r\n1,\"x\"\"y\"\r\n"])", R"(list(object({a=string, b=string})) [{"a":"1","b":"x\"y"}])"},
      {"csvdecode", R"(["a,b\n1\n"])", "error: CSV parse error on line 2: wrong number of fields"},
      {"csvdecode", R"(["a,a\n1,2\n"])", "error: duplicate column name \"a\""},
      {"csvdecode", R"([""])", "error: missing header line"},
      {"jsondecode", R"(["{\"a\": 1.50, \"b\": [1e3, null], \"a\": 2}"])",
       R"(object({a=number, b=tuple([number, dynamic])}) {"a":2,"b":[1000,null]})"},
      {"jsonencode", R"([{"b": 1, "a": "<>&é"}])", R"(string "{\"a\":\"\\u003c\\u003e\\u0026é\",\"b\":1}")"},
      {"textencodebase64", R"(["Hello World", "UTF-16LE"])", R"(string "SABlAGwAbABvACAAVwBvAHIAbABkAA==")"},
      {"textencodebase64", R"(["a", "UTF-16"])", R"(string "/v8AYQ==")"},
      {"textdecodebase64", R"(["/v8AYQ==", "UTF-16"])", R"(string "a")"},
      {"textencodebase64", R"(["日", "ISO-8859-1"])",
       "error: the given string contains characters that cannot be represented in ISO-8859-1"},
      {"urlencode", R"(["a-b_c.d~e*f'()é +"])", R"(string "a-b_c.d~e%2Af%27%28%29%C3%A9+%2B")"},
  });
}

TEST_CASE("YAML", "[functions]") {
  check({
      {"yamldecode", R"(["[y, off, null, ~, 017, 0x1F, 0o17, 1_000, 1e3, 2001-12-14, '1', !!str 1]"])",
       "tuple([bool, bool, dynamic, dynamic, number, number, number, string, number, string, string, string]) "
       R"([true,false,null,null,17,31,15,"1_000",1000,"2001-12-14T00:00:00Z","1","1"])"},
      {"yamldecode", R"(["a: &x {k: 1}\nb: {<<: *x, z: 2}"])",
       R"(object({a=object({k=number}), b=object({k=number, z=number})}) {"a":{"k":1},"b":{"k":1,"z":2}})"},
      {"yamldecode", R"(["a: 1\na: 2\n"])", R"(object({a=number}) {"a":2})"},
      {"yamldecode", R"(["!custom x"])", "error: unsupported tag \"!custom\""},
      {"yamlencode", R"([{"a": "x y", "l": [1, {"b": 2, "c": [3]}], "m": "l1\nl2", "n": null, "e": []}])",
       R"(string "\"a\": \"x y\"\n\"e\": []\n\"l\":\n- 1\n- \"b\": 2\n  \"c\":\n  - 3\n\"m\": |-\n  l1\n  l2\n\"n\": null\n")"},
      {"yamlencode", "[true]", R"(string "true\n...\n")"},
      {"yamlencode", R"(["a\tb\nc"])", R"(string "\"a\\tb\\nc\"\n")"},
      {"yamlencode", R"(["a\n\n  b\n\n"])", R"(string "|+\n  a\n\n    b\n\n")"},
      {"yamlencode", R"([["a"], ["b"]])", "error: `yamlencode` takes fewer arguments"},
      {"yamlencode", R"([[["a"], ["b"]]])", R"(string "- - \"a\"\n- - \"b\"\n")"},
  });
}

TEST_CASE("dates", "[functions]") {
  check({
      {"formatdate", R"(["EEEE, DD-MMM-YY hh:mm:ss ZZZ", "2018-01-02T23:12:01Z"])",
       R"(string "Tuesday, 02-Jan-18 23:12:01 UTC")"},
      {"formatdate", R"(["M D h H AA ZZZZZ 'it''s'", "2018-01-02T00:12:01+05:30"])",
       R"(string "1 2 0 12 AM +05:30 it's")"},
      {"formatdate", R"(["YYYYY", "2018-01-02T00:12:01Z"])", "error: invalid date format verb \"YYYYY\""},
      {"formatdate", R"(["YYYY", "2018-02-30T00:00:00Z"])", "error: not a valid RFC3339 timestamp: day out of range"},
      {"timeadd", R"(["2017-11-22T00:00:00+02:00", "-1h30m1.5s"])", R"(string "2017-11-21T22:29:58+02:00")"},
      {"timeadd", R"(["2017-11-22T00:00:00.9Z", "100ms"])", R"(string "2017-11-22T00:00:01Z")"},
      {"timeadd", R"(["2017-11-22T00:00:00Z", "1d"])", "error: time: unknown unit \"d\" in duration \"1d\""},
      {"timecmp", R"(["2017-11-22T00:00:00Z", "2017-11-22T01:00:00+01:00"])", "number 0"},
  });
}

TEST_CASE("hashes", "[functions]") {
  check({
      {"md5", R"(["é"])", R"(string "66ddcd97cfdeabb2f6fb8a999b4bc76f")"},
      {"sha1", R"(["[1,2]"])", R"(string "b874a9cb236fc88a636fad656a401e23b64300da")"},
      {"sha256", R"(["hello world"])", R"(string "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9")"},
      {"base64sha256", R"(["hello world"])", R"(string "uU0nuZNNPgilLlLX2n2r+sSE7+N6U4DukIj3rOLvzek=")"},
      {"uuidv5", R"(["url", "https://www.terraform.io/"])", R"(string "9db6f67c-dd95-5ea0-aa5b-e70e5c5f7cf5")"},
      {"uuidv5", R"(["bogus", "x"])", "error: uuidv5() doesn't support namespace bogus (invalid UUID length: 5)"},
  });
}

TEST_CASE("networks", "[functions]") {
  check({
      {"cidrhost", R"(["10.12.127.0/20", 268])", R"(string "10.12.113.12")"},
      {"cidrhost", R"(["10.0.0.0/24", -256])", R"(string "10.0.0.0")"},
      {"cidrhost", R"(["10.0.0.0/24", 256])", "error: prefix of 24 does not accommodate a host numbered 256"},
      {"cidrhost", R"(["10.0.0.0/08", 0])", R"(string "10.0.0.0")"},
      {"cidrhost", R"(["10.0.0/8", 0])", "error: invalid CIDR expression: invalid CIDR address: 10.0.0/8"},
      {"cidrhost", R"(["fd00:fd12:3456:7890:00a2::/72", 34])", R"(string "fd00:fd12:3456:7890::22")"},
      {"cidrhost", R"(["2001:db8::/32", 18446744073709551616])", R"(string "2001:db8:0:1::")"},
      {"cidrnetmask", R"(["10.0.0.0/12"])", R"(string "255.240.0.0")"},
      {"cidrnetmask", R"(["2001:db8::/32"])", "error: IPv6 addresses cannot have a netmask: 2001:db8::/32"},
      {"cidrsubnet", R"(["10.1.2.0/24", 8, 255])", R"(string "10.1.2.255/32")"},
      {"cidrsubnet", R"(["10.0.0.0/16", 8, 256])",
       "error: prefix extension of 8 does not accommodate a subnet numbered 256"},
      {"cidrsubnet", R"(["::/0", 64, 18446744073709551615])", R"(string "ffff:ffff:ffff:ffff::/64")"},
      {"cidrsubnets", R"(["10.1.0.0/16", 8, 4, 8])", R"(list(string) ["10.1.0.0/24","10.1.16.0/20","10.1.32.0/24"])"},
      {"cidrsubnets", R"(["10.0.0.0/30", 1, 1, 1])",
       "error: not enough remaining address space for a subnet with a prefix of 31 bits after 10.0.0.2/31"},
  });
}

TEST_CASE("conversions", "[functions]") {
  check({
      {"tobool", R"(["1"])", "bool true"},
      {"tobool", R"(["TRUE"])",
       "error: cannot convert \"TRUE\" to bool; only the strings \"true\" or \"false\" are allowed"},
      {"tonumber", R"(["1p3"])", "number 8"},
      {"tonumber", "[true]", "error: cannot convert bool to number"},
      {"tolist", R"([[1, true]])", "error: cannot convert tuple to list of any single type"},
      {"tomap", R"([{"a": 1, "b": "x"}])", R"(map(string) {"a":"1","b":"x"})"},
      {"toset", R"([[3, 20, 100, 3]])", "set(number) [3,20,100]"},
      {"tostring", "[null]", "string null"},
  });
}

TEST_CASE("names", "[functions]") {
  using namespace brn::config::terraform;
  CHECK(is_function("upper"));
  CHECK(is_function("core::upper"));
  CHECK(is_function("try"));
  CHECK_FALSE(is_function("uper"));
  CHECK_FALSE(is_function("type"));  // `terraform console` only
  const std::vector<std::string_view> names = function_names();
  CHECK(std::is_sorted(names.begin(), names.end()));
  CHECK(names.size() == 118);
  check({{"nosuch", "[]", "error: there is no function named `nosuch`"},
         {"core::upper", "[\"a\"]", "string \"A\""},
         {"list", "[1]", "error: the function `list` was removed; write `tolist([...])`"},
         {"upper", "[]", "error: `upper` needs 1 arguments, not 0"}});
}

TEST_CASE("work is bounded", "[functions]") {
  Caller caller;
  caller.limits().max_string_bytes = 1000;
  const std::string text(900, 'x');
  CHECK(caller.run("replace", "[\"" + text + "\", \"x\", \"yy\"]") ==
        "error: the result of `replace` is longer than 1000 bytes");
  CHECK(caller.run("indent", R"([1000000000000, "a\nb"])") == "error: the result is too long");
  CHECK(caller.run("format", R"(["%999999999999d", 1])").starts_with("error: the format has an invalid verb"));
  std::string hundred = "[";
  for (int i = 0; i < 100; ++i) hundred += (i == 0 ? "" : ",") + std::to_string(i);
  hundred += "]";
  CHECK(caller.run("setproduct", "[" + hundred + "," + hundred + "," + hundred + "]") ==
        "error: the product has more than 100000 elements");
}
