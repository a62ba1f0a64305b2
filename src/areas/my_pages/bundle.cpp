#include "areas/my_pages/bundle.h"

#include <limits>
#include <set>

#include "engines/forms/view.h"
#include "foundation/base/unicode.h"

namespace my_pages {
namespace {

std::string name_of(const cases::Document& document) {
    return "filer/" + std::to_string(document.id.value) + "-" + zip::safe_name(document.name);
}

/// The files of a case that are in the archive.
using Kept = std::set<DocumentId>;

std::string address_of(const Context& c, const views::CaseFile& file, const cases::Document& document) {
    return c.tenant.public_address + document_address(file.opened, document.id.value);
}

json::Value document_as_json(const Context& c, const views::CaseFile& file, const cases::Document& document, const Kept& kept) {
    const bool is_here = kept.contains(document.id);
    auto told = json::object(
        {{"name", document.name}, {"type", document.type}, {"sha256", document.content_hash()}, {"at", to_rfc3339(document.at)}});
    told.set(is_here ? "file" : "left_out_get_it_at", is_here ? name_of(document) : address_of(c, file, document));
    return told;
}

json::Value as_json(const Context& c, const views::CaseFile& file, const Kept& kept) {
    const auto& values = file.opened.values;
    const auto plain = json::parse(forms::to_plain_json(file.opened.service->form, readable_answers(file.opened)));
    return json::object(
        {{"municipality", c.tenant.name},
         {"number", values.number},
         {"service", values.service},
         {"title", values.title},
         {"state", views::label_of(c.text, file.opened)},
         {"received_at", to_rfc3339(values.received_at)},
         {"answers", plain ? *plain : json::object()},
         {"documents",
          json::array(file.documents, [&](const cases::Document& document) { return document_as_json(c, file, document, kept); })},
         {"events", json::array(story(c.text, file.opened, file.events, file.parties), [](const pages::TimelineItem& item) {
              return json::object({{"at", item.datetime}, {"what", item.heading}, {"text", item.words}});
          })}});
}

html::Html paragraphs(std::string_view words) {
    html::Html all;
    for (const auto line : split(words, '\n')) all += html::when(!line.empty(), [&] { return html::make<"<p>{}</p>">(line); });
    return all;
}

/// What found no room is got from us, signed in.
html::Html document_line(const Context& c, const views::CaseFile& file, const cases::Document& document, const Kept& kept) {
    if (kept.contains(document.id)) return html::make<R"(<li><a href="./{}">{}</a></li>)">(name_of(document), document.name);
    const auto address = address_of(c, file, document);
    return html::make<R"(<li>{}: {} <a href="{}">{}</a></li>)">(document.name, c.text("left_out", c.text.file_size(document.size)), address,
                                                                address);
}

std::string as_page(const Context& c, const views::CaseFile& file, const Kept& kept) {
    const auto& values = file.opened.values;
    const auto sent = forms::answers_summary(c.text, file.opened.service->form, readable_answers(file.opened), {}, {}, nullptr, file.gone);
    const auto documents =
        html::each(file.documents, [&](const cases::Document& document) { return document_line(c, file, document, kept); });
    const auto happened = html::each(story(c.text, file.opened, file.events, file.parties), [](const pages::TimelineItem& item) {
        return html::make<"<li><p><b>{}</b> {}</p>{}</li>">(item.when, item.heading, paragraphs(item.words));
    });
    return html::make<
               R"(<!doctype html><html lang="{}" dir="{}"><head><meta charset="utf-8"><title>{}</title></head><body><main><h1>{}</h1><p>{} · {}</p>
<h2>{}</h2>{}<h2>{}</h2><ul>{}</ul><h2>{}</h2><ol>{}</ol></main></body></html>)">(
               to_code(c.text.language()), direction_of(c.text.language()), values.number, values.title, values.number,
               views::label_of(c.text, file.opened), c.text("what_you_sent"), sent, c.text("documents"), documents, c.text("what_happened"),
               happened)
        .str();
}

}  // namespace

void add_case(zip::Writer& writer, const Context& c, const views::CaseFile& file, const std::string& folder, std::int64_t& room) {
    Kept kept;
    for (const auto& document : file.documents) {
        if (document.size > room) continue;
        if (const auto content = c.tenant.files.open(document.hash, document.digest)) {
            writer.add(folder + name_of(document), **content, document.at);
            room -= document.size;
            kept.insert(document.id);
        }
    }
    writer.add(folder + "index.html", as_page(c, file, kept));
    writer.add(folder + "arende.json", json::to_readable_text(as_json(c, file, kept)));
}

std::string bundle(const Context& c, const views::CaseFile& file) {
    std::string bytes;
    zip::Writer writer(bytes);
    auto room = std::numeric_limits<std::int64_t>::max();
    add_case(writer, c, file, "", room);
    writer.finish();
    return bytes;
}

}  // namespace my_pages
