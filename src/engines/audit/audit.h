#pragma once
/// Who did what to what, and why: append-only, each entry chained to the one before by its hash.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/identity/visitor.h"
#include "foundation/db/database.h"

namespace audit {

struct Entry {
    std::string event;         ///< "cases.decision_made"
    std::string subject_kind;  ///< "case"
    std::int64_t subject = 0;
    std::string reason{};  ///< why, in the actor's words or the law's
    std::string detail{};  ///< what more; no personal data
};

struct Recorded {
    std::int64_t seq = 0;
    Timestamp at{};
    std::string actor_kind;  ///< nobody, resident, staff, program
    std::int64_t actor = 0;
    std::string actor_name;
    std::string event;
    std::string subject_kind;
    std::int64_t subject = 0;
    std::string reason;
    std::string detail;
    std::string request_id;
};

/// Call once for each database when the program starts, after the migrations: forbids UPDATE and DELETE in the database itself
/// and derives from Tenant.secret the key that seals the end of the chain. Without it record throws std::logic_error.
void prepare(db::Database&, std::string_view secret);
/// Before a database that was prepared is closed for good.
void forget(const db::Database&);
void ensure_guards(db::Connection&);

/// Inside the caller's write, so that change and entry are made together or not at all.
void record(db::Connection&, const Visitor&, const Entry&);
/// A read of personal data by staff, with its reason: a write of its own, each time. Call it before the data is read, never inside a read.
void record_read(db::Database&, const Visitor&, const Entry&);

/// For what a page loads by itself, as the pictures on it: enough when the same visitor's same read of the same is in the log since then.
void record_read_since(db::Database&, const Visitor&, const Entry&, Timestamp since);

/// For jobs.
Visitor program(std::string_view name);

enum class Problem { changed, removed, reordered, cut_off, added };
struct Report {
    std::int64_t entries = 0;
    std::optional<Problem> problem{};  ///< the first, at `seq`
    std::int64_t seq = 0;
};
Report verify(db::Database&);

/// Newest first, older than `before` (a seq) when given.
std::vector<Recorded> entries_of(db::Connection&, std::string_view subject_kind, std::int64_t subject,
                                 std::optional<std::int64_t> before = {}, int count = 50);

struct Search {
    std::string event_prefix{};  ///< "cases."
    std::string subject_kind{};
    std::optional<std::int64_t> subject{};
    std::string actor_kind{};
    std::optional<std::int64_t> actor{};
    std::optional<Timestamp> from{}, until{};
    std::optional<std::int64_t> before{};  ///< seq
    int count = 50;
};
std::vector<Recorded> search(db::Connection&, const Search&);

}  // namespace audit
