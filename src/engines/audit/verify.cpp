#include "engines/audit/chain.h"

namespace audit {
namespace {

constexpr int page = 2000;

class Walk {
public:
    explicit Walk(const Anchor& anchor) : seq_(anchor.seq), hash_(anchor.hash) {}
    /// Nothing while all is well.
    std::optional<Problem> next(db::Connection& db, const Link& link) {
        if (link.entry.seq != seq_ + 1) return Problem::removed;
        if (link.previous_hash != hash_) return is_hash_of_another(db, link.previous_hash) ? Problem::reordered : Problem::changed;
        if (link.hash != hash_of(link)) return Problem::changed;
        ++seq_;
        hash_ = link.hash;
        return std::nullopt;
    }
    /// The chain has been read to its end: is it the end that was sealed?
    std::optional<Problem> end(db::Connection& db) const {
        const auto head = head_of(db);
        if (head.seq > seq_) return Problem::cut_off;
        if (head.seq < seq_) return Problem::added;
        if (head.hash != hash_ || head.mac != mac_of(db.database(), seq_, hash_)) return Problem::changed;
        return std::nullopt;
    }
    std::int64_t seq() const { return seq_; }

private:
    static bool is_hash_of_another(db::Connection& db, std::string_view hash) {
        return db.number("SELECT count(*) AS n FROM audit_entry WHERE hash = ?", hash) > 0;
    }
    std::int64_t seq_;
    std::string hash_;
};

/// One page in one snapshot; true when there may be more.
bool walk_page(db::Connection& db, Walk& walk, Report& report) {
    const auto links = db.all(read_link, "SELECT * FROM audit_entry WHERE seq > ? ORDER BY seq LIMIT ?", walk.seq(), page);
    for (const auto& link : links) {
        report.problem = walk.next(db, link);
        if (!report.problem) continue;
        report.seq = walk.seq() + 1;
        return false;
    }
    report.entries += std::ssize(links);
    if (!links.empty()) return true;
    report.problem = walk.end(db);
    if (report.problem) report.seq = *report.problem == Problem::cut_off ? walk.seq() + 1 : walk.seq();
    return false;
}

/// What is left of a month that was disposed of stands as it did.
void check_part(db::Connection& db, const Part& part, Report& report) {
    const auto links = links_between(db, part.first_seq, part.last_seq);
    report.entries += std::ssize(links);
    report.seq = part.first_seq;
    for (const auto& link : links) {
        if (link.hash == hash_of(link)) continue;
        report.problem = Problem::changed;
        report.seq = link.entry.seq;
        return;
    }
    if (std::ssize(links) < part.entries) report.problem = Problem::removed;
    else if (std::ssize(links) > part.entries) report.problem = Problem::added;
    else if (digest_of(links) != part.digest) report.problem = Problem::changed;
}

/// The beginning of the chain, when older entries were disposed of: that was done by the program, and only what it left is there.
void check_beginning(db::Database& database, const Anchor& anchor, const std::vector<Part>& parts, Report& report) {
    if (anchor.seq == 0 && parts.empty()) return;
    const bool is_sealed = database.read([&](db::Connection& db) { return anchor.mac == anchor_mac(db, anchor.seq, anchor.hash, parts); });
    if (!is_sealed) {
        report.problem = Problem::changed;
        report.seq = 1;
    }
    for (const auto& part : parts)
        if (!report.problem) database.read([&](db::Connection& db) { check_part(db, part, report); });
}

Report walked(db::Database& database, const Anchor& anchor, const std::vector<Part>& parts) {
    Report report;
    check_beginning(database, anchor, parts, report);
    if (report.problem) return report;
    report.seq = 0;
    Walk walk(anchor);
    while (database.read([&](db::Connection& db) { return walk_page(db, walk, report); })) {}
    return report;
}

}  // namespace

Report verify(db::Database& database) {
    for (;;) {
        Anchor anchor;
        std::vector<Part> parts;
        database.read([&](db::Connection& db) {
            anchor = anchor_of(db);
            parts = parts_of(db);
        });
        const auto report = walked(database, anchor, parts);
        // What looks wrong may be a month that was disposed of meanwhile.
        if (!report.problem || database.read(anchor_of).mac == anchor.mac) return report;
    }
}

}  // namespace audit
