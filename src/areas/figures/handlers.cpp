#include "areas/figures/handlers.h"

#include "areas/figures/views.h"
#include "engines/services/catalogue.h"

namespace figures {
namespace {

std::string token_of(const Context& c) { return std::string(c.request.part("invitation_to_answer")); }

std::optional<opinions::Said> said_in(const http::Request& request) {
    const auto said = request.field("svar");
    if (said == "ja") return opinions::Said::yes;
    if (said == "nej") return opinions::Said::no;
    return std::nullopt;
}

/// This month and the twelve before it: opinions are counted by the month.
std::vector<views::ServiceFigures> figures_of(db::Connection& db, Language language) {
    const auto today = civil(swedish_date(now()));
    const auto since = date_from(today.year - 1, today.month, 1).value();
    std::vector<views::ServiceFigures> all;
    for (const auto& service : services::published(db)) {
        const auto sums = opinions::sums(db, service->id, since);
        const auto closed = cases::count_closed(db, service->id, swedish_time(since));
        if (closed > 0 || sums.invited > 0)
            all.push_back({service->id, service->title.in(language), closed, cases::usual_time(db, service->id), sums});
    }
    return all;
}

}  // namespace

Result<http::Response> show_questions(Context& c) {
    return c.db.read([&](db::Connection& db) -> Result<http::Response> {
        const auto invitation = TRY(opinions::find(db, token_of(c)));
        const auto service = services::newest_published(db, invitation.service);
        return views::questions_page(c, token_of(c), invitation, service ? service->title.in(c.text.language()) : "");
    });
}

Result<http::Response> answer_question(Context& c) {
    const auto question = from_name<opinions::Question>(c.request.field("fraga"));
    const auto said = said_in(c.request);
    if (question && said) {
        const auto counted = c.db.write([&](db::Connection& db) { return opinions::answer(db, token_of(c), *question, *said); });
        // Answered already, as by a second tap: the page says so.
        if (!counted && counted.error().fault != Fault::conflict) return tl::unexpected(counted.error());
    }
    return http::see_other("/tyck-till/" + http::percent_encoded(token_of(c)));
}

Result<http::Response> show_figures(Context& c) {
    return views::figures_page(c, c.db.read([&](db::Connection& db) { return figures_of(db, c.text.language()); }));
}

Result<http::Response> figures_as_csv(Context& c) {
    return views::csv(c, c.db.read([&](db::Connection& db) { return figures_of(db, c.text.language()); }));
}

}  // namespace figures
