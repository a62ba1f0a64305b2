#pragma once
/// A file on its way into the store's folder. Only store.cpp includes it.
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "foundation/crypto/crypto.h"

namespace files {

/// Removed with this value unless it was moved to its place.
class Incoming {
public:
    explicit Incoming(const std::filesystem::path& store);
    ~Incoming();
    Incoming(const Incoming&) = delete;
    Incoming& operator=(const Incoming&) = delete;

    void add(std::string_view bytes);
    std::int64_t size() const { return size_; }
    std::string hash();  ///< once, after the last bytes
    /// It is on disk in its place when this returns.
    void move_to(const std::filesystem::path& place);

private:
    std::filesystem::path path_;
    int file_;
    crypto::Sha256 sha_{};
    std::int64_t size_ = 0;
    bool moved_ = false;
};

}  // namespace files
