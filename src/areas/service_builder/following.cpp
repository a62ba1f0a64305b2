#include "areas/service_builder/following.h"

#include <algorithm>

#include "areas/service_builder/kept_standing.h"
#include "areas/service_builder/store.h"
#include "engines/audit/audit.h"
#include "engines/services/catalogue.h"
#include "foundation/crypto/crypto.h"

namespace service_builder {
namespace {

/// The version is the source's own number: published again under another it says nothing new.
yaml::Node without_version(const yaml::Node& document) { return services::without_part(document, {"version"}); }

std::optional<std::string> taken_text(db::Connection& db, const std::string& service) {
    if (const auto draft = draft_of(db, service))
        if (auto taken = source_taken_in(db, *draft)) return taken;
    return source_of(db, service);
}

}  // namespace

SourceStanding standing_of(db::Connection& db, const Subscription& one) {
    SourceStanding standing{.now = in_our_names(one.document(), one.municipality, one.names)};
    const auto taken = one.service.empty() ? std::nullopt : taken_text(db, one.service);
    if (!taken) return standing;
    standing.taken = yaml::parse(*taken).value_or(yaml::Node{});
    const bool is_same = without_version(standing.taken) == without_version(standing.now);
    standing.what = is_same ? SourceStanding::What::current : SourceStanding::What::news;
    return standing;
}

namespace {

/// Of all that standing_of reads.
std::string digest_of_standing(db::Connection& db, const Subscription& one) {
    const auto taken = one.service.empty() ? std::nullopt : taken_text(db, one.service);
    std::string all;
    for (const auto& part : {one.municipality, written(one.names), one.yaml, taken ? "1" + *taken : std::string()})
        all += crypto::sha256_hex(part);
    return crypto::sha256_hex(all);
}

}  // namespace

Following following(db::Connection& db) {
    Following found;
    for (auto& one : subscriptions(db)) {
        auto of = digest_of_standing(db, one);
        const auto kept = standing_in_row(db, one.id);
        auto what = kept.of == of ? from_name<SourceStanding::What>(kept.what) : std::nullopt;
        if (!what) {
            what = standing_of(db, one).what;
            found.reckoned.emplace_back(one.id, KeptStanding{std::string(to_name(*what)), std::move(of)});
        }
        found.all.emplace_back(std::move(one), *what);
    }
    return found;
}

void keep_standings(db::Database& database, const Following& found) {
    if (found.reckoned.empty()) return;
    database.write([&](db::Connection& db) {
        for (const auto& [id, standing] : found.reckoned) keep_standing(db, id, standing);
    });
}

Result<TakenIn> take_in_news(db::Connection& db, const Visitor& by, const Subscription& one, InConflict in_conflict) {
    const auto document = one.document();
    if (!unnamed(document, one.municipality, one.names).empty()) return failure(Fault::invalid, "error_names_missing");
    return take_in_definition(db, by, yaml::to_yaml(in_our_names(document, one.municipality, one.names)), std::move(in_conflict));
}

std::vector<std::shared_ptr<const services::Service>> shared_services(db::Connection& db) {
    auto all = services::published(db);
    const auto shared = shared_ids(db);
    std::erase_if(all, [&](const auto& one) { return std::ranges::find(shared, one->id) == shared.end(); });
    return all;
}

std::string index_of(const Tenant& tenant, const std::vector<std::shared_ptr<const services::Service>>& all) {
    const auto words = [](const forms::Words& both) {
        return yaml::Node::of({{"sv", yaml::Node::of(both.sv)}, {"en", yaml::Node::of(both.en)}});
    };
    std::vector<yaml::Node> listed;
    for (const auto& service : all)
        listed.push_back(
            yaml::Node::of({{"id", yaml::Node::of(service->id)},
                            {"version", yaml::Node::of(std::int64_t{service->version})},
                            {"title", words(service->title)},
                            {"summary", words(service->summary)},
                            {"address", yaml::Node::of(tenant.public_address + std::string(shared_address) + "/" + service->id)}}));
    return yaml::to_yaml(yaml::Node::of({{"municipality", yaml::Node::of(tenant.name)}, {"services", yaml::Node::of(std::move(listed))}}));
}

void look_for_news(Tenant& tenant, const jobs::Job&) {
    std::vector<std::string> silent;
    for (const auto& before : tenant.db.read(subscriptions)) {
        const auto host = before.address.substr(0, before.address.find('/', before.address.find("://") + 3));
        if (std::ranges::find(silent, host) != silent.end()) continue;
        const auto after = asked_again(tenant, before, now());
        if (after.problem == silent_source) silent.push_back(host);
        tenant.db.write([&](db::Connection& db) {
            keep_asked(db, before, after);
            if (after.yaml == before.yaml) return;
            audit::record(db, audit::program("service_builder"),
                          {.event = "service_builder.source_changed", .subject_kind = "service", .detail = after.address});
        });
    }
}

}  // namespace service_builder
