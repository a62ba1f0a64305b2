/// Who works on the case, what is asked and said in it.
#include "engines/audit/audit.h"
#include "engines/cases/checks.h"
#include "engines/cases/conflict_of_interest.h"
#include "engines/cases/event_log.h"
#include "engines/cases/merging.h"
#include "engines/cases/motion.h"
#include "engines/cases/notices.h"
#include "engines/cases/pictures.h"
#include "engines/cases/signatures.h"
#include "engines/cases/subjects.h"
#include "engines/cases/watching.h"
#include "engines/cases/words.h"
#include "engines/identity/accounts.h"
#include "engines/identity/roles.h"
#include "engines/services/templates.h"

namespace cases {

/// Residents, programs of residents without e-ID (who hold the code), and everybody who is not staff act as the applicant.
static bool acts_for_party(const Visitor& visitor) { return !visitor.is_staff(); }

static json::Value file_list(const std::vector<forms::FileAnswer>& files) {
    return json::array(files, [](const forms::FileAnswer& file) { return to_json(file); });
}

static tl::unexpected<Error> not_now() { return failure(Fault::conflict, "error_not_now"); }

Result<void> assign(Change& change, CaseId id, std::optional<AccountId> officer, std::string_view officer_name) {
    const auto of = TRY(find(change.db, change.tenant, id));
    if (of.officer == officer) return {};
    append(
        change, of, EventKind::assigned,
        json::object({{"officer", officer ? json::Value(officer->value) : json::Value()}, {"officer_name", officer ? officer_name : ""}}));
    return {};
}

Result<void> assign_to(Change& change, CaseId id, AccountId officer) {
    const auto of = TRY(find(change.db, change.tenant, id));
    const auto account = identity::find_account(change.db, officer);
    if (!account || account->program || !account->active || !identity::has_right(change.db, officer, may_decide.name, of.unit))
        return invalid({{"officer", "error_may_not_handle"}});
    if (conflict_of_interest(change.db, officer, id)) return invalid({{"officer", "error_conflicted_officer"}});
    return assign(change, id, officer, account->name);
}

Result<void> begin_processing(Change& change, CaseId id) {
    const auto of = TRY(find(change.db, change.tenant, id));
    auto state = move(change, of, "open", flows::Mover::officer);
    if (state) append(change, of, EventKind::state_changed, json::object({{"transition", "open"}, {"state", std::move(*state)}}));
    return {};
}

std::vector<SupplementItem> supplement_items(const services::Service& service, const std::vector<std::string>& ids, Language language) {
    std::vector<SupplementItem> items;
    for (const auto& id : ids)
        if (const auto* item = service.decision.supplement_item(id)) items.push_back({item->field, item->text.in(language)});
    return items;
}

Result<void> ask_supplement(Change& change, CaseId id, const std::vector<SupplementItem>& items, std::string_view words, Date due_on) {
    const auto of = TRY(find(change.db, change.tenant, id));
    const Date today = swedish_date(now());
    std::vector<FieldError> errors;
    if (items.empty() && words.empty()) errors.push_back({"items", "error_choose_supplement"});
    if (due_on <= today || due_on.days > today.days + 366) errors.push_back({"due_on", "error_supplement_day"});
    if (!errors.empty()) return invalid(std::move(errors));
    auto state = move(change, of, "ask_supplement", flows::Mover::officer);
    if (!state) return not_now();
    append(change, of, EventKind::supplement_requested,
           json::object({{"items", json::array(items,
                                               [](const SupplementItem& item) {
                                                   return json::object({{"field", item.field}, {"text", item.text}});
                                               })},
                         {"words", words},
                         {"due_on", due_on.days},
                         {"state", std::move(*state)}}));
    queue_notice(change, id, Notice::supplement_requested);
    return {};
}

Result<void> answer_supplement(Change& change, CaseId id, const forms::Answers& answers, std::string_view words,
                               const std::vector<forms::FileAnswer>& files) {
    const auto of = TRY(find(change.db, change.tenant, id));
    auto state = move(change, of, "supplement_answered", flows::Mover::applicant);
    if (!state) return not_now();
    auto all = TRY(forms::answers_from_json(of.answers));
    for (const auto& [field, answer] : answers.all()) all.set(field, answer);
    const auto service = service_of(change.db, of);
    const Texts text(change.tenant.texts, "services", Language::sv);
    append(change, of, EventKind::supplement_answered,
           json::object({{"answers", forms::to_json(all)},
                         {"title", services::case_title(text, *service, all)},
                         {"text", words},
                         {"subjects", to_json(subjects_of(change.tenant, *service, all, parties(change.db, change.tenant, of)))},
                         {"files", file_list(files)},
                         {"state", std::move(*state)}}));
    queue_pictures(change.db, id, files);
    queue_checks(change, id);
    return {};
}

Result<void> write_message(Change& change, CaseId id, std::string_view words, const std::vector<forms::FileAnswer>& files) {
    const auto of = TRY(find(change.db, change.tenant, id));
    std::vector<FieldError> errors;
    if (!words.empty() || files.empty()) check_words(errors, "text", words, "error_write_something", longest_text);
    if (!errors.empty()) return invalid(std::move(errors));
    append(change, of, EventKind::message, json::object({{"text", words}, {"files", file_list(files)}}));
    queue_pictures(change.db, id, files);
    if (!acts_for_party(change.by)) {
        queue_notice(change, id, Notice::message);
    } else if (const auto into = merged_into(change.db, id)) {
        bring_news(change.db, *into);  // it is read there
    }
    return {};
}

Result<void> write_note(Change& change, CaseId id, std::string_view words) {
    const auto of = TRY(find(change.db, change.tenant, id));
    std::vector<FieldError> errors;
    check_words(errors, "note", words, "error_write_something", longest_text);
    if (!errors.empty()) return invalid(std::move(errors));
    append(change, of, EventKind::note, json::object({{"text", words}}));
    return {};
}

Result<void> withdraw(Change& change, CaseId id, std::string_view words) {
    const auto of = TRY(find(change.db, change.tenant, id));
    auto state = move(change, of, "withdraw", flows::Mover::applicant);
    if (!state) return not_now();
    const auto dispose_on = disposal_day(*service_of(change.db, of), swedish_date(now()));
    append(
        change, of, EventKind::withdrawn,
        json::object(
            {{"text", words}, {"state", std::move(*state)}, {"dispose_on", dispose_on ? json::Value(dispose_on->days) : json::Value()}}));
    return {};
}

Result<void> appeal(Change& change, CaseId id, std::string_view words, const std::vector<forms::FileAnswer>& files) {
    const auto of = TRY(find(change.db, change.tenant, id));
    if (words.empty()) return invalid({{"text", "error_write_something"}});
    const auto decided = decision(change.db, change.tenant, of);
    if (!decided || !decided->sent_at) return not_now();
    auto state = move(change, of, "appeal", flows::Mover::applicant);
    if (!state) return not_now();
    append(change, of, EventKind::appealed, json::object({{"text", words}, {"files", file_list(files)}, {"state", std::move(*state)}}));
    queue_pictures(change.db, id, files);
    return {};
}

Result<void> move_on(Change& change, CaseId id, std::string_view transition) {
    const auto of = TRY(find(change.db, change.tenant, id));
    auto state = move(change, of, way_back(change, of, transition), flows::Mover::officer);
    if (!state) return not_now();
    const bool closes = (*state)["kind"].text() == "closed", waits_for_signers = (*state)["id"].text() == waits_for_signatures;
    const auto dispose_on = closes ? disposal_day(*service_of(change.db, of), swedish_date(now())) : std::nullopt;
    const bool decides_anew = transition == "reconsider";
    if (decides_anew) give_time_anew(change.db, of, *state);
    append(change, of, EventKind::state_changed,
           json::object({{"transition", transition},
                         {"decides_anew", decides_anew},
                         {"state", std::move(*state)},
                         {"dispose_on", dispose_on ? json::Value(dispose_on->days) : json::Value()}}));
    if (waits_for_signers) queue_signing_links(change.db, change.tenant, TRY(find(change.db, change.tenant, id)));
    return {};
}

}  // namespace cases
