#include "areas/figures/handlers.h"

#include "areas/figures/views.h"
#include "engines/audit/audit.h"
#include "engines/flows/flow.h"
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

constexpr int months_shown = 13, most_in_file = 100'000;

/// The first day of the month that is so many months before this one.
Date month_before(int months) {
    const auto today = civil(swedish_date(now()));
    const int whole = today.year * 12 + today.month - 1 - months;
    return date_from(whole / 12, whole % 12 + 1, 1).value();
}
/// This month and the twelve before it: opinions are counted by the month.
Date since() { return month_before(months_shown - 1); }

views::ServiceFigures figures_of(db::Connection& db, const services::Service& service, Language language) {
    const auto from = swedish_time(since()), to = now();
    return {.id = service.id,
            .title = service.title.in(language),
            .since = since(),
            .today = swedish_date(to),
            .received = cases::count_received(db, service.id, from, to),
            .closed = cases::count_closed(db, service.id, from, to),
            .forms = services::completion(db, service.id),
            .usual = cases::usual_time(db, service.id),
            .sums = opinions::sums(db, service.id, since())};
}

std::vector<views::ServiceFigures> all_figures(db::Connection& db, Language language) {
    std::vector<views::ServiceFigures> all;
    for (const auto& service : services::published(db)) {
        auto one = figures_of(db, *service, language);
        if (one.received > 0 || one.closed > 0 || one.sums.invited > 0) all.push_back(std::move(one));
    }
    return all;
}

std::vector<views::Month> months_of(db::Connection& db, std::string_view service) {
    std::vector<views::Month> all;
    for (int ago = months_shown - 1; ago >= 0; --ago) {
        const auto first = month_before(ago), after = month_before(ago - 1);
        const auto from = swedish_time(first), to = swedish_time(after);
        all.push_back({first, after, cases::count_received(db, service, from, to), cases::count_closed(db, service, from, to)});
    }
    return all;
}

/// In words for staff where the flow's own are said to the applicant. A state that the flow no longer has is called by its id.
std::string label_of(const Texts& text, const flows::Flow& flow, const std::string& state) {
    if (const auto key = "state." + state; text.has(key)) return text(key);
    const auto* found = flow.find_state(state);
    return found ? found->label.in(text.language()) : state;
}

flows::Flow flow_of(const services::Service& service) {
    return flows::parse_flow(services::carried_flow(service.flow).value_or("")).value_or(flows::Flow{});
}

std::vector<views::TimeInState> times_of(db::Connection& db, const services::Service& service, const Texts& text) {
    const auto flow = flow_of(service);
    std::vector<views::TimeInState> all;
    for (auto& time : cases::time_in_states(db, service.id, swedish_time(since()))) {
        auto label = label_of(text, flow, time.state);
        all.push_back({std::move(label), std::move(time)});
    }
    return all;
}

/// What the address says is counted; all that was closed in the months shown where it says nothing.
cases::Figure figure_in(const http::Request& request) {
    const auto day = [&](std::string_view name, Date otherwise) { return date_from_iso(request.query.get(name)).value_or(otherwise); };
    return {.what = from_name<cases::Figure::What>(request.query.get("slag")).value_or(cases::Figure::What::closed),
            .state = std::string(request.query.get("lage")),
            .from = swedish_time(day("fran", since())),
            .to = swedish_time({day("till", swedish_date(now())).days + 1})};
}

std::int64_t count_in_all(db::Connection& db, const services::Service& service, const cases::Figure& figure) {
    switch (figure.what) {
        case cases::Figure::What::received: return cases::count_received(db, service.id, figure.from, figure.to);
        case cases::Figure::What::closed: return cases::count_closed(db, service.id, figure.from, figure.to);
        case cases::Figure::What::stayed: break;
    }
    return cases::count_stayed(db, service.id, figure);
}

views::CasesBehind cases_behind(db::Connection& db, const Context& c, const services::Service& service, int limit) {
    const auto figure = figure_in(c.request);
    return {.service = service,
            .figure = figure,
            .until = {swedish_date(figure.to).days - 1},
            .state = figure.what == cases::Figure::What::stayed ? label_of(c.text, flow_of(service), figure.state) : "",
            .cases = cases::cases_of_figure(db, c.visitor.account, service.id, figure, limit),
            .in_all = count_in_all(db, service, figure)};
}

}  // namespace

Result<std::shared_ptr<const services::Service>> service_asked_for(db::Connection& db, const Context& c) {
    auto service = services::newest_published(db, c.request.part("service"));
    if (!service) return failure(Fault::not_found);
    return service;
}

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
    return views::figures_page(c, c.db.read([&](db::Connection& db) { return all_figures(db, c.text.language()); }));
}

Result<http::Response> figures_as_csv(Context& c) {
    return views::csv(c, c.db.read([&](db::Connection& db) { return all_figures(db, c.text.language()); }));
}

Result<http::Response> show_service(Context& c) {
    return c.db.read([&](db::Connection& db) -> Result<http::Response> {
        const auto service = TRY(service_asked_for(db, c));
        return views::service_page(c, figures_of(db, *service, c.text.language()), months_of(db, service->id),
                                   times_of(db, *service, c.text));
    });
}

Result<http::Response> show_cases(Context& c) {
    return c.db.read([&](db::Connection& db) -> Result<http::Response> {
        const auto service = TRY(service_asked_for(db, c));
        return views::cases_page(c, cases_behind(db, c, *service, views::most_rows + 1));
    });
}

Result<http::Response> cases_as_csv(Context& c) {
    const auto service = TRY(c.db.read([&](db::Connection& db) { return service_asked_for(db, c); }));
    const auto behind = c.db.read([&](db::Connection& db) { return cases_behind(db, c, *service, most_in_file); });
    // Many cases leave in one file: that stands in the log, though no person is named in it.
    audit::record_read(c.db, c.visitor,
                       {.event = "figures.cases_read",
                        .subject_kind = "service",
                        .reason = "follow_up",
                        .detail = std::to_string(behind.cases.size()) + " " + service->id});
    return views::cases_csv(c, behind);
}

}  // namespace figures
