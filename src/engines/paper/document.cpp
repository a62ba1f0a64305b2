#include "engines/paper/embedded.h"
#include "engines/paper/paper.h"
#include "foundation/html/html.h"
#include "foundation/markdown/markdown.h"
#include "foundation/qr/qr.h"

namespace paper {
namespace {

using forms::Field;
using forms::FieldType;
using html::Html;
using html::make;

constexpr int items_on_paper = 2;

/// "####-##-##": a square for each #, the rest as it stands.
Html comb(std::string_view pattern) {
    Html squares;
    for (const char c : pattern) squares += c == '#' ? make<"<i></i>">() : make<"<b>{}</b>">(std::string(1, c));
    return make<R"(<p class="comb">{}</p>)">(squares);
}
Html line() { return make<R"(<div class="line"></div>)">(); }
Html short_line() { return make<R"(<div class="line short"></div>)">(); }
Html box() { return make<R"(<div class="box"></div>)">(); }
Html choice(std::string_view words) { return make<R"(<p class="choice"><i></i>{}</p>)">(words); }
Html hint(std::string_view words) {
    return html::when(!words.empty(), [&] { return make<R"(<p class="hint">{}</p>)">(words); });
}

class Sheets {
public:
    Sheets(const texts::Catalog& catalog, const services::Service& service, Language language, const Sender& sender)
        : text_(catalog, "paper", language), service_(service), language_(language), sender_(sender) {}

    std::string all() const {
        Html parts;
        int number = 0;
        for (const auto& page : service_.form.pages) parts += part(++number, page.title.in(language_), fields(page.fields), !page.show_if);
        parts += part(++number, text_("sign"), signature(), true);
        std::string css;
        for (const auto& file : embedded::files())
            if (file.name == "form.css") css = file.content;
        // The style sheet is ours and goes in as it is; html::make rightly refuses holes in <style>.
        return "<!doctype html><html lang=\"" + std::string(to_code(language_)) + "\"><head><meta charset=\"utf-8\"><title>" +
               html::text(service_.title.in(language_)).str() + "</title><style>" + css + "</style></head><body>" +
               make<R"(<p class="foot">{}</p>{})">(foot(), parts).str() + "</body></html>";
    }

private:
    std::string foot() const {
        auto words = text_("municipality", sender_.municipality);
        for (const auto* more : {&sender_.address, &sender_.phone})
            if (!more->empty()) words += " · " + *more;
        return words;
    }

    Html part(int number, const std::string& title, const Html& content, bool is_for_all) const {
        const auto code = to_text({service_.id, service_.version, number, parts_of(service_)});
        const auto head = text_("head", service_.title.in(language_), number, parts_of(service_));
        const auto first = html::when(number == 1, [&] {
            return make<R"(<h1>{}</h1><p>{}</p><p>{}</p>)">(service_.title.in(language_), service_.summary.in(language_), text_("how"));
        });
        return make<
            R"(<section class="part"><div class="head"><b>{}</b><br>{}</div><div class="code">{}</div>{}<h2>{}</h2>{}{}</section>)">(
            text_("municipality", sender_.municipality), head, qr::svg(code, code), first, title,
            html::when(!is_for_all, [&] { return hint(text_("if_it_concerns")); }), content);
    }

    Html fields(const std::vector<Field>& all) const {
        return html::each(all, [&](const Field& field) { return one(field); });
    }

    Html one(const Field& field) const {
        if (field.type == FieldType::calculated) return {};
        if (field.type == FieldType::information)
            return make<R"(<div class="field">{}</div>)">(html::trusted(markdown::to_html(field.text.in(language_))));
        const auto label = field.part_of && !field.part.in(language_).empty()
                               ? field.part_of->label.in(language_) + ": " + field.part.in(language_)
                               : field.label.in(language_);
        const auto shown = field.required.is_never() ? text_("optional", label) : label;
        return make<R"(<div class="field"><h3>{}</h3>{}{}{}</div>)">(
            shown, html::when(static_cast<bool>(field.show_if), [&] { return hint(text_("if_it_concerns")); }),
            hint(field.hint.in(language_)), room(field));
    }

    /// Where the answer is written.
    Html room(const Field& field) const {
        switch (field.type) {
            case FieldType::long_text: return box();
            case FieldType::number:
            case FieldType::money: return short_line() + hint(field.unit.in(language_));
            case FieldType::date: return comb("####-##-##");
            case FieldType::personal_number: return comb("########-####");
            case FieldType::organisation_number: return comb("######-####");
            case FieldType::postcode: return comb("### ##");
            case FieldType::phone: return short_line();
            case FieldType::yes_no: return choice(text_("yes")) + choice(text_("no"));
            case FieldType::choice: return options(field);
            case FieldType::multiple: return hint(text_("several")) + options(field);
            case FieldType::declaration:
            case FieldType::consent: return choice(field.text.in(language_).empty() ? text_("yes") : field.text.in(language_));
            case FieldType::address: return hint(text_("address")) + line() + line();
            case FieldType::map: return hint(text_("place")) + line() + line();
            case FieldType::file: return hint(text_("attach"));
            case FieldType::group:
            case FieldType::signature: return items(field);
            default: return line();
        }
    }

    Html options(const Field& field) const {
        return html::each(field.options, [&](const forms::Option& option) { return choice(option.label.in(language_)); });
    }

    Html items(const Field& field) const {
        Html all;
        for (int i = 1; i <= items_on_paper; ++i)
            all += make<R"(<div class="item"><h3>{} {}</h3>{}</div>)">(field.item.in(language_), i, fields(field.fields));
        return all + hint(text_("more_items"));
    }

    Html signature() const {
        const auto field = [&](std::string_view key, const Html& where) {
            return make<R"(<div class="field"><h3>{}</h3>{}</div>)">(text_(key), where);
        };
        return make<"<p>{}</p>">(text_("sign_says", sender_.municipality)) + field("day", comb("####-##-##")) + field("signature", box()) +
               field("printed_name", line());
    }

    Texts text_;
    const services::Service& service_;
    Language language_;
    const Sender& sender_;
};

}  // namespace

std::string document(const texts::Catalog& catalog, const services::Service& service, Language language, const Sender& sender) {
    return Sheets(catalog, service, language, sender).all();
}

}  // namespace paper
