#pragma once
/// Letters on paper, to those who have no digital way: taken into bundles, each letter once, and made into one PDF a bundle.
#include <string>
#include <vector>

#include "engines/area/area.h"
#include "engines/notify/message.h"

namespace notify {

struct Bundle {
    BundleId id{};
    Timestamp printed_at{};
    std::int64_t letters = 0;
};

/// Whoever prints a letter reads it: both, in its unit.
struct LetterRights {
    Permission read, print;
};

/// A bundle is printed while somebody waits: some seconds.
inline constexpr int most_letters = 40;

/// How many wait, in units where the account holds the rights.
std::int64_t letters_waiting(db::Connection&, AccountId, const LetterRights&);
/// Takes the oldest of them: they count as sent, and are never taken again. Fault::conflict when none waits.
Result<BundleId> take_letters(db::Connection&, AccountId, const LetterRights&);
/// What a bundle holds, of units where the account holds the rights. Whoever reads it writes that into the log.
std::vector<Message> letters_of(db::Connection&, const Tenant&, AccountId, const LetterRights&, BundleId);
std::vector<Bundle> newest_bundles(db::Connection&, AccountId, const LetterRights&);

/// One PDF: each letter with its address on the first page, and then what is enclosed. The same however often it is made. A letter whose
/// case is disposed of is left out; Fault::not_found when none is left. Fault::unavailable when the printer does not answer.
Result<std::string> bundle_pdf(const Tenant&, const std::vector<Message>&);

}  // namespace notify
