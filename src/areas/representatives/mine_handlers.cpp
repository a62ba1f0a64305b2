/// A resident's mandates: given, asked for, answered, taken back.
#include <algorithm>
#include <functional>

#include "areas/representatives/handlers.h"
#include "areas/representatives/views.h"
#include "engines/audit/audit.h"
#include "engines/cases/earlier_cases.h"
#include "engines/cases/representatives.h"
#include "engines/directories/signatories.h"
#include "engines/identity/people.h"
#include "engines/services/catalogue.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace representatives {
namespace {

constexpr std::string_view list_address = "/mina-sidor/fullmakter";

http::Response saved() { return http::see_other(std::string(list_address) + "?klart=1"); }

std::vector<std::string> ids_of(const views::Services& services) {
    std::vector<std::string> ids;
    for (const auto& service : services) ids.push_back(service->id);
    return ids;
}

Result<MandateId> done(Context& c, views::Way way, const Checked& values) {
    return c.db.write([&](db::Connection& db) {
        return way == views::Way::giving ? mandates::give(db, c.tenant, c.visitor, values.other, values.scope)
                                         : mandates::ask(db, c.tenant, c.visitor, values.other, values.scope);
    });
}

Result<http::Response> save(Context& c, views::Way way) {
    const auto form = typed_mandate(c.request);
    const auto services = c.db.read(services::published);
    const auto values = checked(form, ids_of(services), swedish_date(now()));
    if (!values) return views::mandate_form_page(c, way, form, services, values.error().fields);
    const auto made = done(c, way, *values);
    if (made) return saved();
    if (made.error().fields.empty()) return tl::unexpected(made.error());
    return views::mandate_form_page(c, way, form, services, made.error().fields);
}

/// A link from a form names the service that it is for.
MandateForm begun(const Context& c) {
    MandateForm form;
    if (const auto service = c.request.query.get("tjanst"); !service.empty()) {
        form.in = "some";
        form.services = {std::string(service)};
    }
    return form;
}

constexpr int most_cases = 100, earlier_a_page = 30;
constexpr std::size_t most_uses = 200;

/// From the log of each case that was opened by it. What is disposed of is told no more.
std::vector<views::Use> uses_of(db::Connection& db, MandateId id) {
    std::vector<views::Use> all;
    const auto detail = std::to_string(id.value);
    for (const auto& [of, number] : cases::by_mandate(db, id, most_cases))
        for (const auto& entry :
             audit::search(db, {.event_prefix = "mandates.used", .subject_kind = "case", .subject = of.value, .count = 50}))
            if (entry.detail == detail) all.push_back({number, entry.at});
    std::ranges::sort(all, std::greater(), &views::Use::at);
    if (all.size() > most_uses) all.resize(most_uses);
    return all;
}

std::string_view error_of(directories::Signatory::State state) {
    using enum directories::Signatory::State;
    switch (state) {
        case may_sign: return "";
        case may_not: return "error_not_signatory";
        case missing: return "error_no_organisation";
        case unreachable: return "error_register_away";
        case unconnected: break;
    }
    return "error_no_register";
}

}  // namespace

Result<http::Response> show_mine(Context& c) {
    return views::mine_page(c, c.db.read([&](db::Connection& db) {
        return views::Mine{mandates::given_by(db, c.tenant, c.visitor.person), mandates::held_by(db, c.tenant, c.visitor.person),
                           services::published(db)};
    }));
}

