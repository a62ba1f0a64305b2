#include "areas/feedback/spoken.h"

#include "engines/forms/normal.h"
#include "foundation/base/unicode.h"

namespace feedback {
namespace {

constexpr std::size_t longest_line = 200;

/// What the reply needs: a number, an e-mail address or a postal address.
void read_contact(const SpokenForm& form, Spoken& spoken, std::vector<FieldError>& errors) {
    const auto contact = first_characters(tidy_text(form.contact), longest_line);
    const auto take = [&](const forms::Normal<std::string>& normal, std::string& into) {
        if (normal) into = *normal;
        else errors.push_back({"kontakt", normal.error().text_key, normal.error().arguments});
    };
    switch (spoken.reply) {
        case Reply::none: return;
        case Reply::phone: return take(forms::phone(contact), spoken.phone);
        case Reply::email: return take(forms::email(contact), spoken.email);
        case Reply::letter:
            spoken.address = written_address(contact);
            if (!spoken.address) errors.push_back({"kontakt", "error_address"});
            return;
    }
}

}  // namespace

bool is_spoken_appeal(Kind kind, Came channel) { return kind == Kind::appeal && (channel == Came::phone || channel == Came::desk); }

std::optional<forms::Address> written_address(std::string_view typed) {
    const auto comma = typed.rfind(',');
    if (comma == typed.npos) return std::nullopt;
    const auto place = trimmed(typed.substr(comma + 1));
    const auto word = place.find_first_not_of("0123456789 ");
    if (word == place.npos) return std::nullopt;
    const auto address = forms::address(trimmed(typed.substr(0, comma)), place.substr(0, word), place.substr(word));
    return address ? std::optional(*address) : std::nullopt;
}

Result<Spoken> checked(const SpokenForm& form) {
    std::vector<FieldError> errors;
    const auto kind = from_name<Kind>(form.kind);
    const auto channel = from_name<Came>(form.channel);
    const auto reply = from_name<Reply>(form.reply);
    Spoken spoken{.kind = kind.value_or(Kind::comment),
                  .said = tidy_text(form.said),
                  .unit = form.unit,
                  .channel = channel.value_or(Came::phone),
                  .reply = reply.value_or(Reply::none),
                  .name = first_characters(tidy_text(form.name), longest_line),
                  .appeal_case = first_characters(tidy_text(form.appeal_case), longest_line)};
    if (!kind) errors.push_back({"slag", "error_kind"});
    if (spoken.said.empty()) errors.push_back({"sagt", "error_said"});
    if (count_characters(spoken.said) > longest_said) errors.push_back({"sagt", "error_said_long"});
    if (spoken.unit.empty()) errors.push_back({"enhet", "error_unit"});
    if (!channel) errors.push_back({"kanal", "error_channel"});
    if (is_spoken_appeal(spoken.kind, spoken.channel)) errors.push_back({"slag", "error_spoken_appeal"});
    if (!reply) errors.push_back({"svar", "error_reply"});
    read_contact(form, spoken, errors);
    if (!errors.empty()) return invalid(std::move(errors));
    return spoken;
}

forms::Answers answers_of(const Spoken& spoken, std::string_view about) {
    forms::Answers answers;
    answers.set("kind", {std::string(to_name(spoken.kind))}).set("about", {std::string(about)}).set("said", {spoken.said});
    answers.set("reply", {std::string(to_name(spoken.reply))});
    if (spoken.kind == Kind::appeal && !spoken.appeal_case.empty()) answers.set("appeal_case", {spoken.appeal_case});
    if (spoken.address) answers.set("reply_address", {*spoken.address});
    if (!spoken.name.empty()) answers.set("applicant_name", {spoken.name});
    if (!spoken.email.empty()) answers.set("applicant_email", {spoken.email});
    if (!spoken.phone.empty()) answers.set("applicant_phone", {spoken.phone});
    return answers;
}

}  // namespace feedback
