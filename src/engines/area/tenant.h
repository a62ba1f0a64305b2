#pragma once
/// One municipality on this installation: its database, files, words and looks.
#include <string>
#include <vector>

#include "engines/identity/e_id.h"
#include "engines/identity/sessions.h"
#include "foundation/db/database.h"
#include "foundation/files/store.h"
#include "foundation/texts/texts.h"

struct Tenant {
    std::string slug;                 ///< "exempelby"
    std::string name;                 ///< "Exempelby"
    std::vector<std::string> hosts;   ///< host names it answers to
    std::string public_address;       ///< "https://exempelby.example", without a slash at the end; for links in letters
    db::Database& db;
    files::Store& files;
    const texts::Catalog& texts;
    std::string secret;               ///< 32 bytes that only this installation knows; keys are derived from it
    bool is_demo = false;             ///< shows the simulated e-ID and the demo notice
    int undo_minutes = 10;            ///< how long a decision waits before anything leaves the house
    std::string email{}, phone{}, visiting_address{};
    identity::SessionLimits session_limits{};
    std::vector<identity::EIdentification> e_identifications{};  ///< what residents may choose between
};
