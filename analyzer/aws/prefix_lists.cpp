#include "analyzer/aws/prefix_lists.h"

namespace brn::aws {

namespace {

struct ManagedList {
  std::string_view region;
  std::string_view id;
  std::string_view service;
};

constexpr ManagedList kLists[] = {
#define PREFIX_LIST(region, id, service) {region, id, service},
#include "analyzer/aws/prefix_lists.def"
#undef PREFIX_LIST
};

}  // namespace

std::string_view prefix_list_service(std::string_view region, std::string_view id) {
  for (const ManagedList& list : kLists) {
    if (list.region == region && list.id == id) return list.service;
  }
  return {};
}

}  // namespace brn::aws
