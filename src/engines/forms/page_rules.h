#pragma once
/// A page's rules for the browser (ui/rules/page_rules.ts): what its own questions need to be shown, demanded and calculated at once.
#include <optional>
#include <set>
#include <vector>

#include "engines/forms/answers.h"
#include "engines/forms/dependencies.h"
#include "foundation/json/json.h"

namespace forms {

/// What does not depend on the page's answers is sent as what it is worth now, never as a rule with its answers: of a sensitive answer on
/// another page only whether a rule holds. Where that is not enough, and where the browser cannot read an answer (places on the map),
/// the rule is not sent, and the server decides when the page is posted.
class PageRules {
public:
    /// All of them outlive it: nothing made on the spot.
    PageRules(const Form&, const Page&, const Answers&, const Scope&);

    /// Whether a rule of the page, inside `group` or outside groups (null), may change its value with the page's answers.
    bool follows_page(const Rule&, const Field* group) const;
    /// {"today":20000,"questions":[…]}, each question after those that it needs; none when no rule follows the page.
    json::Value as_json() const;

private:
    using Written = std::optional<json::Value>;  ///< nothing: the server decides
    /// Where names are looked up: in the group that any(children.age < 3) asks, then in the one where the rule stands, then in the form.
    struct Around {
        const Field* group = nullptr;
        const Field* asked = nullptr;
    };
    struct Told {
        int place;
        json::Value question;
    };

    const FieldPlace& place(int number) const { return index_.places()[static_cast<std::size_t>(number)]; }
    bool is_here(int number) const { return place(number).page == &page_; }
    std::vector<int> inside(int group) const;
    bool follows_page(const Expression&, Around) const;
    bool names_private(const Expression&, Around) const;
    bool has_its_items_here(const Expression&) const;
    int find(std::string_view name, Around) const;
    Around around_parts(const Expression&, Around) const;
    template <class Is>
    bool any_name(const Expression&, Around, const Is&) const;

    void find_what_follows(int place);
    void find_what_is_private(int place);
    /// Tells of a question and what stands in it, or notes that it is not told.
    void tell(int place);
    std::optional<Told> told(int place) const;

    Written written(const Rule&, Around) const;
    Written written_show(int place) const;
    Written held(int place) const;
    void add_required(Told&) const;
    bool decides_something(const Told&) const;

    const Page& page_;
    const Answers& answers_;
    const Scope& scope_;
    FieldIndex index_;
    std::set<int> following_{};              ///< may be worth something else when the page is answered
    std::set<int> private_{};                ///< stand elsewhere and are not to be told
    std::set<int> unread_{};                 ///< the browser does not know what they are worth
    std::vector<std::vector<Told>> told_{};  ///< each question with those inside it
};

}  // namespace forms
