#pragma once
/// One link of the chain, the sealed end of it, and where it begins when older entries were disposed of.
#include <string>
#include <string_view>
#include <vector>

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

/// Where the chain begins: after this entry.
struct Anchor {
    std::int64_t seq = 0;
    std::string hash;
    std::string mac;
};
/// What is left of a month that was disposed of.
struct Part {
    Date month{};
    std::int64_t first_seq = 0, last_seq = 0;
    std::int64_t entries = 0;
    std::string digest;
};

/// SHA-256 over each column with its length before it, so that no two entries read the same.
std::string hash_of(const Link&);
std::string mac_of(const db::Database&, std::int64_t seq, std::string_view hash);
Recorded read_recorded(const db::Row&);
Link read_link(const db::Row&);
Head head_of(db::Connection&);

Anchor anchor_of(db::Connection&);
/// From entry 1 on, without gaps.
std::vector<Part> parts_of(db::Connection&);
/// What Anchor.mac is to be.
std::string anchor_mac(db::Connection&, std::int64_t seq, std::string_view hash, const std::vector<Part>&);
std::string digest_of(const std::vector<Link>&);
std::vector<Link> links_between(db::Connection&, std::int64_t first_seq, std::int64_t last_seq);
/// The first entry since then, after the anchor. One more than the last when there is none.
std::int64_t first_since(db::Connection&, Timestamp);

}  // namespace audit
