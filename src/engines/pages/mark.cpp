#include "engines/pages/mark.h"

namespace pages {

static html::Html drawing(const html::Attributes& field, const html::Attributes& square, const html::Attributes& wave) {
    return html::make<
        R"(<svg class="brand__mark" viewBox="0 0 40 46" aria-hidden="true"><path d="M2 2h36v24c0 11-9 16-18 19C11 42 2 37 2 26z" {}/><rect x="9" y="9" width="11" height="11" {}/><path d="M2 29c4.5-3 9-3 13.500 0s9 3 13.500 0 6-3 9-2M6 37c4-2.500 7-2.500 11 0s9 2.500 15-1" {}/></svg>)">(
        field, square, wave);
}

html::Html mark(const Tenant& tenant) {
    if (!tenant.mark_svg.empty()) return html::trusted(tenant.mark_svg);
    return drawing(html::Attributes().set("class", "mark-field"), html::Attributes().set("class", "mark-square"),
                   html::Attributes().set("class", "mark-wave"));
}

html::Html printed_mark(const Theme& theme) {
    const auto filled = [&](std::string_view token) { return html::Attributes().set("fill", colour(theme.light, token)); };
    const auto wave = html::Attributes().set("fill", "none").set("stroke", colour(theme.light, "mark-ink")).set("stroke-width", "3");
    return drawing(filled("mark"), filled("spark"), wave);
}

}  // namespace pages
