#include "engines/pages/lists.h"

#include <algorithm>

namespace pages {
namespace {

std::string_view progress_class(Progress progress) {
    switch (progress) {
        case Progress::done: return "is-done";
        case Progress::current: return "is-current";
        case Progress::ahead: return "is-ahead";
    }
    return "";
}

html::Attributes step_attributes(Progress progress) {
    return html::Attributes().set("class", progress_class(progress)).maybe("aria-current", progress == Progress::current ? "step" : "");
}

Html review(const std::vector<Fact>& all) {
    return html::make<R"(<dl class="review">{}</dl>)">(html::each(all, [](const Fact& fact) {
        return html::make<R"(<div><dt>{}</dt><dd>{}</dd>{}</div>)">(
            spoken(fact.lang, fact.label), fact.value,
            html::when(!fact.action.empty(), [&] { return html::make<R"(<dd class="review__act">{}</dd>)">(fact.action); }));
    }));
}

std::string_view number_class(const Column& column) { return column.is_number ? "num" : ""; }

Html column_head(const Column& column) {
    html::Attributes attributes;
    attributes.maybe("class", number_class(column));
    if (column.sorted != Sorted::no) attributes.set("aria-sort", column.sorted == Sorted::ascending ? "ascending" : "descending");
    if (column.sort_address.empty()) return html::make<R"(<th role="columnheader" scope="col" {}>{}</th>)">(attributes, column.title);
    const auto arrow = column.sorted == Sorted::no ? Html() : icon(column.sorted == Sorted::ascending ? "chevron-up" : "chevron-down");
    return html::make<R"(<th role="columnheader" scope="col" {}><a class="table__sort" href="{}">{}{}</a></th>)">(
        attributes, column.sort_address, column.title, arrow);
}

Html row(const std::vector<Column>& columns, const std::vector<Html>& cells) {
    Html all;
    for (std::size_t i = 0; i < std::min(cells.size(), columns.size()); ++i) {
        const auto attributes = html::Attributes().maybe("class", number_class(columns[i]));
        if (i == 0) all += html::make<R"(<th role="rowheader" scope="row" {}>{}</th>)">(attributes, cells[i]);
        else all += html::make<R"(<td role="cell" data-label="{}" {}><div>{}</div></td>)">(columns[i].title, attributes, cells[i]);
    }
    return html::make<R"(<tr role="row">{}</tr>)">(all);
}

std::string_view moment_class(Moment moment) {
    switch (moment) {
        case Moment::plain: return "";
        case Moment::is_you: return "is-you";
        case Moment::is_now: return "is-now";
        case Moment::is_next: return "is-next";
    }
    return "";
}

Html timeline_item(const TimelineItem& item) {
    const auto when = item.datetime.empty() ? html::make<R"(<span class="timeline__when">{}</span>)">(item.when)
                                            : html::make<R"(<time datetime="{}">{}</time>)">(item.datetime, item.when);
    return html::make<"<li {}>{}<h3>{}</h3>{}</li>">(html::Attributes().maybe("class", moment_class(item.moment)), when, item.heading,
                                                     item.body);
}

Html step_item(const Texts& text, const Step& step, std::size_t number) {
    const bool is_done = step.progress == Progress::done;
    const auto dot = is_done ? icon("check") : html::text(std::to_string(number));
    const auto words = is_done && !step.href.empty() ? html::make<R"(<a href="{}">{}<span class="visually-hidden"> {}</span></a>)">(
                                                           step.href, spoken(step.lang, step.words), text("step_done"))
                                                     : spoken(step.lang, step.words);
    return html::make<R"(<li {}><span class="steps__dot" aria-hidden="true">{}</span><span class="steps__text">{}</span></li>)">(
        step_attributes(step.progress), dot, words);
}

Html link_item(const Link& one) {
    const auto sub =
        html::when(!one.sub.empty(), [&] { return html::make<R"(<span class="linklist__sub">{}</span>)">(spoken(one.lang, one.sub)); });
    const auto before = one.icon_name.empty() ? Html() : icon(one.icon_name);
    return html::make<R"(<li><a href="{}">{}<span>{}{}</span>{}</a></li>)">(one.href, before, spoken(one.lang, one.words), sub,
                                                                            icon("chevron-right"));
}

}  // namespace

Html facts(const std::vector<Fact>& all) {
    if (std::any_of(all.begin(), all.end(), [](const Fact& fact) { return !fact.action.empty(); })) return review(all);
    return html::make<R"(<dl class="facts">{}</dl>)">(html::each(
        all, [](const Fact& fact) { return html::make<"<div><dt>{}</dt><dd>{}</dd></div>">(spoken(fact.lang, fact.label), fact.value); }));
}

Html table(std::string_view caption, const std::vector<Column>& columns, const std::vector<std::vector<Html>>& rows, Caption shown) {
    return html::make<R"(<div class="table-wrap"><table class="table table--cards" role="table">
<caption><span {}>{}</span></caption>
<thead role="rowgroup"><tr role="row">{}</tr></thead>
<tbody role="rowgroup">{}</tbody>
</table></div>)">(html::Attributes().maybe("class", shown == Caption::read_aloud ? "visually-hidden" : ""), caption,
                  html::each(columns, column_head), html::each(rows, [&](const auto& cells) { return row(columns, cells); }));
}

