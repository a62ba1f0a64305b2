#include "app/demo_sharing.h"

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

void share(Tenant& tenant, std::initializer_list<std::string_view> all) {
    tenant.db.write([&](db::Connection& db) {
        for (const auto service : all) builder::share(db, service);
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
    return yaml::to_yaml(services::with_part(quicker, {"title", "sv"}, yaml::Node::of("Sök bidrag till en enskild väg")));
}

}  // namespace

void add_demo_sharing(Tenant& first, Tenant& second) {
    share(first, {"skolskjuts", "bygglov", "synpunkt"});
    share(second, {"enskild-vag", "fardtjanst"});
    const auto on_this_machine = to(first, "skolskjuts", published_yaml(first, "skolskjuts"), first.public_address);
    second.db.write([&](db::Connection& db) { builder::add_subscription(db, on_this_machine); });
    auto followed = to(second, "enskild-vag", published_yaml(second, "enskild-vag"), "https://modellkoping.example");
    first.db.write([&](db::Connection& db) {
        take_in(db, first, followed);
        followed.yaml = changed_since(followed);
        builder::add_subscription(db, followed);
    });
}

}  // namespace app
