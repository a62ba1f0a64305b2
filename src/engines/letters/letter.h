#pragma once
/// A letter from the municipality: the same words as a web page and as PDF/A.
#include <string>
#include <vector>

#include "foundation/base/result.h"
#include "foundation/base/time.h"
#include "foundation/html/html.h"
#include "foundation/texts/texts.h"

namespace pdf {
class Printer;
}

namespace letters {

/// How a decision can be appealed against.
enum class AppealKind {
    none,
    administrative,  ///< förvaltningsbesvär: FL 40–47 §§
    legality,        ///< laglighetsprövning: kommunallagen 13 kap.
};

struct Appeal {
    AppealKind kind = AppealKind::none;
    std::string court;  ///< "Förvaltningsrätten i Exempelstad"
    int days = 21;      ///< from the day the party got the decision (FL 44 §)
};

struct Sender {
    std::string municipality;  ///< "Exempelby"
    std::string unit;          ///< committee or department that decides
    std::string address, phone, email;
    html::Html mark{};          ///< on a web page, coloured by the style sheet; may be empty
    html::Html printed_mark{};  ///< on paper, with its own colours
};

struct Letter {
    Language language = Language::sv;
    Sender from;
    std::vector<std::string> to;  ///< name and address, line by line; may be empty
    std::string number;           ///< of the case
    Date date{};
    std::string heading;
    std::string body;              ///< Markdown
    std::vector<std::string> law;  ///< what the decision rests on
    std::string signer;            ///< who decided
    bool is_automatic = false;     ///< nobody decided: a decision table did
    std::string delegation;        ///< "BUN 4.2"; empty when the committee itself decided
    std::string minutes{};         ///< "§ 45, 12 maj 2026": where its minutes say so; the signer is the committee
    Appeal appeal{};
};

/// The letter as an <article>, for a web page.
html::Html article(const texts::Catalog&, const Letter&);
/// A whole HTML document with its own looks, for paper.
std::string document(const texts::Catalog&, const Letter&);
/// PDF/A-2b. Fault::unavailable when the printer does not answer.
Result<std::string> print(pdf::Printer&, const texts::Catalog&, const Letter&);

/// Any other whole document with the letter's fonts.
Result<std::string> print(pdf::Printer&, std::string_view document, std::string_view title, Language);

}  // namespace letters
