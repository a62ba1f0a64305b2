#pragma once
/// E-mail that comes in, read by GMime: what a person wrote and what came along. Whoever sends it decides what stands in it, so nothing in
/// it is believed, and what is too much is refused before it is read.
#include <string>
#include <string_view>
#include <vector>

#include "foundation/base/result.h"

namespace mail_in {

struct Attachment {
    std::string name{};  ///< "" when it has none
    std::string bytes{};
};

struct Message {
    std::string id{};  ///< Message-ID without < and >; "" when it has none
    /// The Message-IDs that it answers, nearest first: In-Reply-To, References from the end, and that of the letter a report is about.
    std::vector<std::string> answers{};
    std::string subject{}, from_name{}, from_address{};
    std::string reply_to{};               ///< where it asks to be answered; "" when that is nowhere else, or several
    std::vector<std::string> vouching{};  ///< the values of Authentication-Results, topmost first: vouched.h reads them
    bool has_one_sender = false;          ///< one From with one address
    std::string text{};                   ///< plain text; out of the HTML when there is nothing else
    std::vector<Attachment> attachments{};
    bool is_automatic = false;  ///< a machine answers, or a list sends (RFC 3834): nobody is to be answered
    bool is_report = false;     ///< of what could not be delivered (RFC 3464)
    bool is_cut = false;        ///< there was more than the limits let in
};

struct Limits {
    std::size_t most_parts = 200;
    std::size_t most_boundaries = 10'000;  ///< lines that may begin a part
    std::size_t most_attachments = 30;
    std::size_t longest_text = 100'000;  ///< bytes
};

/// too_large (mail_too_many_parts) for what is made to break whoever reads it. Anything else is read as far as it can be.
Result<Message> read(std::string_view raw, const Limits& = {});

/// What a reader sees of HTML, by libxml2: without scripts and styles, a line for each block.
std::string text_of_html(std::string_view utf8);

}  // namespace mail_in
