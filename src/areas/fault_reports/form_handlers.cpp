/// The one page on which a fault is reported.
#include "areas/fault_reports/handlers.h"
#include "areas/fault_reports/sending.h"
#include "areas/fault_reports/views.h"
#include "engines/drafts/uploads.h"
#include "engines/forms/normal.h"
#include "engines/forms/place.h"
#include "engines/municipality/town_map.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace fault_reports {
namespace {

constexpr int most_near = 4;

std::optional<geo::Position> position_in(const geo::BaseMap* map, const forms::Answers& answers) {
    const auto* answer = answers.find(place_field);
    return answer ? forms::position_of(map, *answer) : std::nullopt;
}

/// What came with the page, read against the questions of the category.
struct Reading {
    forms::Form form;
    Category category;
    bool is_suggested = false;
    forms::Filled filled;
    std::vector<FieldError> errors;
    std::optional<geo::Position> at{};

    forms::Answers& answers() { return filled.answers; }
    std::vector<forms::FileAnswer> pictures() const {
        const auto* answer = filled.answers.find(photo_field);
        return answer ? answer->files() : std::vector<forms::FileAnswer>{};
    }
};

/// A picture that knows where it was taken fills in the place that nobody has.
void take_place_from_picture(const Context& c, Reading& reading) {
    if (reading.answers().has(place_field)) return;
    const auto found = place_of_picture(c.tenant, reading.pictures());
    const auto answer = found.empty() ? forms::Normal<forms::Answer>(tl::unexpected(forms::Refused{}))
                                      : forms::place(found, municipality::map_of(c.tenant));
    if (!answer) return;
    reading.answers().set(place_field, *answer);
    reading.filled.typed.erase(std::string(place_field));
    std::erase_if(reading.errors, [](const FieldError& error) { return error.field == place_field; });
}

Reading read(const Context& c, const Categories& all) {
    Reading reading;
    reading.category = category_of(all, c.request.field("typ"));
    if (!reading.category) {
        reading.category = suggested(all, c.request.field(words_field), c.db.read(store::learned_words));
        reading.is_suggested = reading.category != nullptr;
    }
    reading.form = report_form(c.text, reading.category.get());
    const auto& page = reading.form.pages.front();
    forms::Answers before;
    if (auto pictures = carried_back(c.tenant, c.request.field("bilder")); !pictures.empty())
        before.set(photo_field, {std::move(pictures)});
    const auto* map = municipality::map_of(c.tenant);
    reading.filled = forms::read_page(reading.form, page, c.request, before, drafts::keep_in(c.tenant.files), map);
    reading.errors = forms::check_page(reading.form, page, reading.filled);
    take_place_from_picture(c, reading);
    for (auto& error : missing(reading.answers(), reading.category.get())) reading.errors.push_back(std::move(error));
    reading.at = position_in(map, reading.answers());
    if (reading.answers().has(place_field) && !reading.at) reading.errors.push_back({std::string(place_field), "error_place_unknown"});
    return reading;
}

/// What stands and what has been reported around the place.
struct Around {
    AssetChoice assets;
    std::vector<NearReport> reports;
};
Around around(const Context& c, const forms::Answers& answers, const Category& category, const http::Fields& typed) {
    const auto at = position_in(municipality::map_of(c.tenant), answers);
    if (!at) return {};
    return c.db.read([&](db::Connection& db) {
        Around found;
        if (category) found.assets = asset_choice(db, answers, *category, typed);
        else found.assets.before_category = AssetId{whole_number(typed.get("sak")).value_or(0)};
        found.reports = reports_near(db, *at, found.assets.of.asset, most_near);
        return found;
    });
}

/// Questions that the category has and that the page did not show, or a guess or reports near that nobody has looked at yet.
bool has_more_to_ask(const Context& c, const Reading& reading, const Around& around) {
    if (reading.is_suggested || !around.assets.is_settled) return true;
    const bool asked = c.request.field("_fragor") == reading.category->id;
    return (!asked && !own_questions(*reading.category).empty()) || (!around.reports.empty() && c.request.field("_sett") != "1");
}

http::Response page_again(const Context& c, const Categories& all, const Reading& reading, Around around, bool once_more) {
    return views::form_page(c, {.categories = all,
                                .category = reading.category.get(),
                                .is_suggested = reading.is_suggested,
                                .filled = reading.filled,
                                .errors = once_more ? std::vector<FieldError>{} : reading.errors,
                                .pictures = carried(c.tenant, reading.pictures()),
                                .near = std::move(around.reports),
                                .assets = std::move(around.assets),
                                .asks_once_more = once_more});
}

/// Contact details that somebody has typed wrong are an error of the page, before this.
Sender sender_of(const Context& c, const forms::Answers& answers) {
    return {.email = answers.text(email_field), .phone = answers.text(phone_field), .language = c.text.language()};
}

}  // namespace

Result<http::Response> show_form(Context& c) {
    const auto all = c.db.read(categories);
    forms::Filled filled;
    if (const auto place = first_characters(c.request.query.get(place_field), 200); !place.empty())
        filled.typed[std::string(place_field)] = {place};
    const auto category = category_of(all, c.request.query.get("typ"));
    // From the map, with the place of a thing: it stands chosen.
    forms::Answers answers;
    if (auto place = forms::place(first_characters(c.request.query.get(place_field), 200), municipality::map_of(c.tenant)))
        answers.set(place_field, *std::move(place));
    return views::form_page(
        c,
        {.categories = all, .category = category.get(), .filled = filled, .assets = around(c, answers, category, c.request.query).assets});
}

Result<http::Response> send_report(Context& c) {
    const auto all = c.db.read(categories);
    auto reading = read(c, all);
    auto found = around(c, reading.answers(), reading.category, c.request.form);
    if (reading.filled.pressed) return page_again(c, all, reading, std::move(found), true);
    if (!reading.errors.empty()) return page_again(c, all, reading, std::move(found), false);
    // What is kept while there was no connection is sent as it stands: nobody looks at an answer.
    const bool at_once = c.request.field("_sand") == "genast";
    if (!at_once && has_more_to_ask(c, reading, found)) return page_again(c, all, reading, std::move(found), true);
    const auto number = c.db.write([&](db::Connection& db) {
        const auto name = name_on_device(c.request);
        if (const auto taken = name.empty() ? std::nullopt : store::taken_before(db, name)) return *taken;
        cases::Change change{db, c.tenant, c.visitor};
        auto sent = send(change, *reading.category, answers_for(*reading.category, reading.answers()), sender_of(c, reading.answers()),
                         found.assets.of)
                        .number;
        if (!name.empty()) store::note_taken(db, name, sent);
        return sent;
    });
    return http::see_other("/felanmalan/" + number + "?tack=1");
}

/// Posted, so that where someone is stands in no address and no log.
Result<http::Response> look_up_place(Context& c) {
    const auto* map = municipality::map_of(c.tenant);
    if (!map) return failure(Fault::not_found);
    return http::Response{.type = "application/json",
                          .body = forms::look_up(c.text, *map, first_characters(c.request.field("plats"), 200))};
}

Result<http::Response> show_near(Context& c) {
    const auto* map = municipality::map_of(c.tenant);
    forms::Answers answers;
    if (auto place = forms::place(first_characters(c.request.field("plats"), 200), map)) answers.set(place_field, *std::move(place));
    const auto all = c.db.read(categories);
    const auto found = around(c, answers, category_of(all, c.request.field("typ")), c.request.form);
    return http::Response{.type = "application/json", .body = views::near_as_json(c, all, found.reports, found.assets)};
}

}  // namespace fault_reports
