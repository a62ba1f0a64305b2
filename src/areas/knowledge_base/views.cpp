#include "areas/knowledge_base/views.h"

#include <algorithm>

#include "engines/forms/spoken.h"
#include "engines/pages/navigation.h"

namespace knowledge_base::views {

using knowledge::Article;
using pages::Html;

namespace {

std::string address_of(const Article& article) { return "/fragor/" + http::percent_encoded(article.slug); }

Texts engine(const Context& c) { return c.text.of("knowledge"); }
std::string subject_words(const Context& c, knowledge::Subject subject) { return engine(c)("subject." + std::string(to_name(subject))); }

Html links(const Context& c, const std::vector<Article>& articles) {
    std::vector<pages::Link> all;
    for (const auto& article : articles)
        all.push_back({.href = address_of(article),
                       .words = article.text.title.in(c.text.language()),
                       .lang = std::string(article.text.title.lang(c.text.language()))});
    return pages::linklist(all);
}

Html by_subject(const Context& c, const std::vector<Article>& articles) {
    return html::each(names_of<knowledge::Subject>, [&](const auto& named) {
        std::vector<Article> of_subject;
        std::ranges::copy_if(articles, std::back_inserter(of_subject),
                             [&](const Article& article) { return article.placing.subject == named.first; });
        if (of_subject.empty()) return Html();
        return html::make<R"(<section aria-labelledby="h-{}"><h2 id="h-{}">{}</h2>{}</section>)">(
            named.second, named.second, subject_words(c, named.first), links(c, of_subject));
    });
}

Html no_hits(const Context& c, std::string_view searched) {
    const auto ask = pages::is_answered("/kontakt") ? pages::link_button("/kontakt", c.text("ask_us"), pages::Button::secondary) : Html();
    return pages::empty_state(c.text("no_hits", searched), c.text("no_hits_do"), ask);
}

Html was_it_right(const Context& c, const Article& article, Thanks thanks) {
    if (thanks == Thanks::said) return pages::notice(pages::Tone::ok, c.text("thanks"));
    return pages::form(c, address_of(article),
                       html::make<R"(<h2>{}</h2>{}<p class="small muted">{}</p>)">(
                           c.text("was_it_right"),
                           pages::button_row(pages::button(c.text("yes"), pages::Button::secondary, "svar", "ja") +
                                             pages::button(c.text("no"), pages::Button::secondary, "svar", "nej")),
                           c.text("not_who")));
}

/// Soon out of date, or already.
Html validity(const Context& c, const Article& article, Date today) {
    constexpr std::int64_t soon = 30;
    if (!article.placing.valid_to) return html::text(c.text("until_further_notice"));
    const auto last = *article.placing.valid_to;
    const auto words = c.text.day(last);
    if (last < today) return pages::tag(pages::Tone::err, "alert-octagon", c.text("ended_on", words));
    if (last.days - today.days <= soon) return pages::tag(pages::Tone::warn, "alert-triangle", words);
    return html::text(words);
}

Html article_table(const Context& c, const std::vector<ArticleRow>& rows, Date today) {
    if (rows.empty()) return pages::empty_state(c.text("none"), c.text("none_do"));
    std::vector<std::vector<Html>> cells;
    for (const auto& [article, unit, votes] : rows)
        cells.push_back({pages::link("/svarsbank/svar/" + std::to_string(article.id.value), article.text.title.in(c.text.language())),
                         html::text(unit), html::text(engine(c)("audience." + std::string(to_name(article.placing.audience)))),
                         validity(c, article, today), html::text(std::to_string(votes.yes)), html::text(std::to_string(votes.no))});
    return pages::table(c.text("staff_title"),
                        {{c.text("article")},
                         {c.text("owner")},
                         {c.text("audience")},
                         {c.text("valid_to")},
                         {c.text("right"), true},
                         {c.text("wrong"), true}},
                        cells);
}

Html unanswered_table(const Context& c, const std::vector<knowledge::Unanswered>& all) {
    if (all.empty()) return html::make<"<p>{}</p>">(c.text("all_answered"));
    std::vector<std::vector<Html>> cells;
    for (const auto& one : all)
        cells.push_back(
            {html::text(one.words), html::text(std::to_string(one.times)), html::text(c.text.day(one.last_on)),
             pages::button_row(
                 pages::link_button("/svarsbank/nytt?q=" + http::percent_encoded(one.words), c.text("write_answer"), pages::Button::quiet) +
                 pages::form(c, "/svarsbank/obesvarade",
                             pages::hidden("words", one.words) + pages::button(c.text("is_done"), pages::Button::quiet)))});
    return pages::table(c.text("unanswered"),
                        {{c.text("searched_for")}, {c.text("times"), true}, {c.text("last_on")}, {c.text("what_to_do")}}, cells);
}

template <class Enum>
std::vector<pages::Option> named_options(const Context& c, const std::string& prefix) {
    std::vector<pages::Option> all;
    for (const auto& [value, name] : names_of<Enum>) all.push_back({std::string(name), engine(c)(prefix + std::string(name))});
    return all;
}

Html placing_fields(const Context& c, const EditScreen& screen, const pages::Errors& errors) {
    const auto& form = screen.form;
    std::vector<pages::Option> units, services{{"", c.text("no_service")}};
    for (const auto& unit : screen.units) units.push_back({std::to_string(unit.id.value), unit.name(c.text.language())});
    for (const auto& service : screen.services) services.push_back({service->id, service->title.in(c.text.language())});
    return pages::select(c.text, {.name = "unit", .label = c.text("owner"), .value = form.unit, .error = errors.at("unit")}, units) +
           pages::select(c.text, {.name = "subject", .label = c.text("subject"), .value = form.subject, .error = errors.at("subject")},
                         named_options<knowledge::Subject>(c, "subject.")) +
           pages::radios(c.text, {.name = "audience", .label = c.text("audience"), .value = form.audience, .error = errors.at("audience")},
                         named_options<knowledge::Audience>(c, "audience.")) +
           pages::day_field(c.text, {.name = "valid_to",
                                     .label = c.text("valid_to"),
                                     .hint = c.text("valid_to_hint"),
                                     .value = form.valid_to,
                                     .error = errors.at("valid_to"),
                                     .optional = true}) +
           pages::select(
               c.text,
               {.name = "service", .label = c.text("service"), .value = form.service, .error = errors.at("service"), .optional = true},
               services);
}

Html text_fields(const Context& c, const ArticleForm& form, const pages::Errors& errors) {
    const auto line = [&](std::string name, const std::string& value) {
        return pages::text_field(c.text,
                                 {.name = name, .label = c.text(name), .value = value, .error = errors.at(name), .autocomplete = "off"});
    };
    const auto box = [&](std::string name, const std::string& value, std::string_view hint, bool optional) {
        return pages::text_area(
            c.text,
            {.name = name, .label = c.text(name), .hint = c.text(hint), .value = value, .error = errors.at(name), .optional = optional});
    };
    return line("title_sv", form.title_sv) + box("body_sv", form.body_sv, "body_hint", false) + line("title_en", form.title_en) +
           box("body_en", form.body_en, "body_hint", false) + box("for_staff", form.for_staff, "for_staff_hint", true) +
           pages::text_field(c.text, {.name = "keywords",
                                      .label = c.text("keywords"),
                                      .hint = c.text("keywords_hint"),
                                      .value = form.keywords,
                                      .error = errors.at("keywords"),
                                      .optional = true,
                                      .autocomplete = "off"});
}

Html earlier_versions(const Context& c, const std::vector<Article>& versions) {
    if (versions.size() < 2) return {};
    const auto rows = html::each(versions, [&](const Article& version) {
        return html::make<R"(<section class="stack"><h3>{}</h3><p class="small muted">{} · {}</p>{}</section>)">(
            c.text("version", version.version), c.text.moment(version.changed_at), version.changed_by,
            pages::prose(version.text.body.in(c.text.language())));
    });
    return pages::details(c.text("versions", versions.size()), rows);
}

}  // namespace

http::Response questions_page(const Context& c, const std::vector<Article>& articles, std::string_view searched) {
    const auto list = searched.empty() ? by_subject(c, articles) : articles.empty() ? no_hits(c, searched) : links(c, articles);
    const auto main = html::make<R"(<h1>{}</h1><p class="lead">{}</p><div class="stack-lg">{}{}</div>)">(
        c.text("title"), c.text("lead"),
        pages::search_form(
            c.text,
            {.action = "/fragor", .label = c.text("search"), .value = std::string(searched), .placeholder = c.text("search_example")}),
        list);
    return pages::site(c, {.title = c.text("title"), .main = main});
}

http::Response question_page(const Context& c, const Article& article, const services::Service* service, Thanks thanks) {
    const auto& title = article.text.title.in(c.text.language());
    const auto way_on = html::when(service != nullptr,
                                   [&] { return pages::link_button("/e-tjanster/" + service->id, service->title.in(c.text.language())); });
    // Answers are written in Swedish and English.
    const auto lang = article.text.body.lang(c.text.language());
    const auto prose = pages::prose(article.text.body.in(c.text.language()));
    const auto body = lang.empty() ? prose : html::make<R"(<div lang="{}" dir="ltr">{}</div>)">(lang, prose);
    const auto main = html::make<R"({}<h1>{}</h1><div class="stack-lg">{}{}<p class="small muted">{}</p><section>{}</section></div>)">(
        pages::back_link("/fragor", c.text("title")), forms::said(c.text, article.text.title), body, way_on,
        c.text("changed_on", c.text.day(swedish_date(article.changed_at))), was_it_right(c, article, thanks));
    return pages::site(c, {.title = title, .main = main});
}

http::Response articles_page(const Context& c, const std::vector<ArticleRow>& rows, const std::vector<knowledge::Unanswered>& unanswered,
                             Date today) {
    const auto main = html::make<
        R"(<h1>{}</h1><p class="lead">{}</p><div class="stack-lg">{}<section><h2>{}</h2>{}</section><section><h2>{}</h2><p>{}</p>{}</section></div>)">(
        c.text("staff_title"), c.text("staff_lead"), pages::button_row(pages::link_button("/svarsbank/nytt", c.text("new_article"))),
        c.text("articles"), article_table(c, rows, today), c.text("unanswered"), c.text("unanswered_says"),
        unanswered_table(c, unanswered));
    return pages::app(c, {.title = c.text("staff_title"), .main = main});
}

http::Response edit_page(const Context& c, const EditScreen& screen) {
    const pages::Errors errors(c.text, screen.errors);
    const bool is_new = screen.versions.empty();
    const auto address = is_new ? std::string("/svarsbank/nytt") : "/svarsbank/svar/" + std::to_string(screen.versions.front().id.value);
    const auto title = is_new ? c.text("new_article") : c.text("change_article");
    const auto fields = pages::hidden("seen_version", screen.form.seen_version) + text_fields(c, screen.form, errors) +
                        placing_fields(c, screen, errors) + pages::form_foot(pages::button(c.text("save")));
    const auto main = html::make<R"({}{}<h1>{}</h1><div class="form-body stack-lg">{}{}</div>)">(
        pages::back_link("/svarsbank", c.text("staff_title")), pages::error_summary(c.text, errors), title, pages::form(c, address, fields),
        earlier_versions(c, screen.versions));
    return pages::app(c, {.title = title, .main = main, .status = errors.empty() ? 200 : 422, .has_errors = !errors.empty()});
}

}  // namespace knowledge_base::views
