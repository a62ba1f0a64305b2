#include "areas/knowledge_base/article_form.h"

#include <algorithm>

#include "engines/pages/fields.h"
#include "foundation/base/unicode.h"

namespace knowledge_base {

ArticleForm form_of(const knowledge::Article& article) {
    const auto& [unit, subject, audience, valid_to] = article.placing;
    const auto& text = article.text;
    return {.unit = std::to_string(unit.value),
            .subject = std::string(to_name(subject)),
            .audience = std::string(to_name(audience)),
            .valid_to = valid_to ? to_iso(*valid_to) : "",
            .title_sv = text.title.sv,
            .title_en = text.title.en,
            .body_sv = text.body.sv,
            .body_en = text.body.en,
            .for_staff = text.for_staff,
            .keywords = text.keywords,
            .service = text.service,
            .seen_version = std::to_string(article.version)};
}

ArticleForm typed_form(const http::Request& request) {
    const auto typed = [&](std::string_view name) { return tidy_text(request.field(name)); };
    return {.unit = typed("unit"),
            .subject = typed("subject"),
            .audience = typed("audience"),
            .valid_to = pages::day_answer(request.form, "valid_to", YearMeant::coming),
            .title_sv = typed("title_sv"),
            .title_en = typed("title_en"),
            .body_sv = typed("body_sv"),
            .body_en = typed("body_en"),
            .for_staff = typed("for_staff"),
            .keywords = typed("keywords"),
            .service = typed("service"),
            .seen_version = typed("seen_version")};
}

Result<CheckedArticle> checked(const ArticleForm& form, const std::vector<identity::Unit>& units,
                               const std::vector<std::string>& services) {
    std::vector<FieldError> errors;
    const auto wrong_unless = [&](bool holds, const char* field, const char* text_key) {
        if (!holds) errors.push_back({field, text_key});
    };
    const auto fits = [](const std::string& words, std::size_t longest) { return !words.empty() && count_characters(words) <= longest; };
    const UnitId unit{whole_number(form.unit).value_or(0)};
    const auto subject = from_name<knowledge::Subject>(form.subject);
    const auto audience = from_name<knowledge::Audience>(form.audience);
    const auto valid_to = date_from_iso(form.valid_to);
    wrong_unless(fits(form.title_sv, knowledge::longest_title), "title_sv", "error_title_sv");
    wrong_unless(fits(form.body_sv, knowledge::longest_body), "body_sv", "error_body_sv");
    wrong_unless(fits(form.title_en, knowledge::longest_title), "title_en", "error_title_en");
    wrong_unless(fits(form.body_en, knowledge::longest_body), "body_en", "error_body_en");
    wrong_unless(count_characters(form.for_staff) <= knowledge::longest_body, "for_staff", "error_for_staff");
    wrong_unless(count_characters(form.keywords) <= knowledge::longest_keywords, "keywords", "error_keywords");
    wrong_unless(std::ranges::find(units, unit, &identity::Unit::id) != units.end(), "unit", "error_unit");
    wrong_unless(subject.has_value(), "subject", "error_subject");
    wrong_unless(audience.has_value(), "audience", "error_audience");
    wrong_unless(form.valid_to.empty() || valid_to, "valid_to", "error_valid_to");
    wrong_unless(form.service.empty() || std::ranges::find(services, form.service) != services.end(), "service", "error_service");
    if (!errors.empty()) return invalid(std::move(errors));
    return CheckedArticle{{unit, *subject, *audience, valid_to},
                          {.title = {form.title_sv, form.title_en},
                           .body = {form.body_sv, form.body_en},
                           .for_staff = form.for_staff,
                           .keywords = form.keywords,
                           .service = form.service}};
}

}  // namespace knowledge_base
