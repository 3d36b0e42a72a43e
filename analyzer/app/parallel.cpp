#include "analyzer/app/parallel.h"

#include <pthread.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace brn::app {
namespace {

// What nested expressions and parsers are allowed needs a few megabytes; the default of threads may be less.
constexpr std::size_t kStackBytes = std::size_t{16} << 20U;

class Workers {
 public:
  Workers(std::size_t count, const std::function<void(std::size_t)>& work) : count_(count), work_(work) {}

  void run(std::size_t threads) {
    pthread_attr_t attributes;
    ::pthread_attr_init(&attributes);
    ::pthread_attr_setstacksize(&attributes, kStackBytes);
    std::vector<pthread_t> started(threads);
    std::size_t running = 0;
    // Where no more threads can be had, those that there are do the work.
    while (running < threads && ::pthread_create(&started[running], &attributes, &Workers::enter, this) == 0) ++running;
    ::pthread_attr_destroy(&attributes);
    if (running == 0) take_all();
    for (std::size_t i = 0; i < running; ++i) ::pthread_join(started[i], nullptr);
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  static void* enter(void* self) {
    static_cast<Workers*>(self)->take_all();
    return nullptr;
  }

  void take_all() {
    for (std::size_t i = next_++; i < count_; i = next_++) {
      try {
        work_(i);
      } catch (...) {
        const std::lock_guard lock(mutex_);
        if (!failure_) failure_ = std::current_exception();
      }
    }
  }

  std::size_t count_;
  const std::function<void(std::size_t)>& work_;
  std::atomic<std::size_t> next_ = 0;
  std::mutex mutex_;
  std::exception_ptr failure_;
};

}  // namespace

void in_parallel(std::size_t count, unsigned jobs, const std::function<void(std::size_t)>& work) {
  const std::size_t wanted = jobs == 0 ? std::max(1U, std::thread::hardware_concurrency()) : jobs;
  const std::size_t threads = std::min(wanted, count);
  if (threads > 1) return Workers(count, work).run(threads);
  for (std::size_t i = 0; i < count; ++i) work(i);
}

}  // namespace brn::app
