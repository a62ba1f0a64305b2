/// "Du sa, vi gjorde".
#include "areas/feedback/handlers.h"
#include "areas/feedback/opened.h"
#include "engines/audit/audit.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"
#include "foundation/crypto/crypto.h"

namespace feedback {
namespace {

constexpr std::size_t longest_story = 600;
constexpr int stories_a_page = 20;
constexpr std::string_view published_address = "/personal/synpunkter/publicerat";

std::string story_address(const Context& c) { return "/personal/synpunkter/arende/" + std::string(c.request.part("feedback")) + "/sagt"; }

personal_data::KnownNames known_names(const Context& c, const cases::Case& of) {
    return c.db.read([&](db::Connection& db) {
        personal_data::KnownNames known;
        for (const auto& party : cases::parties(db, c.tenant, of)) known.parties.push_back(party.name);
        const auto answers = forms::answers_from_json(of.answers).value_or(forms::Answers{});
        known.parties.push_back(answers.text("applicant_name"));
        personal_data::add_harmless(known, c.tenant.name);
        for (const auto& unit : identity::units(db)) {
            personal_data::add_harmless(known, unit.name_sv);
            personal_data::add_harmless(known, unit.name_en);
        }
        return known;
    });
}

std::string digest_of(const views::StoryForm& form) { return crypto::sha256_hex(form.said + "\n" + form.changed).substr(0, 32); }

views::StoryForm posted(const Context& c) {
    return {.said = tidy_text(c.request.field("sagt")), .changed = tidy_text(c.request.field("gjort"))};
}

std::vector<FieldError> missing(const views::StoryForm& form) {
    std::vector<FieldError> errors;
    if (form.said.empty()) errors.push_back({"sagt", "error_story_said"});
    if (form.changed.empty()) errors.push_back({"gjort", "error_story_changed"});
    if (count_characters(form.said) > longest_story) errors.push_back({"sagt", "error_story_long"});
    if (count_characters(form.changed) > longest_story) errors.push_back({"gjort", "error_story_long"});
    return errors;
}

/// Marks what may be personal data; an error until somebody has vouched for these very words.
void look_for_personal_data(const Context& c, const cases::Case& of, views::StoryForm& form) {
    const auto known = known_names(c, of);
    form.in_said = personal_data::find_personal_data(form.said, known);
    form.in_changed = personal_data::find_personal_data(form.changed, known);
    if (form.in_said.empty() && form.in_changed.empty()) return;
    form.looked_at = digest_of(form);
    if (c.request.field("intygar") == "1" && c.request.field("sett") == form.looked_at) return;
    form.errors.push_back({"intygar", "error_personal"});
}

void record_taken_back(db::Connection& db, const Context& c, const cases::Case& of) {
    audit::record(db, c.visitor,
                  {.event = "feedback.story_taken_back", .subject_kind = "case", .subject = of.id.value, .detail = of.number});
}

Result<void> keep(const Context& c, const views::StoryForm& form, bool publishes) {
    return c.db.write([&](db::Connection& db) -> Result<void> {
        const auto of = TRY(feedback_to_change(db, c));
        const auto before = store::story(db, c.tenant, of);
        store::put_draft(db, c.tenant, of, {form.said, form.changed});
        // What everybody could read is a draft again.
        if (!publishes && before && before->published_at) record_taken_back(db, c, of);
        if (!publishes) return {};
        store::publish(db, of.id, form.said, form.changed);
        audit::record(db, c.visitor,
                      {.event = "feedback.story_published",
                       .subject_kind = "case",
                       .subject = of.id.value,
                       .reason = form.looked_at.empty() ? "" : "vouched",
                       .detail = of.number});
        return {};
    });
}

}  // namespace

Result<http::Response> show_story(Context& c) {
    const auto comment = TRY(open_feedback(c));
    if (!comment.may_change) return failure(Fault::forbidden);
    views::StoryForm form;
    if (comment.story) {
        form.said = comment.story->said;
        form.changed = comment.story->changed;
    }
    return views::story_page(c, comment, form);
}

Result<http::Response> save_story(Context& c) {
    const auto comment = TRY(open_feedback(c));
    if (!comment.may_change) return failure(Fault::forbidden);
    auto form = posted(c);
    const bool publishes = c.request.field("val") == "publicera";
    if (publishes) {
        form.errors = missing(form);
        if (comment.of.state_kind != "closed") form.errors.push_back({"gjort", "error_story_open"});
        look_for_personal_data(c, comment.of, form);
    }
    if (!form.errors.empty()) return views::story_page(c, comment, form);
    TRY(keep(c, form, publishes));
    return http::see_other(story_address(c));
}

Result<http::Response> take_back_story(Context& c) {
    const auto is_left = TRY(c.db.write([&](db::Connection& db) -> Result<bool> {
        const auto of = TRY(feedback_or_what_is_left(db, c));
        const auto story = store::story(db, c.tenant, of);
        if (story && story->published_at) record_taken_back(db, c, of);
        if (of.erased) store::forget(db, of.id);
        else if (story) store::put_draft(db, c.tenant, of, {story->said, story->changed});
        return !of.erased;
    }));
    return http::see_other(is_left ? story_address(c) : std::string(published_address));
}

namespace {

std::optional<store::Key> key_in(const Context& c) {
    const auto month = whole_number(c.request.query.get("manad")), id = whole_number(c.request.query.get("efter"));
    return month && id ? std::optional(store::Key{*month, *id}) : std::nullopt;
}

/// "" on the last page.
std::string next_of(std::string_view address, const std::vector<views::PublishedStory>& page) {
    if (std::ssize(page) < stories_a_page) return {};
    const auto& last = page.back().story;
    return std::string(address) + "?manad=" + std::to_string(last.month.days) + "&efter=" + std::to_string(last.id.value);
}

std::string unit_name(db::Connection& db, const Context& c, UnitId id) {
    const auto unit = identity::find_unit(db, id);
    return unit ? unit->name(c.text.language()) : c.tenant.name;
}

}  // namespace

/// Those that this member of staff may take back, also where the case is disposed of.
Result<http::Response> show_own_published(Context& c) {
    return c.db.read([&](db::Connection& db) -> Result<http::Response> {
        std::vector<views::PublishedStory> all;
        for (auto& story : store::published_of(db, c.visitor.account, cases::may_decide.name, key_in(c), stories_a_page)) {
            const auto named = cases::named(db, c.visitor, story.id);
            auto unit = unit_name(db, c, story.unit);
            all.push_back({std::move(story), std::move(unit), named ? named->number : ""});
        }
        return views::own_published_page(c, all, next_of(published_address, all));
    });
}

Result<http::Response> show_published(Context& c) {
    return c.db.read([&](db::Connection& db) -> Result<http::Response> {
        std::vector<views::PublishedStory> all;
        for (auto& story : store::published(db, key_in(c), stories_a_page)) {
            auto unit = unit_name(db, c, story.unit);
            all.push_back({std::move(story), std::move(unit)});
        }
        return views::published_page(c, all, service_id(db), next_of("/sagt-och-gjort", all));
    });
}

}  // namespace feedback
