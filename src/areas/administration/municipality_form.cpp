#include <algorithm>

#include "areas/administration/municipalities.h"
#include "engines/municipality/profile.h"
#include "foundation/base/unicode.h"
#include "foundation/http/host_name.h"
#include "foundation/mail/mail.h"

namespace administration {

namespace {

constexpr std::size_t longest_name = 100, most_hosts = 20;

void add_errors(std::vector<FieldError>& errors, const Error& more) { errors.insert(errors.end(), more.fields.begin(), more.fields.end()); }

void check_administrator(const MunicipalityForm& form, std::vector<FieldError>& errors) {
    if (form.administrator_name.empty() || count_characters(form.administrator_name) > longest_name)
        errors.push_back({"administrator_name", "error_account_name"});
    if (form.username.empty()) errors.push_back({"username", "username_is_unfit"});
    if (!form.administrator_email.empty() && !mail::is_address(form.administrator_email))
        errors.push_back({"administrator_email", "error_email"});
}

MunicipalityForm tidied(MunicipalityForm form) {
    for (auto* field : {&form.name, &form.slug, &form.hosts, &form.email, &form.phone, &form.brand, &form.spark, &form.administrator_name,
                        &form.username, &form.administrator_email})
        *field = tidy_text(*field);
    if (form.slug.empty()) form.slug = slug(form.name);
    return form;
}

}  // namespace

MunicipalityForm empty_municipality_form() {
    const municipality::Profile house;
    MunicipalityForm form;
    form.brand = house.brand;
    form.spark = house.spark;
    return form;
}

Result<std::vector<std::string>> checked_hosts(std::string_view typed) {
    std::string words(typed);
    std::ranges::replace(words, '\n', ' ');
    std::ranges::replace(words, ',', ' ');
    std::vector<std::string> hosts;
    for (const auto word : split(words, ' ')) {
        if (trimmed(word).empty()) continue;
        auto host = http::host_name(trimmed(word));
        if (!host) return invalid({{"hosts", "error_host", {std::string(word)}}});
        if (std::ranges::find(hosts, *host) == hosts.end()) hosts.push_back(*std::move(host));
    }
    if (hosts.empty()) return invalid({{"hosts", "error_no_host"}});
    if (hosts.size() > most_hosts) return invalid({{"hosts", "error_many_hosts", {std::to_string(most_hosts)}}});
    return hosts;
}

Result<installation::NewMunicipality> checked(const MunicipalityForm& typed) {
    const auto form = tidied(typed);
    std::vector<FieldError> errors;
    const auto profile =
        municipality::checked({.name = form.name, .email = form.email, .phone = form.phone, .brand = form.brand, .spark = form.spark});
    if (!profile) add_errors(errors, profile.error());
    auto hosts = checked_hosts(form.hosts);
    if (!hosts) add_errors(errors, hosts.error());
    check_administrator(form, errors);
    if (!errors.empty()) return invalid(std::move(errors));
    return installation::NewMunicipality{.slug = form.slug,
                                         .name = form.name,
                                         .hosts = *std::move(hosts),
                                         .email = form.email,
                                         .phone = form.phone,
                                         .brand = form.brand,
                                         .spark = form.spark,
                                         .administrator = {form.username, form.administrator_name, form.administrator_email},
                                         .services = form.services};
}

}  // namespace administration