Html timeline(const std::vector<TimelineItem>& items) {
    return html::make<R"(<ol role="list" class="timeline">{}</ol>)">(html::each(items, timeline_item));
}

Html stages(const std::vector<Stage>& all) {
    return html::make<R"(<ol role="list" class="stages stages--{}">{}</ol>)">(
        all.size(), html::each(all, [](const Stage& stage) {
            const auto when = html::when(!stage.when.empty(), [&] { return html::make<" <br>{}">(stage.when); });
            return html::make<"<li {}>{}{}</li>">(step_attributes(stage.progress), stage.words, when);
        }));
}

Html steps(const Texts& area_text, const std::vector<Step>& all) {
    const auto text = area_text.of("pages");
    Html items;
    std::string count;
    for (std::size_t i = 0; i < all.size(); ++i) {
        items += step_item(text, all[i], i + 1);
        if (all[i].progress == Progress::current) count = text("step_count", i + 1, all.size(), all[i].words);
    }
    return html::make<R"(<nav class="steps" aria-label="{}"><p class="steps__count">{}</p><ol role="list">{}</ol></nav>)">(text("steps"),
                                                                                                                           count, items);
}

Html with_steps(const Html& the_steps, const Html& question) {
    return html::make<R"(<div class="cols cols--steps">{}<div>{}</div></div>)">(the_steps, question);
}

Html with_aside(const Html& content, const Html& aside) {
    return html::make<R"(<div class="cols cols--aside"><div class="stack-lg">{}</div><div class="stack-lg">{}</div></div>)">(content,
                                                                                                                             aside);
}

Html linklist(const std::vector<Link>& links, LinkColumns columns) {
    return html::make<R"(<ul role="list" class="{}">{}</ul>)">(columns == LinkColumns::several ? "linklist linklist--cols" : "linklist",
                                                               html::each(links, link_item));
}

Html todo(const Texts& text, const std::vector<Todo>& items) {
    if (items.empty()) return {};
    return html::make<R"(<section class="todo" aria-labelledby="h-todo"><h2 id="h-todo">{} <span class="todo__count">{}</span></h2>
<ul role="list">{}</ul></section>)">(text.of("pages")("todo"), items.size(), html::each(items, [](const Todo& item) {
                                         return html::make<"<li><div><h3>{}</h3>{}</div>{}</li>">(
                                             item.heading, item.body, link_button(item.href, item.action, item.button));
                                     }));
}

Html pagination(const Texts& area_text, std::string_view previous, std::string_view next) {
    if (previous.empty() && next.empty()) return {};
    const auto text = area_text.of("pages");
    const auto back = html::when(!previous.empty(), [&] {
        return html::make<R"(<a class="btn btn--secondary" rel="prev" href="{}">{}{}</a>)">(previous, icon("arrow-left"),
                                                                                            text("previous_page"));
    });
    const auto onwards = html::when(!next.empty(), [&] {
        return html::make<R"(<a class="btn btn--secondary" rel="next" href="{}">{}{}</a>)">(next, text("next_page"), icon("arrow-right"));
    });
    return html::make<R"(<nav class="pagination btn-row" aria-label="{}">{}{}</nav>)">(text("pages"), back, onwards);
}

Html what_happens_now(const Texts& text, const std::vector<std::string>& all) {
    const auto items = html::each(all, [](const std::string& one) { return html::make<"<li>{}</li>">(one); });
    return html::make<R"(<div class="prose"><h2 class="receipt__next">{}</h2><ol>{}</ol></div>)">(text.of("pages")("what_happens_now"),
                                                                                                  items);
}

Html documents(const std::vector<Document>& all) {
    return html::make<R"(<ul role="list" class="docs">{}</ul>)">(html::each(all, [](const Document& one) {
        return html::make<R"(<li class="doc">{}<a href="{}">{}</a><span class="muted small">{}</span></li>)">(icon(one.icon_name), one.href,
                                                                                                              one.name, one.about);
    }));
}

}  // namespace pages
