#pragma once
/// A draft's form as its applicants would see it, and a whole run of it with made-up answers. Nothing of it is a case.
#include "areas/service_builder/check.h"
#include "areas/service_builder/page.h"
#include "engines/forms/fill.h"
#include "engines/services/conditions.h"

namespace service_builder {

/// A frame as wide as a phone with that page of the form, as it is saved.
html::Html phone_frame(const Context&, const Draft&, std::string_view page);
/// The page that shows the form on phone width beside what is to be mended.
http::Response preview_page(const Context&, const Draft&, const Checked&, std::string_view page);
/// What stands in the frame.
http::Response preview_frame(const Context&, const services::Service&, const forms::Page&);

/// One page of a trial: the answers so far travel in the form, for they are made up and nobody's.
struct TrialPage {
    const Draft& draft;
    const services::Service& service;
    const forms::Page& page;
    const forms::Answers& answers;
    const forms::Typed& typed;
    const std::vector<FieldError>& errors;
    const std::string& unsaved;  ///< the form of the builder that is tried without being saved, urlencoded; empty: what is saved
};
http::Response trial_page(const Context&, const TrialPage&);

/// What would come of it: title, conditions, fee, proposal, letter.
struct TrialResult {
    const Draft& draft;
    const services::Service& service;
    const forms::Answers& answers;
    const std::string& unsaved;
};
http::Response trial_result(const Context&, const TrialResult&);
/// What is not saved cannot be tried yet: what is to be mended, and the way back.
http::Response trial_to_mend(const Context&, const Draft&, const std::vector<forms::Problem>&);
/// The button of a form that tries what stands in it, on a page of its own.
html::Html try_unsaved_button(const Context&, const Draft&);

}  // namespace service_builder
