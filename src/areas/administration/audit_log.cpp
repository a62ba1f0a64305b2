/// Who did what. To read the log is itself in the log.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "areas/administration/audit_entries.h"
#include "areas/administration/handlers.h"
#include "engines/audit/words.h"
#include "engines/cases/find.h"
#include "engines/identity/accounts.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace administration {

namespace h = html;

namespace {

constexpr std::string_view address = "/administration/logg";
constexpr int entries_a_page = 50;
/// Why someone reads the log; free words would end up in addresses.
constexpr std::array<std::string_view, 4> purposes{"access_control", "investigation", "data_subject", "supervision"};

struct LogForm {
    std::string purpose, event, subject_kind, subject, actor, from, until, before;
};

LogForm typed_search(const http::Fields& query) {
    const auto field = [&](std::string_view name) { return tidy_text(query.get(name)); };
    return {field("syfte"),
            field("handelse"),
            field("sort"),
            field("nummer"),
            field("vem"),
            pages::day_answer(query, "fran", YearMeant::nearest),
            pages::day_answer(query, "till", YearMeant::nearest),
            field("efter")};
}

std::string words_of(const LogForm& form) {
    return fmt::format("{} {} {} {} {} {}", form.event, form.subject_kind, form.subject, form.actor, form.from, form.until);
}

/// A number of the log, or a case's own.
Result<std::int64_t> subject_of(const Context& c, db::Connection& db, const std::string& typed) {
    if (const auto number = whole_number(typed)) return *number;
    return TRY(cases::find_by_number(db, c.tenant, typed)).id.value;
}

Result<audit::Search> checked(const Context& c, db::Connection& db, const LogForm& form) {
    std::vector<FieldError> errors;
    if (std::ranges::find(purposes, form.purpose) == purposes.end()) errors.push_back({"syfte", "error_purpose"});
    audit::Search search{
        .event_prefix = form.event, .subject_kind = form.subject_kind, .before = whole_number(form.before), .count = entries_a_page + 1};
    if (!form.subject.empty()) {
        const auto subject = subject_of(c, db, form.subject);
        if (subject) search.subject = *subject;
        else errors.push_back({"nummer", "error_no_such_subject"});
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

/// What one can choose between, and what an address asked for beside that: a whole module, an event of an older program.
std::vector<pages::Option> options(const std::string& none, const std::vector<audit::Choice>& known, const std::string& chosen) {
    std::vector<pages::Option> all{{"", none}};
    for (const auto& [name, words] : known) all.push_back({name, words});
    if (std::ranges::find(all, chosen, &pages::Option::value) == all.end()) all.push_back({chosen, chosen});
    return all;
}

h::Html search_fields(const Context& c, const LogForm& typed, const pages::Errors& errors) {
    std::vector<pages::Option> reasons{{"", c.text("choose")}};
    for (const auto one : purposes) reasons.push_back({std::string(one), c.text("reason." + std::string(one))});
    const auto field = [&](std::string_view name, std::string_view key, const std::string& value) {
        return pages::Field{.name = std::string(name),
                            .label = c.text(key),
                            .value = value,
                            .error = errors.at(name),
                            .optional = true,
                            .autocomplete = "off"};
    };
    const auto language = c.text.language();
    return pages::select(c.text,
                         {.name = "syfte",
                          .label = c.text("purpose"),
                          .hint = c.text("purpose_hint"),
                          .value = typed.purpose,
                          .error = errors.at("syfte")},
                         reasons) +
           pages::select(c.text, field("handelse", "event", typed.event),
                         options(c.text("every_event"), audit::known_events(c.tenant.texts, language), typed.event)) +
           pages::select(c.text, field("sort", "subject_kind", typed.subject_kind),
                         options(c.text("every_kind"), audit::known_subjects(c.tenant.texts, language), typed.subject_kind)) +
           pages::text_field(c.text, field("nummer", "subject_number", typed.subject)) +
           pages::text_field(c.text, field("vem", "actor_username", typed.actor)) +
           pages::day_field(c.text, field("fran", "from", typed.from)) + pages::day_field(c.text, field("till", "until", typed.until));
}

http::Response log_page(const Context& c, const LogForm& typed, const h::Html& found, const std::vector<FieldError>& wrong) {
    const pages::Errors errors(c.text, wrong);
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
    const auto search = c.db.read([&](db::Connection& db) { return checked(c, db, typed); });
    if (!search) return log_page(c, typed, {}, search.error().fields);

    audit::record_read(c.db, c.visitor,
                       {.event = "administration.audit_read", .subject_kind = "audit", .reason = typed.purpose, .detail = words_of(typed)});
    auto entries = c.db.read([&](db::Connection& db) { return audit::search(db, *search); });
    std::string next;
    if (entries.size() > entries_a_page) {
        entries.pop_back();
        next = next_address(typed, entries.back().seq);
    }
    const auto found = entries.empty() ? pages::empty_state(c.text("no_entries"), c.text("no_entries_do")) : entries_table(c, entries);
    return log_page(c, typed, found + pages::pagination(c.text, "", next), {});
}

}  // namespace administration
