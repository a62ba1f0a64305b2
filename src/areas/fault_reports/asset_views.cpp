#include "areas/fault_reports/views.h"
#include "foundation/base/unicode.h"

namespace fault_reports::views {

namespace h = html;

http::Response asset_kinds_page(const Context& c, const std::vector<CategoryWithKinds>& all, bool has_register, bool is_saved) {
    std::vector<pages::Option> options;
    for (const auto& [kind, name] : names_of<assets::Kind>) options.push_back({std::string(name), assets::words_of(c.text, kind)});
    const auto categories = h::each(all, [&](const CategoryWithKinds& one) {
        std::vector<std::string> chosen, words;
        for (const auto kind : one.kinds) {
            chosen.emplace_back(to_name(kind));
            words.push_back(assets::words_of(c.text, kind));
        }
        return pages::details(
            one.title + ": " + (words.empty() ? c.text("no_things") : joined(words, ", ")),
            pages::checkboxes(c.text, {.name = "sak-" + one.service, .label = c.text("things_of", one.title)}, options, chosen));
    });
    const auto saved = h::when(is_saved, [&] { return pages::notice(pages::Tone::ok, c.text("receiver_saved")); });
    const auto empty = h::when(!has_register, [&] { return pages::notice(pages::Tone::info, c.text("no_register_of_things")); });
    const auto main = h::make<R"({}{}<h1>{}</h1><p class="lead">{}</p>{})">(
        saved, empty, c.text("things"), c.text("things_lead"),
        pages::form(c, "/handlaggning/felanmalningar/saker",
                    h::make<R"(<div class="stack">{}</div>{})">(categories, pages::form_foot(pages::button(c.text("save"))))));
    return pages::app(c, {.title = c.text("things"), .main = main});
}

}  // namespace fault_reports::views
