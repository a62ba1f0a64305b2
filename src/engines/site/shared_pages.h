#pragma once
/// Pages that every stranger gets alike: made once, kept as long as nothing in the municipality has changed, and a second at most.
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "engines/area/area.h"
#include "foundation/http/compression.h"

namespace site {

/// Another server or program may have changed the database: a page is never older than this.
inline constexpr std::chrono::milliseconds longest_sharing{1000};

/// What a page depends on for someone who is nobody and has no session.
std::string name_of_shared(const Context&);

class SharedPages {
public:
    struct Reader {
        std::string_view form_token, accept_encoding;
    };
    /// The page of that name, made by `make` when there is none as new as `changes` (db::Database::changes before the page is made). Where
    /// it has forms each visitor gets it with their own token. A page with a cookie or an error goes to its visitor alone. `at`: now.
    Result<http::Response> get(const std::string& name, std::uint64_t changes, const Reader&,
                               const std::function<Result<http::Response>()>& make,
                               std::chrono::steady_clock::time_point at = std::chrono::steady_clock::now());

private:
    struct Entry {
        http::Response page;                ///< its body is shared
        std::vector<std::size_t> tokens{};  ///< where in the body each visitor's form token is filled in
        std::uint64_t changes = 0;
        std::chrono::steady_clock::time_point made{};
        std::shared_ptr<const http::BrotliWithHoles> compressed{};  ///< when a reader has asked for it and there are tokens
    };
    http::Response for_visitor(const std::string& name, Entry&, const Reader&);
    void keep(const std::string& name, Entry&);
    void keep_compressed(const std::string& name, Entry&, std::size_t size_of_token);

    std::mutex mutex_;
    std::map<std::string, Entry, std::less<>> entries_;
};

}  // namespace site
