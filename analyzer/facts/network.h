#pragma once
// Answers about the network: which table routes a subnet, what leads out of it, which endpoints serve a service.

#include <cstdint>
#include <string>
#include <vector>

#include "analyzer/facts/reason.h"
#include "analyzer/graph/graph.h"

namespace brn::facts {

/// The table that routes a subnet's traffic: the one it is associated with, else the main table of its VPC.
struct EffectiveTable {
  graph::RouteTableId table;  // invalid when not known
  bool is_explicit = false;
  Span place;               // of the association; the subnet's header for the main table
  std::string association;  // address of the association; empty for the main table
  Causes causes;            // why the table is not known
};

/// A route that leads out of the VPC.
struct WayOut {
  const graph::Route* route = nullptr;
  graph::RouteTableId table;
  graph::TargetKind target = graph::TargetKind::Unknown;
  Tri certain = Tri::Yes;  // Unknown: the route, or where it leads, is not known
  Causes causes;
};

/// Every way out of one table.
struct WaysOut {
  std::vector<WayOut> ways;
  bool complete = true;  // false: the table may hold routes that could not be read
  Causes causes;
};

/// The endpoints of a VPC that may serve a service.
struct ServingEndpoints {
  std::vector<graph::EndpointId> certain;
  std::vector<graph::EndpointId> possible;  // service, VPC or existence not known
  /// No: none can be there. Unknown: something else may make one (causes say what). Yes: `certain` is not empty.
  Answer exists;
};

/// "an internet gateway", "a NAT gateway" …
[[nodiscard]] std::string target_words(graph::TargetKind target);

}  // namespace brn::facts
