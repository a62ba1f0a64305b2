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

std::string story_address(const Context& c) { return "/personal/synpunkter/arende/" + std::string(c.request.part("comment")) + "/sagt"; }

KnownNames known_names(const Context& c, const cases::Case& of) {
    return c.db.read([&](db::Connection& db) {
        KnownNames known;
        for (const auto& party : cases::parties(db, c.tenant, of)) known.parties.push_back(party.name);
        const auto answers = forms::answers_from_json(of.answers).value_or(forms::Answers{});
        known.parties.push_back(answers.text("applicant_name"));
        add_harmless(known, c.tenant.name);
        for (const auto& unit : identity::units(db)) {
            add_harmless(known, unit.name_sv);
            add_harmless(known, unit.name_en);
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
    form.in_said = find_personal_data(form.said, known);
    form.in_changed = find_personal_data(form.changed, known);
    if (form.in_said.empty() && form.in_changed.empty()) return;
    form.looked_at = digest_of(form);
    if (c.request.field("intygar") == "1" && c.request.field("sett") == form.looked_at) return;
    form.errors.push_back({"intygar", "error_personal"});
}

Result<void> keep(const Context& c, const views::StoryForm& form, bool publishes) {
    return c.db.write([&](db::Connection& db) -> Result<void> {
        const auto of = TRY(comment_to_change(db, c));
        store::put_draft(db, c.tenant, of, {form.said, form.changed});
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
    const auto comment = TRY(open_comment(c));
    if (!comment.may_change) return failure(Fault::forbidden);
    views::StoryForm form;
    if (comment.story) {
        form.said = comment.story->said;
        form.changed = comment.story->changed;
    }
    return views::story_page(c, comment, form);
}

Result<http::Response> save_story(Context& c) {
    const auto comment = TRY(open_comment(c));
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
    TRY(c.db.write([&](db::Connection& db) -> Result<void> {
        const auto of = TRY(comment_to_change(db, c));
        const auto story = store::story(db, c.tenant, of);
        if (!story) return {};
        store::put_draft(db, c.tenant, of, {story->said, story->changed});
        audit::record(db, c.visitor,
                      {.event = "feedback.story_taken_back", .subject_kind = "case", .subject = of.id.value, .detail = of.number});
        return {};
    }));
    return http::see_other(story_address(c));
}

Result<http::Response> show_published(Context& c) {
    std::optional<store::Key> before;
    const auto month = whole_number(c.request.query.get("manad")), id = whole_number(c.request.query.get("efter"));
    if (month && id) before = {*month, *id};
    return c.db.read([&](db::Connection& db) -> Result<http::Response> {
        std::vector<views::PublishedStory> all;
        for (auto& story : store::published(db, before, stories_a_page)) {
            const auto unit = identity::find_unit(db, story.unit);
            all.push_back({std::move(story), unit ? unit->name(c.text.language()) : c.tenant.name});
        }
        std::string next;
        if (std::ssize(all) == stories_a_page)
            next = "/sagt-och-gjort?manad=" + std::to_string(all.back().story.month.days) +
                   "&efter=" + std::to_string(all.back().story.id.value);
        return views::published_page(c, all, next);
    });
}

}  // namespace feedback
