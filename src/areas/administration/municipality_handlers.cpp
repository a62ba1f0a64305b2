#include <algorithm>

#include "areas/administration/handlers.h"
#include "areas/administration/municipalities.h"
#include "engines/audit/audit.h"
#include "engines/services/catalogue.h"
#include "foundation/base/unicode.h"

namespace administration {
namespace {

using installation::Municipality;

MunicipalityForm typed_municipality(const http::Request& request) {
    const auto field = [&](std::string_view name) { return std::string(request.field(name)); };
    const auto services = request.form.every("services");
    return {field("name"),
            field("slug"),
            field("hosts"),
            field("email"),
            field("phone"),
            field("brand"),
            field("spark"),
            field("administrator_name"),
            field("username"),
            field("administrator_email"),
            {services.begin(), services.end()}};
}

std::vector<Offered> offered(const Texts& text) {
    std::vector<Offered> all;
    for (const auto& service : services::carried()) all.push_back({service->id, service->title.in(text.language())});
    return all;
}

Result<Municipality> municipality_of(const Context& c, std::string_view slug) {
    for (auto& each : c.tenant.operations->municipalities())
        if (each.slug == slug) return std::move(each);
    return failure(Fault::not_found);
}

Result<Municipality> asked_municipality(const Context& c) { return municipality_of(c, c.request.part("municipality")); }

/// In this log; the municipality that is changed has its own.
void record(const Context& c, std::string_view event, std::string_view detail) {
    c.db.write([&](db::Connection& db) {
        audit::record(db, c.visitor, {.event = std::string(event), .subject_kind = "municipality", .detail = std::string(detail)});
    });
}

/// One that is alone answers to every host; with others it answers to its own, and whoever works here would find nothing any more.
std::vector<FieldError> lock_out(const Context& c, const std::vector<std::string>& own_hosts, std::string_view text_key) {
    if (std::ranges::find(own_hosts, c.request.host) != own_hosts.end()) return {};
    return {{"hosts", std::string(text_key), {c.request.host, c.tenant.name}}};
}

std::string lines(const std::vector<std::string>& hosts) { return joined(hosts, "\n"); }

}  // namespace

Result<http::Response> show_municipalities(Context& c) { return municipalities_page(c, c.tenant.operations->municipalities()); }

Result<http::Response> show_new_municipality(Context& c) {
    return new_municipality_page(c, empty_municipality_form(), offered(c.text), {});
}

Result<http::Response> add_municipality(Context& c) {
    const auto typed = typed_municipality(c.request);
    const auto refused = [&](const std::vector<FieldError>& errors) { return new_municipality_page(c, typed, offered(c.text), errors); };
    const auto wanted = checked(typed);
    if (!wanted) return refused(wanted.error().fields);
    const auto known = offered(c.text);
    for (const auto& id : wanted->services)
        if (std::ranges::find(known, id, &Offered::id) == known.end()) return refused({{"services", "invalid.choice"}});
    if (const auto locked_out = lock_out(c, c.tenant.hosts, "error_own_host_first"); !locked_out.empty()) return refused(locked_out);

    const auto invitation = c.tenant.operations->add(*wanted, c.visitor);
    if (!invitation) return refused(invitation.error().fields);
    record(c, "administration.municipality_added", wanted->slug);
    return invitation_page(c, TRY(municipality_of(c, wanted->slug)), *invitation);
}

Result<http::Response> show_municipality(Context& c) {
    const auto asked = TRY(asked_municipality(c));
    return municipality_page(c, asked, lines(asked.hosts), {});
}

Result<http::Response> change_hosts(Context& c) {
    const auto asked = TRY(asked_municipality(c));
    const std::string typed(c.request.field("hosts"));
    const auto refused = [&](const std::vector<FieldError>& errors) { return municipality_page(c, asked, typed, errors); };
    const auto hosts = checked_hosts(tidy_text(typed));
    if (!hosts) return refused(hosts.error().fields);
    if (asked.is_operator)
        if (const auto locked_out = lock_out(c, *hosts, "error_own_host_stays"); !locked_out.empty()) return refused(locked_out);
    const auto done = c.tenant.operations->change_hosts(asked.slug, *hosts, c.visitor);
    if (!done) return refused(done.error().fields);
    record(c, "administration.municipality_hosts_changed", asked.slug + ": " + joined(*hosts, " "));
    return saved(municipality_address(asked.slug));
}

Result<http::Response> pause_municipality(Context& c) {
    const auto asked = TRY(asked_municipality(c));
    TRY(c.tenant.operations->pause(asked.slug, c.visitor));
    record(c, "administration.municipality_paused", asked.slug);
    return saved(municipality_address(asked.slug));
}

Result<http::Response> resume_municipality(Context& c) {
    const auto asked = TRY(asked_municipality(c));
    TRY(c.tenant.operations->resume(asked.slug, c.visitor));
    record(c, "administration.municipality_resumed", asked.slug);
    return saved(municipality_address(asked.slug));
}

Result<http::Response> invite_again(Context& c) {
    const auto asked = TRY(asked_municipality(c));
    const auto address = TRY(c.tenant.operations->invite_again(asked.slug, c.visitor));
    record(c, "administration.invitation_made", asked.slug);
    return invitation_page(c, asked, address);
}

}  // namespace administration
