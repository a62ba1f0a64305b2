#pragma once
/// All that the municipality has about the one who is signed in.
#include "areas/my_pages/case_views.h"
#include "areas/my_pages/overview_views.h"
#include "engines/cases/consents.h"
#include "engines/contacts/contacts.h"
#include "engines/notify/notify.h"

namespace my_pages {

struct Mine {
    identity::Person person;
    std::string personal_number;
    std::vector<views::CaseFile> cases;  ///< open ones first, last changed first; none that is erased
    std::vector<views::DraftRow> drafts;
    std::vector<contacts::Contact> contacts;  ///< newest first; none that is erased
    struct Sent {
        std::string number;
        notify::Message message;
    };
    std::vector<Sent> sent;  ///< what has left the house to this person, or is to, newest first
};
Result<Mine> mine(db::Connection&, const Context&);

/// Drafts of the visitor, with the names of their services.
std::vector<views::DraftRow> draft_rows(db::Connection&, const Context&);

/// Who looked at which case; without a number, at a contact or at what is known of the person.
struct Looked {
    std::string number;
    audit::Recorded entry;
};
inline constexpr std::size_t most_looks_on_a_page = 200;
/// Newest first.
std::vector<Looked> who_looked(db::Connection&, const Mine&);

/// Everything as a ZIP that can be kept and read without us: index.html, mina-uppgifter.json and a folder for each case.
std::string everything(const Context&, const Mine&, const std::vector<Looked>&);

namespace views {
http::Response mine_page(const Context&, const Mine&, const std::vector<Looked>&);
http::Response consent_page(const Context&, const OpenedCase&, const cases::Consent&);
/// "Du, genom e-legitimationen": where each thing that we know comes from, as label, value and source.
struct Known {
    std::string label, value, source;
};
std::vector<Known> known_of(const Texts&, const Mine&);
}  // namespace views

}  // namespace my_pages
