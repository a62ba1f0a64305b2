#include "engines/decision_tables/read_once.h"

#include <map>
#include <mutex>

namespace decision_tables {
namespace {

constexpr std::size_t most_known = 200;  // versions that somebody looks at or decides by

/// The service stays as long as what was read by it: its address stands for it.
struct Known {
    std::shared_ptr<const services::Service> service;
    std::shared_ptr<const Compiled> compiled;
    std::map<Language, std::shared_ptr<const Coverage>> coverage{};
};
using Key = std::pair<const services::Service*, std::string>;

struct Shelf {
    std::mutex guard;
    std::map<Key, Known> known;
};
Shelf& shelf() {
    static Shelf all;
    return all;
}

Key key_of(const Content& content, const std::shared_ptr<const services::Service>& service) {
    return {service.get(), json::to_text(to_json(content))};
}

/// What has been reckoned, made a place for when there is none.
Known& place_of(Shelf& all, const Key& key) {
    if (all.known.size() >= most_known && !all.known.contains(key)) all.known.clear();
    return all.known[key];
}

}  // namespace

std::shared_ptr<const Compiled> read_once(const Content& content, const std::shared_ptr<const services::Service>& service) {
    const auto key = key_of(content, service);
    auto& all = shelf();
    {
        const std::lock_guard lock(all.guard);
        if (const auto found = all.known.find(key); found != all.known.end()) return found->second.compiled;
    }
    auto read = compile(content, *service);
    auto compiled = read ? std::make_shared<const Compiled>(std::move(*read)) : nullptr;
    const std::lock_guard lock(all.guard);
    auto& place = place_of(all, key);
    if (!place.service) place = {service, std::move(compiled)};
    return place.compiled;
}

std::shared_ptr<const Coverage> coverage_once(const Content& content, const std::shared_ptr<const services::Service>& service,
                                              const Texts& text) {
    const auto compiled = read_once(content, service);
    if (!compiled) return nullptr;
    const auto key = key_of(content, service);
    auto& all = shelf();
    {
        const std::lock_guard lock(all.guard);
        if (const auto found = all.known.find(key); found != all.known.end())
            if (const auto in = found->second.coverage.find(text.language()); in != found->second.coverage.end()) return in->second;
    }
    auto reckoned = std::make_shared<const Coverage>(coverage(*compiled, text));
    const std::lock_guard lock(all.guard);
    auto& place = place_of(all, key);
    if (!place.service) place = {service, compiled};
    return place.coverage.emplace(text.language(), std::move(reckoned)).first->second;
}

}  // namespace decision_tables
