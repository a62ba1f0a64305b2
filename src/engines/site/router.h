#pragma once
/// Finds the route of an address. A literal part wins over a {parameter}.
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "foundation/http/message.h"

namespace site {

class Router {
public:
    Router();
    ~Router();
    Router(const Router&) = delete;
    Router& operator=(const Router&) = delete;

    /// Throws std::logic_error when method and path are taken, also under other parameter names.
    void add(http::Method, std::string_view path, std::size_t route);

    struct Found {
        std::optional<std::size_t> route{};   ///< nothing: the path exists, but not for this method
        std::vector<http::Method> allowed{};  ///< what the path answers to
        std::map<std::string, std::string, std::less<>> parameters{};
    };
    /// HEAD is answered by GET. Nothing when the path does not exist.
    std::optional<Found> find(http::Method, std::string_view path) const;

private:
    struct Node;
    std::unique_ptr<Node> root_;
};

}  // namespace site
