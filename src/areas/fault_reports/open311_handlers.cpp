/// Open311 GeoReport v2: reading is open to all, sending takes a key.
#include <fmt/format.h>

#include <algorithm>

#include "areas/fault_reports/handlers.h"
#include "areas/fault_reports/open311.h"
#include "areas/fault_reports/sending.h"
#include "areas/fault_reports/views.h"
#include "engines/cases/find.h"
#include "engines/cases/finish.h"
#include "engines/cases/stays.h"
#include "engines/drafts/uploads.h"
#include "engines/forms/normal.h"
#include "engines/forms/place.h"
#include "engines/identity/roles.h"
#include "engines/municipality/town_map.h"
#include "foundation/base/unicode.h"

namespace fault_reports {

using namespace open311;

namespace {

constexpr std::size_t longest_description = 4000;

/// One municipality answers here: its slug may be given, and must then be right.
std::optional<http::Response> wrong_jurisdiction(const Context& c, const http::Fields& fields) {
    const auto given = trimmed(fields.get("jurisdiction_id"));
    const bool is_known = given.empty() || given == c.tenant.slug || std::ranges::find(c.tenant.hosts, given) != c.tenant.hosts.end();
    if (is_known) return std::nullopt;
    return error(format_of(c.request), 404, "jurisdiction_id provided was not found");
}

/// What is wrong with the parameters, named as the client wrote them.
http::Response refused(Format format, const Error& problem) {
    if (!problem.fields.empty() && problem.fields.front().text_key == error_span)
        return error(format, 400, "start_date and end_date may not span more than 90 days");
    std::string names;
    for (const auto& one : problem.fields) names += (names.empty() ? "" : ", ") + one.field;
    return error(format, 400, names + (problem.fields.size() == 1 ? " is" : " are") + " missing or cannot be read");
}

std::string media_address(const Context& c, const cases::PlacedCase& of, const store::Shown& shown) {
    const auto picture = shown.after && !of.is_open ? shown.after : shown.picture;
    return picture ? fmt::format("{}/felanmalan/{}/bild/{}", c.tenant.public_address, of.number, picture->value) : "";
}

std::vector<CaseId> ids_of(const std::vector<cases::PlacedCase>& all) {
    std::vector<CaseId> ids;
    for (const auto& one : all) ids.push_back(one.id);
    return ids;
}

/// What others call extensions=true: a request may say more than the specification knows.
class Extended {
public:
    /// Reads what all of these are about at once, if it is asked for.
    Extended(const Context& c, db::Connection& db, const std::vector<CaseId>& ids) : text_(c.text) {
        if (c.request.query.get("extensions") != "true") return;
        of_case_ = store::assets_of(db, ids);
        std::vector<AssetId> wanted;
        for (const auto& [id, asset] : of_case_) wanted.push_back(asset);
        all_ = assets::find_all(db, wanted);
    }
    json::Value of(CaseId id) const {
        const auto kept = of_case_.find(id.value);
        const auto found = kept == of_case_.end() ? all_.end() : all_.find(kept->second.value);
        if (found == all_.end()) return {};
        const auto& asset = found->second;
        return json::object({{"asset", asset.reference},
                             {"asset_kind", to_name(asset.kind)},
                             {"asset_name", assets::words_of(text_, asset)},
                             {"asset_lat", asset.at.latitude},
                             {"asset_long", asset.at.longitude}});
    }

private:
    const Texts& text_;
    std::map<std::int64_t, AssetId> of_case_{};
    std::map<std::int64_t, assets::Asset> all_{};
};

Shown shown_of(const Context& c, const Categories& all, const cases::PlacedCase& of, const store::Shown& shown, json::Value extended) {
    return {.of = of,
            .service_name = views::title_of(c, all, of.service),
            .status_notes = of.is_open ? "" : shown.answer,
            .description = shown.description,
            .address = views::where(of.place),
            .media_url = media_address(c, of, shown),
            .agency = c.tenant.name,
            .expected = of.is_open && of.due_on ? std::optional(swedish_time(*of.due_on, 16)) : std::nullopt,
            .extended = std::move(extended)};
}

bool is_within(const Query& query, const cases::PlacedCase& of) {
    return !query.around || geo::distance(*query.around, of.place.at) <= query.radius;
}

/// The page that was asked for, of those that lie in the circle.
void cut(const Query& query, std::vector<cases::PlacedCase>& found) {
    if (!query.around || !query.filter.numbers.empty()) return;
    std::erase_if(found, [&](const cases::PlacedCase& one) { return !is_within(query, one); });
    const auto skip = std::min(found.size(), static_cast<std::size_t>(query.page - 1) * static_cast<std::size_t>(query.page_size));
    found.erase(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(skip));
    if (found.size() > static_cast<std::size_t>(query.page_size)) found.resize(static_cast<std::size_t>(query.page_size));
}

http::Response no_key(Format format) { return error(format, 403, "Missing or invalid api_key"); }

/// lat and long, or the words of an address that the map knows.
Result<forms::Answer> place_in(const Context& c) {
    const auto& form = c.request.form;
    const auto* map = municipality::map_of(c.tenant);
    const auto latitude = trimmed(form.get("lat")), longitude = trimmed(form.get("long")), words = trimmed(form.get("address_string"));
    if (!latitude.empty() || !longitude.empty()) {
        const auto answer = forms::place(std::string(latitude) + ", " + std::string(longitude), map);
        if (!answer || !answer->point()) return invalid({{"lat", ""}, {"long", ""}});
        return *answer;
    }
    if (words.empty()) return invalid({{"lat", ""}, {"long", ""}, {"address_string", ""}});
    const auto answer = forms::place(first_characters(words, 200), map);
    if (!answer || !forms::position_of(map, *answer)) return invalid({{"address_string", ""}});
    return *answer;
}

Result<Sender> reporter_in(const Context& c) {
    const auto& form = c.request.form;
    Sender sender{.name = first_characters(tidy_text(std::string(form.get("first_name")) + " " + std::string(form.get("last_name"))), 120),
                  .language = c.text.language(),
                  .channel = "api"};
    if (const auto typed = trimmed(form.get("email")); !typed.empty()) {
        const auto email = forms::email(typed);
        if (!email) return invalid({{"email", ""}});
        sender.email = *email;
    }
    if (const auto typed = trimmed(form.get("phone")); !typed.empty()) {
        const auto phone = forms::phone(typed);
        if (!phone) return invalid({{"phone", ""}});
        sender.phone = *phone;
    }
    return sender;
}

/// As the page would be checked, but for how much may be written.
Result<void> check(const Texts& text, const services::Service& category, const forms::Answers& answers) {
    auto form = report_form(text, &category);
    auto& page = form.pages.front();
    for (auto& field : page.fields)
        if (field.id == words_field) field.max_length = 0;
    auto errors = forms::check_page(form, page, answers);
    for (auto& error : errors) error.field = name_of_field(error.field);
    if (!errors.empty()) return invalid(std::move(errors));
    return {};
}

/// attribute[asset], among the kinds that the category is about; the nearest where none is named and one stands clearly nearest.
Result<OfAsset> asset_named(const Context& c, db::Connection& db, const services::Service& category, const std::vector<assets::Kind>& kinds,
                            const forms::Answers& answers) {
    const auto name = fmt::format("attribute[{}]", asset_attribute);
    const auto typed = trimmed(c.request.field(name));
    if (typed.empty() || kinds.empty()) return asset_choice(db, answers, category, {}).of;
    const auto found = assets::find_by_reference(db, kinds, typed);
    if (!found) return invalid({{name, ""}});
    return OfAsset{found->id, How::named};
}

/// The answers of the page, so that a program's report is the same as one that a person has filled in.
Result<forms::Answers> answers_in(const Context& c, const services::Service& category, bool takes_asset) {
    auto answers = TRY(attributes_in(category, c.request.form, takes_asset));
    answers.set(place_field, TRY(place_in(c)));
    auto words = tidy_text(c.request.field("description"));
    if (count_characters(words) > longest_description) return invalid({{"description", ""}});
    if (const auto media = trimmed(c.request.field("media_url")); media.starts_with("https://") || media.starts_with("http://"))
        words += (words.empty() ? "" : "\n") + first_characters(media, 500);
    if (!words.empty()) answers.set(words_field, {words});
    const auto uploads = drafts::uploads_of(c.request, "media", c.tenant.files);
    const bool only_pictures = std::ranges::all_of(uploads.kept, [](const auto& file) { return file.type.starts_with("image/"); });
    if (!uploads.errors.empty() || !only_pictures) return invalid({{"media", ""}});
    if (!uploads.kept.empty()) answers.set(photo_field, {uploads.kept});
    TRY(check(c.text, category, answers));
    return answers;
}

json::Value updates_of(const Context& c, db::Connection& db, const std::vector<cases::PlacedCase>& all, const Query& query) {
    json::Array updates;
    const auto& filter = query.filter;
    auto all_shown = store::shown(db, ids_of(all));
    auto all_stays = cases::stays_of(db, ids_of(all));
    for (const auto& of : all) {
        const auto& shown = all_shown[of.id.value];
        int number = 0;
        const auto add = [&](std::string_view state, bool is_open, Timestamp at, std::string_view words, const std::string& media) {
            ++number;
            if ((filter.updated_from && at < *filter.updated_from) || (filter.updated_to && *filter.updated_to < at)) return;
            updates.push_back(json::object({{"update_id", fmt::format("{}.{}", of.number, number)},
                                            {"service_request_id", of.number},
                                            {"status", is_open ? "open" : "closed"},
                                            {"external_status_code", state},
                                            {"updated_datetime", to_rfc3339(at)},
                                            {"description", words.empty() ? json::Value() : json::Value(words)},
                                            {"media_url", media.empty() ? json::Value() : json::Value(media)}}));
        };
        for (const auto& stay : all_stays[of.id.value]) add(stay.state, stay.kind != "closed", stay.began_at, "", "");
        add(of.state, of.is_open, of.updated_at, of.is_open ? "" : shown.answer, of.is_open ? "" : media_address(c, of, shown));
    }
    return json::Value(std::move(updates));
}

}  // namespace

Result<http::Response> open311_discovery(Context& c) {
    const auto contact = c.tenant.email.empty() ? c.tenant.name : c.tenant.name + ", " + c.tenant.email;
    return answer(format_of(c.request), "discovery", discovery(c.tenant.public_address, contact, contact));
}

Result<http::Response> open311_services(Context& c) {
    if (auto wrong = wrong_jurisdiction(c, c.request.query)) return *std::move(wrong);
    return answer(format_of(c.request), "services", c.db.read([&](db::Connection& db) {
        const auto all = categories(db);
        return service_list(all, store::asset_kinds(db), c.text);
    }));
}

Result<http::Response> open311_definition(Context& c) {
    if (auto wrong = wrong_jurisdiction(c, c.request.query)) return *std::move(wrong);
    const auto category = category_of(c.db.read(categories), without_format(c.request.part("entry")));
    if (!category) return error(format_of(c.request), 404, "service_code provided was not found");
    return answer(format_of(c.request), "service_definition",
                  definition(*category, c.db.read([&](db::Connection& db) { return store::asset_kinds(db, category->id); }), c.text));
}

Result<http::Response> open311_requests(Context& c) {
    if (auto wrong = wrong_jurisdiction(c, c.request.query)) return *std::move(wrong);
    const auto format = format_of(c.request);
    const auto query = query_of(c.request.query, now());
    if (!query) return refused(format, query.error());
    const auto body = c.db.read([&](db::Connection& db) {
        const auto all = categories(db);
        auto found = cases::placed_cases(db, query->filter);
        cut(*query, found);
        auto shown = store::shown(db, ids_of(found));
        const Extended extended(c, db, ids_of(found));
        return json::array(
            found, [&](const cases::PlacedCase& one) { return request(shown_of(c, all, one, shown[one.id.value], extended.of(one.id))); });
    });
    return answer(format, "service_requests", body);
}

Result<http::Response> open311_request(Context& c) {
    if (auto wrong = wrong_jurisdiction(c, c.request.query)) return *std::move(wrong);
    const auto format = format_of(c.request);
    return c.db.read([&](db::Connection& db) -> Result<http::Response> {
        const auto found = cases::find_placed(db, without_format(c.request.part("entry")));
        if (!found) return error(format, 404, "service_request_id was not found");
        const Extended extended(c, db, {found->id});
        return answer(format, "service_requests",
                      json::array({request(shown_of(c, categories(db), *found, store::shown(db, found->id), extended.of(found->id)))}));
    });
}

Result<http::Response> open311_send(Context& c) {
    const auto format = format_of(c.request);
    if (auto wrong = wrong_jurisdiction(c, c.request.form)) return *std::move(wrong);
    if (!c.visitor.may(may_send)) return no_key(format);
    const auto code = trimmed(c.request.field("service_code"));
    if (code.empty()) return error(format, 400, "service_code was not provided");
    const auto category = category_of(c.db.read(categories), code);
    if (!category) return error(format, 404, "service_code provided was not found");
    const auto kinds = c.db.read([&](db::Connection& db) { return store::asset_kinds(db, category->id); });
    const auto answers = answers_in(c, *category, !kinds.empty());
    if (!answers) return refused(format, answers.error());
    const auto reporter = reporter_in(c);
    if (!reporter) return refused(format, reporter.error());
    const auto about = c.db.read([&](db::Connection& db) { return asset_named(c, db, *category, kinds, *answers); });
    if (!about) return refused(format, about.error());
    const auto number = c.db.write([&](db::Connection& db) {
        cases::Change change{db, c.tenant, c.visitor};
        return send(change, *category, answers_for(*category, *answers), *reporter, *about).number;
    });
    return answer(format, "service_requests",
                  json::array({json::object({{"service_request_id", number},
                                             {"service_notice", c.tenant.public_address + "/felanmalan/" + number},
                                             {"account_id", json::Value()}})}));
}

/// Every request has its id at once, and that is its token too.
Result<http::Response> open311_token(Context& c) {
    if (auto wrong = wrong_jurisdiction(c, c.request.query)) return *std::move(wrong);
    const auto format = format_of(c.request);
    const auto token = without_format(c.request.part("entry"));
    const auto found = c.db.read([&](db::Connection& db) { return cases::find_placed(db, token); });
    if (!found) return error(format, 404, "token was not found");
    return answer(format, "service_requests", json::array({json::object({{"service_request_id", found->number}, {"token", token}})}));
}

Result<http::Response> open311_updates(Context& c) {
    if (auto wrong = wrong_jurisdiction(c, c.request.query)) return *std::move(wrong);
    const auto format = format_of(c.request);
    auto query = query_of(c.request.query, now());
    if (!query) return refused(format, query.error());
    // The dates are those of the updates here.
    auto& filter = query->filter;
    if (!filter.updated_from && !filter.updated_to) std::tie(filter.updated_from, filter.updated_to) = std::pair(filter.from, filter.to);
    filter.from.reset();
    filter.to.reset();
    const auto body = c.db.read([&](db::Connection& db) {
        auto newest = *query;
        newest.filter.updated_to.reset();
        auto found = cases::placed_cases(db, newest.filter);
        cut(*query, found);
        return updates_of(c, db, found, *query);
    });
    return answer(format, "service_request_updates", body);
}

/// From whoever mends it with a system of their own: "closed" is mended.
Result<http::Response> open311_add_update(Context& c) {
    const auto format = format_of(c.request);
    if (auto wrong = wrong_jurisdiction(c, c.request.form)) return *std::move(wrong);
    if (!c.visitor.may(cases::may_decide)) return no_key(format);
    const auto status = lower(trimmed(c.request.field("status")));
    if (status != "open" && status != "closed") return error(format, 400, "status is missing or cannot be read");
    const auto words = tidy_text(c.request.field("description"));
    if (count_characters(words) > longest_answer) return error(format, 400, "description is too long");
    const auto done = c.db.write([&](db::Connection& db) -> Result<std::string> {
        const auto placed = TRY(cases::find_placed(db, trimmed(c.request.field("service_request_id"))));
        if (!identity::has_right(db, c.visitor.account, cases::may_decide.name, placed.unit)) return failure(Fault::forbidden);
        if (!placed.is_open) return failure(Fault::conflict);
        cases::Change change{db, c.tenant, c.visitor, "processing"};
        if (status == "closed") {
            TRY(close(change, placed.id, {.transition = to_mend, .news = News::mended, .words = words}));
        } else {
            TRY(cases::begin_processing(change, placed.id));
            if (!words.empty()) TRY(cases::write_note(change, placed.id, words));
        }
        return placed.number + "." + std::to_string(cases::stays_of(db, placed.id).size() + 1);
    });
    if (done) return answer(format, "service_request_updates", json::array({json::object({{"update_id", *done}})}));
    switch (done.error().fault) {
        case Fault::not_found: return error(format, 404, "service_request_id was not found");
        case Fault::forbidden: return no_key(format);
        default: return error(format, 400, "the request is closed already");
    }
}

}  // namespace fault_reports
