#pragma once
/// One thing done with many cases: each case gets its own event, letter and failure, by the same calls as when it is done alone.
#include <optional>
#include <string>
#include <vector>

#include "engines/cases/work.h"
#include "foundation/base/enum_names.h"

using BatchId = Id<struct BatchTag>;

namespace case_desk {

inline constexpr std::size_t most_in_batch = 500;

struct Batch {
    enum class Kind { assign, decide };
    enum class State { waiting, done, failed };
    struct Member {
        CaseId of{};
        std::string number;
        std::int64_t seen_event = 0;
        State state = State::waiting;
        std::string why{};  ///< text key of the failure
        std::optional<Timestamp> undone_at{};
        std::string why_not_undone{};  ///< text key, when its decision stays
    };

    BatchId id{};
    AccountId account{};
    Kind kind{};
    std::optional<AccountId> officer{};
    std::string outcome{}, reason{}, comment{};
    std::optional<std::vector<std::string>> blocks{};  ///< standard ones that are in the letter; nothing: those that usually are
    std::optional<BatchId> rest{};                     ///< where the cases of other e-services wait
    Timestamp made_at{};
    std::optional<Timestamp> started_at{}, finished_at{}, undo_asked_at{}, undone_at{};
    std::vector<Member> members{};

    std::size_t count(State) const;
    std::size_t count_undone() const;
    /// The time to undo is not over for all that it decided, and nobody has asked for it yet.
    bool can_be_undone(int undo_minutes) const;
};

/// Of ticked cases; those that this visitor may not change are in it as failed. Fault::sign_in_needed where secrecy asks for more proof.
Result<BatchId> make_batch(cases::Change&, Batch, const std::vector<std::string>& numbers);
/// Somebody's own batch.
Result<Batch> find_batch(db::Connection&, AccountId, BatchId);
/// Keeps only these cases, as they were seen, and queues the work. A batch that has begun is left as it is.
void start_batch(db::Connection&, const Batch&);
/// Likewise, of cases that are taken out of their batch while others wait there. Nothing when they have been taken out already.
std::optional<BatchId> start_apart(db::Connection&, Batch);
/// The job. What is done already is not done again.
void run_batch(Tenant&, const jobs::Job&);
/// Takes back every decision of the batch that has not left the house. Fault::conflict when it is too late, or has been asked for.
Result<void> ask_undo(db::Connection&, const Tenant&, const Batch&);
/// The job. What has left the house, or was decided anew by somebody, stays and says why.
void undo_batch(Tenant&, const jobs::Job&);
void remove_old_batches(Tenant&, const jobs::Job&);

}  // namespace case_desk

template <>
inline constexpr EnumNames<case_desk::Batch::Kind, 2> names_of<case_desk::Batch::Kind> = {{
    {case_desk::Batch::Kind::assign, "assign"},
    {case_desk::Batch::Kind::decide, "decide"},
}};

template <>
inline constexpr EnumNames<case_desk::Batch::State, 3> names_of<case_desk::Batch::State> = {{
    {case_desk::Batch::State::waiting, "waiting"},
    {case_desk::Batch::State::done, "done"},
    {case_desk::Batch::State::failed, "failed"},
}};
