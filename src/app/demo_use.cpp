#include "app/demo_use.h"

#include "engines/opinions/opinions.h"
#include "engines/services/usage.h"

namespace app {

constexpr int stopped_in_hundred = 18;
constexpr int mended_in_hundred = 9;
constexpr std::int64_t seconds_a_question = 14;
constexpr int answers_in_hundred = 41, easy_in_hundred = 86, safe_in_hundred = 92;

void DemoUse::came_through(db::Connection& db, const services::Service& service, const forms::Page& page) {
    const auto questions = static_cast<std::int64_t>(page.fields.size());
    services::count_answered(db, service.id, service.version, page.id, chance_.between(6, 6 + 2 * seconds_a_question * questions));
    if (!page.fields.empty() && chance_.in_hundred(mended_in_hundred))
        services::count_errors(db, service.id, service.version, {chance_.one_of(page.fields).id});
}

void DemoUse::sent(db::Connection& db, const services::Service& service, const forms::Answers& answers) {
    const auto scope = forms::scope_of(service.form, answers);
    std::vector<const forms::Page*> way;
    for (const auto& page : service.form.pages)
        if (forms::is_shown(page, scope)) way.push_back(&page);
    for (const auto* page : way) came_through(db, service, *page);
    services::count_answered(db, service.id, service.version, services::sent_page, chance_.between(10, 90));
    if (way.empty() || !chance_.in_hundred(stopped_in_hundred)) return;
    way.resize(static_cast<std::size_t>(chance_.between(1, std::ssize(way))));
    for (const auto* page : way) came_through(db, service, *page);
}

void DemoUse::closed(db::Connection& db, std::string_view secret, const services::Service& service, CaseId id) {
    const auto token = opinions::invite(db, secret, service.id, "demo case " + std::to_string(id.value));
    if (!chance_.in_hundred(answers_in_hundred)) return;
    const auto said = [&](int yes_in_hundred) { return chance_.in_hundred(yes_in_hundred) ? opinions::Said::yes : opinions::Said::no; };
    (void)opinions::answer(db, token, opinions::Question::easy, said(easy_in_hundred));
    (void)opinions::answer(db, token, opinions::Question::safe, said(safe_in_hundred));
}

}  // namespace app
