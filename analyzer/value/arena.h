#pragma once
// Memory that is freed as a whole. Holds trivially destructible objects only. Internal to this folder.

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace brn::value {

class Arena {
 public:
  template <typename T>
  const T* make(const T& object) {
    static_assert(std::is_trivially_destructible_v<T>);
    return new (allocate(sizeof(T), alignof(T))) T(object);
  }
  template <typename T>
  std::span<const T> copy(std::span<const T> items) {
    static_assert(std::is_trivially_destructible_v<T>);
    if (items.empty()) return {};
    T* copied = static_cast<T*>(allocate(items.size_bytes(), alignof(T)));
    std::uninitialized_copy(items.begin(), items.end(), copied);
    return {copied, items.size()};
  }
  std::string_view copy(std::string_view text) {
    if (text.empty()) return {};
    char* copied = static_cast<char*>(allocate(text.size(), 1));
    std::memcpy(copied, text.data(), text.size());
    return {copied, text.size()};
  }
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 private:
  static constexpr std::size_t kBlockBytes = 64 * 1024;

  void* allocate(std::size_t size, std::size_t alignment) {
    void* at = next_;
    if (next_ == nullptr || std::align(alignment, size, at, left_) == nullptr) {
      const std::size_t block = std::max(kBlockBytes, size + alignment);
      blocks_.push_back(std::make_unique<std::byte[]>(block));
      bytes_ += block;
      at = blocks_.back().get();
      left_ = block;
      at = std::align(alignment, size, at, left_);
    }
    next_ = static_cast<std::byte*>(at) + size;
    left_ -= size;
    return at;
  }

  std::vector<std::unique_ptr<std::byte[]>> blocks_;
  std::byte* next_ = nullptr;
  std::size_t left_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace brn::value
