#pragma once
/// One municipality on this installation: its database, files, words and looks.
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engines/identity/cards.h"
#include "engines/identity/e_id.h"
#include "engines/identity/sessions.h"
#include "foundation/base/result.h"
#include "foundation/db/database.h"
#include "foundation/files/store.h"
#include "foundation/texts/texts.h"

namespace directories {
struct Sources;
}
namespace installation {
struct Operations;
}
namespace letters {
struct Letter;
}
namespace mail {
struct Message;
}
namespace mail_in {
struct Box;
}
namespace mailbox {
struct Message;
}
namespace municipality {
struct TownMap;
}
namespace oidc {
class Provider;
}
namespace pdf {
class Previews;
}
namespace sms {
struct Message;
}

struct Tenant {
    std::string slug;                ///< "exempelby"
    std::string name;                ///< "Exempelby"
    std::vector<std::string> hosts;  ///< host names it answers to
    std::string public_address;      ///< "https://exempelby.example", without a slash at the end; for links in letters
    db::Database& db;
    files::Store& files;
    const texts::Catalog& texts;
    std::string secret;      ///< 32 bytes that only this installation knows; keys are derived from it
    bool is_paused = false;  ///< every page says so, and no job is done
    bool is_demo = false;    ///< shows the simulated e-ID and the demo notice
    int undo_minutes = 10;   ///< how long a decision waits before anything leaves the house
    std::string email{}, phone{}, visiting_address{};
    std::vector<Language> further_languages{};                ///< that its residents may read, besides Swedish and English
    std::string protection_officer{};                         ///< e-mail of the data protection officer
    std::string theme_css_address{};                          ///< "/tema/<hash>.css" of its own colours; empty: the colours of the house
    std::string theme_css{};                                  ///< what stands at that address
    std::shared_ptr<const municipality::TownMap> town_map{};  ///< null: it has no map of its own
    std::string hero_map_svg{};                               ///< its own map around the town square, for the first page; empty: no map
    std::string mark_svg{};                                   ///< its mark in class brand__mark, drawn by us; empty: the mark of the house
    std::string printed_mark_svg{};                           ///< the same with its colours in it, for paper
    /// The letter as PDF/A. Fault::unavailable when the printer does not answer.
    std::function<Result<std::string>(const letters::Letter&)> print_letter{};
    /// A whole HTML document as PDF/A. Fault::unavailable when the printer does not answer.
    std::function<Result<std::string>(std::string_view html, std::string_view title, Language)> print_document{};
    /// Gives an e-mail to the server. Fault::unavailable when it is away.
    std::function<Result<void>(const mail::Message&)> send_mail{};
    /// Where residents' e-mail is fetched from; empty: nowhere.
    std::vector<std::shared_ptr<const mail_in::Box>> mailboxes{};
    /// Gives a text message to the gateway, as sms::send answers; null: there is none.
    std::function<Result<std::string>(const sms::Message&)> send_sms{};
    /// Puts a letter where digital mailboxes are filled from, as mailbox::deliver answers; null: there is none.
    std::function<Result<void>(const mailbox::Message&)> deliver_digitally{};
    /// Pictures of the pages of documents; null: documents are only opened as they are.
    std::shared_ptr<pdf::Previews> previews{};
    /// The registers that are connected; null: none.
    std::shared_ptr<const directories::Sources> directories{};
    /// Reads name, contact details and colours anew from the database: for requests that come after.
    std::function<void()> profile_changed{};
    /// What it may do with the installation (operations.h); null in every municipality but the operating one.
    std::shared_ptr<const installation::Operations> operations{};
    identity::SessionLimits session_limits{};
    identity::CardSettings cards{};  ///< service cards that sign staff in
    struct MapTiles {
        std::string address{};  ///< "https://kartor.example/{z}/{x}/{y}.png"; empty: the town's own base map alone
        std::string origin{};   ///< "https://kartor.example": the only other place that browsers may fetch pictures from
        std::string credit{};   ///< whose map it is, as its licence wants it said
    };
    MapTiles map_tiles{};
    /// Hosts within the municipality's own net that other systems may be asked at; everywhere else only what the public internet reaches.
    std::vector<std::string> hosts_inside{};
    std::vector<identity::EIdentification> e_identifications{};     ///< what residents may choose between
    std::vector<std::shared_ptr<oidc::Provider>> oidc_providers{};  ///< where residents and staff sign in by OpenID Connect
};
