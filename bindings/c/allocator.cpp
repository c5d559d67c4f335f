// bindings/c/allocator.cpp - operator new of the shared library, and callnorm_set_allocator().
//
// The version script keeps these operators inside the library: its own code calls them, the program
// and every other library keep theirs. That only holds while no block crosses the border to the
// C++ run-time, which calls the program's operators: the core is built with
// _GLIBCXX_EXTERN_TEMPLATE=0, so that strings and streams are instantiated in it and not taken from
// there. tests/c_api/check_borders.cmake looks at the symbols, tests/c_api/allocator_test.cpp at
// every block.
#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <new>

#include "boundary.hpp"

namespace {

void* from_malloc(void* /*user_data*/, std::size_t size, std::size_t alignment) {
  if (alignment <= alignof(std::max_align_t)) return std::malloc(size);
  return std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
}

void to_free(void* /*user_data*/, void* block) {
  std::free(block);
}

// Written once, by callnorm_set_allocator(), before the first block is taken.
constinit callnorm_allocator used = {sizeof(callnorm_allocator), 0, nullptr, from_malloc, to_free};
constinit std::atomic<bool> begun = false;  // a block was taken

void* take(std::size_t size, std::size_t alignment) noexcept {
  if (!begun.load(std::memory_order_relaxed)) begun.store(true, std::memory_order_relaxed);
  return used.allocate(used.user_data, std::max<std::size_t>(size, 1), alignment);
}

void* take_or_throw(std::size_t size, std::size_t alignment) {
  void* block = take(size, alignment);
  if (block == nullptr) throw std::bad_alloc();
  return block;
}

void give(void* block) noexcept {
  if (block != nullptr) used.release(used.user_data, block);
}

constexpr std::size_t usual = __STDCPP_DEFAULT_NEW_ALIGNMENT__;

}  // namespace

callnorm_status callnorm_set_allocator(const callnorm_allocator* allocator, callnorm_error* error) {
  // Not at_boundary(): a message on the heap would itself take memory.
  const auto refuse = [&](const char* message) {
    return callnorm::c::fail(error, CALLNORM_INVALID_ARGUMENT, message, "");
  };
  if (allocator == nullptr) return refuse("allocator is NULL");
  if (allocator->struct_size < sizeof(callnorm_allocator)) {
    return refuse("allocator->struct_size is not set: use its _INIT macro");
  }
  if (allocator->allocate == nullptr) return refuse("allocator->allocate is NULL");
  if (allocator->release == nullptr) return refuse("allocator->release is NULL");
  if (begun.load(std::memory_order_relaxed)) {
    return refuse("the library has taken memory already: set the allocator before any other call");
  }
  used = *allocator;
  begun.store(true, std::memory_order_relaxed);  // a second allocator is refused
  return CALLNORM_OK;
}

void* operator new(std::size_t size) {
  return take_or_throw(size, usual);
}
void* operator new[](std::size_t size) {
  return take_or_throw(size, usual);
}
void* operator new(std::size_t size, std::align_val_t alignment) {
  return take_or_throw(size, static_cast<std::size_t>(alignment));
}
void* operator new[](std::size_t size, std::align_val_t alignment) {
  return take_or_throw(size, static_cast<std::size_t>(alignment));
}
void* operator new(std::size_t size, const std::nothrow_t& /*tag*/) noexcept {
  return take(size, usual);
}
void* operator new[](std::size_t size, const std::nothrow_t& /*tag*/) noexcept {
  return take(size, usual);
}
void* operator new(std::size_t size, std::align_val_t alignment,
                   const std::nothrow_t& /*tag*/) noexcept {
  return take(size, static_cast<std::size_t>(alignment));
}
void* operator new[](std::size_t size, std::align_val_t alignment,
                     const std::nothrow_t& /*tag*/) noexcept {
  return take(size, static_cast<std::size_t>(alignment));
}
void operator delete(void* block) noexcept {
  give(block);
}
void operator delete[](void* block) noexcept {
  give(block);
}
void operator delete(void* block, std::size_t /*size*/) noexcept {
  give(block);
}
void operator delete[](void* block, std::size_t /*size*/) noexcept {
  give(block);
}
void operator delete(void* block, std::align_val_t /*alignment*/) noexcept {
  give(block);
}
void operator delete[](void* block, std::align_val_t /*alignment*/) noexcept {
  give(block);
}
void operator delete(void* block, std::size_t /*size*/, std::align_val_t /*alignment*/) noexcept {
  give(block);
}
void operator delete[](void* block, std::size_t /*size*/, std::align_val_t /*alignment*/) noexcept {
  give(block);
}
void operator delete(void* block, const std::nothrow_t& /*tag*/) noexcept {
  give(block);
}
void operator delete[](void* block, const std::nothrow_t& /*tag*/) noexcept {
  give(block);
}
void operator delete(void* block, std::align_val_t /*alignment*/,
                     const std::nothrow_t& /*tag*/) noexcept {
  give(block);
}
void operator delete[](void* block, std::align_val_t /*alignment*/,
                       const std::nothrow_t& /*tag*/) noexcept {
  give(block);
}
