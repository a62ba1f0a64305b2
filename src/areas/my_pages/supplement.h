#pragma once
/// What the officer asked for, as a page of a form.
#include "areas/my_pages/opened_case.h"
#include "engines/forms/fill.h"
#include "engines/pages/pages.h"

namespace my_pages {

inline constexpr std::string_view supplement_words = "supplement_words", supplement_files = "supplement_files";

/// The form of the case with one more page: the questions that were asked, an answer in own words, and files.
struct SupplementForm {
    forms::Form form;
    std::vector<std::string> asked;  ///< ids of the questions that stand in the form
    const forms::Page& page() const { return form.pages.back(); }
};
/// A question need not be answered when the applicant writes why in own words.
SupplementForm supplement_form(const Texts&, const services::Service&, const cases::Supplement&, bool has_words);

/// The answers of the case to begin with: what is asked for as a file is asked for anew.
forms::Answers answers_before(const SupplementForm&, const forms::Answers& of_case);

/// Says nothing at all: neither an answer, words nor a file.
bool is_empty(const SupplementForm&, const forms::Answers&);

namespace views {
http::Response supplement_page(const Context&, const OpenedCase&, const cases::Supplement&, const SupplementForm&,
                               std::string_view draft_handle, const forms::Filled&, const std::vector<FieldError>& errors);
}

}  // namespace my_pages
