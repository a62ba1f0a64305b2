#pragma once
/// Handing a report over to somebody outside the house, and hearing of it again. Of whoever reported it nothing goes along.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "areas/fault_reports/open311_client.h"
#include "areas/fault_reports/receiver.h"
#include "areas/fault_reports/sending.h"
#include "engines/cases/work.h"
#include "engines/personal_data/personal_data.h"

namespace fault_reports {

/// Who they may be for such a report, by name.
std::vector<Receiver> receivers_for(db::Connection&, const Tenant&, const cases::PlacedCase&);

/// What looks like personal data, in words that leave the house.
std::vector<personal_data::Found> personal_in(db::Connection&, const Tenant&, const cases::Case&, std::string_view words);

struct ToHand {
    ReceiverId receiver{};
    std::string said{};
    std::optional<DocumentId> picture{};  ///< one of the case, of which
    std::optional<std::string> jpeg{};    ///< this is public_picture
    std::vector<AttributeAnswer> attributes{};
};
/// conflict when it is closed, or somebody has it already; not_found when that receiver does not take such a report.
Result<HandedId> hand_over(cases::Change&, CaseId, const ToHand&);
/// conflict when nobody has it.
Result<void> take_back(cases::Change&, CaseId);
/// What did not come, or of which nobody knows whether it came. Whoever asks takes upon them that it may arrive twice.
Result<void> hand_again(cases::Change&, CaseId);
/// Instead: they have it under that number of theirs.
Result<void> note_their_id(cases::Change&, CaseId, std::string_view their_id);

// ---- what they say of it; conflict when it is not with them any more

Result<void> they_begin(cases::Change&, const Handed&, const Receiver&);
Result<void> they_say_not_ours(cases::Change&, const Handed&, const Receiver&, std::string_view words);
/// Closes the report, and its reporter is told as when staff close it.
Result<void> they_are_done(cases::Change&, const Handed&, const Receiver&, Closing);

// ---- their page

std::string path_of_link(const Tenant&, std::int64_t link);
/// A link of theirs that works a while yet: the one there is, or a new one.
std::int64_t usable_link(db::Connection&, const Tenant&, ReceiverId);
/// A new one, and none of those before works. It is mailed to them.
void renew_link(db::Connection&, const Tenant&, const Receiver&);
/// not_found when nobody has such a link now.
Result<Receiver> receiver_with_link(db::Connection&, const Tenant&, std::string_view token);
/// The picture that goes along, for whoever has the address of it.
std::string picture_token(const Tenant&, HandedId);

open311_client::System system_of(const Tenant&, const Receiver&);
void ask_for_services(db::Connection&, ReceiverId);

/// Queued where a report comes in, when some category of its kind is handed over by itself.
void queue_handing(db::Connection&, std::string_view service, CaseId);

std::vector<AreaJob> handing_jobs();

}  // namespace fault_reports
