/// From how many an hour those who manage the municipality are told.
#include "areas/administration/handlers.h"
#include "areas/administration/page.h"
#include "engines/audit/audit.h"
#include "engines/municipality/watch_limits.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace administration {

namespace h = html;

namespace {

constexpr std::string_view address = "/administration/bevakning";
constexpr std::int64_t most = 1'000'000;

struct WatchForm {
    std::string failed_sign_ins, cases_opened;
};

http::Response watch_page(const Context& c, const WatchForm& typed, const std::vector<FieldError>& wrong) {
    const pages::Errors errors(c.text, wrong);
    const auto limit = [&](std::string name, std::string label, std::string hint, const std::string& value) {
        const auto error = errors.at(name);
        return pages::text_field(c.text, {.name = std::move(name),
                                          .label = std::move(label),
                                          .hint = std::move(hint),
                                          .value = value,
                                          .error = error,
                                          .inputmode = "numeric",
                                          .width = "4",
                                          .suffix = c.text("an_hour")});
    };
    const auto form =
        pages::form(c, address,
                    limit("failed_sign_ins", c.text("watch_failed_sign_ins"), c.text("watch_failed_sign_ins_hint"), typed.failed_sign_ins) +
                        limit("cases_opened", c.text("watch_cases_opened"), c.text("watch_cases_opened_hint"), typed.cases_opened) +
                        pages::form_foot(pages::button(c.text("common.save"))));
    return page(
        c, {.title = c.text("watch"),
            .content = h::make<R"(<p class="lead">{}</p><div class="stack-lg">{}<p>{}</p></div>)">(
                c.text("watch_lead"), form, pages::link("/administration/logg?handelse=administration.unusual_seen", c.text("watch_seen"))),
            .errors = errors});
}

}  // namespace

Result<http::Response> show_watch(Context& c) {
    const auto limits = c.db.read(municipality::watch_limits);
    return watch_page(c, {std::to_string(limits.failed_sign_ins), std::to_string(limits.cases_opened)}, {});
}

Result<http::Response> save_watch(Context& c) {
    const WatchForm typed{tidy_text(c.request.field("failed_sign_ins")), tidy_text(c.request.field("cases_opened"))};
    municipality::WatchLimits limits;
    std::vector<FieldError> errors;
    const auto read = [&](std::string_view field, const std::string& text, std::int64_t& limit) {
        const auto number = whole_number(text);
        if (number && *number >= 0 && *number <= most) limit = *number;
        else errors.push_back({std::string(field), "error_limit"});
    };
    read("failed_sign_ins", typed.failed_sign_ins, limits.failed_sign_ins);
    read("cases_opened", typed.cases_opened, limits.cases_opened);
    if (!errors.empty()) return watch_page(c, typed, errors);
    c.db.write([&](db::Connection& db) {
        municipality::save(db, limits);
        audit::record(db, c.visitor,
                      {.event = "administration.watch_changed",
                       .subject_kind = "municipality",
                       .detail = typed.failed_sign_ins + " " + typed.cases_opened});
    });
    return saved(address);
}

}  // namespace administration
