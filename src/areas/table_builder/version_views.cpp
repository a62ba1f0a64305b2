/// The page of a version, and what came of trying it on closed cases.
#include <algorithm>

#include "areas/table_builder/views.h"
#include "engines/decision_tables/words.h"

namespace table_builder::views {

using decision_tables::State;
using pages::Html;

namespace {

Html section(const std::string& heading, const Html& content) {
    return html::make<R"(<section class="stack"><h2>{}</h2>{}</section>)">(heading, content);
}

Html difference_section(const Context& c, const VersionScreen& screen) {
    if (screen.version.state == State::approved || !screen.row.service) return {};
    if (!screen.before) return section(c.text("difference"), html::make<"<p>{}</p>">(c.text("is_first")));
    const auto told =
        decision_tables::difference(c.text.of("decision_tables"), screen.before->content, screen.version.content, *screen.row.service);
    if (told.empty()) return section(c.text("difference"), html::make<"<p>{}</p>">(c.text("no_difference")));
    return section(c.text("difference"), html::make<"<p>{}</p><ul>{}</ul>">(
                                             c.text("against", screen.before->number),
                                             html::each(told, [](const std::string& one) { return html::make<"<li>{}</li>">(one); })));
}

std::string replay_sum(const Context& c, const Replay& replay) {
    return c.text("replay_sum", replay.done, replay.same, replay.otherwise, replay.left_to_officer, replay.automatic);
}

Html replay_section(const Context& c, const VersionScreen& screen) {
    Html standing;
    if (!screen.replay) standing = html::make<"<p>{}</p>">(c.text("not_replayed"));
    else if (!screen.replay->replay.finished_at)
        standing = html::make<"<p>{}</p>">(c.text("replay_goes", screen.replay->replay.done, screen.replay->replay.total));
    else
        standing = html::make<"<p>{}</p>">(replay_sum(c, screen.replay->replay)) +
                   html::when(screen.replay->is_old, [&] { return html::make<"<p>{}</p>">(c.text("replay_is_old")); });
    return section(c.text("replay"),
                   standing + html::make<"<p>{}</p>">(pages::link(version_address(screen.version, "omprovning"), c.text("to_replay"))));
}

Html revision(const VersionScreen& screen) { return pages::hidden("revision", std::to_string(screen.version.revision)); }

Html propose_section(const Context& c, const VersionScreen& screen, const pages::Errors& errors) {
    if (!screen.row.service) return {};
    const bool is_ready = decision_tables::is_ready(screen.version.content, *screen.row.service);
    const auto discard =
        pages::details(c.text("discard"), pages::form(c, version_address(screen.version, "kasta"),
                                                      revision(screen) + pages::button(c.text("discard_now"), pages::Button::danger)));
    if (!is_ready) return section(c.text("propose"), html::make<"<p>{}</p>">(c.text("not_ready"))) + discard;
    const auto form = pages::form(c, version_address(screen.version, "foresla"),
                                  revision(screen) +
                                      pages::text_area(c.text, {.name = "words",
                                                                .label = c.text("why_changed"),
                                                                .value = screen.words,
                                                                .error = errors.at("words"),
                                                                .max_length = static_cast<int>(decision_tables::longest_words)}) +
                                      pages::button(c.text("propose_now")));
    return section(c.text("propose"), form) + discard;
}

Html approve_section(const Context& c, const VersionScreen& screen, const pages::Errors& errors) {
    const auto back = html::when(screen.rights.may_write || screen.rights.may_approve, [&] {
        return pages::details(c.text("send_back"),
                              pages::form(c, version_address(screen.version, "oppna"),
                                          revision(screen) +
                                              pages::text_area(c.text, {.name = "back",
                                                                        .label = c.text("why_back"),
                                                                        .optional = true,
                                                                        .max_length = static_cast<int>(decision_tables::longest_words)}) +
                                              pages::button(c.text("send_back_now"), pages::Button::secondary)));
    });
    const auto proposed = html::make<"<p>{}</p><blockquote><p>{}</p></blockquote>">(c.text("proposed_by", screen.version.proposer_name),
                                                                                    screen.version.words);
    if (!screen.rights.may_approve || screen.is_own)
        return section(c.text("approve"), proposed + html::make<"<p>{}</p>">(c.text("another_approves"))) + back;
    const auto form = pages::form(c, version_address(screen.version, "godkann"),
                                  revision(screen) +
                                      pages::day_field(c.text, {.name = "effective_from",
                                                                .label = c.text("effective_from"),
                                                                .hint = c.text("effective_hint"),
                                                                .value = screen.day,
                                                                .error = errors.at("effective_from"),
                                                                .optional = true}) +
                                      pages::button(c.text("approve_now")));
    return section(c.text("approve"), proposed + form) + back;
}

Html automatic_notice(const Context& c, const VersionScreen& screen) {
    if (!is_automatic(screen.version.content) || !screen.row.service) return {};
    return pages::notice(screen.is_delegated ? pages::Tone::info : pages::Tone::warn,
                         c.text(screen.is_delegated ? "is_delegated" : "is_not_delegated", screen.row.service->decision.delegation));
}

Html turned_table(const Context& c, const VersionScreen& screen) {
    std::vector<std::vector<Html>> rows;
    const auto& service = *screen.row.service;
    for (const auto& [turned, number] : screen.replay->turned) {
        const auto* decided = service.decision.outcome(turned.decided);
        rows.push_back(
            {pages::link("/handlaggning/arenden/" + number, number),
             html::text(decided ? decided->label.in(c.text.language()) : turned.decided),
             html::text(decision_tables::ruling_words(c.text.of("decision_tables"), decision_tables::ruling_from(turned.ruling), service)),
             html::text(std::to_string(turned.row))});
    }
    if (rows.empty()) return {};
    return pages::table(c.text("turned"), {{c.text("case")}, {c.text("decided")}, {c.text("would_be")}, {c.text("row_head")}}, rows,
                        pages::Caption::shown);
}

}  // namespace

http::Response version_page(const Context& c, const VersionScreen& screen) {
    const auto& version = screen.version;
    const pages::Errors errors(c.text, screen.errors, {"decision_tables"});
    const auto notice =
        html::when(!screen.notice.empty(), [&] { return pages::notice(pages::Tone::warn, c.text.of("decision_tables")(screen.notice)); });
    const auto sent_back = html::when(version.state == State::open && !version.words.empty(),
                                      [&] { return pages::notice(pages::Tone::warn, c.text("was_sent_back", version.words)); });
    const bool is_edited = version.state == State::open && screen.rights.may_write;
    const auto form_errors = html::when(!is_edited, [&] { return pages::error_summary(c.text, errors); });
    Html below = coverage_section(c, screen) + difference_section(c, screen);
    if (version.state != State::approved) below += replay_section(c, screen);
    if (is_edited) below += propose_section(c, screen, errors);
    if (version.state == State::proposed) below += approve_section(c, screen, errors);
    const auto title = c.text("version_of", version.number, screen.row.table.title.in(c.text.language()));
    const auto main = html::make<R"({}<h1>{}</h1><p>{}</p><div class="stack-lg">{}{}{}{}{}{}{}</div>)">(
        pages::back_link(table_address(version.table), screen.row.table.title.in(c.text.language())), title, state_tag(c, version), said(c),
        notice, sent_back, form_errors, automatic_notice(c, screen), is_edited ? editor(c, screen) : read_only(c, screen), below);
    const bool is_refused = !screen.errors.empty() || !screen.notice.empty();
    return pages::app(c, {.title = title, .main = main, .status = is_refused ? 422 : 200, .has_errors = !screen.errors.empty()});
}

http::Response replay_page(const Context& c, const VersionScreen& screen) {
    const bool can_be_read = screen.row.service && decision_tables::compile(screen.version.content, *screen.row.service);
    const bool goes = screen.replay && !screen.replay->replay.finished_at;
    Html content = html::make<"<p>{}</p>">(c.text("replay_words", most_replayed));
    if (!can_be_read) content += pages::notice(pages::Tone::warn, c.text("error_mend_first"));
    if (goes)
        content += pages::notice(pages::Tone::info, c.text("replay_goes", screen.replay->replay.done, screen.replay->replay.total)) +
                   html::make<"<p>{}</p>">(pages::link(version_address(screen.version, "omprovning"), c.text("look_again")));
    else if (can_be_read)
        content += pages::form(c, version_address(screen.version, "omprovning"),
                               pages::button(c.text(screen.replay ? "replay_again" : "replay_now"), pages::Button::secondary));
    if (screen.replay && !goes && can_be_read) {
        const auto& replay = screen.replay->replay;
        content +=
            html::when(screen.replay->is_old, [&] { return pages::notice(pages::Tone::warn, c.text("replay_is_old")); }) +
            pages::notice(replay.otherwise == 0 ? pages::Tone::ok : pages::Tone::warn, replay_sum(c, replay)) + turned_table(c, screen) +
            html::when(screen.replay->hidden > 0, [&] { return html::make<"<p>{}</p>">(c.text("hidden_turned", screen.replay->hidden)); }) +
            html::when(replay.otherwise > most_turned_shown,
                       [&] { return html::make<"<p>{}</p>">(c.text("first_turned", most_turned_shown)); }) +
            html::make<R"(<p class="small muted">{}</p>)">(c.text("replayed_by", replay.asked_by_name, c.text.moment(replay.begun_at)));
    }
    const auto main = html::make<R"({}<h1>{}</h1><div class="stack-lg">{}</div>)">(
        pages::back_link(version_address(screen.version), c.text("version", screen.version.number)), c.text("replay"), content);
    return pages::app(c, {.title = c.text("replay"), .main = main});
}

}  // namespace table_builder::views
