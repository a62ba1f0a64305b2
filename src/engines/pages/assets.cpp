#include "engines/pages/assets.h"

#include <map>
#include <stdexcept>

#include "engines/pages/ui/embedded.h"
#include "foundation/base/embedded_file.h"

namespace pages {
namespace {

constexpr std::string_view folder = "/assets/";

struct Asset {
    std::string address;
    std::string type;
    std::string etag;
    std::shared_ptr<const std::string> content;
};

std::string_view type_of(std::string_view name) {
    const auto ends = [&](std::string_view end) { return name.ends_with(end); };
    if (ends(".css")) return "text/css; charset=utf-8";
    if (ends(".js")) return "text/javascript; charset=utf-8";
    if (ends(".svg")) return "image/svg+xml";
    if (ends(".woff2")) return "font/woff2";
    if (ends(".png")) return "image/png";
    return "text/plain; charset=utf-8";
}

/// "torg.3f2a91c0.css" is "torg.css".
std::string without_hash(std::string_view name) {
    const auto dot = name.rfind('.');
    const auto hash = name.rfind('.', dot - 1);
    return std::string(name.substr(0, hash)) + std::string(name.substr(dot));
}

using Assets = std::map<std::string, Asset, std::less<>>;

/// By name without hash, and by the name in the address.
struct Shelf {
    Assets by_name, by_address;
    Shelf() {
        for (const auto& file : ui::embedded::files()) {
            const Asset one{std::string(folder) + std::string(file.name), std::string(type_of(file.name)),
                            '"' + std::string(file.name) + '"', std::make_shared<const std::string>(file.content)};
            by_address.emplace(one.address, one);
            by_name.emplace(without_hash(file.name), one);
        }
    }
};

const Shelf& shelf() {
    static const Shelf all;
    return all;
}

}  // namespace

std::string asset_address(std::string_view name) {
    const auto found = shelf().by_name.find(name);
    if (found == shelf().by_name.end()) throw std::logic_error("no asset " + std::string(name));
    return found->second.address;
}

std::optional<http::Response> asset(std::string_view path) {
    const auto found = shelf().by_address.find(path);
    if (found == shelf().by_address.end()) return std::nullopt;
    http::Response response{.type = found->second.type, .shared_body = found->second.content};
    response.with("Cache-Control", "public, max-age=31536000, immutable").with("ETag", found->second.etag);
    return response;
}

}  // namespace pages
