/// Staff keep the list of who mends outside the house.
#include "areas/fault_reports/handing.h"
#include "areas/fault_reports/handlers.h"
#include "areas/fault_reports/views.h"
#include "engines/audit/audit.h"
#include "engines/municipality/town_map.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace fault_reports {
namespace {

constexpr std::string_view address = "/handlaggning/mottagare";

std::vector<std::string> districts_of(const Tenant& tenant) {
    std::vector<std::string> all;
    if (const auto* map = municipality::map_of(tenant))
        for (const auto& label : map->labels())
            if (label.kind == "district") all.push_back(label.name);
    return all;
}

ReceiverForm typed(const http::Request& request, const Categories& categories) {
    const auto field = [&](std::string_view name) { return std::string(request.field(name)); };
    ReceiverForm form{.name = field("namn"),
                      .way = field("satt"),
                      .language = field("sprak"),
                      .email = field("epost"),
                      .districts = tidy_text(request.field("omraden")),
                      .endpoint = field("adress"),
                      .jurisdiction = tidy_text(request.field("kommun")),
                      .key = tidy_text(request.field("nyckel"))};
    for (const auto one : request.form.every("tar")) form.takes.emplace_back(one);
    for (const auto one : request.form.every("sjalv")) form.automatic.emplace_back(one);
    for (const auto& category : categories) form.codes.push_back({.service = category->id, .their_code = field("kod-" + category->id)});
    return form;
}

Result<Receiver> receiver_in(const Context& c, db::Connection& db) {
    auto found = store::receiver(db, c.tenant, ReceiverId{whole_number(c.request.part("receiver")).value_or(0)});
    if (!found) return failure(Fault::not_found);
    return *std::move(found);
}

void record(db::Connection& db, const Context& c, const Receiver& of, std::string_view event) {
    audit::record(db, c.visitor, {.event = std::string(event), .subject_kind = "receiver", .subject = of.id.value, .detail = of.name});
}

Result<http::Response> saved(Context& c, const Receiver& before) {
    const auto categories = c.db.read(fault_reports::categories);
    const auto form = typed(c.request, categories);
    auto receiver = checked(form, categories, before);
    if (!receiver)
        return views::receiver_page(
            c,
            {.categories = categories, .of = before, .form = form, .districts = districts_of(c.tenant), .errors = receiver.error().fields});
    const bool is_new = receiver->id == ReceiverId{};
    if (is_new) receiver->id = ReceiverId{new_id()};
    c.db.write([&](db::Connection& db) {
        store::put_receiver(db, c.tenant, *receiver);
        record(db, c, *receiver, is_new ? "fault_reports.receiver_added" : "fault_reports.receiver_changed");
        if (receiver->way == Way::open311 && (receiver->services.empty() || receiver->takes != before.takes))
            ask_for_services(db, receiver->id);
        if (is_new || receiver->email == before.email) return;
        // Whoever read the mailbox of before reads their page no more; what they have is seen from the new one.
        if (!receiver->email.empty() && store::count_with(db, receiver->id) > 0) renew_link(db, c.tenant, *receiver);
        else store::revoke_links(db, receiver->id);
    });
    return http::see_other(std::string(address) + "/" + std::to_string(receiver->id.value) + "?sparat=1");
}

/// Something is done with the receiver of the address, who is not ended.
template <class Work>
Result<http::Response> with_receiver(Context& c, std::string_view said, Work work) {
    return c.db.write([&](db::Connection& db) -> Result<http::Response> {
        const auto of = TRY(receiver_in(c, db));
        if (of.is_ended) return failure(Fault::conflict);
        work(db, of);
        return http::see_other(std::string(address) + "/" + std::to_string(of.id.value) + "?" + std::string(said) + "=1");
    });
}

}  // namespace

Result<http::Response> show_receivers(Context& c) {
    return c.db.read([&](db::Connection& db) {
        std::vector<views::ReceiverRow> rows;
        for (auto& one : store::receivers(db, c.tenant)) {
            const auto number = store::count_with(db, one.id);
            rows.push_back({std::move(one), number});
        }
        return views::receivers_page(c, rows);
    });
}

Result<http::Response> show_new_receiver(Context& c) {
    const auto categories = c.db.read(fault_reports::categories);
    return views::receiver_page(c, {.categories = categories, .of = {}, .form = {}, .districts = districts_of(c.tenant)});
}

Result<http::Response> add_receiver(Context& c) { return saved(c, {}); }

Result<http::Response> show_receiver(Context& c) {
    const auto categories = c.db.read(fault_reports::categories);
    const auto of = TRY(c.db.read([&](db::Connection& db) { return receiver_in(c, db); }));
    const auto& query = c.request.query;
    const std::string said = query.has("sparat")   ? "receiver_saved"
                             : query.has("lank")   ? "link_is_mailed"
                             : query.has("fragat") ? "services_are_asked"
                                                   : "";
    return views::receiver_page(
        c, {.categories = categories, .of = of, .form = form_of(of), .districts = districts_of(c.tenant), .said = said});
}

Result<http::Response> save_receiver(Context& c) {
    const auto before = TRY(c.db.read([&](db::Connection& db) { return receiver_in(c, db); }));
    if (before.is_ended) return failure(Fault::conflict);
    return saved(c, before);
}

Result<http::Response> renew_receivers_link(Context& c) {
    return with_receiver(c, "lank", [&](db::Connection& db, const Receiver& of) {
        renew_link(db, c.tenant, of);
        record(db, c, of, "fault_reports.receiver_link_renewed");
    });
}

Result<http::Response> ask_receivers_services(Context& c) {
    return with_receiver(c, "fragat", [](db::Connection& db, const Receiver& of) { ask_for_services(db, of.id); });
}

Result<http::Response> end_receiver(Context& c) {
    return with_receiver(c, "avslutad", [&](db::Connection& db, const Receiver& of) {
        store::revoke_links(db, of.id);
        store::end_receiver(db, of.id);
        record(db, c, of, "fault_reports.receiver_ended");
    });
}

}  // namespace fault_reports
