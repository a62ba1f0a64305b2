#pragma once
/// A mailbox that e-mail is fetched from, as [[mail_in.box]] names it. What every key means stands in box_keys.cpp.
#include <cstdint>
#include <string>

namespace config {

struct MailBox {
    std::string municipality{};
    std::string server{}, user{}, password{}, password_file{};
    std::string folder = "INBOX";
    std::string vouched_by{};
    std::int64_t minutes = 1;
    std::int64_t largest_mb = 25;
};

}  // namespace config
