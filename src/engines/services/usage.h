#pragma once
/// How the forms of services are filled in, in sums without personal data: for those who build them.
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "foundation/db/database.h"

namespace services {

/// Stands as the page after the last: the application was sent.
inline constexpr std::string_view sent_page = "";

/// A page was answered for the first time in an application, so long after the one before it.
void count_answered(db::Connection&, std::string_view service, int version, std::string_view page, std::int64_t seconds);
/// A page was shown again with something to mend in each of these questions.
void count_errors(db::Connection&, std::string_view service, int version, const std::vector<std::string>& questions);

struct PageUse {
    std::int64_t answered = 0;
    /// The answer time that half of them were under: 15, 30, 60, 120 or 300 seconds; nothing when it was longer, or nobody answered.
    std::optional<int> half_under_seconds{};
};
struct Usage {
    std::map<std::string, PageUse, std::less<>> pages{};
    std::map<std::string, std::int64_t, std::less<>> errors{};  ///< by question

    const PageUse& of(std::string_view page) const;
};
Usage usage(db::Connection&, std::string_view service, int version);

/// Applications that were begun, by answering a page, and that were sent: of all versions together.
struct Completion {
    std::int64_t begun = 0, sent = 0;
};
Completion completion(db::Connection&, std::string_view service);

}  // namespace services
