#include "engines/site/router.h"

#include <algorithm>
#include <span>
#include <stdexcept>

#include "foundation/base/unicode.h"

namespace site {
namespace {

struct Target {
    std::size_t route;
    std::vector<std::string> names;  ///< of the parameters, in the order of the path
};

std::vector<std::string_view> parts_of(std::string_view path) {
    auto parts = split(path, '/');
    std::erase(parts, std::string_view{});
    return parts;
}

bool is_parameter(std::string_view part) { return part.starts_with('{') && part.ends_with('}'); }

}  // namespace

struct Router::Node {
    std::map<std::string, Node, std::less<>> literals;
    std::unique_ptr<Node> parameter;
    std::map<http::Method, Target> targets;

    /// Depth first: when the literal branch ends in nothing, the parameter's is tried.
    const Node* find(std::span<const std::string_view> parts, std::vector<std::string>& values) const {
        if (parts.empty()) return targets.empty() ? nullptr : this;
        const auto rest = parts.subspan(1);
        if (const auto literal = literals.find(parts.front()); literal != literals.end())
            if (const auto* found = literal->second.find(rest, values)) return found;
        if (!parameter) return nullptr;
        values.emplace_back(parts.front());
        if (const auto* found = parameter->find(rest, values)) return found;
        values.pop_back();
        return nullptr;
    }
};

Router::Router() : root_(std::make_unique<Node>()) {}
Router::~Router() = default;

void Router::add(http::Method method, std::string_view path, std::size_t route) {
    Target target{route, {}};
    Node* node = root_.get();
    for (const auto part : parts_of(path)) {
        if (!is_parameter(part)) {
            node = &node->literals[std::string(part)];
            continue;
        }
        target.names.emplace_back(part.substr(1, part.size() - 2));
        if (!node->parameter) node->parameter = std::make_unique<Node>();
        node = node->parameter.get();
    }
    if (!node->targets.emplace(method, std::move(target)).second)
        throw std::logic_error("two routes for " + std::string(http::to_string(method)) + " " + std::string(path));
}

std::optional<Router::Found> Router::find(http::Method method, std::string_view path) const {
    std::vector<std::string> values;
    const auto parts = parts_of(path);
    const auto* node = root_->find(parts, values);
    if (node == nullptr) return std::nullopt;
    Found found;
    for (const auto& [allowed, target] : node->targets) found.allowed.push_back(allowed);
    const bool gets = node->targets.contains(http::Method::get);
    if (gets && !node->targets.contains(http::Method::head)) found.allowed.push_back(http::Method::head);
    auto target = node->targets.find(method);
    if (target == node->targets.end() && method == http::Method::head && gets) target = node->targets.find(http::Method::get);
    if (target == node->targets.end()) return found;
    found.route = target->second.route;
    for (std::size_t i = 0; i < values.size(); ++i) found.parameters.emplace(target->second.names[i], std::move(values[i]));
    return found;
}

}  // namespace site
