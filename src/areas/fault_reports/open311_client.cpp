#include "areas/fault_reports/open311_client.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"
#include "foundation/fetch/fetch.h"
#include "foundation/http/message.h"
#include "foundation/json/json.h"
#include "foundation/xml/xml.h"

namespace fault_reports::open311_client {
namespace {

constexpr std::size_t longest_id = 100, longest_name = 200, longest_notes = 1000, most_services = 500;

/// One of what a list holds; only what is a word or a number.
using Item = std::map<std::string, std::string, std::less<>>;
std::string value_of(const Item& item, std::string_view name, std::size_t longest) {
    const auto found = item.find(name);
    if (found == item.end() || !is_utf8(found->second)) return {};
    return first_characters(tidy_text(found->second), longest);
}

Item item_of(const json::Value& object) {
    Item item;
    for (const auto& member : object.members()) {
        if (member.value.is_text()) item.emplace(member.name, member.value.text());
        else if (member.value.is_integer()) item.emplace(member.name, std::to_string(member.value.integer()));
    }
    return item;
}

/// A list, a list under a name of its own, or one alone.
std::vector<Item> items_in_json(const json::Value& read) {
    std::vector<Item> items;
    if (read.is_array()) {
        for (const auto& one : read.items())
            if (one.is_object()) items.push_back(item_of(one));
        return items;
    }
    for (const auto& member : read.members())
        if (member.value.is_array()) return items_in_json(member.value);
    if (read.is_object()) items.push_back(item_of(read));
    return items;
}

std::vector<Item> items_in_xml(const xml::Read& read) {
    std::vector<Item> items;
    for (const auto& one : read.inside) {
        Item item;
        for (const auto& value : one.inside) item.emplace(value.name, value.text);
        items.push_back(std::move(item));
    }
    return items;
}

/// Nothing when it is neither JSON nor XML.
std::optional<std::vector<Item>> items_in(std::string_view body) {
    const auto words = trimmed(body);
    if (words.starts_with('<')) {
        const auto read = xml::parse(words);
        if (!read || read->name == "html") return std::nullopt;
        return items_in_xml(*read);
    }
    const auto read = json::parse(words);
    if (!read || !(read->is_array() || read->is_object())) return std::nullopt;
    return items_in_json(*read);
}

tl::unexpected<Error> not_understood() { return failure(Fault::unavailable, "problem_not_understood"); }

std::string address_of(const System& system, std::string_view what, std::string_view format, std::string_view question) {
    auto address = fmt::format("{}/{}.{}", system.endpoint, what, format);
    if (!system.jurisdiction.empty()) address += "?jurisdiction_id=" + http::percent_encoded(system.jurisdiction);
    if (!question.empty()) address += (system.jurisdiction.empty() ? "?" : "&") + std::string(question);
    return address;
}

fetch::Request request_to(const System& system, std::string address) {
    return {.address = std::move(address),
            .accept = "application/json, text/xml, application/xml",
            .reach = fetch::Reach::outside,
            .let_hosts = system.let_hosts};
}

Result<std::string> got(const System& system, std::string_view what, std::string_view format, std::string_view question = {}) {
    const auto answer = fetch::get(request_to(system, address_of(system, what, format, question)));
    if (!answer) return failure(Fault::unavailable, "problem_silent");
    if (answer->status == 404 || answer->status == 406 || answer->status == 410 || answer->status == 415)
        return failure(Fault::not_found, "problem_not_there");
    if (answer->status != 200) return failure(Fault::unavailable, "problem_answers_badly");
    return answer->body;
}

}  // namespace

Result<std::vector<TheirService>> services_in(std::string_view body) {
    const auto items = items_in(body);
    if (!items) return not_understood();
    std::vector<TheirService> all;
    for (const auto& item : *items) {
        TheirService one{value_of(item, "service_code", longest_id), value_of(item, "service_name", longest_name)};
        if (one.code.empty() || all.size() == most_services) continue;
        if (one.name.empty()) one.name = one.code;
        if (std::ranges::find(all, one.code, &TheirService::code) == all.end()) all.push_back(std::move(one));
    }
    if (all.empty()) return not_understood();
    return all;
}

namespace {

constexpr std::size_t most_attributes = 50, most_values = 200;

/// JSON and XML alike: a member by its name, and the items of a list.
json::Value from_xml(const xml::Read& read) {
    if (read.inside.empty()) return {read.text};
    const bool is_list = read.name == "attributes" || read.name == "values";
    json::Value value;
    for (const auto& one : read.inside)
        if (is_list) value.add(from_xml(one));
        else value.set(one.name, from_xml(one));
    return value;
}

std::string words_in(const json::Value& value, std::size_t longest) {
    auto words = value.is_text() ? value.text() : value.is_integer() ? std::to_string(value.integer()) : std::string();
    return is_utf8(words) ? first_characters(tidy_text(words), longest) : std::string();
}
bool is_yes(const json::Value& value, bool otherwise) {
    if (value.is_bool()) return value.yes();
    const auto words = lower(words_in(value, longest_name));
    return words.empty() ? otherwise : words == "true" || words == "1" || words == "yes";
}

std::optional<TheirAttribute> attribute_of(const json::Value& written) {
    // One that is no variable only tells something.
    if (!is_yes(written["variable"], true)) return std::nullopt;
    TheirAttribute one{.code = words_in(written["code"], longest_id),
                       .words = words_in(written["description"], longest_name),
                       .hint = words_in(written["datatype_description"], longest_notes),
                       .datatype = from_name<Datatype>(lower(words_in(written["datatype"], longest_name))).value_or(Datatype::string),
                       .is_required = is_yes(written["required"], false)};
    if (one.code.empty()) return std::nullopt;
    if (one.words.empty()) one.words = one.code;
    for (const auto& value : written["values"].items()) {
        const auto key = words_in(value["key"], longest_id), name = words_in(value["name"], longest_name);
        if (!key.empty() && one.values.size() < most_values) one.values.emplace_back(key, name.empty() ? key : name);
    }
    // A list of nothing cannot be chosen from.
    const bool is_list = one.datatype == Datatype::singlevaluelist || one.datatype == Datatype::multivaluelist;
    if (is_list && one.values.empty()) one.datatype = Datatype::string;
    return one;
}

std::optional<json::Value> definition_in(std::string_view body) {
    const auto words = trimmed(body);
    if (words.starts_with('<')) {
        const auto read = xml::parse(words);
        return read && read->name != "html" ? std::optional(from_xml(*read)) : std::nullopt;
    }
    const auto read = json::parse(words);
    if (!read) return std::nullopt;
    // Some answer with a list of one.
    return read->is_array() && read->size() == 1 ? (*read)[std::size_t{0}] : *read;
}

}  // namespace

Result<std::vector<TheirAttribute>> attributes_in(std::string_view body) {
    const auto read = definition_in(body);
    if (!read || !read->is_object()) return not_understood();
    std::vector<std::pair<double, TheirAttribute>> ordered;
    for (const auto& written : (*read)["attributes"].items()) {
        auto one = attribute_of(written);
        if (!one || ordered.size() == most_attributes) continue;
        const auto order = decimal_number(words_in(written["order"], longest_id)).value_or(static_cast<double>(ordered.size()));
        ordered.emplace_back(order, *std::move(one));
    }
    std::ranges::stable_sort(ordered, {}, [](const auto& one) { return one.first; });
    std::vector<TheirAttribute> all;
    for (auto& [order, one] : ordered) all.push_back(std::move(one));
    return all;
}

Receipt receipt_in(int status, std::string_view body) {
    // They are busy, and say so: nothing is taken.
    if (status == 429 || status == 503) return {.taken = Taken::not_reached};
    const auto items = items_in(body).value_or(std::vector<Item>{});
    if (status >= 400 && status < 500) {
        const auto words = items.empty() ? std::string() : value_of(items.front(), "description", longest_notes);
        return {.taken = Taken::no, .words = words};
    }
    if (status < 200 || status > 299) return {.taken = Taken::unknown};
    for (const auto& item : items) {
        Receipt receipt{
            .taken = Taken::yes, .id = value_of(item, "service_request_id", longest_id), .token = value_of(item, "token", longest_id)};
        if (!receipt.id.empty() || !receipt.token.empty()) return receipt;
    }
    return {.taken = Taken::unknown};
}

Result<Standing> standing_in(std::string_view body, std::string_view id) {
    const auto items = items_in(body);
    if (!items) return not_understood();
    for (const auto& item : *items) {
        if (value_of(item, "service_request_id", longest_id) != id) continue;
        const auto status = lower(value_of(item, "status", longest_name));
        if (status != "open" && status != "closed") return not_understood();
        return Standing{.is_open = status == "open", .notes = value_of(item, "status_notes", longest_notes)};
    }
    return not_understood();
}

std::string newest_update_in(std::string_view body, std::string_view id) {
    std::string newest, at;
    for (const auto& item : items_in(body).value_or(std::vector<Item>{})) {
        auto words = value_of(item, "description", longest_notes);
        auto moment = value_of(item, "updated_datetime", longest_name);
        if (words.empty() || value_of(item, "service_request_id", longest_id) != id || moment < at) continue;
        newest = std::move(words);
        at = std::move(moment);
    }
    return newest;
}

std::string id_in(std::string_view body, std::string_view token) {
    for (const auto& item : items_in(body).value_or(std::vector<Item>{}))
        if (value_of(item, "token", longest_id) == token) return value_of(item, "service_request_id", longest_id);
    return {};
}

Result<Services> services(const System& system) {
    Error problem;
    for (const std::string_view format : {"json", "xml"}) {
        const auto body = got(system, "services", format);
        const auto all = body ? services_in(*body) : tl::unexpected(body.error());
        if (all) return Services{*all, std::string(format)};
        problem = all.error();
        // Who does not answer at all is not asked twice.
        if (problem.text_key == "problem_silent") break;
    }
    return tl::unexpected(std::move(problem));
}

Result<std::vector<TheirAttribute>> attributes(const System& system, std::string_view service_code) {
    const auto body = got(system, "services/" + http::percent_encoded(service_code), system.format);
    if (!body && body.error().fault == Fault::not_found) return std::vector<TheirAttribute>{};
    return attributes_in(TRY(body));
}

Receipt send(const System& system, const Sent& sent) {
    std::vector<std::pair<std::string_view, std::string>> fields{{"service_code", sent.service_code},
                                                                 {"lat", fmt::format("{:.6f}", sent.at.latitude)},
                                                                 {"long", fmt::format("{:.6f}", sent.at.longitude)},
                                                                 {"description", sent.description}};
    const auto add = [&](std::string_view name, const std::string& value) {
        if (!value.empty()) fields.emplace_back(name, value);
    };
    add("jurisdiction_id", system.jurisdiction);
    add("api_key", system.key);
    add("address_string", sent.address);
    add("media_url", sent.media_url);
    auto request = request_to(system, fmt::format("{}/requests.{}", system.endpoint, system.format));
    for (const auto& [name, value] : fields)
        request.body += fmt::format("{}{}={}", request.body.empty() ? "" : "&", name, http::percent_encoded(value));
    for (const auto& one : sent.attributes) {
        const auto name = http::percent_encoded("attribute[" + one.code + "]") + (one.values.size() > 1 ? "%5B%5D" : "");
        for (const auto& value : one.values) request.body += "&" + name + "=" + http::percent_encoded(value);
    }
    const auto answer = fetch::post_form(request);
    if (answer) return receipt_in(answer->status, answer->body);
    return {.taken = answer.error().text_key == fetch::not_reached ? Taken::not_reached : Taken::unknown};
}

Result<Standing> standing(const System& system, std::string_view id) {
    auto said = TRY(standing_in(TRY(got(system, "requests/" + http::percent_encoded(id), system.format)), id));
    if (!said.notes.empty()) return said;
    const auto updates = got(system, "servicerequestupdates", system.format, "service_request_id=" + http::percent_encoded(id));
    if (updates) said.notes = newest_update_in(*updates, id);
    return said;
}

Result<std::string> id_of_token(const System& system, std::string_view token) {
    return id_in(TRY(got(system, "tokens/" + http::percent_encoded(token), system.format)), token);
}

}  // namespace fault_reports::open311_client
