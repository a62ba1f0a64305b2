#include "areas/contact_centre/views.h"
#include "engines/forms/normal.h"

namespace contact_centre::views {

using contacts::Contact;
using pages::Html;

http::Response call_backs_page(const Context& c, const std::vector<Contact>& all) {
    std::vector<std::vector<Html>> rows;
    for (const auto& contact : all)
        rows.push_back({pages::link(contact_address(contact.id), who(c, contact)),
                        html::text(contact.call_back_at ? c.text.moment(*contact.call_back_at) : ""),
                        contact.said.phone.empty() ? Html() : pages::phone_link(contact.said.phone),
                        html::text(subject_words(c, contact.subject)), html::text(contact.said.note)});
    const auto list =
        rows.empty() ? pages::empty_state(c.text("no_call_backs"), c.text("no_call_backs_do"))
                     : pages::table(c.text("call_backs"),
                                    {{c.text("who")}, {c.text("when")}, {c.text("phone")}, {c.text("subject")}, {c.text("note")}}, rows);
    return pages::app(
        c, {.title = c.text("call_backs"),
            .main = html::make<R"(<h1>{}</h1><p class="lead">{}</p>{})">(c.text("call_backs"), c.text("call_backs_lead"), list)});
}

static std::string handed_over_address(const Contact& contact) { return "/kontaktcenter/overlamnade/" + std::to_string(contact.id.value); }

http::Response handed_over_page(const Context& c, const std::vector<Contact>& all) {
    std::vector<std::vector<Html>> rows;
    for (const auto& contact : all)
        rows.push_back({pages::link(handed_over_address(contact), subject_words(c, contact.subject)),
                        html::text(c.text.moment(contact.received_at)), html::text(channel_words(c, contact.channel)),
                        html::text(contact.agent_name)});
    const auto list = rows.empty()
                          ? pages::empty_state(c.text("none_handed_over"), c.text("none_handed_over_do"))
                          : pages::table(c.text("handed_over"),
                                         {{c.text("subject")}, {c.text("when")}, {c.text("channel")}, {c.text("handed_over_by")}}, rows);
    return pages::app(
        c, {.title = c.text("handed_over"),
            .main = html::make<R"(<h1>{}</h1><p class="lead">{}</p>{})">(c.text("handed_over"), c.text("handed_over_lead"), list)});
}

http::Response handed_over_contact_page(const Context& c, const Contact& contact, std::string_view note,
                                        const std::vector<FieldError>& wrong) {
    const pages::Errors errors(c.text, wrong, {"contacts"});
    std::vector<pages::Fact> facts{{c.text("who"), html::text(who(c, contact))}};
    const auto add = [&](std::string_view key, const Html& value, bool is_there) {
        if (is_there) facts.push_back({c.text(key), value});
    };
    add("phone", pages::phone_link(contact.said.phone, forms::shown_phone(contact.said.phone)), !contact.said.phone.empty());
    add("email", html::text(contact.said.email), !contact.said.email.empty());
    add("channel", html::text(channel_words(c, contact.channel)), true);
    add("received", html::text(c.text.moment(contact.received_at)), true);
    add("wrote", html::text(contact.said.words), !contact.said.words.empty());
    add("place", html::text(contact.said.place), !contact.said.place.empty());
    add("is_unproven", html::text(c.text("is_unproven_hint")), contact.is_unproven);
    add("note_of_agent", html::text(contact.said.note), !contact.said.note.empty());
    const auto form = pages::form(
        c, handed_over_address(contact),
        pages::text_area(c.text,
                         {.name = "note", .label = c.text("what_was_answered"), .value = std::string(note), .error = errors.at("note")}) +
            pages::form_foot(pages::button(c.text("is_answered"))));
    const auto main = html::make<R"({}{}<h1>{}</h1><div class="form-body stack-lg">{}{}</div>)">(
        pages::back_link("/kontaktcenter/overlamnade", c.text("handed_over")), pages::error_summary(c.text, errors),
        subject_words(c, contact.subject), pages::facts(facts), form);
    return pages::app(c, {.title = subject_words(c, contact.subject),
                          .main = main,
                          .status = errors.empty() ? 200 : 422,
                          .has_errors = !errors.empty()})
        .with("Cache-Control", "no-store");
}

http::Response not_answered_page(const Context& c, std::string_view note, int status) {
    const auto main = html::make<R"({}<h1>{}</h1><p class="lead">{}</p><blockquote><p class="call__words">{}</p></blockquote>)">(
        pages::back_link("/kontaktcenter/overlamnade", c.text("handed_over")), c.text("not_answered"), c.text("not_answered_says"), note);
    return pages::app(c, {.title = c.text("not_answered"), .main = main, .status = status}).with("Cache-Control", "no-store");
}

http::Response calls_page(const Context& c, const std::optional<TakenCalls>& taken, const std::vector<FieldError>& wrong) {
    const pages::Errors errors(c.text, wrong);
    const auto told = html::when(taken.has_value(), [&] {
        auto words = html::make<"<p>{}</p>">(c.text("calls_taken", taken->taken, taken->known));
        for (const auto line : taken->wrong_lines) words += html::make<"<p>{}</p>">(c.text("call_wrong", line));
        return pages::notice(taken->wrong_lines.empty() ? pages::Tone::ok : pages::Tone::warn, words);
    });
    const auto form = pages::form(
        c, "/kontaktcenter/samtal",
        pages::file_field(c.text,
                          {.name = "calls", .label = c.text("calls_file"), .hint = c.text("calls_hint"), .error = errors.at("calls")}) +
            pages::form_foot(pages::button(c.text("take_in_calls"))),
        pages::Upload::files);
    const auto main = html::make<R"({}{}<h1>{}</h1><p class="lead">{}</p><div class="form-body stack-lg">{}{}</div>)">(
        pages::back_link("/kontaktcenter", c.text("title")), pages::error_summary(c.text, errors), c.text("take_in_calls"),
        c.text("calls_lead"), told, form);
    return pages::app(
        c, {.title = c.text("take_in_calls"), .main = main, .status = errors.empty() ? 200 : 422, .has_errors = !errors.empty()});
}

// ---- for residents

http::Response letter_page(const Context& c, const LetterForm& form) {
    const pages::Errors errors(c.text, form.errors);
    std::vector<pages::Option> subjects{{"", c.text("choose")}};
    for (const auto& [subject, name] : names_of<knowledge::Subject>) subjects.push_back({std::string(name), subject_words(c, subject)});
    const auto fields =
        pages::select(c.text, {.name = "subject", .label = c.text("about_what"), .value = form.subject, .error = errors.at("subject")},
                      subjects) +
        pages::text_area(c.text, {.name = "words",
                                  .label = c.text("your_question"),
                                  .hint = c.text("your_question_hint"),
                                  .value = form.words,
                                  .error = errors.at("words"),
                                  .max_length = 5000}) +
        pages::text_field(c.text, {.name = "name",
                                   .label = c.text("your_name"),
                                   .value = form.name,
                                   .error = errors.at("name"),
                                   .optional = true,
                                   .autocomplete = "name"}) +
        pages::text_field(c.text, {.name = "email",
                                   .label = c.text("your_email"),
                                   .hint = c.text("your_email_hint"),
                                   .value = form.email,
                                   .error = errors.at("email"),
                                   .optional = true,
                                   .autocomplete = "email",
                                   .type = "email"}) +
        pages::text_field(c.text, {.name = "phone",
                                   .label = c.text("your_phone"),
                                   .value = form.phone,
                                   .error = errors.at("phone"),
                                   .optional = true,
                                   .autocomplete = "tel",
                                   .type = "tel"}) +
        pages::checkbox(c.text, {.name = "call", .label = c.text("call_me"), .error = errors.at("call")}, form.wants_call) +
        pages::form_foot(pages::button(c.text("send")));
    const auto ways =
        html::make<R"(<section class="panel"><h2>{}</h2><p>{}</p><p>{}</p><p>{}</p>{}<p><a href="/fragor">{}</a></p></section>)">(
            c.text("other_ways"), pages::phone_link(c.tenant.phone), c.tenant.email, c.tenant.visiting_address,
            html::when(form.chat_is_open, [&] { return html::make<"<p>{}</p>">(pages::link("/chatt", c.text("chat_with_us"))); }),
            c.text("read_answers"));
    const auto main = html::make<R"({}<h1>{}</h1><p class="lead">{}</p>{})">(pages::error_summary(c.text, errors), c.text("contact_us"),
                                                                             c.text("contact_lead"),
                                                                             pages::with_aside(pages::form(c, "/kontakt", fields), ways));
    return pages::site(c,
                       {.title = c.text("contact_us"), .main = main, .status = errors.empty() ? 200 : 422, .has_errors = !errors.empty()});
}

http::Response sent_page(const Context& c) {
    const auto main =
        html::make<"{}{}">(pages::receipt(c.text("is_sent"), html::make<"<p>{}</p>">(c.text("is_sent_says"))),
                           pages::what_happens_now(c.text, {c.text("next_read"), c.text("next_answer"), c.text("next_kept")}));
    return pages::site(c, {.title = c.text("is_sent"), .main = main});
}

}  // namespace contact_centre::views
