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
};
http::Response trial_page(const Context&, const TrialPage&);

/// What would come of it: title, conditions, proposal, letter.
http::Response trial_result(const Context&, const Draft&, const services::Service&, const forms::Answers&);

}  // namespace service_builder
