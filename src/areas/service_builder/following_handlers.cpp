/// Following another municipality's service, and letting others follow ours.
#include <fmt/format.h>

#include <algorithm>

#include "areas/service_builder/asked.h"
#include "areas/service_builder/following_views.h"
#include "areas/service_builder/handlers.h"
#include "areas/service_builder/store.h"
#include "areas/service_builder/views.h"
#include "engines/audit/audit.h"
#include "engines/services/catalogue.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"
#include "foundation/crypto/crypto.h"

namespace service_builder {
namespace {

void record(db::Connection& db, const Context& c, std::string_view event, const std::string& what) {
    audit::record(db, c.visitor, {.event = std::string(event), .subject_kind = "service", .detail = what});
}

Result<Subscription> asked_subscription(db::Connection& db, const Context& c) {
    const auto id = whole_number(c.request.part("subscription"));
    if (!id) return failure(Fault::not_found);
    return find_subscription(db, SubscriptionId{*id});
}

TypedNames typed_names(const Context& c, const std::vector<LocalName>& names) {
    TypedNames typed;
    for (const auto& name : names) typed[name.key] = c.request.field(field_of(name));
    return typed;
}

struct Saying {
    TypedNames typed{};
    std::vector<FieldError> errors{};
    std::string refused{};
};
http::Response page_of(db::Connection& db, const Context& c, const Subscription& one, const Saying& saying = {}) {
    const auto names = local_names(one.document(), one.municipality);
    const auto around = found_here(db, c.tenant, one);
    return subscription_page(c, {one, standing_of(db, one), names, around, saying.typed, saying.errors, saying.refused});
}

Result<http::Response> taken_in(db::Connection& db, Context& c, const Subscription& one, const TypedNames& typed) {
    const auto taken = take_in_news(db, c.visitor, one, in_conflict(c));
    if (!taken && taken.error().fault == Fault::conflict) return page_of(db, c, one, {typed, {}, taken.error().text_key});
    if (!taken) return tl::unexpected(taken.error());
    if (!taken->conflicts.empty())
        return conflict_page(c, TRY(find_draft(db, taken->draft)), taken->conflicts, c.request.path, Against::source);
    return and_say(draft_address(taken->draft, "skillnad"), "taken_in");
}

/// Tagged, so that whoever asks daily is told in few bytes that nothing is new.
http::Response yaml_response(std::string yaml) {
    const auto tag = fmt::format("\"{}\"", crypto::sha256_hex(yaml).substr(0, 32));
    http::Response response{.type = "text/yaml; charset=utf-8", .body = std::move(yaml)};
    return response.with("ETag", tag).with("Cache-Control", "public, max-age=300");
}

}  // namespace

Result<http::Response> show_subscribe(Context& c) { return subscribe_page(c, std::string(c.request.query.get("adress"))); }

Result<http::Response> subscribe(Context& c) {
    const std::string typed(c.request.field("adress"));
    const auto source = ask_source(c.tenant, typed);
    if (!source) return subscribe_page(c, typed, source.error().text_key);
    if (!source->services.empty()) return choose_page(c, *source);
    return c.db.write([&](db::Connection& db) -> Result<http::Response> {
        if (const auto known = subscription_at(db, source->address)) return and_say(subscription_address(known->id), "already_followed");
        const auto id = yaml::parse(source->yaml).value()["id"].text();
        const Subscription made{.id = {new_id()},
                                .address = source->address,
                                .municipality = source->municipality,
                                .their_service = id,
                                .yaml = source->yaml,
                                .etag = source->etag,
                                .changed_at = now(),
                                .asked_at = now()};
        add_subscription(db, made);
        record(db, c, "service_builder.subscription_begun", made.address);
        return and_say(subscription_address(made.id), "subscribed");
    });
}

Result<http::Response> show_subscription(Context& c) {
    return c.db.read([&](db::Connection& db) -> Result<http::Response> { return page_of(db, c, TRY(asked_subscription(db, c))); });
}

Result<http::Response> save_names(Context& c) {
    return c.db.write([&](db::Connection& db) -> Result<http::Response> {
        auto one = TRY(asked_subscription(db, c));
        const auto names = local_names(one.document(), one.municipality);
        const auto typed = typed_names(c, names);
        const auto checked = checked_names(names, typed, found_here(db, c.tenant, one));
        if (!checked) return page_of(db, c, one, {typed, checked.error().fields, ""});
        const auto before = one.names;
        for (const auto& [key, own] : *checked) one.names.insert_or_assign(key, own);
        one.service = one.names["service"].text();
        keep_names(db, one);
        if (one.names != before) record(db, c, "service_builder.names_saved", one.address);
        if (c.request.field("do") == "ta-in") return taken_in(db, c, one, typed);
        return and_say(subscription_address(one.id), "names_saved");
    });
}

Result<http::Response> look_now(Context& c) {
    const auto before = TRY(c.db.read([&](db::Connection& db) { return asked_subscription(db, c); }));
    const auto after = asked_again(c.tenant, before, now());
    return c.db.write([&](db::Connection& db) -> Result<http::Response> {
        keep_asked(db, before, after);
        if (!after.problem.empty()) return http::see_other(subscription_address(before.id));
        return and_say(subscription_address(before.id), after.yaml == before.yaml ? "no_news" : "news");
    });
}

Result<http::Response> unsubscribe(Context& c) {
    return c.db.write([&](db::Connection& db) -> Result<http::Response> {
        const auto one = TRY(asked_subscription(db, c));
        end_subscription(db, one.id);
        record(db, c, "service_builder.subscription_ended", one.address);
        return and_say(list_address, "unsubscribed");
    });
}

Result<http::Response> share_or_stop(Context& c) {
    const std::string service(c.request.part("service"));
    return c.db.write([&](db::Connection& db) -> Result<http::Response> {
        const auto address = fmt::format("{}/tjanst/{}", list_address, http::percent_encoded(service));
        if (c.request.field("do") == "sluta") {
            if (stop_sharing(db, service)) record(db, c, "service_builder.sharing_ended", service);
            return and_say(address, "not_shared");
        }
        if (!services::newest_published(db, service)) return failure(Fault::not_found);
        share(db, service);
        record(db, c, "service_builder.sharing_begun", service);
        return and_say(address, "shared");
    });
}

Result<http::Response> show_shared(Context& c) { return shared_page(c, c.db.read(shared_services)); }

Result<http::Response> show_shared_index(Context& c) { return yaml_response(index_of(c.tenant, c.db.read(shared_services))); }

Result<http::Response> show_shared_service(Context& c) {
    const std::string id(c.request.part("shared_service"));
    auto definition = TRY(c.db.read([&](db::Connection& db) -> Result<services::Definition> {
        const auto all = shared_services(db);
        const auto found = std::ranges::find(all, id, [](const auto& one) { return one->id; });
        if (found == all.end()) return failure(Fault::not_found);
        return services::definition(db, id, (*found)->version);
    }));
    return yaml_response(std::move(definition.yaml));
}

}  // namespace service_builder
