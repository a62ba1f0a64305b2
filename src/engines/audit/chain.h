#pragma once
/// One link of the chain and the sealed end of it.
#include <string>
#include <string_view>

#include "engines/audit/audit.h"

namespace audit {

struct Link {
    std::int64_t id = 0;
    Recorded entry;
    std::string previous_hash;
    std::string hash;
};
struct Head {
    std::int64_t seq = 0;
    std::string hash;
    std::string mac;
};

/// SHA-256 over each column with its length before it, so that no two entries read the same.
std::string hash_of(const Link&);
std::string mac_of(const db::Database&, std::int64_t seq, std::string_view hash);
Recorded read_recorded(const db::Row&);
Link read_link(const db::Row&);
Head head_of(db::Connection&);

}  // namespace audit
