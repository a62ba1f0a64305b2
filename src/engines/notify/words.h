#pragma once
/// The words of a message, with names in braces where something is filled in: "Beslut i ärende {nummer}". A municipality may have its own.
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "foundation/base/result.h"
#include "foundation/db/database.h"
#include "foundation/texts/texts.h"

namespace notify {

struct Words {
    std::string subject;  ///< of e-mail and letters
    std::string text;     ///< below it
    std::string sms;      ///< the whole text message
    bool operator==(const Words&) const = default;
};

/// What may stand in braces, in Swedish as the administration is: the case's number, where to sign in, the municipality, its telephone.
struct Filling {
    std::string number, link, municipality, phone;
};

Words filled(const Words&, const Filling&);
/// Each name that may be used, as "{nummer}".
std::vector<std::string> names_in_braces();

/// Fault::invalid names fields: empty, too long, a line end in the subject, a name that nobody knows (or a brace that is not closed).
Result<Words> checked(Words typed);

/// Nothing: the words of the program count.
std::optional<Words> own_words(db::Connection&, std::string_view occasion, Language);
void save_own_words(db::Connection&, std::string_view occasion, Language, const Words&);
void remove_own_words(db::Connection&, std::string_view occasion, Language);
/// Each occasion and language that has words of its own.
std::vector<std::pair<std::string, Language>> all_own_words(db::Connection&);

}  // namespace notify
