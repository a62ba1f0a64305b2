/// The export: one ZIP, readable by people (index.html) and by programs (mina-uppgifter.json). Law: dataskyddsförordningen art. 15 and 20.
#include "areas/my_pages/bundle.h"
#include "areas/my_pages/mine.h"
#include "engines/forms/view.h"

namespace my_pages {
namespace {

/// A ZIP is made in memory. What does not fit is named in it, and can be taken case by case.
constexpr std::int64_t most_bytes_of_files = std::int64_t{100} << 20;

json::Value known_as_json(const Context& c, const Mine& mine) {
    return json::array(views::known_of(c.text, mine), [](const views::Known& one) {
        return json::object({{"what", one.label}, {"value", one.value}, {"from", one.source}});
    });
}

json::Value draft_as_json(const views::DraftRow& row) {
    auto told = json::object({{"service", row.draft.service},
                              {"title", row.title},
                              {"saved_at", to_rfc3339(row.draft.updated_at)},
                              {"erased_at", to_rfc3339(row.draft.expires_at)}});
    const auto answers = json::parse(forms::to_plain_json(row.answered->form, row.draft.answers));
    if (answers) told.set("answers", *answers);
    return told;
}

json::Value contact_as_json(const contacts::Contact& contact) {
    return json::object({{"at", to_rfc3339(contact.received_at)},
                         {"channel", to_name(contact.channel)},
                         {"subject", to_name(contact.subject)},
                         {"you_wrote", contact.said.words},
                         {"we_noted", contact.said.note}});
}

json::Value sent_as_json(const Mine::Sent& sent) {
    const auto& message = sent.message;
    return json::object({{"case", sent.number},
                         {"at", to_rfc3339(message.sent_at.value_or(message.created_at))},
                         {"by", to_name(message.channel)},
                         {"to", message.content.address},
                         {"state", to_name(message.state)},
                         {"subject", message.content.subject},
                         {"text", message.content.text}});
}

json::Value consents_as_json(const Context& c, const views::CaseFile& file) {
    if (file.opened.is_co_signer) return json::array({});
    return json::array(cases::consents(*file.opened.service, file.opened.values), [&](const cases::Consent& consent) {
        return json::object(
            {{"what", consent.label.in(c.text.language())}, {"purpose", consent.purpose.in(c.text.language())}, {"given", consent.given}});
    });
}

json::Value as_json(const Context& c, const Mine& mine, const std::vector<Looked>& looked) {
    return json::object({{"municipality", c.tenant.name},
                         {"made_at", to_rfc3339(now())},
                         {"about_you", known_as_json(c, mine)},
                         {"cases", json::array(mine.cases,
                                               [&](const views::CaseFile& file) {
                                                   const auto& values = file.opened.values;
                                                   return json::object({{"number", values.number},
                                                                        {"title", values.title},
                                                                        {"state", views::label_of(c.text, file.opened)},
                                                                        {"received_at", to_rfc3339(values.received_at)},
                                                                        {"erased", views::when_erased(c.text, file.opened)},
                                                                        {"consents", consents_as_json(c, file)},
                                                                        {"folder", values.number + "/"}});
                                               })},
                         {"drafts", json::array(mine.drafts, [&](const views::DraftRow& row) { return draft_as_json(row); })},
                         {"contacts", json::array(mine.contacts, contact_as_json)},
                         {"sent_to_you", json::array(mine.sent, sent_as_json)},
                         {"who_looked", json::array(looked, [&](const Looked& one) {
                              return json::object({{"case", one.number},
                                                   {"at", to_rfc3339(one.entry.at)},
                                                   {"who", views::reader_of(c.text, one.entry)},
                                                   {"what", views::what_was_done(c.text, one.entry)}});
                          })}});
}

html::Html listed(std::string_view heading, const html::Html& items) { return html::make<"<h2>{}</h2><ul>{}</ul>">(heading, items); }

std::string as_page(const Context& c, const Mine& mine, const std::vector<Looked>& looked) {
    const auto known = html::each(views::known_of(c.text, mine), [](const views::Known& one) {
        return html::make<"<li>{}: {} ({})</li>">(one.label, one.value, one.source);
    });
    const auto cases = html::each(mine.cases, [&](const views::CaseFile& file) {
        const auto& values = file.opened.values;
        return html::make<R"(<li><a href="./{}/index.html">{}</a> {} · {}: {}</li>)">(
            values.number, values.number, values.title, c.text("erased_when"), views::when_erased(c.text, file.opened));
    });
    const auto drafts = html::each(mine.drafts, [&](const views::DraftRow& row) {
        return html::make<"<li>{} · {}: {}{}</li>">(row.title, c.text("draft_erased"), c.text.day(swedish_date(row.draft.expires_at)),
                                                    forms::answers_summary(c.text, row.answered->form, row.draft.answers));
    });
    const auto of_knowledge = c.text.of("knowledge");
    const auto spoken = html::each(mine.contacts, [&](const contacts::Contact& contact) {
        return html::make<"<li>{} · {} · {} · {}</li>">(c.text.moment(contact.received_at),
                                                        of_knowledge("subject." + std::string(to_name(contact.subject))),
                                                        contact.said.words, contact.said.note);
    });
    const auto sent = html::each(mine.sent, [&](const Mine::Sent& one) {
        const auto& message = one.message;
        return html::make<"<li>{} · {} · {} · {}</li>">(c.text.moment(message.sent_at.value_or(message.created_at)),
                                                        c.text("channel." + std::string(to_name(message.channel))), message.content.address,
                                                        message.content.text);
    });
    const auto looks = html::each(looked, [&](const Looked& one) {
        return html::make<"<li>{} · {} · {} · {}</li>">(one.number.empty() ? c.text("contact") : one.number, c.text.moment(one.entry.at),
                                                        views::reader_of(c.text, one.entry), views::what_was_done(c.text, one.entry));
    });
    return html::
        make<R"(<!doctype html><html lang="{}" dir="{}"><head><meta charset="utf-8"><title>{}</title></head><body><main><h1>{}</h1><p>{}</p>{}</main></body></html>)">(
               to_code(c.text.language()), direction_of(c.text.language()), c.text("mine_title"), c.text("mine_title"),
               c.text("export_says", c.tenant.name, c.text.day(swedish_date(now()))),
               listed(c.text("about_you"), known) + listed(c.text("all_cases"), cases) + listed(c.text("drafts"), drafts) +
                   listed(c.text("sent_to_you"), sent) + listed(c.text("contacts"), spoken) + listed(c.text("who_looked"), looks))
            .str();
}

}  // namespace

std::string everything(const Context& c, const Mine& mine, const std::vector<Looked>& looked) {
    std::string bytes;
    zip::Writer writer(bytes);
    writer.add("index.html", as_page(c, mine, looked));
    writer.add("mina-uppgifter.json", json::to_readable_text(as_json(c, mine, looked)));
    auto room = most_bytes_of_files;
    for (const auto& file : mine.cases) add_case(writer, c, file, file.opened.values.number + "/", room);
    writer.finish();
    return bytes;
}

}  // namespace my_pages
