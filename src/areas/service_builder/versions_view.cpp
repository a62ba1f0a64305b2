#include "areas/service_builder/versions_view.h"

#include <fmt/format.h>

namespace service_builder {

namespace h = html;

http::Response versions_page(const Context& c, const std::vector<services::Definition>& versions, const services::Service* in_force,
                             bool may_publish) {
    const auto& id = versions.front().id;
    std::vector<std::vector<h::Html>> rows;
    for (auto one = versions.rbegin(); one != versions.rend(); ++one) {
        const bool is_in_force = in_force && in_force->version == one->version;
        const auto back = h::when(may_publish && !is_in_force, [&] {
            return pages::form(c, fmt::format("{}/tjanst/{}/tillbaka", list_address, id),
                               pages::hidden("version", std::to_string(one->version)) +
                                   h::make<R"(<button class="btn btn--quiet btn--sm">{}</button>)">(c.text("publish_again", one->version)));
        });
        rows.push_back({h::text(std::to_string(one->version)), h::text(c.text.moment(*one->published_at)),
                        is_in_force ? pages::tag(pages::Tone::ok, "circle-check", c.text("in_force")) : h::text(c.text("earlier")), back});
    }
    const auto build = pages::form(c, std::string(list_address) + "/ny", pages::hidden("service", id) + pages::button(c.text("build_on")));
    return page(c, {.title = in_force ? in_force->title.in(c.text.language()) : id,
                    .content = h::make<"<p>{}</p>">(c.text("versions_words")) +
                               pages::table(
                                   c.text("versions"),
                                   {{c.text("version"), true}, {c.text("published_at")}, {c.text("state")}, {c.text("do_with_it")}}, rows) +
                               h::when(in_force != nullptr, [&] { return build; })});
}

}  // namespace service_builder
