#include "areas/fault_reports/views.h"

namespace fault_reports::views {

using pages::Html;
namespace h = html;

namespace {

std::string address_of(const Work& work) { return "/handlaggning/felanmalningar/" + work.report.of.number; }

pages::Errors errors_of(const Context& c, const WorkForm& form) { return {c.text, form.errors, {"forms", "cases"}}; }

pages::Tone tone_of(HandedState state) {
    switch (state) {
        case HandedState::unknown:
        case HandedState::refused: return pages::Tone::err;
        case HandedState::waiting:
        case HandedState::sending: return pages::Tone::warn;
        default: return pages::Tone::info;
    }
}

Html way_on(const Context& c, const Work& work, const WorkForm& form) {
    const auto& handed = *work.handed;
    const auto again = [&](std::string_view key, pages::Button look) {
        return pages::form(c, address_of(work) + "/lamna-igen", pages::button(c.text(key), look));
    };
    if (handed.state == HandedState::unknown)
        return pages::form(c, address_of(work) + "/deras-nummer",
                           pages::text_field(c.text, {.name = "nummer",
                                                      .label = c.text("their_number"),
                                                      .hint = c.text("their_number_hint"),
                                                      .error = errors_of(c, form).at("nummer"),
                                                      .width = "10"}) +
                               pages::button_row(pages::button(c.text("save"), pages::Button::secondary))) +
               again("send_once_more", pages::Button::secondary);
    if (handed.state == HandedState::refused || handed.state == HandedState::waiting) return again("send_now", pages::Button::secondary);
    return {};
}

Html with_them(const Context& c, const Work& work, const WorkForm& form) {
    const auto& handed = *work.handed;
    std::vector<pages::Fact> facts{{c.text("handed_to"), h::text(work.report.handed_to)},
                                   {c.text("handed_at"), h::text(c.text.moment(handed.handed_at))}};
    if (!handed.their_id.empty()) facts.push_back({c.text("their_number"), h::text(handed.their_id)});
    if (!handed.said.empty()) facts.push_back({c.text("they_are_told"), h::text(handed.said)});
    if (!handed.problem.empty() && is_with_them(handed.state)) {
        facts.push_back({c.text("last_asked"), h::text(c.text(handed.problem))});
        if (handed.next_at) facts.push_back({c.text("asked_again"), h::text(c.text.moment(*handed.next_at))});
    }
    const auto stands = c.text("handed_state." + std::string(to_name(handed.state))) +
                        (handed.problem.empty() || is_with_them(handed.state) ? "" : " " + c.text(handed.problem));
    return h::make<"<h2>{}</h2>{}{}{}{}">(
        c.text("outside"), pages::notice(tone_of(handed.state), stands), pages::facts(facts), way_on(c, work, form),
        pages::form(c, address_of(work) + "/ta-tillbaka", pages::button(c.text("take_back"), pages::Button::secondary)));
}

Html their_question(const Context& c, const Receiver& receiver, const TheirAttribute& asked, const http::Fields& typed,
                    const pages::Errors& errors) {
    const auto name = attribute_field(receiver.id.value, asked.code);
    pages::Field field{.name = name,
                       .label = asked.words,
                       .hint = asked.hint,
                       .value = std::string(typed.get(name)),
                       .error = errors.at(name),
                       .optional = !asked.is_required};
    std::vector<pages::Option> options;
    for (const auto& [key, words] : asked.values) options.push_back({key, words});
    switch (asked.datatype) {
        case Datatype::number: field.inputmode = "decimal"; break;
        case Datatype::datetime: field.type = "datetime-local"; break;
        case Datatype::text: return pages::text_area(c.text, field);
        case Datatype::singlevaluelist:
            options.insert(options.begin(), {"", c.text("choose_one")});
            return pages::select(c.text, field, options);
        case Datatype::multivaluelist: {
            std::vector<std::string> chosen;
            for (const auto one : typed.every(name)) chosen.emplace_back(one);
            return pages::checkboxes(c.text, field, options, chosen);
        }
        case Datatype::string: break;
    }
    return pages::text_field(c.text, field);
}

/// What each of those that have a system of their own asks; folded where one of several may be chosen.
Html their_questions(const Context& c, const Work& work, const HandForm& hand, const WorkForm& form) {
    const auto errors = errors_of(c, form);
    return h::each(work.receivers, [&](const Receiver& one) {
        const auto asked = one.asks_of(work.report.of.service, work.report.of.place.district);
        if (asked.empty()) return Html();
        const auto fields =
            h::each(asked, [&](const TheirAttribute& question) { return their_question(c, one, question, form.typed, errors); });
        const bool is_chosen = work.receivers.size() == 1 || hand.receiver == std::to_string(one.id.value);
        return pages::details(c.text("they_ask", one.name), h::make<R"(<div class="stack">{}</div>)">(fields),
                              is_chosen ? pages::Fold::open : pages::Fold::closed);
    });
}

Html hand_form(const Context& c, const Work& work, const WorkForm& form) {
    const auto errors = errors_of(c, form);
    const auto typed =
        form.hand.value_or(HandForm{.said = work.report.shown.description.empty() ? work.words : work.report.shown.description});
    std::vector<pages::Option> receivers;
    for (const auto& one : work.receivers)
        receivers.push_back({std::to_string(one.id.value), one.name, c.text("way." + std::string(to_name(one.way)))});
    std::vector<pages::Option> pictures{{"", c.text("no_picture")}};
    int number = 0;
    for (const auto& one : work.pictures)
        if (one.direction != cases::Direction::dispatched)
            pictures.push_back({std::to_string(one.id.value), c.text("picture_number", ++number)});
    const auto chosen = typed.receiver.empty() && receivers.size() == 1 ? receivers.front().value : typed.receiver;
    const auto to =
        pages::radios(c.text, {.name = "till", .label = c.text("hand_to"), .value = chosen, .error = errors.at("till")}, receivers);
    const auto said = pages::text_area(c.text, {.name = "utsaga",
                                                .label = c.text("they_are_told"),
                                                .hint = c.text("they_are_told_hint"),
                                                .value = typed.said,
                                                .error = errors.at("utsaga"),
                                                .optional = true,
                                                .max_length = static_cast<int>(longest_answer)});
    const auto vouch = h::when(!typed.to_vouch_for.empty(), [&] {
        return pages::checkbox(c.text, {.name = "intygar", .label = c.text("vouch_for_words"), .value = typed.to_vouch_for}, false);
    });
    const auto picture = h::when(number > 0, [&] {
        return pages::radios(
            c.text, {.name = "medbild", .label = c.text("picture_along"), .value = typed.picture, .error = errors.at("medbild")}, pictures);
    });
    return pages::details(c.text("hand_over"),
                          pages::form(c, address_of(work) + "/lamna",
                                      to + their_questions(c, work, typed, form) + said + vouch + picture +
                                          pages::button_row(pages::button(c.text("hand_over_now")))),
                          form.hand ? pages::Fold::open : pages::Fold::closed);
}

}  // namespace

Html handing(const Context& c, const Work& work, const WorkForm& form) {
    if (work.handed) return with_them(c, work, form);
    if (work.receivers.empty() || !work.report.of.is_open) return {};
    return hand_form(c, work, form);
}

}  // namespace fault_reports::views
