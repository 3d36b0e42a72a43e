#include "analyzer/graph/address.h"

#include "tests/support/catch.h"

namespace brn::graph {

TEST_CASE("networks are read and made canonical") {
  CHECK(Cidr::parse("10.0.0.7/16")->to_string() == "10.0.0.0/16");
  CHECK(Cidr::parse("10.0.0.7")->to_string() == "10.0.0.7/32");
  CHECK(Cidr::parse("0.0.0.0/0")->is_world());
  CHECK(Cidr::parse("2001:DB8:0:0::1/32")->to_string() == "2001:db8::/32");
  CHECK(Cidr::parse("::/0")->to_string() == "::/0");
  CHECK(Cidr::parse("::1")->to_string() == "::1/128");
  CHECK(Cidr::parse("1::")->to_string() == "1::/128");
  CHECK(Cidr::parse("1:0:2:0:0:3:4:5")->to_string() == "1:0:2::3:4:5/128");
  CHECK(Cidr::parse("::ffff:10.0.0.1")->to_string() == "::ffff:a00:1/128");
}

TEST_CASE("what is no network is refused") {
  for (const char* text :
       {"", "10.0.0", "10.0.0.0/33", "10.0.0.256", "10.0.0.0.0", "10.0.0.0/", "10.0.0.0/-1", "a.b.c.d",
        ":::", "1::2::3", "1:2:3:4:5:6:7:8:9", "::/129", "10.0.0.0/8x", "1:2", ":1:2:3:4:5:6:7"}) {
    INFO(text);
    CHECK_FALSE(Cidr::parse(text).has_value());
  }
}

TEST_CASE("networks contain and overlap") {
  const auto wide = *Cidr::parse("10.0.0.0/8");
  const auto narrow = *Cidr::parse("10.1.0.0/16");
  CHECK(wide.contains(narrow));
  CHECK_FALSE(narrow.contains(wide));
  CHECK(narrow.overlaps(wide));
  CHECK_FALSE(wide.contains(*Cidr::parse("::/0")));
  CHECK_FALSE(wide.overlaps(*Cidr::parse("11.0.0.0/8")));
}

TEST_CASE("two halves are the whole world") {
  AddressSet set;
  set.add(*Cidr::parse("128.0.0.0/1"));
  CHECK_FALSE(set.is_world(Family::V4));
  set.add(*Cidr::parse("0.0.0.0/1"));
  CHECK(set.is_world(Family::V4));
  CHECK_FALSE(set.is_world(Family::V6));
  CHECK(set.ranges().size() == 1);
  CHECK(set.count(Family::V4) == 1ULL << 32U);
  set.add(*Cidr::parse("::/1"));
  set.add(*Cidr::parse("8000::/1"));
  CHECK(set.is_world(Family::V6));
  CHECK(set.count(Family::V6) == 1ULL << 63U);
  CHECK(set.ranges().size() == 2);
}

TEST_CASE("sets join what overlaps or touches, in any order") {
  AddressSet a;
  for (const char* text : {"10.0.1.0/24", "10.0.3.0/24", "10.0.0.0/24", "10.0.0.128/25"}) a.add(*Cidr::parse(text));
  CHECK(a.ranges().size() == 2);
  CHECK(a.contains(*Cidr::parse("10.0.0.0/23")));
  CHECK_FALSE(a.contains(*Cidr::parse("10.0.0.0/22")));
  CHECK(a.overlaps(*Cidr::parse("10.0.0.0/22")));
  CHECK(a.count(Family::V4) == 768);
  AddressSet b;
  b.add(*Cidr::parse("10.0.2.0/24"));
  b.add(a);
  CHECK(b.ranges().size() == 1);
  CHECK(b.contains(*Cidr::parse("10.0.0.0/22")));
}

TEST_CASE("private space is not public") {
  AddressSet set;
  CHECK_FALSE(set.has_public());
  for (const char* text : {"10.0.0.0/8", "192.168.1.0/24", "100.64.0.0/10", "fd00::/8", "169.254.169.253/32"}) {
    set.add(*Cidr::parse(text));
  }
  CHECK_FALSE(set.has_public());
  set.add(*Cidr::parse("8.8.8.8/32"));
  CHECK(set.has_public());
}

TEST_CASE("a range that is wider than private space is public") {
  AddressSet set;
  set.add(*Cidr::parse("10.0.0.0/7"));
  CHECK(set.has_public());
}

}  // namespace brn::graph
