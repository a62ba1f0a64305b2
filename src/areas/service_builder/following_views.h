#pragma once
/// Pages of what is followed, and of what is shared.
#include "areas/service_builder/following.h"
#include "areas/service_builder/naming.h"
#include "areas/service_builder/page.h"

namespace service_builder {

std::string subscription_address(SubscriptionId, std::string_view page = "");
/// A row of the list: how it stands.
struct Followed {
    Subscription one;
    SourceStanding::What what{};
};
html::Html followed_list(const Context&, const std::vector<Followed>&);

/// Where an address is typed.
http::Response subscribe_page(const Context&, const std::string& typed, std::string_view error_key = "");
/// What a municipality shares, to choose from.
http::Response choose_page(const Context&, const Source&);

struct SubscriptionPage {
    const Subscription& one;
    const SourceStanding& standing;
    const std::vector<LocalName>& names;
    const Here& here;
    const TypedNames& typed;  ///< empty: what is offered
    const std::vector<FieldError>& errors;
    std::string refused{};  ///< text key: why nothing was taken in
};
http::Response subscription_page(const Context&, const SubscriptionPage&);

/// For everybody: what this municipality shares, and at which address.
http::Response shared_page(const Context&, const std::vector<std::shared_ptr<const services::Service>>&);

}  // namespace service_builder
