/// How long the log of who did and read what is kept.
#include "areas/administration/handlers.h"
#include "areas/administration/page.h"
#include "engines/audit/audit.h"
#include "engines/municipality/log_retention.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace administration {

namespace h = html;

namespace {

constexpr std::string_view address = "/administration/loggens-tid";
constexpr int longest_ground = 200;

struct LogTimeForm {
    std::string years, ground;
};

Result<municipality::LogRetention> checked(const LogTimeForm& typed) {
    std::vector<FieldError> errors;
    const auto years = whole_number(typed.years);
    if (!years || *years < municipality::fewest_log_years || *years > municipality::most_log_years)
        errors.push_back({"years", "error_log_years"});
    if (typed.ground.empty() || count_characters(typed.ground) > longest_ground) errors.push_back({"ground", "error_log_ground"});
    if (!errors.empty()) return invalid(std::move(errors));
    return municipality::LogRetention{static_cast<int>(*years), typed.ground};
}

http::Response log_time_page(const Context& c, const LogTimeForm& typed, const std::vector<FieldError>& wrong) {
    const pages::Errors errors(c.text, wrong);
    const auto form = pages::form(c, address,
                                  pages::text_field(c.text, {.name = "years",
                                                             .label = c.text("log_years"),
                                                             .hint = c.text("log_years_hint"),
                                                             .value = typed.years,
                                                             .error = errors.at("years"),
                                                             .inputmode = "numeric",
                                                             .width = "4",
                                                             .suffix = c.text("log_years_suffix")}) +
                                      pages::text_area(c.text, {.name = "ground",
                                                                .label = c.text("log_ground"),
                                                                .hint = c.text("log_ground_hint"),
                                                                .value = typed.ground,
                                                                .error = errors.at("ground"),
                                                                .max_length = longest_ground}) +
                                      pages::form_foot(pages::button(c.text("common.save"))));
    return page(c, {.title = c.text("log_time"),
                    .content = h::make<R"(<p class="lead">{}</p><div class="stack-lg">{}{}</div>)">(
                        c.text("log_time_lead"), form, pages::details(c.text("log_time_why"), pages::prose(c.text("log_time_says")))),
                    .errors = errors});
}

}  // namespace

Result<http::Response> show_log_time(Context& c) {
    const auto kept = c.db.read(municipality::log_retention);
    return log_time_page(c, {std::to_string(kept.years), kept.ground}, {});
}

Result<http::Response> save_log_time(Context& c) {
    const LogTimeForm typed{tidy_text(c.request.field("years")), tidy_text(c.request.field("ground"))};
    const auto kept = checked(typed);
    if (!kept) return log_time_page(c, typed, kept.error().fields);
    c.db.write([&](db::Connection& db) {
        municipality::save(db, *kept);
        audit::record(db, c.visitor,
                      {.event = "administration.log_time_changed", .subject_kind = "municipality", .detail = std::to_string(kept->years)});
    });
    return saved(address);
}

}  // namespace administration
