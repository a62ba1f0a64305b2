#pragma once
/// Only for tests: an authority that issues service cards and revokes them.
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace crypto {

class TestCards {
public:
    explicit TestCards(std::string_view name = "Test CA");
    ~TestCards();

    std::string authority() const;
    struct Card {
        std::string holder = "SE2321000016-1A2B";
        std::string use = "clientAuth";
        std::int64_t from_days = -1, until_days = 30;  ///< from the machine's today
        std::int64_t number = 1;                       ///< the certificate's own
    };
    std::string issue(const Card&) const;
    /// The list of revoked cards, valid for a week.
    std::string revocations(const std::vector<std::int64_t>& numbers) const;

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace crypto
