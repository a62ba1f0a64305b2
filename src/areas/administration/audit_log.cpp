/// Who did what. To read the log is itself in the log.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "areas/administration/handlers.h"
#include "areas/administration/page.h"
#include "engines/audit/audit.h"
#include "engines/identity/accounts.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace administration {

namespace h = html;

namespace {

constexpr std::string_view address = "/administration/logg";
constexpr std::string_view read_event = "administration.audit_read";
constexpr int entries_a_page = 50;
/// Why someone reads the log; free words would end up in addresses.
constexpr std::array<std::string_view, 4> purposes{"access_control", "investigation", "data_subject", "supervision"};

struct LogForm {
    std::string purpose, event, subject_kind, subject, actor, from, until, before;
};

LogForm typed_search(const http::Fields& query) {
    const auto field = [&](std::string_view name) { return tidy_text(query.get(name)); };
    return {field("syfte"), field("handelse"), field("sort"), field("nummer"), field("vem"), field("fran"), field("till"), field("efter")};
}

std::string words_of(const LogForm& form) {
    return fmt::format("{} {} {} {} {} {}", form.event, form.subject_kind, form.subject, form.actor, form.from, form.until);
}

Result<audit::Search> checked(db::Connection& db, const LogForm& form) {
    std::vector<FieldError> errors;
    if (std::ranges::find(purposes, form.purpose) == purposes.end()) errors.push_back({"syfte", "error_purpose"});
    audit::Search search{
        .event_prefix = form.event, .subject_kind = form.subject_kind, .before = whole_number(form.before), .count = entries_a_page + 1};
    if (!form.subject.empty()) {
        search.subject = whole_number(form.subject);
        if (!search.subject) errors.push_back({"nummer", "invalid.number"});
    }
    if (!form.actor.empty()) {
        const auto account = identity::find_account(db, form.actor);
        if (account) search.actor = account->id.value;
        else errors.push_back({"vem", "error_no_such_user"});
    }
    const auto day = [&](std::string_view field, const std::string& typed, int days_later) -> std::optional<Timestamp> {
        if (typed.empty()) return std::nullopt;
        const auto found = date_from_iso(typed);
        if (!found) errors.push_back({std::string(field), "invalid.date"});
        return found ? std::optional(swedish_time(Date{found->days + days_later})) : std::nullopt;
    };
    search.from = day("fran", form.from, 0);
    search.until = day("till", form.until, 1);
    if (!errors.empty()) return invalid(std::move(errors));
    return search;
}

std::string next_address(const LogForm& form, std::int64_t last) {
    const auto part = [](std::string_view name, const std::string& value) {
        return value.empty() ? "" : fmt::format("&{}={}", name, http::percent_encoded(value));
    };
    return fmt::format("{}?syfte={}{}{}{}{}{}{}&efter={}", address, http::percent_encoded(form.purpose), part("handelse", form.event),
                       part("sort", form.subject_kind), part("nummer", form.subject), part("vem", form.actor), part("fran", form.from),
                       part("till", form.until), last);
}

h::Html search_fields(const Context& c, const LogForm& typed, const Errors& errors) {
    std::vector<pages::Option> options{{"", c.text("choose")}};
    for (const auto one : purposes) options.push_back({std::string(one), c.text("purpose." + std::string(one))});
    const auto field = [&](std::string_view name, std::string_view key, const std::string& value, std::string_view type = "text") {
        return pages::text_field(c.text, {.name = std::string(name),
                                          .label = c.text(key),
                                          .value = value,
                                          .error = errors.at(name),
                                          .optional = true,
                                          .autocomplete = "off",
                                          .type = std::string(type)});
    };
    return pages::select(c.text,
                         {.name = "syfte",
                          .label = c.text("purpose"),
                          .hint = c.text("purpose_hint"),
                          .value = typed.purpose,
                          .error = errors.at("syfte")},
                         options) +
           field("handelse", "event", typed.event) + field("sort", "subject_kind", typed.subject_kind) +
           field("nummer", "subject", typed.subject) + field("vem", "actor_username", typed.actor) +
           field("fran", "from", typed.from, "date") + field("till", "until", typed.until, "date");
}

/// Those who read this log chose their reason from a list.
std::string reason(const Texts& text, const audit::Recorded& entry) {
    const auto key = "purpose." + entry.reason;
    return entry.event == read_event && text.has(key) ? text(key) : entry.reason;
}

h::Html entries_table(const Texts& text, const std::vector<audit::Recorded>& entries) {
    std::vector<std::vector<h::Html>> rows;
    for (const auto& one : entries)
        rows.push_back({h::text(text.moment(one.at)), breakable(one.event),
                        h::text(fmt::format("{} ({})", one.actor_name, text("actor_kind." + one.actor_kind))),
                        h::text(fmt::format("{} {}", one.subject_kind, one.subject == 0 ? "" : std::to_string(one.subject))),
                        h::text(reason(text, one)), h::text(one.detail)});
    return pages::table(text("audit_log"),
                        {{text("when")}, {text("event")}, {text("actor")}, {text("subject")}, {text("reason")}, {text("detail")}}, rows);
}

http::Response log_page(const Context& c, const LogForm& typed, const h::Html& found, const std::vector<FieldError>& wrong) {
    const Errors errors(c, wrong);
    const auto form = h::make<R"(<form role="search" action="{}" class="panel panel--tint">{}{})"
                              R"(</form>)">(address, search_fields(c, typed, errors), pages::form_foot(pages::button(c.text("read_log"))));
    return page(c, {.title = c.text("audit_log"),
                    .content = h::make<R"(<p class="lead">{}</p>{}{})">(c.text("audit_says"), form, found),
                    .errors = errors});
}

}  // namespace

Result<http::Response> show_audit_log(Context& c) {
    const auto typed = typed_search(c.request.query);
    if (c.request.query.all.empty()) return log_page(c, typed, {}, {});
    const auto search = c.db.read([&](db::Connection& db) { return checked(db, typed); });
    if (!search) return log_page(c, typed, {}, search.error().fields);

    audit::record_read(c.db, c.visitor,
                       {.event = std::string(read_event), .subject_kind = "audit", .reason = typed.purpose, .detail = words_of(typed)});
    auto entries = c.db.read([&](db::Connection& db) { return audit::search(db, *search); });
    std::string next;
    if (entries.size() > entries_a_page) {
        entries.pop_back();
        next = next_address(typed, entries.back().seq);
    }
    const auto found = entries.empty() ? pages::empty_state(c.text("no_entries"), c.text("no_entries_do")) : entries_table(c.text, entries);
    return log_page(c, typed, found + pages::pagination(c.text, "", next), {});
}

}  // namespace administration
