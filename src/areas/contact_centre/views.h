#pragma once
/// Values in, pages out.
#include <array>

#include "areas/contact_centre/screen.h"
#include "engines/pages/pages.h"

namespace contact_centre::views {

std::string contact_address(ContactId, std::string_view part = "");

struct BeginForm {
    std::string channel = "phone", who{};
    std::vector<FieldError> errors{};
};
http::Response console_page(const Context&, const Desk&, const BeginForm&);
http::Response contact_page(const Context&, const ContactScreen&);
/// JSON for the search while it is typed.
std::string suggestions(const Context&, const Found&);

http::Response call_backs_page(const Context&, const std::vector<contacts::Contact>&);
http::Response handed_over_page(const Context&, const std::vector<contacts::Contact>&);
http::Response handed_over_contact_page(const Context&, const contacts::Contact&, std::string_view note, const std::vector<FieldError>&);

/// Somebody was before, or it is handed over to others: what was typed is not lost.
http::Response not_answered_page(const Context&, std::string_view note, int status);

/// "Kim Exempel", the number or address that is known, or "Okänd".
std::string who(const Context&, const contacts::Contact&);
pages::Html state_tag(const Context&, const contacts::Contact&);
std::string subject_words(const Context&, knowledge::Subject);
std::string channel_words(const Context&, contacts::Channel);
/// "45 s", "12 min", "2 tim 5 min", "3 dygn".
std::string wait_words(const Context&, std::int64_t seconds);

struct Week {
    Date first;
    contacts::Sums sums;
};
struct FiguresScreen {
    contacts::Period of_today, of_month, of_settled;  ///< what the figures below count
    contacts::Pulse pulse;
    contacts::Sums month;
    contacts::Resolution resolution;
    std::vector<contacts::ChannelSum> channels;
    std::vector<Week> weeks;
    Date forecast_day{};
    contacts::Period of_forecast{};  ///< that it is the mean of
    contacts::Day forecast{};
};
http::Response figures_page(const Context&, const FiguresScreen&);

/// The contacts behind a figure.
struct ContactsBehind {
    contacts::Figure figure;
    std::vector<contacts::Contact> contacts;
    std::int64_t in_all = 0;
    std::vector<identity::Unit> units;
};
inline constexpr int most_rows = 200;
http::Response contacts_behind_page(const Context&, const ContactsBehind&);
/// One row a contact.
http::Response contacts_csv(const Context&, const ContactsBehind&);

// ---- chat

struct ChatScreen {
    std::optional<contacts::Chat> chat{};
    std::vector<contacts::Line> lines{};
    bool is_open = false;
    std::optional<Timestamp> opens_next{};
    std::string words{}, email{};  ///< as they were typed
    bool email_is_sent = false;
    std::vector<FieldError> errors{};
};
http::Response chat_page(const Context&, const ChatScreen&);
/// As `reader` sees them. New ones are asked for at the address; empty: there are no more.
pages::Html chat_lines(const Context&, const contacts::Chat&, const std::vector<contacts::Line>&, contacts::Speaker reader,
                       std::string_view address);
/// What the page calls the line that is written in it: sent again after a lost answer, it stands once.
pages::Html line_name();
http::Response lines_as_json(const Context&, const contacts::Chat&, const std::vector<contacts::Line>&, contacts::Speaker reader);

struct HoursTyped {
    std::string opens{}, closes{};
};
/// Monday first.
using HoursForm = std::array<HoursTyped, 7>;
HoursForm form_of(const contacts::Week&);
http::Response chat_hours_page(const Context&, const HoursForm&, const std::vector<FieldError>&);

struct LetterForm {
    std::string subject{}, words{}, name{}, email{}, phone{};
    bool wants_call = false;
    bool chat_is_open = false;
    std::vector<FieldError> errors{};
};
http::Response letter_page(const Context&, const LetterForm&);
http::Response sent_page(const Context&);

struct TakenCalls {
    std::int64_t taken = 0, known = 0;
    std::vector<int> wrong_lines{};
};
http::Response calls_page(const Context&, const std::optional<TakenCalls>&, const std::vector<FieldError>&);

}  // namespace contact_centre::views
