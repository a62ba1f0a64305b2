#include "areas/knowledge_base/handlers.h"

#include <algorithm>

#include "areas/knowledge_base/views.h"
#include "engines/audit/audit.h"
#include "engines/identity/roles.h"
#include "engines/services/catalogue.h"
#include "foundation/base/unicode.h"
#include "foundation/crypto/crypto.h"

namespace knowledge_base {
namespace {

using knowledge::Article;

constexpr int most_hits = 30, most_unanswered = 50;
constexpr std::int64_t days_of_votes = 365;

Date today() { return swedish_date(now()); }

std::string typed_words(const Context& c) { return first_characters(tidy_text(c.request.query.get("q")), 200); }

Result<Article> public_article(db::Connection& db, const Context& c) {
    return knowledge::find_public(db, c.request.part("article"), today());
}

std::vector<identity::Unit> own_units(db::Connection& db, const Visitor& visitor) {
    const auto ids = identity::units_with_right(db, visitor.account, knowledge::may_write.name);
    auto all = identity::units(db);
    std::erase_if(all, [&](const identity::Unit& unit) { return std::ranges::find(ids, unit.id) == ids.end(); });
    return all;
}

struct Choices {
    std::vector<identity::Unit> units;
    std::vector<std::shared_ptr<const services::Service>> services;

    std::vector<std::string> service_ids() const {
        std::vector<std::string> ids;
        for (const auto& service : services) ids.push_back(service->id);
        return ids;
    }
};
Choices choices(Context& c) {
    return c.db.read([&](db::Connection& db) { return Choices{own_units(db, c.visitor), services::published(db)}; });
}

void write_into_log(db::Connection& db, const Context& c, const char* event, ArticleId id) {
    audit::record(db, c.visitor, {.event = event, .subject_kind = "article", .subject = id.value});
}

/// The same for one who searches for the same again that day, and for nothing else.
std::string searched_by(const Context& c, const std::string& words) {
    const auto what = "searched " + std::to_string(today().days) + " " + c.request.client_address + " " + lower(words);
    return crypto::hex(crypto::hmac_sha256(c.tenant.secret, what).substr(0, 12));
}

}  // namespace

Result<http::Response> show_questions(Context& c) {
    const auto words = typed_words(c);
    const auto found = c.db.read([&](db::Connection& db) {
        return words.empty() ? knowledge::all_public(db, today())
                             : knowledge::search(db, words, knowledge::Audience::everybody, today(), most_hits);
    });
    if (!words.empty() && found.empty())
        c.db.write([&](db::Connection& db) { knowledge::note_unanswered(db, words, searched_by(c, words)); });
    return views::questions_page(c, found, words);
}

Result<http::Response> show_question(Context& c) {
    return c.db.read([&](db::Connection& db) -> Result<http::Response> {
        const auto article = TRY(public_article(db, c));
        const auto service = article.text.service.empty() ? nullptr : services::newest_published(db, article.text.service);
        return views::question_page(c, article, service.get(), c.request.query.has("tack") ? views::Thanks::said : views::Thanks::not_yet);
    });
}

Result<http::Response> say_whether_right(Context& c) {
    const auto said = c.request.field("svar");
    return c.db.write([&](db::Connection& db) -> Result<http::Response> {
        const auto article = TRY(public_article(db, c));
        if (said != "ja" && said != "nej") return http::see_other("/fragor/" + article.slug);
        knowledge::count_vote(db, article.id, said == "ja" ? knowledge::Said::yes : knowledge::Said::no);
        return http::see_other("/fragor/" + article.slug + "?tack=1");
    });
}

Result<http::Response> show_articles(Context& c) {
    return c.db.read([&](db::Connection& db) -> Result<http::Response> {
        std::vector<views::ArticleRow> rows;
        for (auto& article : knowledge::all_to_change(db, c.visitor.account)) {
            const auto votes = knowledge::votes(db, article.id, Date{today().days - days_of_votes});
            const auto unit = identity::find_unit(db, article.placing.unit);
            rows.push_back({std::move(article), unit ? unit->name(c.text.language()) : "", votes});
        }
        return views::articles_page(c, rows, knowledge::unanswered(db, most_unanswered), today());
    });
}

Result<http::Response> remove_unanswered(Context& c) {
    const auto words = std::string(c.request.field("words"));
    c.db.write([&](db::Connection& db) {
        knowledge::remove_unanswered(db, words);
        audit::record(db, c.visitor, {.event = "knowledge_base.unanswered_removed", .subject_kind = "search"});
    });
    return http::see_other("/svarsbank");
}

Result<http::Response> show_new(Context& c) {
    auto [units, services] = choices(c);
    ArticleForm form;
    form.title_sv = typed_words(c);
    return views::edit_page(c, {.form = form, .units = units, .services = std::move(services)});
}

Result<http::Response> add_article(Context& c) {
    auto offered = choices(c);
    const auto form = typed_form(c.request);
    const auto article = checked(form, offered.units, offered.service_ids());
    if (!article)
        return views::edit_page(
            c, {.form = form, .units = offered.units, .services = std::move(offered.services), .errors = article.error().fields});
    c.db.write([&](db::Connection& db) {
        const auto id = knowledge::add(db, c.visitor, article->placing, article->text);
        write_into_log(db, c, "knowledge_base.article_added", id);
    });
    return http::see_other("/svarsbank");
}

Result<http::Response> show_article(Context& c) {
    auto offered = choices(c);
    return c.db.read([&](db::Connection& db) -> Result<http::Response> {
        const auto article = TRY(knowledge::find_to_change(db, c.visitor.account, c.request.id<ArticleId>("article_id")));
        return views::edit_page(c, {.form = form_of(article),
                                    .units = offered.units,
                                    .services = std::move(offered.services),
                                    .versions = knowledge::versions(db, article.id)});
    });
}

Result<http::Response> change_article(Context& c) {
    auto offered = choices(c);
    const auto form = typed_form(c.request);
    const auto article = TRY(c.db.read(
        [&](db::Connection& db) { return knowledge::find_to_change(db, c.visitor.account, c.request.id<ArticleId>("article_id")); }));
    const auto again = [&](std::vector<FieldError> errors) {
        return views::edit_page(c, {.form = form,
                                    .units = offered.units,
                                    .services = offered.services,
                                    .versions = c.db.read([&](db::Connection& db) { return knowledge::versions(db, article.id); }),
                                    .errors = std::move(errors)});
    };
    const auto changed = checked(form, offered.units, offered.service_ids());
    if (!changed) return again(changed.error().fields);
    const auto seen = static_cast<int>(whole_number(form.seen_version).value_or(0));
    const auto written = c.db.write([&](db::Connection& db) -> Result<void> {
        TRY(knowledge::change(db, c.visitor, article.id, seen, changed->placing, changed->text));
        write_into_log(db, c, "knowledge_base.article_changed", article.id);
        return {};
    });
    if (!written) return again({{"body_sv", written.error().text_key}});
    return http::see_other("/svarsbank");
}

}  // namespace knowledge_base
