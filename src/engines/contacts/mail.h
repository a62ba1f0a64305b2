#pragma once
/// E-mail that residents write: fetched from the municipality's mailboxes, each letter once, kept as it came.
#include <string>
#include <vector>

#include "engines/area/area.h"

namespace mail_in {
struct Box;
}

namespace contacts {

/// Reads on where it stopped. The first time it only notes where the mailbox stands: what lies there already is somebody's. A letter is in
/// our database before the next is fetched, so that one that was fetched and not kept is fetched again.
void look_into(Tenant&, const mail_in::Box&);
/// The job: every mailbox of the municipality whose time has come.
void fetch_mail(Tenant&, const jobs::Job&);

struct Mailbox {
    std::string name;
    std::int64_t last_uid = 0;
    Timestamp looked_at{};
    std::optional<Timestamp> away_since{};
};
std::vector<Mailbox> mailboxes(db::Connection&);

}  // namespace contacts
