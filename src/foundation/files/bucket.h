#pragma once
/// A bucket of an S3-compatible object store (Amazon S3 API: PutObject, GetObject, HeadObject, DeleteObject, ListObjectsV2).
#include <filesystem>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "foundation/base/time.h"

namespace files {

struct BucketPlace {
    std::string endpoint;  ///< "https://s3.example.se", without a slash at the end
    std::string bucket;
    std::string region = "us-east-1";
    std::string key, secret;
    std::string prefix;  ///< before every name: "exempelby/"
};

/// The store is away, or does not let us in.
struct BucketUnreachable : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Files under the SHA-256 of their content. Safe from any thread; every function may throw BucketUnreachable.
class Bucket {
public:
    explicit Bucket(BucketPlace);

    /// Kept for good when it returns; again the same is no mistake.
    void put(std::string_view hash, const std::filesystem::path& file) const;
    /// False when there is none of that name.
    bool get(std::string_view hash, const std::filesystem::path& to) const;
    bool has(std::string_view hash) const;
    void remove(std::string_view hash) const;
    /// Every file that was put before that day (UTC).
    void each_older(Date than, const std::function<void(const std::string& hash)>& visit) const;

private:
    std::string address(std::string_view hash) const;
    BucketPlace place_;
};

}  // namespace files
