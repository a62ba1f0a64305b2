/// What staff see of comments.
#include "areas/feedback/views.h"

namespace feedback::views {

using pages::Html;
namespace h = html;

namespace {

constexpr std::string_view base = "/personal/synpunkter";

std::string address_of(const std::string& number) { return std::string(base) + "/arende/" + number; }

template <class Enum>
std::vector<pages::Option> options(const Context& c, const std::string& prefix) {
    std::vector<pages::Option> all;
    for (const auto& [value, name] : names_of<Enum>) all.push_back({std::string(name), c.text(prefix + std::string(name))});
    return all;
}

std::vector<pages::Option> unit_options(const Context& c, const std::vector<identity::Unit>& units) {
    std::vector<pages::Option> all{{"", c.text("choose_unit")}};
    for (const auto& unit : units) all.push_back({unit.slug, unit.name(c.text.language())});
    return all;
}

Html views_nav(const Context& c, bool may_register) {
    const auto write = h::when(may_register, [&] {
        return pages::link_button(std::string(base) + "/ny", c.text("write_down"), pages::Button::secondary, "plus");
    });
    return pages::button_row(
        write + pages::link_button(std::string(base) + "/amnen", c.text("topics"), pages::Button::secondary, "chart-bar") +
        pages::link_button(std::string(base) + "/utforare", c.text("as_provider"), pages::Button::quiet) +
        h::when(c.visitor.may(cases::may_decide),
                [&] { return pages::link_button(std::string(base) + "/publicerat", c.text("is_published"), pages::Button::quiet); }) +
        pages::link_button("/sagt-och-gjort", c.text("said_and_done"), pages::Button::quiet));
}

}  // namespace

http::Response new_page(const Context& c, const NewPage& page) {
    const pages::Errors errors(c.text, page.errors, {"forms"});
    const auto& form = page.form;
    const auto field = [&](std::string name, const std::string& label, const std::string& value, std::string hint = {}) {
        const auto error = errors.at(name);
        return pages::Field{.name = std::move(name), .label = c.text(label), .hint = std::move(hint), .value = value, .error = error};
    };
    auto said = field("sagt", "said", form.said, c.text("said_hint"));
    said.max_length = longest_said;
    auto contact = field("kontakt", "contact", form.contact, c.text("contact_hint"));
    contact.optional = true;
    auto name = field("namn", "name", form.name);
    name.optional = true;
    auto appeal = field("arende", "appeal_case", form.appeal_case, c.text("appeal_case_hint"));
    appeal.optional = true;
    const auto fields =
        pages::radios(c.text, field("slag", "kind", form.kind), options<Kind>(c, "kind.")) + pages::text_area(c.text, said) +
        pages::select(c.text, field("enhet", "unit", form.unit), unit_options(c, page.units)) +
        pages::radios(c.text, field("kanal", "channel", form.channel), options<Came>(c, "channel.")) +
        pages::radios(c.text, field("svar", "reply", form.reply), options<Reply>(c, "reply.")) + pages::text_field(c.text, contact) +
        pages::details(c.text("more"), pages::text_field(c.text, name) + pages::text_field(c.text, appeal),
                       form.name.empty() && form.appeal_case.empty() ? pages::Fold::closed : pages::Fold::open) +
        pages::form_foot(pages::button_row(pages::button(c.text("register"))));
    const auto done = h::when(!page.registered.empty(), [&] {
        return pages::receipt(c.text("registered", page.registered), h::make<"<p>{}</p>">(c.text("registered_say", page.registered)));
    });
    const auto main =
        h::make<R"({}{}<h1>{}</h1><p class="lead">{}</p>{})">(pages::error_summary(c.text, errors), done, c.text("write_down"),
                                                              c.text("new_lead"), pages::form(c, std::string(base) + "/ny", fields));
    return pages::app(c,
                      {.title = c.text("write_down"), .main = main, .status = errors.empty() ? 200 : 422, .has_errors = !errors.empty()});
}

http::Response list_page(const Context& c, const ListPage& page) {
    std::vector<std::vector<Html>> rows;
    for (const auto& row : page.rows)
        rows.push_back({h::make<R"(<a href="{}">{}</a>)">(address_of(row.of.number), row.of.number), h::text(row.title), h::text(row.unit),
                        h::text(c.text.moment(row.of.at)), h::text(row.state)});
    const auto heading = page.about.empty() ? c.text("feedback") : c.text("feedback_about", page.about);
    const auto table =
        rows.empty()
            ? pages::empty_state(c.text("nothing_here"), c.text("nothing_here_do"))
            : pages::table(heading, {{c.text("number")}, {c.text("what")}, {c.text("unit_short")}, {c.text("came")}, {c.text("state")}},
                           rows);
    const auto filter =
        page.only_open ? pages::link(std::string(base) + "?visa=alla", c.text("show_all")) : pages::link(base, c.text("show_open"));
    const auto moved = h::when(!page.moved.empty(), [&] { return pages::notice(pages::Tone::ok, c.text("is_moved", page.moved)); });
    const auto main = h::make<R"({}<h1>{}</h1>{}<p>{}</p>{}{})">(moved, heading, views_nav(c, c.visitor.may(may_register)), filter, table,
                                                                 pages::pagination(c.text, "", page.next));
    return pages::app(c, {.title = heading, .main = main});
}

namespace {

Html finish_form(const Context& c, const Feedback& comment, const FinishForm& form, const pages::Errors& errors) {
    const auto change = pages::radios(
        c.text, {.name = "andring", .label = c.text("what_did_we_change"), .value = form.change, .error = errors.at("andring")},
        {{"inget", c.text("nothing_changed")}, {"andrat", c.text("something_changed")}});
    const auto what = pages::text_area(c.text, {.name = "vad",
                                                .label = c.text("what_changed"),
                                                .hint = c.text("what_changed_hint"),
                                                .value = form.what,
                                                .error = errors.at("vad"),
                                                .optional = true,
                                                .max_length = static_cast<int>(longest_what)});
    const auto tell =
        pages::checkbox(c.text, {.name = "beratta", .label = c.text("may_be_told"), .hint = c.text("may_be_told_hint")}, form.tell == "1");
    const auto wanted = std::string(to_name(comment.reply));
    const auto answer = pages::text_area(c.text, {.name = "svar",
                                                  .label = c.text("answer." + wanted),
                                                  .hint = c.text("answer_hint." + wanted, comment.reply_to),
                                                  .value = form.answer,
                                                  .error = errors.at("svar"),
                                                  .optional = comment.reply == Reply::none,
                                                  .max_length = static_cast<int>(longest_answer)});
    return pages::form(c, address_of(comment.of.number) + "/avsluta",
                       answer + change + what + tell + pages::form_foot(pages::button_row(pages::button(c.text("finish")))));
}

/// What was found by its number: a digit wrong would put the appeal into a stranger's case.
Html confirm_appeal(const Context& c, const Feedback& comment, const cases::Case& found) {
    const auto fields = pages::hidden("arende", found.number) + pages::hidden("bekrafta", found.number) +
                        pages::facts({{c.text("number"), h::text(found.number)},
                                      {c.text("what"), h::text(found.title)},
                                      {c.text("came"), h::text(c.text.day(swedish_date(found.received_at)))}}) +
                        pages::button_row(pages::button(c.text("pass_on_here")) +
                                          pages::link_button(address_of(comment.of.number), c.text("not_this_case"), pages::Button::quiet));
    return h::make<"<h3>{}</h3>{}">(c.text("is_it_this_case"), pages::form(c, address_of(comment.of.number) + "/overklagande", fields));
}

Html appeal_form(const Context& c, const Feedback& comment, const FinishForm& form, const pages::Errors& errors) {
    if (form.found) return confirm_appeal(c, comment, *form.found);
    const auto number = pages::text_field(c.text, {.name = "arende",
                                                   .label = c.text("appeal_case"),
                                                   .hint = c.text("appeal_case_hint"),
                                                   .value = form.appeal_case.empty() ? comment.appeal_case : form.appeal_case,
                                                   .error = errors.at("arende")});
    const auto content = h::make<"<p>{}</p>{}">(
        c.text("appeal_words"), pages::form(c, address_of(comment.of.number) + "/overklagande",
                                            number + pages::button_row(pages::button(c.text("pass_on"), pages::Button::secondary))));
    const bool open = comment.is_appeal || !errors.at("arende").empty();
    return pages::details(c.text("is_it_an_appeal"), content, open ? pages::Fold::open : pages::Fold::closed);
}

/// One button: the appeal goes to the unit that decided, which brings it into its case.
Html hand_to_deciding_unit(const Context& c, const Feedback& comment, const FinishForm& form) {
    if (!form.decided_there) return {};
    const auto unit = form.decided_there->name(c.text.language());
    return pages::notice(
        pages::Tone::info,
        h::make<"<p>{}</p>{}">(c.text("decided_there", form.appeal_case, unit),
                               pages::form(c, address_of(comment.of.number) + "/flytta",
                                           pages::hidden("enhet", form.decided_there->slug) +
                                               pages::hidden("skal", c.text.in(Language::sv)("appeal_of", form.appeal_case)) +
                                               pages::button_row(pages::button(c.text("hand_to", unit))))));
}

/// Who runs what it is about, and which goal it touches.
Html link_form(const Context& c, const Feedback& comment) {
    if (comment.providers.empty() && comment.goals.empty()) return {};
    std::vector<pages::Option> providers{{"", c.text("no_provider")}}, goals{{"", c.text("no_goal")}};
    for (const auto& one : comment.providers) providers.push_back({std::to_string(one.id), one.name});
    for (const auto& one : comment.goals) goals.push_back({std::to_string(one.id), one.code + " " + one.name});
    const auto chosen = [](std::int64_t id) { return id == 0 ? std::string() : std::to_string(id); };
    const auto fields =
        h::when(!comment.providers.empty(),
                [&] {
                    return pages::select(c.text,
                                         {.name = "utforare",
                                          .label = c.text("provider"),
                                          .hint = c.text("provider_hint"),
                                          .value = chosen(comment.link.provider)},
                                         providers);
                }) +
        h::when(!comment.goals.empty(),
                [&] { return pages::select(c.text, {.name = "mal", .label = c.text("goal"), .value = chosen(comment.link.goal)}, goals); });
    return pages::details(c.text("link_heading"),
                          pages::form(c, address_of(comment.of.number) + "/koppla",
                                      fields + pages::button_row(pages::button(c.text("link_save"), pages::Button::secondary))));
}

Html move_form(const Context& c, const Feedback& comment, const FinishForm& form, const pages::Errors& errors) {
    std::vector<identity::Unit> others;
    for (const auto& unit : comment.units)
        if (unit.id != comment.of.unit) others.push_back(unit);
    const auto fields =
        pages::select(c.text, {.name = "enhet", .label = c.text("move_to"), .value = form.to_unit, .error = errors.at("enhet")},
                      unit_options(c, others)) +
        pages::text_area(c.text, {.name = "skal",
                                  .label = c.text("move_why"),
                                  .hint = c.text("move_why_hint"),
                                  .value = form.reason,
                                  .error = errors.at("skal")});
    const bool is_wrong = !errors.at("enhet").empty() || !errors.at("skal").empty();
    return pages::details(c.text("move_heading"),
                          pages::form(c, address_of(comment.of.number) + "/flytta",
                                      fields + pages::button_row(pages::button(c.text("move"), pages::Button::secondary))),
                          is_wrong ? pages::Fold::open : pages::Fold::closed);
}

Html story_part(const Context& c, const Feedback& comment) {
    if (!comment.may_change || comment.of.state_kind != "closed") return {};
    const bool is_out = comment.story && comment.story->published_at;
    const auto words = is_out ? c.text("story_is_out") : comment.story ? c.text("story_waits") : c.text("story_none");
    return h::make<R"(<section class="stack"><h2>{}</h2><p>{}</p>{}</section>)">(
        c.text("said_and_done"), words,
        pages::button_row(pages::link_button(address_of(comment.of.number) + "/sagt", c.text("story_write"), pages::Button::secondary)));
}

}  // namespace

http::Response feedback_page(const Context& c, const Feedback& comment, const FinishForm& form) {
    const auto& of = comment.of;
    const pages::Errors errors(c.text, form.errors, {"cases", "forms"});
    std::vector<pages::Fact> facts{{c.text("unit_short"), h::text(comment.unit)},
                                   {c.text("came"), h::text(c.text.moment(of.received_at))},
                                   {c.text("state"), h::text(comment.state)}};
    if (of.due_on && of.state_kind != "closed") facts.push_back({c.text("at_latest"), h::text(c.text.day(*of.due_on))});
    for (const auto& one : comment.providers)
        if (one.id == comment.link.provider) facts.push_back({c.text("provider"), h::text(one.name)});
    for (const auto& one : comment.goals)
        if (one.id == comment.link.goal) facts.push_back({c.text("goal"), h::text(one.code + " " + one.name)});
    for (const auto& [question, answer] : comment.answers) facts.push_back({question, h::text(answer)});
    const auto messages = h::each(comment.messages, [&](const cases::Message& one) {
        return h::make<R"(<blockquote><p>{}</p><footer>{}, {}</footer></blockquote>)">(one.text, one.author, c.text.moment(one.at));
    });
    const bool open = comment.may_change && of.state_kind != "closed";
    std::vector<pages::Fact> law;
    for (const auto& [ref, says] : comment.law) law.push_back({ref, h::text(says)});
    const auto notice = h::when(!form.notice.empty(), [&] { return pages::notice(pages::Tone::warn, c.text(form.notice)); });
    const auto work = h::when(open, [&] {
        return h::make<R"(<section class="stack">{}<h2>{}</h2>{}{}{}{}{}</section>)">(
            hand_to_deciding_unit(c, comment, form), c.text("finish_heading"), pages::details(c.text("law_heading"), pages::facts(law)),
            finish_form(c, comment, form, errors), appeal_form(c, comment, form, errors), link_form(c, comment),
            move_form(c, comment, form, errors));
    });
    // Somebody closed it while this was typed: there is no form for it any more.
    const auto not_sent = h::when(!open && !(form.answer + form.what).empty(), [&] {
        return h::make<"<section class=\"stack\"><h2>{}</h2><blockquote><p>{}</p><p>{}</p></blockquote></section>">(c.text("not_sent"),
                                                                                                                    form.answer, form.what);
    });
    const auto main = h::make<R"({}{}{}<h1>{}</h1><blockquote><p>{}</p></blockquote><div class="stack-lg">{}{}{}{}{}{}</div>)">(
        pages::error_summary(c.text, errors), pages::back_link(base, c.text("feedback")), notice, comment.kind + " " + of.number,
        comment.said, not_sent, pages::facts(facts), messages, work, story_part(c, comment),
        pages::button_row(pages::link_button("/handlaggning/arenden/" + of.number, c.text("whole_case"), pages::Button::quiet)));
    return pages::app(c, {.title = comment.kind + " " + of.number,
                          .main = main,
                          .status = !form.errors.empty()  ? 422
                                    : form.notice.empty() ? 200
                                                          : 409,
                          .has_errors = !form.errors.empty()});
}

}  // namespace feedback::views
