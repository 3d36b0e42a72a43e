#include "tests/support/catch.h"
#include "tests/unit/facts/built.h"

namespace brn::facts {

namespace {

using graph::Collection;
using graph::Estate;

/// Whether the collection of this name is public under one network policy.
Tri is_public(const std::string& name, const std::string& resource, const std::string& allow) {
  Estate estate;
  estate.terraform("aws_opensearchserverless_collection.c", R"({"name": ")" + name + R"("})");
  estate.terraform("aws_opensearchserverless_security_policy.p", R"({"type": "network", "policy": [{
    "Rules": [{"ResourceType": "collection", "Resource": [")" + resource +
                                                                     R"("]}], "AllowFromPublic": )" + allow + "}]}");
  const Built built(estate);
  return built->collection_is_public(built.id<Collection>("aws_opensearchserverless_collection.c"), nullptr).value;
}

}  // namespace

TEST_CASE("a network policy applies by the collection's name") {
  CHECK(is_public("kb", "collection/kb", "true") == Tri::Yes);
  CHECK(is_public("kb", "collection/k*", "true") == Tri::Yes);
  CHECK(is_public("kb", "collection/kb", "false") == Tri::No);
  CHECK(is_public("kb", "collection/other", "true") == Tri::Unknown);  // no policy for it is here
  CHECK(is_public("kb", "collection/kb", R"("@var.public")") == Tri::Unknown);
}

TEST_CASE("names with the same hole are the same") {
  CHECK(is_public("kb-${@random_id.x.hex}", "collection/kb-${@random_id.x.hex}", "true") == Tri::Yes);
  CHECK(is_public("kb-${@random_id.x.hex}", "collection/kb-*", "true") == Tri::Yes);
  CHECK(is_public("kb-${@random_id.x.hex}", "collection/kb-${@random_id.y.hex}", "true") == Tri::Unknown);
}

}  // namespace brn::facts
