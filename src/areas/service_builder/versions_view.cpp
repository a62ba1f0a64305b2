#include "areas/service_builder/versions_view.h"

#include <fmt/format.h>

#include <algorithm>

#include "areas/service_builder/following.h"

namespace service_builder {

namespace h = html;

namespace {

h::Html version_table(const Context& c, const VersionsPage& shown) {
    const auto& id = shown.versions.front().id;
    std::vector<std::vector<h::Html>> rows;
    for (auto one = shown.versions.rbegin(); one != shown.versions.rend(); ++one) {
        const bool is_in_force = shown.in_force && shown.in_force->version == one->version;
        const auto back = h::when(shown.may_publish && !is_in_force, [&] {
            return pages::form(c, fmt::format("{}/tjanst/{}/tillbaka", list_address, id),
                               pages::hidden("version", std::to_string(one->version)) +
                                   h::make<R"(<button class="btn btn--quiet btn--sm">{}</button>)">(c.text("publish_again", one->version)));
        });
        rows.push_back({h::text(std::to_string(one->version)), h::text(c.text.moment(*one->published_at)),
                        is_in_force ? pages::tag(pages::Tone::ok, "circle-check", c.text("in_force")) : h::text(c.text("earlier")), back});
    }
    return pages::table(c.text("versions"), {{c.text("version")}, {c.text("published_at")}, {c.text("state")}, {c.text("do_with_it")}},
                        rows);
}

/// At which address others read it, and the way to begin and to end that.
h::Html sharing(const Context& c, const VersionsPage& shown) {
    const auto& id = shown.in_force->id;
    const auto address = fmt::format("{}/{}", shared_address, id);
    const auto words = shown.is_shared
                           ? h::make<"<p>{} {}</p>">(c.text("shared_words"), pages::link(address, c.tenant.public_address + address))
                           : h::make<"<p>{}</p>">(c.text("not_shared_words"));
    const auto button = h::when(shown.may_publish, [&] {
        return pages::form(c, fmt::format("{}/tjanst/{}/dela", list_address, id),
                           shown.is_shared ? pages::button(c.text("stop_sharing"), pages::Button::secondary, "do", "sluta")
                                           : pages::button(c.text("share"), pages::Button::secondary, "do", "dela"));
    });
    return section(c.text("sharing"), words + button);
}

std::string time_words(const Context& c, const services::PageUse& use) {
    if (use.answered == 0) return "";
    return use.half_under_seconds ? c.text("half_under", *use.half_under_seconds) : c.text("half_over");
}

/// Page by page: how many came through it, how many of those before did not, and how long it took.
h::Html pages_used(const Context& c, const services::Service& service, const services::Usage& usage) {
    std::vector<std::vector<h::Html>> rows;
    std::vector<pages::Bar> bars;
    std::optional<std::int64_t> before;
    const auto add = [&](const std::string& title, std::string_view page) {
        const auto& use = usage.of(page);
        const auto left = before ? std::max<std::int64_t>(0, *before - use.answered) : 0;
        rows.push_back({h::text(title), h::text(std::to_string(use.answered)), h::text(std::to_string(left)), h::text(time_words(c, use))});
        bars.push_back({title, static_cast<double>(use.answered), std::to_string(use.answered)});
        before = use.answered;
    };
    for (const auto& page : service.form.pages) add(page.title.in(c.text.language()), page.id);
    add(c.text("sent_in"), services::sent_page);
    return pages::table(c.text("pages_used"),
                        {{c.text("kind.pages")}, {c.text("answered"), true}, {c.text("left_before"), true}, {c.text("usual_time")}}, rows) +
           pages::bar_chart(c.text, c.text("pages_came_through"), bars);
}

h::Html questions_mended(const Context& c, const services::Service& service, const services::Usage& usage) {
    std::vector<std::pair<std::int64_t, std::string>> worst;
    for (const auto& [question, errors] : usage.errors) {
        const auto* field = service.form.field(question);
        worst.emplace_back(-errors, field ? field->label.in(c.text.language()) : question);
    }
    if (worst.empty()) return {};
    std::ranges::sort(worst);
    std::vector<std::vector<h::Html>> rows;
    for (const auto& [errors, label] : worst) rows.push_back({h::text(label), h::text(std::to_string(-errors))});
    return pages::table(c.text("questions_mended"), {{c.text("kind.fields")}, {c.text("times_mended"), true}}, rows, pages::Caption::shown);
}

}  // namespace

http::Response versions_page(const Context& c, const VersionsPage& shown) {
    const auto& id = shown.versions.front().id;
    h::Html content = h::make<"<p>{}</p>">(c.text("versions_words")) + version_table(c, shown);
    if (shown.in_force)
        content += pages::form(c, std::string(list_address) + "/ny", pages::hidden("service", id) + pages::button(c.text("build_on"))) +
                   sharing(c, shown) +
                   section(c.text("pages_used"), h::make<"<p>{}</p>">(c.text("usage_words", shown.in_force->version)) +
                                                     pages_used(c, *shown.in_force, shown.usage) +
                                                     questions_mended(c, *shown.in_force, shown.usage));
    return page(c, {.title = shown.in_force ? shown.in_force->title.in(c.text.language()) : id, .content = content});
}

}  // namespace service_builder
