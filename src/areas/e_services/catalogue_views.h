#pragma once
/// The first page, the list of services, and the page of one service.
#include "engines/cases/find.h"
#include "engines/municipality/profile.h"
#include "engines/opinions/opinions.h"
#include "engines/pages/pages.h"
#include "engines/services/search.h"

namespace e_services {
using services::Services;
}

namespace e_services::views {

std::string service_address(std::string_view service);

struct Home {
    Services services;        ///< in order
    Services most_asked_for;  ///< some of them, in the same order
    municipality::Profile profile;
};
http::Response home_page(const Context&, const Home&);

struct List {
    Services services;
    std::string words, theme, life_event;  ///< what the list is narrowed by; "" for nothing
    Services all;
};
http::Response list_page(const Context&, const List&);

/// In the address of a service, for who comes back to a draft for somebody else that is no longer there.
inline constexpr std::string_view draft_is_gone = "borta";
struct ServicePage {
    const services::Service& service;
    std::string unit;  ///< who decides; "" when not known here
    cases::UsualTime usual{};
    opinions::Sums opinions{};  ///< of the last year
    std::optional<Timestamp> draft_saved{};
};
http::Response service_page(const Context&, const ServicePage&);

/// For the search field, as the island form.ts wants them.
std::string suggestions(const Services&, Language);

}  // namespace e_services::views
