#pragma once
/// Values in, pages out. A view never sees the database.
#include <string>
#include <string_view>
#include <vector>

#include "areas/disposal/names.h"
#include "engines/cases/answer_disposal.h"
#include "engines/cases/disposal.h"
#include "engines/pages/pages.h"

namespace disposal::views {

/// "/gallring/listor/7204"
std::string address_of(DisposalListId);

/// Who may dispose in the whole municipality also sees the way to the log.
enum class SeesLog { no, yes };
http::Response lists_page(const Context&, const std::vector<cases::DisposalList>&, const Names&, SeesLog);

struct ShownAnswer {
    cases::AnswerLine line;
    std::string question;
};
struct ShownList {
    cases::DisposalList list;
    std::vector<cases::DisposalLine> lines;
    std::vector<ShownAnswer> answers;  ///< of a list of single answers; it has no lines
    Names names;
};
/// `error` is a text key; "" when nothing is wrong.
http::Response list_page(const Context&, const ShownList&, std::string_view error);
/// The list as a file for the archive, the columns named in the reader's language.
http::Response csv(const Context&, const ShownList&);

struct HoldForm {
    std::string number{}, reason{};
};
/// `errors` is empty when the page is shown for the first time.
http::Response holds_page(const Context&, const std::vector<cases::Hold>&, const Names&, const HoldForm&,
                          const std::vector<FieldError>& errors);
/// One hold and the form that ends it; `typed` is why.
http::Response hold_page(const Context&, const cases::Hold&, const Names&, std::string_view typed, const std::vector<FieldError>& errors);

}  // namespace disposal::views
