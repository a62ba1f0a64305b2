/// Who decides while someone is away.
#include "areas/administration/handlers.h"
#include "areas/administration/page.h"
#include "engines/audit/audit.h"
#include "engines/identity/accounts.h"
#include "engines/identity/delegation.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace administration {

namespace h = html;

namespace {

constexpr std::string_view address = "/administration/ersattare";

struct SubstituteForm {
    std::string absent, substitute, from, until;
};

SubstituteForm typed_substitute(const http::Request& request) {
    return {tidy_text(request.field("absent")), tidy_text(request.field("substitute")),
            pages::day_answer(request.form, "from", YearMeant::nearest), pages::day_answer(request.form, "until", YearMeant::coming)};
}

struct Checked {
    AccountId absent, substitute;
    Date from, until;
};

Result<Checked> checked(db::Connection& db, const SubstituteForm& form) {
    std::vector<FieldError> errors;
    const auto person = [&](std::string_view field, const std::string& username) {
        const auto found = identity::find_account(db, username);
        if (!found || !found->active || found->program) errors.push_back({std::string(field), "error_no_such_user"});
        return found ? found->id : AccountId{};
    };
    const auto day = [&](std::string_view field, const std::string& typed) {
        const auto found = date_from_iso(typed);
        if (!found) errors.push_back({std::string(field), "invalid.date"});
        return found.value_or(Date{});
    };
    const Checked values{person("absent", form.absent), person("substitute", form.substitute), day("from", form.from),
                         day("until", form.until)};
    if (!errors.empty()) return invalid(std::move(errors));
    return values;
}

std::string name_of(db::Connection& db, AccountId id) {
    const auto account = identity::find_account(db, id);
    return account ? account->name : "";
}

h::Html table(const Context& c, db::Connection& db) {
    std::vector<std::vector<h::Html>> rows;
    for (const auto& one : identity::substitutions_since(db, swedish_date(now())))
        rows.push_back({h::text(name_of(db, one.absent)), h::text(name_of(db, one.substitute)), h::text(c.text.day(one.from)),
                        h::text(c.text.day(one.until)),
                        row_button(c, "/administration/ersattare/avsluta", c.text("end_now"), name_of(db, one.absent),
                                   pages::hidden("substitution", std::to_string(one.id.value)))});
    if (rows.empty()) return pages::empty_state(c.text("no_substitutes"), c.text("no_substitutes_do"));
    return pages::table(c.text("substitutes"),
                        {{c.text("absent")}, {c.text("substitute")}, {c.text("from")}, {c.text("until")}, {c.text("change")}}, rows);
}

http::Response substitutes_page(const Context& c, const SubstituteForm& typed, const std::vector<FieldError>& wrong) {
    const pages::Errors errors(c.text, wrong);
    const auto person = [&](std::string_view name, const std::string& value) {
        return pages::text_field(c.text, {.name = std::string(name),
                                          .label = c.text(name),
                                          .hint = c.text("by_username"),
                                          .value = value,
                                          .error = errors.at(name),
                                          .autocomplete = "off"});
    };
    const auto day = [&](std::string_view name, const std::string& value) {
        return pages::day_field(c.text, {.name = std::string(name), .label = c.text(name), .value = value, .error = errors.at(name)});
    };
    const auto fields = person("absent", typed.absent) + person("substitute", typed.substitute) + day("from", typed.from) +
                        day("until", typed.until) + pages::form_foot(pages::button(c.text("add_substitute")));
    const auto list = c.db.read([&](db::Connection& db) { return table(c, db); });
    return page(c, {.title = c.text("substitutes"),
                    .content = h::make<R"(<p class="lead">{}</p>{}{})">(c.text("substitutes_say"), list,
                                                                        section(c.text("add_substitute"), pages::form(c, address, fields))),
                    .errors = errors});
}

}  // namespace

Result<http::Response> show_substitutes(Context& c) { return substitutes_page(c, {}, {}); }

Result<http::Response> add_substitute(Context& c) {
    const auto typed = typed_substitute(c.request);
    const auto added = c.db.write([&](db::Connection& db) -> Result<SubstitutionId> {
        const auto values = TRY(checked(db, typed));
        const auto id = TRY(identity::add_substitution(db, values.absent, values.substitute, values.from, values.until));
        audit::record(db, c.visitor,
                      {.event = "administration.substitute_added",
                       .subject_kind = "account",
                       .subject = values.absent.value,
                       .detail = to_iso(values.from) + "/" + to_iso(values.until)});
        return id;
    });
    if (!added) return substitutes_page(c, typed, added.error().fields);
    return saved(address);
}

Result<http::Response> end_substitute(Context& c) {
    const SubstitutionId id{whole_number(c.request.field("substitution")).value_or(0)};
    c.db.write([&](db::Connection& db) {
        identity::end_substitution(db, id);
        audit::record(db, c.visitor, {.event = "administration.substitute_ended", .subject_kind = "substitution", .subject = id.value});
    });
    return saved(address);
}

}  // namespace administration
