/// What the municipality has decided for its messages: quiet hours, prices, its own words.
#include <fmt/format.h>

#include <algorithm>

#include "areas/administration/handlers.h"
#include "areas/administration/page.h"
#include "engines/audit/audit.h"
#include "engines/cases/notices.h"
#include "engines/notify/settings.h"
#include "engines/notify/words.h"
#include "foundation/base/unicode.h"

namespace administration {

namespace h = html;

namespace {

constexpr std::string_view address = "/administration/utskick";

std::string words_address(cases::Notice notice, Language language) {
    return fmt::format("{}/{}/{}", address, to_name(notice), to_code(language));
}

notify::SettingsForm typed_settings(const http::Request& request) {
    const auto field = [&](std::string_view name) { return std::string(trimmed(request.field(name))); };
    return {.sms_from = field("sms_from"),
            .sms_until = field("sms_until"),
            .sms_days = field("sms_days"),
            .price_email = field("price_email"),
            .price_sms = field("price_sms"),
            .price_digital_post = field("price_digital_post"),
            .price_letter = field("price_letter")};
}

h::Html settings_form(const Context& c, const notify::SettingsForm& typed, const pages::Errors& errors) {
    const auto number = [&](std::string_view name, const std::string& value, std::string_view suffix = {}) {
        const auto label = fmt::format("sending_{}", name), hint = label + "_hint";
        return pages::text_field(c.text, {.name = std::string(name),
                                          .label = c.text(label),
                                          .hint = c.text.has(hint) ? c.text(hint) : "",
                                          .value = value,
                                          .error = errors.at(name),
                                          .inputmode = suffix.empty() ? "numeric" : "decimal",
                                          .width = suffix.empty() ? "2" : "4",
                                          .suffix = std::string(suffix)});
    };
    std::vector<pages::Option> days;
    for (const auto& [day, name] : names_of<notify::SmsDays>) days.push_back({std::string(name), c.text("sms_days." + std::string(name))});
    const auto hours = number("sms_from", typed.sms_from) + number("sms_until", typed.sms_until) +
                       pages::radios(c.text, {.name = "sms_days", .label = c.text("sending_sms_days"), .value = typed.sms_days}, days);
    const auto prices = number("price_email", typed.price_email, "kr") + number("price_sms", typed.price_sms, "kr") +
                        number("price_digital_post", typed.price_digital_post, "kr") + number("price_letter", typed.price_letter, "kr");
    return pages::form(c, address,
                       section(c.text("sending_hours"), hours) + section(c.text("sending_prices"), prices) +
                           pages::form_foot(pages::button(c.text("common.save"))));
}

std::string language_words(const Context& c, const LanguageRow& row) {
    return is_further(row.language) ? std::string(row.own_name) : c.text("words_in." + std::string(row.code));
}

h::Html words_list(const Context& c) {
    const auto own = c.db.read(notify::all_own_words);
    const auto link = [&](cases::Notice notice, Language language) {
        const bool is_own = std::ranges::find(own, std::pair(std::string(to_name(notice)), language)) != own.end();
        return h::make<R"(<a href="{}">{}<span class="visually-hidden"> {}</span></a>)">(
            words_address(notice, language), c.text(is_own ? "words_own" : "words_standard"),
            cases::standard_words(c.text.of("cases"), notice).subject);
    };
    std::vector<std::vector<h::Html>> rows;
    const auto all_languages = languages_with(c.tenant.further_languages);
    for (const auto& [notice, name] : names_of<cases::Notice>) {
        rows.push_back({h::text(cases::standard_words(c.text.of("cases"), notice).subject)});
        for (const auto& row : all_languages) rows.back().push_back(link(notice, row.language));
    }
    std::vector<pages::Column> columns{{c.text("words_occasion")}};
    for (const auto& row : all_languages) columns.push_back({language_words(c, row)});
    return section(c.text("words_title"), h::make<"<p>{}</p>{}">(c.text("words_lead"), pages::table(c.text("words_title"), columns, rows)));
}

http::Response sending_page(const Context& c, const notify::SettingsForm& typed, const std::vector<FieldError>& wrong) {
    const pages::Errors errors(c.text, wrong);
    return page(c, {.title = c.text("sending"), .content = settings_form(c, typed, errors) + words_list(c), .errors = errors});
}

/// What the address names.
struct Place {
    cases::Notice notice{};
    Language language{};
};
Result<Place> place_of(const Context& c) {
    const auto notice = from_name<cases::Notice>(c.request.part("occasion"));
    const auto language = language_from(c.request.part("language"), c.tenant.further_languages);
    if (!notice || !language) return failure(Fault::not_found);
    return Place{*notice, *language};
}

notify::Words standard_words(const Context& c, const Place& place) {
    return cases::standard_words(c.text.of("cases").in(place.language), place.notice);
}

http::Response words_page(const Context& c, const Place& place, const notify::Words& typed, const std::vector<FieldError>& wrong) {
    const pages::Errors errors(c.text, wrong);
    const auto field = [&](std::string_view name, const std::string& value) {
        return pages::Field{.name = std::string(name),
                            .label = c.text(fmt::format("words_{}", name)),
                            .value = value,
                            .error = errors.at(name),
                            .lang = is_further(place.language) ? std::string(to_code(place.language)) : ""};
    };
    const auto action = words_address(place.notice, place.language);
    const auto form =
        pages::form(c, action,
                    pages::text_field(c.text, field("subject", typed.subject)) + pages::text_area(c.text, field("text", typed.text)) +
                        pages::text_area(c.text, field("sms", typed.sms)) + pages::form_foot(pages::button(c.text("common.save"))));
    return page(
        c, {.title = fmt::format("{} ({})", standard_words(c, place).subject, language_words(c, row_of(place.language))),
            .content = h::make<"<p>{}</p>{}{}">(c.text("words_names", joined(notify::names_in_braces(), ", ")), form,
                                                post_button(c, action + "/aterstall", c.text("words_reset"), pages::Button::secondary)),
            .back = std::string(address),
            .back_words = c.text("sending"),
            .errors = errors});
}

void record_words(db::Connection& db, const Context& c, const Place& place) {
    audit::record(db, c.visitor,
                  {.event = "administration.words_changed",
                   .subject_kind = "municipality",
                   .detail = fmt::format("{} {}", to_name(place.notice), to_code(place.language))});
}

}  // namespace

Result<http::Response> show_sending(Context& c) { return sending_page(c, notify::form_of(c.db.read(notify::settings)), {}); }

Result<http::Response> save_sending(Context& c) {
    const auto typed = typed_settings(c.request);
    const auto settings = notify::checked(typed);
    if (!settings) return sending_page(c, typed, settings.error().fields);
    c.db.write([&](db::Connection& db) {
        notify::save(db, *settings);
        audit::record(db, c.visitor, {.event = "administration.sending_changed", .subject_kind = "municipality"});
    });
    return saved(address);
}

Result<http::Response> show_words(Context& c) {
    const auto place = TRY(place_of(c));
    const auto own = c.db.read([&](db::Connection& db) { return notify::own_words(db, to_name(place.notice), place.language); });
    return words_page(c, place, own.value_or(standard_words(c, place)), {});
}

Result<http::Response> save_words(Context& c) {
    const auto place = TRY(place_of(c));
    const notify::Words typed{tidy_text(c.request.field("subject")), tidy_text(c.request.field("text")), tidy_text(c.request.field("sms"))};
    const auto words = notify::checked(typed);
    if (!words) return words_page(c, place, typed, words.error().fields);
    c.db.write([&](db::Connection& db) {
        notify::save_own_words(db, to_name(place.notice), place.language, *words);
        record_words(db, c, place);
    });
    return saved(words_address(place.notice, place.language));
}

Result<http::Response> reset_words(Context& c) {
    const auto place = TRY(place_of(c));
    c.db.write([&](db::Connection& db) {
        notify::remove_own_words(db, to_name(place.notice), place.language);
        record_words(db, c, place);
    });
    return saved(words_address(place.notice, place.language));
}

}  // namespace administration
