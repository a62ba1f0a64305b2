#pragma once
/// The pages of a form, from the first question to the receipt.
#include "areas/e_services/changes.h"
#include "engines/cases/earlier_answers.h"
#include "engines/drafts/addresses.h"
#include "engines/forms/view.h"
#include "engines/pages/pages.h"
#include "engines/services/fees.h"

namespace e_services::views {

/// A draft with the service as it is published now.
struct Filling {
    const services::Service& service;
    const drafts::Draft& draft;
    Changes changes{};  ///< of the questions since the draft was begun
    forms::OfferedChildren children{};
};

struct Question {
    const Filling& filling;
    const forms::Page& page;
    const forms::Typed& typed;
    const std::vector<FieldError>& errors;
    bool back_to_review = false;
    std::vector<std::string> revealed{};          ///< forms::Filled::revealed
    const forms::Answers* answers = nullptr;      ///< to be shown instead of the draft's
    std::vector<std::string> elsewhere{};         ///< questions that another device has answered otherwise since the page was drawn
    std::vector<cases::EarlierAnswer> earlier{};  ///< offered, each with a button
};
/// In the address of the review, for who sent it faster than people read.
inline constexpr std::string_view went_too_fast = "snabbt";
/// The button that takes an earlier answer sends the question under this name.
inline constexpr std::string_view reuse_button = "_reuse";
http::Response question_page(const Context&, const Question&);
/// For the island that saves while someone types.
http::Response saved_as_typed(const Context&, const Question&);
/// `why` is a text of this area that says what to do.
http::Response not_saved_as_typed(const Context&, std::string_view why);

http::Response review_page(const Context&, const Filling&, const std::vector<FieldError>& warnings);
/// `code` opens the draft on another device; empty for a resident who finds it on my pages.
http::Response saved_page(const Context&, const Filling&, std::string_view code, const std::vector<FieldError>& errors = {},
                          bool mail_is_sent = false);
struct Receipt {
    drafts::Sent sent;
    std::optional<services::ReckonedFee> fee{};
    std::int64_t usual_days = 0;
};
http::Response receipt_page(const Context&, const services::Service&, const Receipt&);

struct CodeForm {
    std::string number, code;
    std::string error{};  ///< text key, about both fields together
};
http::Response case_code_page(const Context&, const CodeForm&);
http::Response draft_code_page(const Context&, const CodeForm&);

}  // namespace e_services::views