/// Listed for the holder; that it was, the one represented can read.
static views::EarlierPage earlier_of(Context& c, MandateId id) {
    mandates::ask_about_ward(c.tenant, c.visitor, id);
    const auto last = whole_number(c.request.query.get("fore"));
    std::optional<mandates::Ward> listed;
    auto page = c.db.read([&](db::Connection& db) {
        views::EarlierPage found;
        for (const auto& ward : mandates::wards_of(db, c.tenant, c.visitor.person)) {
            if (ward.mandate.id != id) continue;
            const auto all = cases::earlier_cases(db, c.tenant, ward, last ? std::optional(CaseId{*last}) : std::nullopt, earlier_a_page);
            for (const auto& of : all)
                found.all.push_back({of.number, cases::service_of(db, of)->title.in(c.text.language()), swedish_date(of.received_at)});
            if (!all.empty()) listed = ward;
            if (static_cast<int>(all.size()) == earlier_a_page)
                found.next_page = views::address_of(id) + "?fore=" + std::to_string(all.back().id.value);
        }
        return found;
    });
    if (listed) mandates::record_earlier_listed(c.tenant, c.visitor, *listed);
    return page;
}

Result<http::Response> show_mandate(Context& c) {
    const auto earlier = earlier_of(c, c.request.id<MandateId>("mandate"));
    return c.db.read([&](db::Connection& db) -> Result<http::Response> {
        const auto mandate = TRY(mandates::find_for(db, c.tenant, c.visitor, c.request.id<MandateId>("mandate")));
        const auto number = identity::personal_number_of(db, c.tenant.secret, c.visitor.person);
        const auto side = mandate.holder.number == number->digits() ? views::Side::holder : views::Side::giver;
        return views::mandate_page(c, mandate, side, services::published(db), {uses_of(db, mandate.id), earlier});
    });
}

Result<http::Response> answer_mandate(Context& c) {
    const auto said = c.request.field("val") == "ja" ? mandates::Answer::yes : mandates::Answer::no;
    const auto id = c.request.id<MandateId>("mandate");
    const auto answered = c.db.write([&](db::Connection& db) { return mandates::answer(db, c.tenant, c.visitor, id, said); });
    if (answered) return saved();
    if (answered.error().fault == Fault::conflict) return http::see_other(views::address_of(id));  // the page says how it stands now
    return tl::unexpected(answered.error());
}

Result<http::Response> end_mandate(Context& c) {
    const auto id = c.request.id<MandateId>("mandate");
    TRY(c.db.write([&](db::Connection& db) { return mandates::end(db, c.tenant, c.visitor, id); }));
    return saved();
}

Result<http::Response> show_giving(Context& c) {
    return views::mandate_form_page(c, views::Way::giving, begun(c), c.db.read(services::published), {});
}
Result<http::Response> give_mandate(Context& c) { return save(c, views::Way::giving); }

Result<http::Response> show_asking(Context& c) {
    return views::mandate_form_page(c, views::Way::asking, begun(c), c.db.read(services::published), {});
}
Result<http::Response> ask_mandate(Context& c) { return save(c, views::Way::asking); }

Result<http::Response> show_organisation(Context& c) { return views::organisation_page(c, "", {}); }

Result<http::Response> add_organisation(Context& c) {
    const auto typed = tidy_text(c.request.field("organisation"));
    const auto refuse = [&](std::string_view why) { return views::organisation_page(c, typed, {{"organisation", std::string(why)}}); };
    const auto organisation = identity::organisation_number(typed);
    if (!organisation) return refuse("error_organisation_number");
    const auto number = c.db.read([&](db::Connection& db) { return identity::personal_number_of(db, c.tenant.secret, c.visitor.person); });
    if (!number) return failure(Fault::forbidden);
    audit::record_read(c.db, c.visitor,
                       {.event = "representatives.register_asked", .subject_kind = "person", .subject = c.visitor.person.value});
    const auto said = directories::signatory(c.tenant, *organisation, number->digits());
    if (const auto wrong = error_of(said.state); !wrong.empty()) return refuse(wrong);
    const auto source = said.source.empty() ? c.text("register_name") : said.source;
    TRY(c.db.write([&](db::Connection& db) {
        return mandates::add_signatory(db, c.tenant, c.visitor, {*organisation, said.name}, source);
    }));
    return saved();
}

}  // namespace representatives
