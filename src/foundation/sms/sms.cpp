#include "foundation/sms/sms.h"

#include <algorithm>
#include <iterator>

#include "foundation/fetch/fetch.h"
#include "foundation/json/json.h"
#include "foundation/log/log.h"

namespace sms {
namespace {

constexpr std::string_view swedish_letters[] = {"å", "ä", "ö", "Å", "Ä", "Ö"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Swedish mobile numbers without the 0 (PTS: the Swedish numbering plan, mobile services).
bool is_swedish_mobile(std::string_view national) {
    return national.size() == 9 && national[0] == '7' && std::string_view("02369").find(national[1]) != std::string_view::npos;
}

enum class Width { single, doubled, foreign };
/// Of a character in the telephones' own alphabet. The Greek capitals and rarer letters count as foreign: that only costs more.
Width width(std::string_view character) {
    if (character.size() == 1) {
        if (std::string_view("^{}\\[~]|").find(character[0]) != std::string_view::npos) return Width::doubled;
        return character[0] == '`' ? Width::foreign : Width::single;
    }
    if (character == "€") return Width::doubled;
    for (const std::string_view known : {"å", "ä", "ö", "Å", "Ä", "Ö", "é", "É", "ü", "Ü", "æ", "Æ", "ø", "Ø", "ñ", "à", "è", "§"})
        if (character == known) return Width::single;
    return Width::foreign;
}

std::size_t bytes_of_character(char lead) {
    const auto byte = static_cast<unsigned char>(lead);
    return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

/// The gateway had the question: what it says decides.
Result<std::string> judged(const fetch::Answer& answer) {
    if (answer.status >= 200 && answer.status < 300) {
        const auto said = json::parse(answer.body);
        return said ? (*said)["id"].text() : std::string();
    }
    logging::warning("sms_not_sent", {{"status", answer.status}});
    const int status = answer.status;
    const bool is_ours_to_mend = status == 401 || status == 403 || status == 404 || status == 429 || status == 503;
    if (is_ours_to_mend || (status >= 300 && status < 400)) return failure(Fault::unavailable, std::string(not_taken));
    if (status < 500) return failure(Fault::conflict);
    return failure(Fault::unavailable);
}

}  // namespace

bool is_fit_sender(std::string_view sender) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < sender.size(); ++count) {
        const auto character = sender.substr(at, bytes_of_character(sender[at]));
        const char c = character[0];
        const bool is_plain = is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        if (!is_plain && std::ranges::find(swedish_letters, character) == std::end(swedish_letters)) return false;
        at += character.size();
    }
    return count >= 1 && count <= 11;
}

std::optional<std::string> mobile_number(std::string_view typed) {
    std::string digits;
    bool is_international = false;
    for (const char c : typed) {
        if (is_digit(c)) digits += c;
        else if (c == '+' && digits.empty() && !is_international) is_international = true;
        else if (c != ' ' && c != '-' && c != '/' && c != '(' && c != ')') return std::nullopt;
    }
    if (!is_international && digits.starts_with("00")) {
        is_international = true;
        digits.erase(0, 2);
    }
    if (!is_international) {
        if (!digits.starts_with('0')) return std::nullopt;
        digits.replace(0, 1, "46");
    }
    if (digits.starts_with("460")) digits.erase(2, 1);  // "+46 (0)70"
    if (digits.starts_with("46")) return is_swedish_mobile(std::string_view(digits).substr(2)) ? std::optional("+" + digits) : std::nullopt;
    // ITU-T E.164: at most fifteen figures, the country's first one no 0.
    if (digits.size() < 8 || digits.size() > 15 || digits.front() == '0') return std::nullopt;
    return "+" + digits;
}

int parts(std::string_view text) {
    std::size_t own = 0, any = 0;
    bool is_own = true;
    for (std::size_t at = 0; at < text.size();) {
        const auto bytes = bytes_of_character(text[at]);
        const auto wide = width(text.substr(at, bytes));
        is_own = is_own && wide != Width::foreign;
        own += wide == Width::doubled ? 2 : 1;
        any += bytes == 4 ? 2 : 1;
        at += bytes;
    }
    const std::size_t length = is_own ? own : any, alone = is_own ? 160 : 70, joined = is_own ? 153 : 67;
    if (length <= alone) return 1;
    return static_cast<int>((length + joined - 1) / joined);
}

Result<std::string> send(const Settings& settings, const Message& message) {
    const auto answer = fetch::post_json({.address = settings.gateway,
                                          .body = json::to_text(json::object({{"id", message.id},
                                                                              {"to", message.to},
                                                                              {"from", settings.sender},
                                                                              {"text", message.text},
                                                                              {"receipt_address", message.receipt_address}})),
                                          .token = settings.token,
                                          .idempotency_key = message.id});
    if (answer) return judged(*answer);
    return failure(Fault::unavailable, answer.error().text_key == fetch::not_reached ? std::string(not_taken) : "");
}

}  // namespace sms
