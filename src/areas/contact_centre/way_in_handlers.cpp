/// The ways in: the form on the web, files of calls, and programs.
#include "areas/contact_centre/call_file.h"
#include "areas/contact_centre/handlers.h"
#include "areas/contact_centre/views.h"
#include "engines/audit/audit.h"
#include "engines/contacts/households.h"
#include "engines/identity/find_people.h"
#include "foundation/base/content.h"
#include "foundation/base/unicode.h"
#include "foundation/json/json.h"
#include "foundation/mail/mail.h"

namespace contact_centre {
namespace {

using contacts::Channel;

constexpr std::size_t longest_words = 5000, longest_line = 200;

views::LetterForm typed_letter(const http::Request& request) {
    const auto line = [&](std::string_view name) { return first_characters(tidy_text(request.field(name)), longest_line); };
    return {.subject = line("subject"),
            .words = tidy_text(request.field("words")),
            .name = line("name"),
            .email = line("email"),
            .phone = line("phone"),
            .wants_call = request.form.has("call")};
}

std::vector<FieldError> wrong_in(const views::LetterForm& form) {
    std::vector<FieldError> errors;
    if (!from_name<knowledge::Subject>(form.subject)) errors.push_back({"subject", "error_subject"});
    if (form.words.empty() || count_characters(form.words) > longest_words) errors.push_back({"words", "error_words"});
    if (!form.email.empty() && !mail::is_address(form.email)) errors.push_back({"email", "error_email"});
    if (!form.phone.empty() && identity::figures_of_telephone(form.phone).empty()) errors.push_back({"phone", "error_phone"});
    if (form.wants_call && form.phone.empty()) errors.push_back({"phone", "error_phone_to_call"});
    return errors;
}

bool chat_is_open(db::Connection& db) { return contacts::is_open(contacts::chat_hours(db), now()); }

/// What a program brings in is in the log, once. Who it is from it cannot say: a number or an address proves nothing.
ContactId bring_in(db::Connection& db, const Context& c, const contacts::Incoming& incoming) {
    if (const auto known = contacts::find_by_outside(db, incoming.outside)) return *known;
    const auto id = contacts::receive(db, c.tenant, incoming);
    audit::record(
        db, c.visitor,
        {.event = "contacts.received", .subject_kind = "contact", .subject = id.value, .detail = std::string(to_name(incoming.channel))});
    return id;
}

/// Each program names its own, so that none can answer for another's.
std::string outside_name(const Context& c, std::string_view kind, const std::string& id) {
    return std::string(kind) + ":" + std::to_string(c.visitor.account.value) + ":" + id;
}

http::Response contact_as_json(ContactId id, int status) {
    return {.status = status, .type = "application/json", .body = json::to_text(json::object({{"contact", std::to_string(id.value)}}))};
}

Result<json::Value> body_of(const Context& c) {
    const auto parsed = json::parse(c.request.body);
    if (!parsed || !parsed->is_object()) return invalid({{"body", "error_json"}});
    return *parsed;
}

bool fits(const json::Value& value, std::size_t longest) { return count_characters(value.text()) <= longest; }

}  // namespace

Result<http::Response> show_form(Context& c) {
    if (c.request.query.has("tack")) return views::sent_page(c);
    views::LetterForm form{.chat_is_open = c.db.read(chat_is_open)};
    if (c.visitor.is_resident())
        if (const auto person =
                c.db.read([&](db::Connection& db) { return identity::find_person(db, c.tenant.secret, c.visitor.person); })) {
            form.name = person->name;
            form.email = person->email;
            form.phone = person->phone;
        }
    return views::letter_page(c, form);
}

Result<http::Response> send_form(Context& c) {
    auto form = typed_letter(c.request);
    if (auto errors = wrong_in(form); !errors.empty()) {
        form.errors = std::move(errors);
        form.chat_is_open = c.db.read(chat_is_open);
        return views::letter_page(c, form);
    }
    const bool is_taken = c.db.write([&](db::Connection& db) {
        if (!c.visitor.is_resident() && !contacts::may_begin(db, c.tenant, c.request.client_address)) return false;
        contacts::receive(db, c.tenant,
                          {.channel = form.wants_call ? Channel::callback : Channel::web_form,
                           .said = {.name = form.name, .phone = form.phone, .email = form.email, .words = form.words},
                           .subject = *from_name<knowledge::Subject>(form.subject),
                           .person = c.visitor.is_resident() ? std::optional(c.visitor.person) : std::nullopt});
        return true;
    });
    if (is_taken) return http::see_other("/kontakt?tack=1");
    form.errors = {{"words", "error_many_here"}};
    form.chat_is_open = c.db.read(chat_is_open);
    return views::letter_page(c, form);
}

Result<http::Response> show_calls(Context& c) { return views::calls_page(c, {}, {}); }

Result<http::Response> take_calls(Context& c) {
    if (c.request.uploads.empty() || c.request.uploads.front().size == 0 || c.request.uploads.front().too_large ||
        c.request.uploads.front().lost)
        return views::calls_page(c, {}, {{"calls", "error_calls"}});
    const auto file = read_calls(whole(*file_content(c.request.uploads.front().path)));
    if (file.calls.empty()) return views::calls_page(c, {}, {{"calls", "error_calls_format"}});
    views::TakenCalls taken{.wrong_lines = file.wrong_lines};
    for (const auto& call : file.calls) {
        const bool is_new = c.db.write([&](db::Connection& db) {
            auto record = call;
            record.outside = "record:" + call.outside;
            return contacts::take_record(db, c.tenant, record);
        });
        ++(is_new ? taken.taken : taken.known);
    }
    c.db.write([&](db::Connection& db) {
        audit::record(db, c.visitor,
                      {.event = "contact_centre.calls_taken", .subject_kind = "contact", .detail = std::to_string(taken.taken)});
    });
    return views::calls_page(c, taken, {});
}

Result<http::Response> receive_contact(Context& c) {
    const auto body = TRY(body_of(c));
    const auto channel = from_name<Channel>(body["channel"].text());
    std::vector<FieldError> errors;
    const bool is_a_programs = channel && *channel != Channel::phone && *channel != Channel::desk && *channel != Channel::web_form;
    if (!is_a_programs) errors.push_back({"channel", "error_channel"});
    if (body["id"].text().empty() || !fits(body["id"], longest_line)) errors.push_back({"id", "error_id"});
    if (body["words"].text().empty() || !fits(body["words"], 2 * longest_words)) errors.push_back({"words", "error_words"});
    if (!errors.empty()) return invalid(std::move(errors));
    const auto line = [&](std::string_view name) { return first_characters(tidy_text(body[name].text()), longest_line); };
    const auto answers = body["answers"].text();
    // As it came, with what we have no field for.
    const auto original = c.tenant.files.keep_text(c.request.body, "application/json");
    return c.db.write([&](db::Connection& db) -> Result<http::Response> {
        return contact_as_json(
            bring_in(db, c,
                     {.channel = *channel,
                      .said = {.name = line("name"),
                               .phone = line("phone"),
                               .email = line("email"),
                               .heading = line("heading"),
                               .words = tidy_text(body["words"].text())},
                      .subject = from_name<knowledge::Subject>(body["subject"].text()).value_or(knowledge::Subject::other),
                      .outside = outside_name(c, "contact", body["id"].text()),
                      .answers_to = answers.empty() ? "" : outside_name(c, "contact", answers),
                      .originals = {{.name = std::string(to_name(*channel)) + ".json",
                                     .type = original.type,
                                     .hash = original.hash,
                                     .digest = original.digest,
                                     .size = original.size}}}),
            201);
    });
}

Result<http::Response> receive_call(Context& c) {
    const auto body = TRY(body_of(c));
    const auto& event = body["event"].text();
    if (body["call"].text().empty() || !fits(body["call"], longest_line)) return invalid({{"call", "error_id"}});
    const auto outside = outside_name(c, "call", body["call"].text());
    const auto phone = first_characters(tidy_text(body["from"].text()), longest_line);
    return c.db.write([&](db::Connection& db) -> Result<http::Response> {
        if (event == "ringing")
            return contact_as_json(bring_in(db, c, {.channel = Channel::phone, .said = {.phone = phone}, .outside = outside}), 200);
        const auto known = contacts::find_by_outside(db, outside);
        if (!known) return failure(Fault::not_found);
        if (event == "answered") contacts::note_answered(db, *known, now());
        else if (event == "ended" || event == "missed") contacts::note_ended(db, *known, now());
        else return invalid({{"event", "error_event"}});
        audit::record(db, c.visitor, {.event = "contacts.call_told", .subject_kind = "contact", .subject = known->value, .detail = event});
        return contact_as_json(*known, 200);
    });
}

}  // namespace contact_centre
