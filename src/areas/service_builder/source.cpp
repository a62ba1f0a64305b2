/// Asking another municipality for what it shares. Nothing that comes back is trusted.
#include <algorithm>

#include "areas/service_builder/following.h"
#include "areas/service_builder/parts.h"
#include "engines/services/service.h"
#include "foundation/base/unicode.h"
#include "foundation/fetch/fetch.h"

namespace service_builder {
namespace {

constexpr std::size_t longest_address = 500, longest_name = 100, most_listed = 500;
constexpr std::chrono::milliseconds patience{6'000};

std::string host_of(std::string_view address) {
    const auto begin = address.find("://") + 3;
    return std::string(address.substr(begin, address.find_first_of("/?#", begin) - begin));
}

/// As it was typed, without what says nothing.
std::string tidy_address(std::string_view typed) {
    auto address = std::string(trimmed(typed));
    address = address.substr(0, address.find('#'));
    while (address.ends_with('/')) address.pop_back();
    return address;
}

auto problem(std::string_view key) { return failure(Fault::unavailable, std::string(key)); }

struct Fetched {
    bool is_unchanged = false;
    std::string text{}, etag{};
};
Result<Fetched> fetched(const Tenant& tenant, const std::string& address, const std::string& etag = "") {
    auto answer = fetch::get({.address = address,
                              .if_none_match = etag,
                              .accept = "application/yaml, text/yaml, text/plain;q=0.9, */*;q=0.1",
                              .reach = fetch::Reach::outside,
                              .let_hosts = tenant.hosts_inside,
                              .timeout = patience});
    if (!answer) return problem(silent_source);
    if (answer->status == 304 && !etag.empty()) return Fetched{.is_unchanged = true};
    if (answer->status == 404 || answer->status == 410) return problem("error_source_gone");
    if (answer->status != 200) return problem("error_source_refuses");
    std::erase(answer->body, '\r');
    if (answer->body.size() > yaml::max_size || !is_utf8(answer->body)) return problem("error_source_no_definition");
    return Fetched{.text = std::move(answer->body), .etag = std::move(answer->etag)};
}

/// A definition that this program cannot read is no use, however well it is meant.
Result<yaml::Node> definition_in(const std::string& text) {
    const auto document = yaml::parse(text);
    if (!document || !document->is_map() || !is_service_id((*document)["id"].text())) return problem("error_source_no_definition");
    if (!services::read_service(*document)) return problem("error_source_not_understood");
    return *document;
}

std::string municipality_in(const yaml::Node& index) {
    const auto name = tidy_text(index["municipality"].text());
    return name.find('\n') == name.npos ? first_characters(name, longest_name) : "";
}

bool is_index(const yaml::Node& document) { return document.is_map() && document["services"].is_list(); }

std::vector<SharedService> services_in(const yaml::Node& index, const std::string& base) {
    std::vector<SharedService> all;
    for (const auto& one : index["services"].items()) {
        const auto id = one["id"].text();
        if (!is_service_id(id) || all.size() == most_listed) continue;
        all.push_back({.id = id,
                       .version = static_cast<int>(std::clamp<std::int64_t>(one["version"].whole().value_or(0), 0, 1'000'000)),
                       .title_sv = first_characters(words_in(one["title"], Language::sv), longest_name),
                       .title_en = first_characters(words_in(one["title"], Language::en), longest_name),
                       .address = base + "/" + id});
    }
    return all;
}

/// Where the list stands that an address of Torg's belongs to; empty for any other.
std::string index_base(const std::string& address) {
    const auto at = address.rfind(shared_address);
    if (at == std::string::npos) return "";
    const auto rest = std::string_view(address).substr(at + shared_address.size());
    const bool is_of_it = rest.empty() || rest == ".yaml" || rest.starts_with('/');
    return is_of_it ? address.substr(0, at + shared_address.size()) : "";
}

Result<Source> listed(const Tenant& tenant, const std::string& base) {
    const auto answer = TRY(fetched(tenant, base + ".yaml"));
    const auto index = yaml::parse(answer.text);
    if (!index || !is_index(*index)) return problem("error_source_no_definition");
    auto name = municipality_in(*index);
    Source source{.municipality = name.empty() ? host_of(base) : std::move(name), .services = services_in(*index, base)};
    if (source.services.empty()) return problem("error_source_shares_nothing");
    return source;
}

}  // namespace

Result<Source> ask_source(const Tenant& tenant, std::string_view typed) {
    const auto address = tidy_address(typed);
    if (address.size() > longest_address || !fetch::is_fit_address(address)) return problem("error_source_address");
    if (!tenant.public_address.empty() && address.starts_with(tenant.public_address + "/")) return problem("error_source_is_own");
    const auto base = index_base(address);
    if (!base.empty() && (address == base || address == base + ".yaml")) return listed(tenant, base);

    auto answer = TRY(fetched(tenant, address));
    const auto document = TRY(definition_in(answer.text));
    const auto asked_for = base.empty() ? "" : address.substr(base.size() + 1);
    if (!base.empty() && document["id"].text() != asked_for) return problem("error_source_is_another");
    Source source{.municipality = host_of(address), .address = address, .yaml = std::move(answer.text), .etag = std::move(answer.etag)};
    if (const auto index = base.empty() ? Result<Source>(Source{}) : listed(tenant, base); index && !index->municipality.empty())
        source.municipality = index->municipality;
    return source;
}

Subscription asked_again(const Tenant& tenant, Subscription one, Timestamp when) {
    one.asked_at = when;
    one.problem.clear();
    const auto answer = fetched(tenant, one.address, one.etag);
    if (answer && answer->is_unchanged) return one;
    const auto document = answer ? definition_in(answer->text) : Result<yaml::Node>(tl::unexpected(answer.error()));
    if (!document) {
        one.problem = document.error().text_key;
        return one;
    }
    const auto version_of = [](const yaml::Node& node) { return node["version"].whole().value_or(0); };
    if ((*document)["id"].text() != one.their_service) one.problem = "error_source_is_another";
    else if (version_of(*document) < version_of(one.document())) one.problem = "error_source_went_back";
    if (!one.problem.empty()) return one;
    if (answer->text != one.yaml) one.changed_at = when;
    one.yaml = answer->text;
    one.etag = answer->etag;
    return one;
}

}  // namespace service_builder
