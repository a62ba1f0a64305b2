#pragma once
/// What every page of the builder has: where one is, what was said, undo, and the pages of the draft.
#include <string>
#include <string_view>

#include "areas/service_builder/check.h"
#include "engines/pages/pages.h"

namespace service_builder {

inline constexpr std::string_view list_address = "/e-tjanstebyggaren";
std::string draft_address(ServiceDraftId, std::string_view page = "");
std::string part_address(ServiceDraftId, std::string_view part);

/// Where the list stands that holds this part: the page of the question, else the overview.
std::string holder_address(ServiceDraftId, const services::Path&);

struct Shown {
    std::string title;
    html::Html content;
    std::string back{list_address};
    std::string back_words{};  ///< empty: the builder
    bool has_errors = false;
    std::string island{};
};
/// With the notice that the query's `sagt` asks for.
http::Response page(const Context&, const Shown&);
/// The same, of a draft: with its state, undo and its pages. It may show pages of the draft in a frame.
http::Response draft_page(const Context&, const Draft&, Shown);

/// To a page that says what was done: a key of the texts under "said.".
http::Response and_say(std::string_view address, std::string_view said);

html::Html section(std::string_view heading, const html::Html& content);
/// "Två saker att rätta", each with a link to the form where it is mended.
html::Html problem_list(const Context&, ServiceDraftId, const std::vector<forms::Problem>&);
/// A form of the draft, carrying the revision that it was made from.
html::Html draft_form(const Context&, const Draft&, std::string_view page, const html::Html& content);

}  // namespace service_builder
