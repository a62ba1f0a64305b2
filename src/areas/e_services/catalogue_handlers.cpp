#include <algorithm>

#include "areas/e_services/catalogue_views.h"
#include "areas/e_services/handlers.h"
#include "engines/drafts/drafts.h"
#include "engines/identity/units.h"
#include "engines/services/catalogue.h"
#include "foundation/base/unicode.h"

namespace e_services {

static constexpr std::size_t most_suggestions = 6, most_shortcuts = 9;

static Services ordered(Context& c) { return in_order(c.db.read(services::published), c.text.language()); }

Result<http::Response> show_home(Context& c) {
    auto all = ordered(c);
    auto asked_for = most_asked_for(all, c.db.read(cases::received_in_series), most_shortcuts);
    return views::home_page(c, {std::move(all), std::move(asked_for), c.db.read(municipality::profile)});
}

Result<http::Response> show_services(Context& c) {
    views::List list{.services = {},
                     .words = std::string(trimmed(c.request.query.get("q"))),
                     .theme = std::string(c.request.query.get("tema")),
                     .life_event = std::string(c.request.query.get("livshandelse")),
                     .all = ordered(c)};
    list.services = list.words.empty() ? list.all : search(list.all, list.words);
    if (!list.theme.empty()) std::erase_if(list.services, [&](const auto& service) { return service->theme != list.theme; });
    if (!list.life_event.empty())
        std::erase_if(list.services, [&](const auto& service) {
            return std::find(service->life_events.begin(), service->life_events.end(), list.life_event) == service->life_events.end();
        });
    return views::list_page(c, list);
}

Result<http::Response> suggest_services(Context& c) {
    auto found = search(c.db.read(services::published), c.request.query.get("q"));
    if (found.size() > most_suggestions) found.resize(most_suggestions);
    return http::Response{.type = "application/json", .body = views::suggestions(found, c.text.language())};
}

Result<std::shared_ptr<const services::Service>> asked_service(Context& c) {
    auto service = c.db.read([&](db::Connection& db) { return services::newest_published(db, c.request.part("service")); });
    if (!service) return failure(Fault::not_found);
    return service;
}

Result<http::Response> show_service(Context& c) {
    const auto service = TRY(asked_service(c));
    views::ServicePage page{.service = *service, .unit = {}};
    c.db.read([&](db::Connection& db) {
        if (const auto unit = identity::find_unit(db, service->unit)) page.unit = unit->name(c.text.language());
        page.usual = cases::usual_time(db, service->id);
        page.opinions = opinions::sums(db, service->id, Date{swedish_date(now()).days - 365});
        if (const auto draft = drafts::newest(db, c.tenant, c.visitor, service->id)) page.draft_saved = draft->updated_at;
    });
    return views::service_page(c, page);
}

}  // namespace e_services
