#include "app/demo_sharing.h"

#include <algorithm>
#include <vector>

#include "areas/service_builder/following.h"
#include "areas/service_builder/naming.h"
#include "areas/service_builder/store.h"
#include "engines/services/catalogue.h"

namespace app {
namespace {

namespace builder = service_builder;

std::string published_yaml(Tenant& tenant, std::string_view service) {
    return tenant.db.read([&](db::Connection& db) {
        return services::definition(db, service, services::newest_published(db, service)->version).value().yaml;
    });
}

/// Some that end in a decision, from one place in the order of the alphabet to another.
std::vector<std::string> some(Tenant& tenant, std::size_t from, std::size_t to) {
    std::vector<std::string> ids;
    for (const auto& service : tenant.db.read(services::published))
        if (service->flow == "decision") ids.push_back(service->id);
    return {ids.begin() + static_cast<std::ptrdiff_t>(std::min(from, ids.size())),
            ids.begin() + static_cast<std::ptrdiff_t>(std::min(to, ids.size()))};
}

void share(Tenant& tenant, const std::vector<std::string>& all) {
    tenant.db.write([&](db::Connection& db) {
        for (const auto& service : all) builder::share(db, service);
    });
}

builder::Subscription to(const Tenant& source, std::string service, std::string yaml, const std::string& host) {
    builder::Subscription one{.id = {new_id()},
                              .address = host + std::string(builder::shared_address) + "/" + service,
                              .municipality = source.name,
                              .their_service = service};
    one.yaml = std::move(yaml);
    one.changed_at = one.asked_at = now();
    return one;
}

/// As it was some time ago, in the names that stand in our own definition already.
void take_in(db::Connection& db, const Tenant& tenant, builder::Subscription& one) {
    const auto around = builder::found_here(db, tenant, one);
    const auto names = builder::local_names(one.document(), one.municipality);
    builder::TypedNames typed;
    for (const auto& name : names) typed[name.key] = builder::offered(name, one, around);
    one.names = builder::checked_names(names, typed, around).value();
    one.service = one.their_service;
    builder::keep_source(db, one.service, yaml::to_yaml(builder::in_our_names(one.document(), one.municipality, one.names)));
}

std::string changed_since(const builder::Subscription& one) {
    const auto version =
        services::with_part(one.document(), {"version"}, yaml::Node::of(one.document()["version"].whole().value_or(1) + 1));
    const auto quicker = services::with_part(version, {"processing", "usual_days"}, yaml::Node::of(std::int64_t{5}));
    const auto summary = services::part_at(quicker, {"summary", "sv"}).text() + " Du får svar snabbare än förut.";
    return yaml::to_yaml(services::with_part(quicker, {"summary", "sv"}, yaml::Node::of(summary)));
}

}  // namespace

void add_demo_sharing(Tenant& first, Tenant& second) {
    const auto of_first = some(first, 0, 3), of_second = some(second, 3, 5);
    if (of_first.empty() || of_second.empty()) return;
    share(first, of_first);
    share(second, of_second);
    const auto on_this_machine = to(first, of_first.front(), published_yaml(first, of_first.front()), first.public_address);
    second.db.write([&](db::Connection& db) { builder::add_subscription(db, on_this_machine); });
    auto followed = to(second, of_second.front(), published_yaml(second, of_second.front()), "https://modellkoping.example");
    first.db.write([&](db::Connection& db) {
        take_in(db, first, followed);
        followed.yaml = changed_since(followed);
        builder::add_subscription(db, followed);
    });
}

}  // namespace app
