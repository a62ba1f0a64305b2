#include <algorithm>

#include "engines/directories/directories.h"
#include "foundation/fetch/fetch.h"

namespace directories {

Source over_https(Connection to) {
    return [to = std::move(to)](const Inquiry& inquiry) -> Reply {
        auto body = json::object({{"municipality", to.municipality}});
        for (const auto& [name, value] : inquiry.asks.members()) body.set(name, value);
        const auto answer = fetch::post_json({.address = to.address,
                                              .body = json::to_text(body),
                                              .token = to.token,
                                              .timeout = std::min(to.timeout, inquiry.within.value_or(to.timeout))});
        if (!answer) return {};
        if (answer->status == 404) return {.outcome = Outcome::missing};
        auto record = answer->status == 200 ? json::parse(answer->body) : tl::unexpected(json::Problem{});
        if (!record || !record->is_object()) return {};
        const auto source = (*record)["source"].text();
        return {.outcome = Outcome::found, .record = std::move(*record), .source = source};
    };
}

}  // namespace directories
