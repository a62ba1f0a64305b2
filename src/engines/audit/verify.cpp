#include "engines/audit/chain.h"

namespace audit {
namespace {

constexpr int page = 2000;

class Walk {
public:
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
    std::int64_t seq_ = 0;
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
    report.entries = walk.seq();
    if (!links.empty()) return true;
    report.problem = walk.end(db);
    if (report.problem) report.seq = *report.problem == Problem::cut_off ? walk.seq() + 1 : walk.seq();
    return false;
}

}  // namespace

Report verify(db::Database& database) {
    Report report;
    Walk walk;
    while (database.read([&](db::Connection& db) { return walk_page(db, walk, report); })) {}
    return report;
}

}  // namespace audit
