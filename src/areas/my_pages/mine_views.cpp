#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <span>

#include "areas/my_pages/mine.h"
#include "engines/forms/normal.h"

namespace my_pages::views {

using html::Html;
using html::make;

namespace {

Html section(std::string_view id, std::string_view heading, const Html& content) {
    return make<R"(<section class="stack" aria-labelledby="{}"><h2 id="{}">{}</h2>{}</section>)">(id, id, heading, content);
}

Html nothing(std::string_view words) { return make<R"(<p class="muted">{}</p>)">(words); }

Html known(const Context& c, const Mine& mine) {
    std::vector<std::vector<Html>> rows;
    for (const auto& one : known_of(c.text, mine))
        rows.push_back({html::text(one.label), pages::isolated(c.text, one.value), html::text(one.source)});
    return pages::table(c.text("about_you"), {{c.text("detail")}, {c.text("detail_value")}, {c.text("detail_from")}}, rows) +
           make<R"(<p><a href="/mina-sidor/uppgifter">{}</a></p>)">(c.text("change_details"));
}

Html cases_table(const Context& c, const Mine& mine) {
    if (mine.cases.empty()) return nothing(c.text("none_of_these"));
    std::vector<std::vector<Html>> rows;
    for (const auto& file : mine.cases) {
        const auto& values = file.opened.values;
        rows.push_back(
            {make<R"(<a href="{}">{}</a><span class="sub">{}</span>)">(file.opened.address(), title_of(c.text, values), values.number),
             state_tag(c.text, file.opened), html::text(c.text.day(swedish_date(values.received_at))),
             html::text(when_erased(c.text, file.opened))});
    }
    return pages::table(c.text("all_cases"), {{c.text("case")}, {c.text("state")}, {c.text("received_on")}, {c.text("erased_when")}}, rows);
}

Html drafts_table(const Context& c, const Mine& mine) {
    if (mine.drafts.empty()) return nothing(c.text("none_of_these"));
    std::vector<std::vector<Html>> rows;
    for (const auto& row : mine.drafts)
        rows.push_back({pages::link(row.address, row.title) + html::when(!row.draft.is_for_oneself(),
                                                                         [&] {
                                                                             return make<R"(<span class="sub">{}</span>)">(
                                                                                 c.text("for_principal", row.draft.beside.on_behalf.name));
                                                                         }),
                        html::text(c.text.day(swedish_date(row.draft.updated_at))),
                        html::text(c.text.day(swedish_date(row.draft.expires_at)))});
    return pages::table(c.text("drafts"), {{c.text("service")}, {c.text("saved_on")}, {c.text("draft_erased")}}, rows);
}

/// What we have sent: the letters of decisions.
Html letters_of(const Context& c, const Mine& mine) {
    std::vector<pages::Document> all;
    for (const auto& file : mine.cases)
        for (const auto& document : file.documents)
            if (document.direction == cases::Direction::dispatched)
                all.push_back({document_address(file.opened, document.id.value), document.name,
                               c.text.day(swedish_date(document.at)) + ", " + file.opened.values.title});
    return all.empty() ? nothing(c.text("none_of_these")) : pages::documents(all);
}

struct Said {
    const CaseFile* file;
    const cases::Event* event;
};

Html messages_table(const Context& c, const Mine& mine) {
    std::vector<Said> all;
    for (const auto& file : mine.cases)
        for (const auto& event : file.events)
            if (event.kind == cases::EventKind::message) all.push_back({&file, &event});
    if (all.empty()) return nothing(c.text("none_of_these"));
    std::ranges::sort(all, std::greater(), [](const Said& said) { return said.event->id; });
    std::vector<std::vector<Html>> rows;
    for (const auto& [file, event] : all)
        rows.push_back({pages::link(file->opened.address(), file->opened.values.title), html::text(c.text.moment(event->at)),
                        html::text(event->actor_name.empty() ? c.text("from_party") : event->actor_name),
                        html::text(event->data["text"].text())});
    return pages::table(c.text("messages"), {{c.text("case")}, {c.text("reader_when")}, {c.text("reader")}, {c.text("message_text")}},
                        rows);
}

/// By every way: e-mail, SMS, letters, digital mailboxes.
Html sent_table(const Context& c, const Mine& mine) {
    if (mine.sent.empty()) return nothing(c.text("none_of_these"));
    std::vector<std::vector<Html>> rows;
    for (const auto& [number, message] : mine.sent)
        rows.push_back({html::text(c.text.moment(message.sent_at.value_or(message.created_at))),
                        html::text(c.text("channel." + std::string(to_name(message.channel)))), html::text(message.content.address),
                        html::text(message.content.subject), pages::link("/mina-sidor/" + number, number)});
    return pages::table(
        c.text("sent_to_you"),
        {{c.text("reader_when")}, {c.text("contact_way")}, {c.text("sent_where")}, {c.text("message_text")}, {c.text("case")}}, rows);
}

Html consents_table(const Context& c, const Mine& mine) {
    std::vector<std::vector<Html>> rows;
    for (const auto& file : mine.cases) {
        if (file.opened.is_co_signer) continue;
        for (const auto& consent : cases::consents(*file.opened.service, file.opened.values))
            rows.push_back({html::text(consent.label.in(c.text.language())), html::text(consent.purpose.in(c.text.language())),
                            pages::link(file.opened.address(), file.opened.values.title),
                            consent.given
                                ? make<R"(<a href="{}/samtycke/{}">{}<span class="visually-hidden"> {}</span></a>)">(
                                      file.opened.address(), consent.field, c.text("take_back"), consent.label.in(c.text.language()))
                                : html::text(c.text("not_given_consent"))});
    }
    if (rows.empty()) return nothing(c.text("none_of_these"));
    return pages::table(c.text("consents"), {{c.text("consent")}, {c.text("consent_purpose")}, {c.text("case")}, {c.text("consent_now")}},
                        rows);
}

Html contacts_table(const Context& c, const Mine& mine) {
    if (mine.contacts.empty()) return nothing(c.text("none_of_these"));
    const auto of_knowledge = c.text.of("knowledge"), of_contacts = c.text.of("contacts");
    std::vector<std::vector<Html>> rows;
    for (const auto& contact : mine.contacts)
        rows.push_back({html::text(of_knowledge("subject." + std::string(to_name(contact.subject)))),
                        html::text(c.text.moment(contact.received_at)),
                        html::text(of_contacts("channel." + std::string(to_name(contact.channel)))), html::text(contact.said.words),
                        html::text(contact.said.note)});
    return pages::table(
        c.text("contacts"),
        {{c.text("contact_about")}, {c.text("reader_when")}, {c.text("contact_way")}, {c.text("contact_words")}, {c.text("we_noted")}},
        rows);
}

Html looks_table(const Context& c, const std::vector<Looked>& looked) {
    if (looked.empty()) return nothing(c.text("no_readers"));
    std::vector<std::vector<Html>> rows;
    for (const auto& [number, entry] : std::span(looked).first(std::min(looked.size(), most_looks_on_a_page)))
        rows.push_back({number.empty() ? html::text(c.text(entry.subject_kind == "person" ? "about_you" : "contact"))
                                       : pages::link("/mina-sidor/" + number + "/vem-har-last", number),
                        html::text(reader_of(c.text, entry)), html::text(c.text.moment(entry.at)),
                        html::text(what_was_done(c.text, entry))});
    const auto older =
        html::when(looked.size() > rows.size(), [&] { return make<"<p>{}</p>">(c.text("looks_in_the_archive", rows.size())); });
    return pages::table(c.text("who_looked"), {{c.text("case")}, {c.text("reader")}, {c.text("reader_when")}, {c.text("reader_what")}},
                        rows) +
           older;
}

}  // namespace

std::vector<Known> known_of(const Texts& text, const Mine& mine) {
    const auto& person = mine.person;
    const auto said = [&](const std::string& value) { return value.empty() ? text("not_given") : value; };
    std::vector<Known> all{{text("detail_name"), person.name, text("from_eid")}};
    if (!mine.personal_number.empty()) all.push_back({text("detail_number"), mine.personal_number, text("from_eid")});
    all.push_back({text("email"), said(person.email), text("from_you")});
    all.push_back({text("phone"), said(forms::shown_phone(person.phone)), text("from_you")});
    if (!person.postal_address.empty()) all.push_back({text("detail_address"), person.postal_address, text("from_you")});
    all.push_back({text("preferred_short"), text("channel." + std::string(to_name(person.preferred))), text("from_you")});
    return all;
}

http::Response mine_page(const Context& c, const Mine& mine, const std::vector<Looked>& looked) {
    const auto content =
        section("h-known", c.text("about_you"), known(c, mine)) + section("h-cases", c.text("all_cases"), cases_table(c, mine)) +
        section("h-drafts", c.text("drafts"), drafts_table(c, mine)) + section("h-letters", c.text("letters"), letters_of(c, mine)) +
        section("h-messages", c.text("messages"), messages_table(c, mine)) + section("h-sent", c.text("sent_to_you"), sent_table(c, mine)) +
        section("h-contacts", c.text("contacts"), contacts_table(c, mine)) +
        section("h-consents", c.text("consents"), consents_table(c, mine)) +
        section("h-looked", c.text("who_looked"), looks_table(c, looked));
    const auto download = pages::link_button("/mina-sidor/allt.zip", c.text("download_everything"), pages::Button::secondary, "download");
    const auto main = make<R"({}<h1>{}</h1><p class="lead">{}</p>{}<div class="stack-lg">{}</div>)">(
        pages::back_link("/mina-sidor", c.text("title")), c.text("mine_title"), c.text("mine_lead"), pages::button_row(download), content);
    return pages::site(c, {.title = c.text("mine_title"), .main = main}).with("Cache-Control", "no-store");
}

http::Response consent_page(const Context& c, const OpenedCase& opened, const cases::Consent& consent) {
    const auto language = c.text.language();
    const auto facts = pages::facts({{c.text("consent"), html::text(consent.label.in(language))},
                                     {c.text("consent_purpose"), html::text(consent.purpose.in(language))}});
    const auto buttons = pages::form_foot(pages::button(c.text("take_back")) +
                                          pages::link_button("/mina-sidor/allt", c.text("common.cancel"), pages::Button::quiet));
    const auto main = make<R"({}<h1>{}</h1><p class="lead">{}</p>{}{})">(
        pages::back_link("/mina-sidor/allt", c.text("mine_title")), c.text("take_back_title"), c.text("take_back_says"), facts,
        pages::form(c, fmt::format("{}/samtycke/{}", opened.address(), consent.field), buttons));
    return pages::task(c, {.title = c.text("take_back_title"), .main = main}).with("Cache-Control", "no-store");
}

}  // namespace my_pages::views
