#include "areas/fault_reports/open311.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "engines/forms/normal.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"
#include "foundation/xml/xml.h"

namespace fault_reports::open311 {
namespace {

using std::string_view;

constexpr string_view specification = "http://wiki.open311.org/GeoReport_v2";
constexpr int most_requests = 1000, usual_page = 50, deepest = 10'000;
constexpr std::int64_t span = 90 * microseconds_a_day;
constexpr double usual_radius = 100, widest_radius = 10'000;

// ---- XML

/// What each item of a list is called.
struct ListName {
    string_view list, item;
};
constexpr std::array<ListName, 8> list_names{{{"services", "service"},
                                              {"attributes", "attribute"},
                                              {"values", "value"},
                                              {"service_requests", "request"},
                                              {"service_request_updates", "request_update"},
                                              {"errors", "error"},
                                              {"endpoints", "endpoint"},
                                              {"formats", "format"}}};

void write(xml::Element at, string_view name, const json::Value& value) {
    if (value.is_array()) {
        const auto found = std::ranges::find(list_names, name, &ListName::list);
        const auto item_name = found == list_names.end() ? "item" : found->item;
        for (const auto& item : value.items()) write(at.add(item_name), item_name, item);
    } else if (value.is_object()) {
        for (const auto& member : value.members()) write(at.add(member.name), member.name, member.value);
    } else if (!value.is_null()) {
        at.set(value.is_text() ? value.text() : json::to_text(value));
    }
}

// ---- definition

string_view datatype_of(const forms::Field& field) {
    switch (field.type) {
        case forms::FieldType::number:
        case forms::FieldType::money: return "number";
        case forms::FieldType::date: return "datetime";
        case forms::FieldType::long_text: return "text";
        case forms::FieldType::yes_no:
        case forms::FieldType::choice: return "singlevaluelist";
        case forms::FieldType::multiple: return "multivaluelist";
        default: return "string";
    }
}

json::Value key_and_name(string_view key, string_view name) { return json::object({{"key", key}, {"name", name}}); }

json::Value values_of(const forms::Field& field, const Texts& text) {
    if (field.type == forms::FieldType::yes_no) {
        const auto of_forms = text.of("forms");
        return json::array({key_and_name("yes", of_forms("yes")), key_and_name("no", of_forms("no"))});
    }
    return json::array(field.options,
                       [&](const forms::Option& option) { return key_and_name(option.value, option.label.in(text.language())); });
}

json::Value text_or_null(const std::string& words) { return words.empty() ? json::Value() : json::Value(words); }

json::Value moment_or_null(const std::optional<Timestamp>& at) { return at ? json::Value(to_rfc3339(*at)) : json::Value(); }

// ---- query

tl::unexpected<Error> wrong(string_view parameter) { return invalid({{std::string(parameter), "error_open311"}}); }

std::vector<std::string> list_in(string_view typed) {
    std::vector<std::string> all;
    for (const auto part : split(typed, ','))
        if (const auto one = trimmed(part); !one.empty()) all.emplace_back(one);
    return all;
}

/// Which end of a day is meant by the day alone, which is a moment too (W3C NOTE-datetime).
enum class DayMeans { its_beginning, its_end };

/// An empty parameter is one that is not there.
Result<std::optional<Timestamp>> moment_of(const http::Fields& fields, string_view name, DayMeans means) {
    const auto typed = trimmed(fields.get(name));
    if (typed.empty()) return std::optional<Timestamp>{};
    if (const auto day = date_from_iso(typed))
        return std::optional(means == DayMeans::its_beginning ? swedish_time(*day) : swedish_time(Date{day->days + 1}) - 1);
    const auto at = moment_in(typed);
    if (!at) return wrong(name);
    return at;
}
Result<std::optional<double>> number_of(const http::Fields& fields, string_view name) {
    const auto typed = trimmed(fields.get(name));
    if (typed.empty()) return std::optional<double>{};
    const auto number = decimal_number(typed);
    if (!number) return wrong(name);
    return number;
}

Result<std::optional<bool>> status_of(const http::Fields& fields) {
    bool open = false, closed = false;
    for (const auto& one : list_in(fields.get("status"))) {
        if (one == "open") open = true;
        else if (one == "closed") closed = true;
        else return wrong("status");
    }
    return open == closed ? std::optional<bool>{} : std::optional(open);
}

Result<void> read_dates(const http::Fields& fields, Timestamp now, cases::PlaceFilter& filter) {
    filter.from = TRY(moment_of(fields, "start_date", DayMeans::its_beginning));
    filter.to = TRY(moment_of(fields, "end_date", DayMeans::its_end));
    filter.updated_from = TRY(moment_of(fields, "updated_after", DayMeans::its_beginning));
    filter.updated_to = TRY(moment_of(fields, "updated_before", DayMeans::its_end));
    const bool by_change = filter.updated_from || filter.updated_to;
    if (!filter.from && !filter.to && by_change) return {};
    if (!filter.to) filter.to = filter.from ? *filter.from + span : now;
    if (!filter.from) filter.from = *filter.to - span;
    // "May not span more than 90 days."
    if (*filter.from + span < *filter.to) return invalid({{"start_date", std::string(error_span)}, {"end_date", std::string(error_span)}});
    return {};
}

Result<void> read_place(const http::Fields& fields, Query& query) {
    const auto latitude = TRY(number_of(fields, "lat")), longitude = TRY(number_of(fields, "long")),
               radius = TRY(number_of(fields, "radius"));
    if (!latitude && !longitude) return {};
    if (!latitude || std::abs(*latitude) > 90) return wrong("lat");
    if (!longitude || std::abs(*longitude) > 180) return wrong("long");
    if (radius && (*radius <= 0 || *radius > widest_radius)) return wrong("radius");
    query.around = geo::Position{*latitude, *longitude};
    query.radius = radius.value_or(usual_radius);
    query.filter.box = cases::box_around(*query.around, query.radius);
    return {};
}

Result<void> read_page(const http::Fields& fields, Query& query) {
    const auto whole = [&](string_view name, int otherwise) -> Result<int> {
        const auto typed = trimmed(fields.get(name));
        if (typed.empty()) return otherwise;
        const auto number = whole_number(typed);
        if (!number || *number < 1 || *number > 100'000) return wrong(name);
        return static_cast<int>(*number);
    };
    query.page = TRY(whole("page", 1));
    query.page_size = std::min(most_requests, TRY(whole("page_size", fields.get("page").empty() ? most_requests : usual_page)));
    // Who wants what lies farther down asks for another span.
    if (static_cast<std::int64_t>(query.page - 1) * query.page_size > deepest) return wrong("page");
    return {};
}

// ---- attributes

Result<forms::Answer> attribute_in(const forms::Field& field, const std::vector<string_view>& typed) {
    const auto refused = [&] { return wrong("attribute[" + field.id + "]"); };
    const auto words = tidy_text(typed.front());
    switch (field.type) {
        case forms::FieldType::yes_no:
            if (words != "yes" && words != "no") return refused();
            return forms::Answer{words == "yes"};
        case forms::FieldType::choice:
            if (!field.option(words)) return refused();
            return forms::Answer{words};
        case forms::FieldType::multiple: {
            std::vector<std::string> chosen;
            for (const auto one : typed) {
                if (!field.option(one)) return refused();
                chosen.emplace_back(one);
            }
            return forms::Answer{chosen};
        }
        case forms::FieldType::number: {
            const auto number = forms::number(words);
            if (!number) return refused();
            return forms::Answer{*number};
        }
        case forms::FieldType::date:
            if (const auto day = forms::iso_date(words.substr(0, 10))) return forms::Answer{*day};
            return refused();
        default: return forms::Answer{words};
    }
}

}  // namespace

Format format_of(const http::Request& request) { return request.path.ends_with(".json") ? Format::json : Format::xml; }

std::string name_of_field(string_view field) {
    if (field == photo_field) return "media";
    if (field == words_field) return "description";
    if (field == place_field) return "address_string";
    return "attribute[" + std::string(field) + "]";
}

std::string without_format(string_view code) {
    for (const string_view end : {".json", ".xml"})
        if (code.ends_with(end)) return std::string(code.substr(0, code.size() - end.size()));
    return std::string(code);
}

std::string to_xml(string_view root, const json::Value& value) {
    xml::Document document(root);
    write(document.root(), root, value);
    return document.text();
}

http::Response answer(Format format, string_view root, const json::Value& value, int status) {
    http::Response response{.status = status};
    response.type = format == Format::json ? "application/json; charset=utf-8" : "text/xml; charset=utf-8";
    response.body = format == Format::json ? json::to_text(value) : to_xml(root, value);
    // Programs do not care, and a browser is not to show what people have written as a page of ours.
    response.with("Content-Disposition", fmt::format("attachment; filename=\"{}.{}\"", root, format == Format::json ? "json" : "xml"));
    return response;
}

http::Response error(Format format, int code, string_view description) {
    return answer(format, "errors", json::array({json::object({{"code", code}, {"description", description}})}), code);
}

json::Value discovery(string_view address, string_view contact, string_view key_service) {
    // When what stands here last changed.
    constexpr string_view changeset = "2026-11-26T00:00:00Z";
    return json::object({{"changeset", changeset},
                         {"contact", contact},
                         {"key_service", key_service},
                         {"endpoints", json::array({json::object({{"specification", specification},
                                                                  {"url", std::string(address) + "/api/open311/v2"},
                                                                  {"changeset", changeset},
                                                                  {"type", "production"},
                                                                  {"formats", json::array({"text/xml", "application/json"})}})})}});
}

json::Value service_list(const Categories& all, const AssetKinds& kinds, const Texts& text) {
    return json::array(all, [&](const Category& one) {
        return json::object({{"service_code", one->id},
                             {"service_name", one->title.in(text.language())},
                             {"description", one->summary.in(text.language())},
                             {"metadata", !own_questions(*one).empty() || kinds.contains(one->id)},
                             {"type", "realtime"},
                             {"keywords", joined(one->keywords, ", ")},
                             {"group", one->theme}});
    });
}

json::Value definition(const services::Service& category, const std::vector<assets::Kind>& kinds, const Texts& text) {
    const auto language = text.language();
    json::Array attributes;
    for (const auto& field : own_questions(category))
        attributes.push_back(json::object({{"variable", field.asks()},
                                           {"code", field.id},
                                           {"datatype", datatype_of(field)},
                                           {"required", field.required.is_always() && field.asks()},
                                           {"datatype_description", text_or_null(field.hint.in(language))},
                                           {"order", static_cast<int>(attributes.size()) + 1},
                                           {"description", field.asks() ? field.label.in(language) : field.text.in(language)},
                                           {"values", values_of(field, text)}}));
    if (!kinds.empty()) {
        std::vector<std::string> words;
        for (const auto kind : kinds) words.push_back(assets::words_of(text, kind));
        attributes.push_back(json::object({{"variable", true},
                                           {"code", asset_attribute},
                                           {"datatype", "string"},
                                           {"required", false},
                                           {"datatype_description", json::Value()},
                                           {"order", static_cast<int>(attributes.size()) + 1},
                                           {"description", text("open311_asset", joined(words, ", "))},
                                           {"values", json::array()}}));
    }
    return json::object({{"service_code", category.id}, {"attributes", json::Value(std::move(attributes))}});
}

json::Value request(const Shown& shown) {
    const auto& of = shown.of;
    auto request = json::object({{"service_request_id", of.number},
                                 {"status", of.is_open ? "open" : "closed"},
                                 {"status_notes", text_or_null(shown.status_notes)},
                                 {"service_name", shown.service_name},
                                 {"service_code", of.service},
                                 {"description", text_or_null(shown.description)},
                                 {"agency_responsible", text_or_null(shown.agency)},
                                 {"service_notice", json::Value()},
                                 {"requested_datetime", to_rfc3339(of.received_at)},
                                 {"updated_datetime", to_rfc3339(of.updated_at)},
                                 {"expected_datetime", moment_or_null(shown.expected)},
                                 {"address", text_or_null(shown.address)},
                                 {"address_id", json::Value()},
                                 {"zipcode", json::Value()},
                                 {"lat", of.place.at.latitude},
                                 {"long", of.place.at.longitude},
                                 {"media_url", text_or_null(shown.media_url)}});
    if (!shown.extended.is_null()) request.set("extended_attributes", shown.extended);
    return request;
}

std::optional<Timestamp> moment_in(string_view typed) {
    // 2010-04-14T06:37:38-08:00; the seconds and their parts may be left out.
    const auto digits = [&](std::size_t at, std::size_t count) -> std::optional<int> {
        if (at + count > typed.size()) return std::nullopt;
        int value = 0;
        for (const char c : typed.substr(at, count)) {
            if (c < '0' || c > '9') return std::nullopt;
            value = value * 10 + (c - '0');
        }
        return value;
    };
    const auto day = date_from_iso(typed.substr(0, 10));
    const auto hour = digits(11, 2), minute = digits(14, 2);
    if (!day || typed.size() < 17 || (typed[10] != 'T' && typed[10] != ' ') || !hour || typed[13] != ':' || !minute || *hour > 23 ||
        *minute > 59)
        return std::nullopt;
    std::size_t at = 16;
    int second = 0;
    if (typed[at] == ':') {
        const auto seconds = digits(at + 1, 2);
        if (!seconds || *seconds > 59) return std::nullopt;
        second = *seconds;
        at += 3;
        if (at < typed.size() && typed[at] == '.') do
                ++at;
            while (at < typed.size() && typed[at] >= '0' && typed[at] <= '9');
    }
    std::int64_t offset = 0;
    const auto zone = typed.substr(std::min(at, typed.size()));
    if (zone != "Z") {
        // A "+" in a query that was not encoded has become a blank.
        const auto sign = zone.empty() ? '?' : zone.front() == ' ' ? '+' : zone.front();
        const bool has_colon = zone.size() == 6 && zone[3] == ':';
        const auto hours = digits(at + 1, 2), minutes = digits(at + (has_colon ? 4 : 3), 2);
        if ((sign != '+' && sign != '-') || (zone.size() != 5 && !has_colon) || !hours || !minutes || *hours > 14 || *minutes > 59)
            return std::nullopt;
        offset = (*hours * 60 + *minutes) * microseconds_a_minute * (sign == '-' ? -1 : 1);
    }
    return Timestamp{day->days * microseconds_a_day + *hour * microseconds_an_hour + *minute * microseconds_a_minute +
                     second * microseconds_a_second - offset};
}

Result<Query> query_of(const http::Fields& fields, Timestamp now) {
    Query query;
    query.filter.numbers = list_in(fields.get("service_request_id"));
    // "This overrides all other arguments."
    if (!query.filter.numbers.empty()) {
        if (query.filter.numbers.size() > most_requests) return wrong("service_request_id");
        query.page_size = query.filter.limit = most_requests;
        return query;
    }
    query.filter.services = list_in(fields.get("service_code"));
    query.filter.is_open = TRY(status_of(fields));
    TRY(read_dates(fields, now, query.filter));
    TRY(read_place(fields, query));
    TRY(read_page(fields, query));
    // What lies outside a circle is left out afterwards.
    query.filter.limit = query.around ? most_requests : query.page_size;
    query.filter.skip = query.around ? 0 : (query.page - 1) * query.page_size;
    return query;
}

/// attribute[x] that the category does not ask.
static std::vector<FieldError> unknown_attributes(const services::Service& category, const http::Fields& fields, bool takes_asset) {
    constexpr string_view begins = "attribute[";
    const auto own = own_questions(category);
    std::vector<FieldError> errors;
    for (const auto& [name, value] : fields.all) {
        if (!name.starts_with(begins)) continue;
        const auto id = string_view(name).substr(begins.size(), name.find(']') - begins.size());
        if (takes_asset && id == asset_attribute) continue;
        const auto found = std::ranges::find(own, id, &forms::Field::id);
        if (found == own.end() || !found->asks()) errors.push_back({name, "error_open311"});
    }
    return errors;
}

Result<forms::Answers> attributes_in(const services::Service& category, const http::Fields& fields, bool takes_asset) {
    forms::Answers answers;
    auto errors = unknown_attributes(category, fields, takes_asset);
    for (const auto& field : own_questions(category)) {
        if (!field.asks()) continue;
        const auto name = "attribute[" + field.id + "]";
        auto typed = fields.every(name);
        if (typed.empty()) typed = fields.every(name + "[]");
        std::erase_if(typed, [](string_view one) { return trimmed(one).empty(); });
        if (typed.empty()) {
            if (field.required.is_always()) errors.push_back({name, "error_open311"});
            continue;
        }
        if (auto answer = attribute_in(field, typed)) answers.set(field.id, *std::move(answer));
        else errors.push_back(answer.error().fields.front());
    }
    if (!errors.empty()) return invalid(std::move(errors));
    return answers;
}

}  // namespace fault_reports::open311
