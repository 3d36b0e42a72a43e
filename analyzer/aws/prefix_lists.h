#pragma once
// AWS-managed prefix lists that sources name by id. Static data; see prefix_lists.def.

#include <string_view>

namespace brn::aws {

/// The service (`s3`) whose addresses a list holds in a Region; empty where that is not known.
[[nodiscard]] std::string_view prefix_list_service(std::string_view region, std::string_view id);

}  // namespace brn::aws
