#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace http {

enum class Coding { identity, gzip, brotli };
std::string_view to_string(Coding);

enum class Effort { once, kept };  ///< kept: many readers get the result, so it may cost more

/// What the reader likes best of what we have, by q-values (RFC 9110 12.5.3). Of what it likes the same, Brotli for what is kept, since it
/// is smaller, and gzip for what is made once, since it takes a fraction of the time.
Coding best_coding(std::string_view accept_encoding, Effort);

/// Text that is worth compressing; images and archives are not.
bool is_compressible(std::string_view content_type);

inline constexpr std::size_t smallest_compressed = 1024;

std::string compressed(std::string_view, Coding, Effort);

/// A text that many readers get with something of their own in some places: what is the same for all is compressed once.
class BrotliWithHoles {
public:
    /// Each hole is `size` bytes of the text and begins at one of `places`, which rise.
    BrotliWithHoles(std::string_view text, const std::vector<std::size_t>& places, std::size_t size);
    /// The whole text with this in each hole, which has room for exactly so much.
    std::string filled(std::string_view own) const;

private:
    std::vector<std::string> between_;
};

/// Compressed forms of bodies that many responses share; they live as long as the body does.
class CompressedBodies {
public:
    std::shared_ptr<const std::string> get(const std::shared_ptr<const std::string>& body, Coding);

private:
    struct Entry {
        std::weak_ptr<const std::string> body;
        std::shared_ptr<const std::string> gzip, brotli;
    };
    void forget_dead_bodies();

    std::mutex mutex_;
    std::map<const std::string*, Entry> entries_;
    std::size_t forget_at_ = 64;
};

}  // namespace http
