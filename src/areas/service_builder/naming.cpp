#include "areas/service_builder/naming.h"

#include <algorithm>

#include "areas/service_builder/parts.h"
#include "areas/service_builder/store.h"
#include "engines/services/catalogue.h"
#include "foundation/base/unicode.h"
#include "foundation/crypto/crypto.h"

namespace service_builder {
namespace {

constexpr std::size_t longest_name = 1000;

yaml::Node our_definition(db::Connection& db, const std::string& service) {
    std::string text;
    if (const auto draft = draft_of(db, service)) text = yaml_of(db, draft->id, draft->revision).value_or("");
    else if (const auto newest = services::newest_published(db, service))
        text = services::definition(db, service, newest->version).map([](const auto& one) { return one.yaml; }).value_or("");
    return yaml::parse(text).value_or(yaml::Node{});
}

yaml::Node node_of(const forms::Words& words) {
    if (words.sv == words.en) return yaml::Node::of(words.sv);
    return yaml::Node::of({{"sv", yaml::Node::of(words.sv)}, {"en", yaml::Node::of(words.en)}});
}

std::string swedish(const yaml::Node& court) { return words_in(court, Language::sv); }

const yaml::Node* court_called(const std::vector<yaml::Node>& courts, const std::string& name) {
    const auto found = std::ranges::find(courts, name, swedish);
    return found == courts.end() ? nullptr : &*found;
}

std::vector<yaml::Node> courts_here(db::Connection& db) {
    std::vector<yaml::Node> courts;
    const auto add = [&](const services::AppealTerms& appeal) {
        if (!appeal.court.empty() && !court_called(courts, appeal.court.sv)) courts.push_back(node_of(appeal.court));
    };
    for (const auto& service : services::published(db)) {
        add(service->decision.appeal);
        for (const auto& outcome : service->decision.outcomes)
            for (const auto& reason : outcome.reasons)
                if (reason.appeal) add(*reason.appeal);
    }
    return courts;
}

bool has_unit(const Here& here, const std::string& slug) {
    return std::ranges::find(here.units, slug, &identity::Unit::slug) != here.units.end();
}
bool has_row(const Here& here, const std::string& id) {
    return std::ranges::find(here.delegation, id, &identity::DelegationRule::id) != here.delegation.end();
}

/// As it stands in the same place of our own definition.
std::string own(const LocalName& name, const Here& here) {
    return name.places.empty() ? "" : words_in(services::part_at(here.service, name.places.front()), Language::sv);
}

/// Theirs where that exists here too.
std::string offered_anew(const LocalName& name, const Here& here) {
    const auto theirs = words_in(name.theirs, Language::sv);
    switch (name.kind) {
        case NameKind::unit: return has_unit(here, theirs) ? theirs : "";
        case NameKind::delegation: return has_row(here, theirs) ? theirs : "";
        case NameKind::court: return court_called(here.courts, theirs) ? theirs : "";
        case NameKind::retention:
        case NameKind::fee: return "";
        case NameKind::municipality: return here.municipality;
        case NameKind::email: return here.email;
        case NameKind::phone: return here.phone;
        default: return theirs;
    }
}

/// The text key of what is wrong; "" when it does.
std::string wrong_with(const LocalName& name, const std::string& typed, const Here& here) {
    if (typed.empty()) return "error_name_missing";
    if (typed.size() > longest_name) return "error_name_long";
    const auto theirs = words_in(name.theirs, Language::sv);
    switch (name.kind) {
        case NameKind::service: return is_service_id(typed) ? "" : "error_service_id";
        case NameKind::unit: return has_unit(here, typed) ? "" : "error_name_missing";
        case NameKind::receiving_unit: return typed == theirs || has_unit(here, typed) ? "" : "error_name_missing";
        case NameKind::delegation: return here.delegation.empty() || has_row(here, typed) ? "" : "error_name_missing";
        case NameKind::court: return typed == theirs || court_called(here.courts, typed) ? "" : "error_name_missing";
        case NameKind::series: {
            const bool is_fit =
                typed.size() >= 2 && typed.size() <= 5 && typed.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == typed.npos;
            return is_fit ? "" : "error_name_series";
        }
        default: return "";
    }
}

yaml::Node ours(const LocalName& name, const std::string& typed, const Here& here) {
    if (typed == words_in(name.theirs, Language::sv)) return name.theirs;
    const auto* court = name.kind == NameKind::court ? court_called(here.courts, typed) : nullptr;
    return court ? *court : yaml::Node::of(typed);
}

}  // namespace

Here found_here(db::Connection& db, const Tenant& tenant, const Subscription& one) {
    Here found{.units = identity::units(db),
               .courts = courts_here(db),
               .municipality = tenant.name,
               .email = tenant.email,
               .phone = tenant.phone,
               .service = our_definition(db, one.service.empty() ? one.their_service : one.service)};
    for (const auto& unit : found.units)
        for (auto& rule : identity::delegation_order(db, unit.id)) found.delegation.push_back(std::move(rule));
    return found;
}

std::string offered(const LocalName& name, const Subscription& one, const Here& here) {
    if (const auto said = one.names.find(name.key); said != one.names.end()) return words_in(said->second, Language::sv);
    const auto known = own(name, here);
    return !known.empty() && wrong_with(name, known, here).empty() ? known : offered_anew(name, here);
}

std::string field_of(const LocalName& name) { return "namn-" + crypto::sha256_hex(name.key).substr(0, 12); }

Result<OurNames> checked_names(const std::vector<LocalName>& names, const TypedNames& typed, const Here& here) {
    OurNames all;
    std::vector<FieldError> errors;
    for (const auto& name : names) {
        const auto found = typed.find(name.key);
        const auto words = found == typed.end() ? std::string() : std::string(trimmed(found->second));
        if (auto wrong = wrong_with(name, words, here); !wrong.empty()) errors.push_back({field_of(name), std::move(wrong)});
        else all.emplace(name.key, ours(name, words, here));
    }
    if (!errors.empty()) return invalid(std::move(errors));
    return all;
}

}  // namespace service_builder
