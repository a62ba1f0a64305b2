#pragma once
/// What someone has begun to fill in: saved page by page, found again with e-identification, in the same session, or with a code.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/area/tenant.h"
#include "engines/drafts/beside_answers.h"
#include "engines/forms/answers.h"
#include "foundation/base/result.h"
#include "foundation/db/database.h"

using DraftId = Id<struct DraftTag>;

namespace drafts {

struct Draft {
    DraftId id{};
    std::string service;
    int version = 0;           ///< of the service, when the draft was begun
    int answers_version = 0;   ///< of the service whose questions the answers answer
    std::int64_t case_id = 0;  ///< the case whose supplement it answers; 0: a new application
    std::optional<PersonId> person{};
    forms::Answers answers{};
    BesideAnswers beside{};
    std::string page{};  ///< where to go on; "" at the beginning
    Timestamp updated_at{}, expires_at{};

    bool is_for_oneself() const { return beside.on_behalf.kind == OnBehalf::Kind::oneself; }
};

/// What came of a draft that was sent.
struct Sent {
    std::string number, code;
};

/// Belongs to the resident who is signed in, otherwise to the session.
Draft begin(db::Connection&, const Tenant&, const Visitor&, std::string_view service, int version, const forms::Answers&,
            std::int64_t case_id = 0);
/// Answers with what stands beside them, and page. The draft is kept for another 30 days.
void save(db::Connection&, const Tenant&, const Draft&);

/// The draft when it is the visitor's. not_found: it is gone or someone else's; sign_in_needed: it belongs to a person who is not signed
/// in.
Result<Draft> find_for(db::Connection&, const Tenant&, const Visitor&, DraftId);
/// The visitor's drafts that are not sent, last changed first; those that answer supplements are left out.
std::vector<Draft> drafts_of(db::Connection&, const Tenant&, const Visitor&);
/// The one last changed that the visitor fills in for oneself: what is for another is asked for by its id.
std::optional<Draft> newest(db::Connection&, const Tenant&, const Visitor&, std::string_view service);
std::optional<Draft> of_case(db::Connection&, const Tenant&, const Visitor&, std::int64_t case_id);

/// Stands in the form, so that it finds its draft also when the session has ended meanwhile.
std::string handle(const Tenant&, DraftId);
/// As find_for, but a right handle opens a draft that belongs to no person in any session, which has it in hand from then on.
Result<Draft> take_by_handle(db::Connection&, const Tenant&, const Visitor&, std::string_view handle);

/// A new code; the one before is worth nothing.
std::string give_code(db::Connection&, const Tenant&, DraftId);
/// The visitor's session has it in hand from then on. Guesses are counted by the caller.
Result<Draft> take_by_code(db::Connection&, const Tenant&, const Visitor&, std::string_view code);

/// Sent sooner than anyone can have read and answered it (ASVS 11.1.2). This machine itself is never held back.
bool is_faster_than_people(const Draft&, std::string_view client_address);

/// What it became, when it is sent. In a write, so that the same form sent twice at once is told apart by the database.
std::optional<Sent> sent(db::Connection&, const Tenant&, DraftId);
void mark_sent(db::Connection&, const Tenant&, DraftId, const Sent&);
void remove(db::Connection&, DraftId);
/// Drafts, and files that waited in vain.
std::int64_t remove_expired(db::Connection&);

/// Whether a draft holds the file of that hash, or it waits for an application.
bool keeps_file(db::Connection&, std::string_view hash);

}  // namespace drafts
