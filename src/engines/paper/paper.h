#pragma once
/// A whole e-service on paper: its questions with boxes to write in, and on each sheet a code that says what it is, so that what comes back
/// scanned can be put in order.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/services/service.h"
#include "foundation/texts/texts.h"

namespace paper {

/// What the code on a sheet says. The last part (name and signature) counts too.
struct Code {
    std::string service;
    int version = 0;
    int part = 0, parts = 0;  ///< of the form, from 1
    bool operator==(const Code&) const = default;
};
/// "TORG skolskjuts 3 2/5"
std::string to_text(const Code&);
std::optional<Code> code_from(std::string_view text);
int parts_of(const services::Service&);

struct Sender {
    std::string municipality, address, phone;
};
/// A whole HTML document for the printer.
std::string document(const texts::Catalog&, const services::Service&, Language, const Sender&);

/// What was read from the codes of scanned sheets, sheet by sheet.
struct Recognised {
    Code form{};                 ///< of the first sheet that has a code
    std::vector<int> order{};    ///< sheets of the file, from 1, by the form's parts; those without a code come last
    std::vector<int> missing{};  ///< parts of the form that no sheet has
    std::vector<int> uncoded{};  ///< sheets without a code: somebody's own paper
    std::vector<int> foreign{};  ///< sheets of another form, or of another version of it
    int signatures = 0;          ///< sheets of the last part, which always fills one: more are more than one filled-in form
};
/// Nothing when no sheet has a code of ours.
std::optional<Recognised> recognised(const std::vector<std::vector<std::string>>& codes_on_sheets);

}  // namespace paper
