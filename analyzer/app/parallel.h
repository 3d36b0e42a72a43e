#pragma once
// The same work on several things at a time, in threads with a stack that is large enough for deep source.

#include <cstddef>
#include <functional>

namespace brn::app {

/// Calls `work(0)` … `work(count - 1)`, each once and in any order, in up to `jobs` threads (0: one for each processor).
/// Returns when all are done; throws what the first of them threw.
void in_parallel(std::size_t count, unsigned jobs, const std::function<void(std::size_t)>& work);

}  // namespace brn::app
