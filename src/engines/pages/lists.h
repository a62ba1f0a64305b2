#pragma once
/// Parts that show many values: facts, tables, threads of events, lists of links.
#include <string>
#include <string_view>
#include <vector>

#include "engines/pages/components.h"

namespace pages {

struct Fact {
    std::string label;
    Html value;
    Html action{};       ///< "Ändra"
    std::string lang{};  ///< of the label, when it is not the page's
};
/// Label and value beside each other; with actions they become the review before sending.
Html facts(const std::vector<Fact>&);

enum class Sorted { no, ascending, descending };
struct Column {
    std::string title;
    bool is_number = false;      ///< to the right, with equally wide figures
    std::string sort_address{};  ///< a link that sorts by this column
    Sorted sorted = Sorted::no;
};
enum class Caption { shown, read_aloud };
/// The first cell of each row is its heading. Below 48em each row is a card.
Html table(std::string_view caption, const std::vector<Column>&, const std::vector<std::vector<Html>>& rows, Caption = Caption::read_aloud);

enum class Moment { plain, is_you, is_now, is_next };
struct TimelineItem {
    Moment moment = Moment::plain;
    std::string datetime{};  ///< "2026-04-20T19:04"; empty for what has no time yet
    std::string when;        ///< "20 april 19.04"
    std::string heading;
    Html body{};
    std::string words{};  ///< what somebody wrote, when the body shows it: for a copy without markup
};
/// What happened, newest first.
Html timeline(const std::vector<TimelineItem>&);

enum class Progress { done, current, ahead };
struct Stage {
    Progress progress = Progress::ahead;
    std::string words;
    std::string when{};  ///< "senast 12 maj"
};
/// Where a case stands, from left to right; two to six stages.
Html stages(const std::vector<Stage>&);

struct Step {
    Progress progress = Progress::ahead;
    std::string words;
    std::string href{};  ///< of steps that are done
    std::string lang{};  ///< of the words, when it is not the page's
};
/// The steps of an e-service, beside the question.
Html steps(const Texts&, const std::vector<Step>&);
/// The steps to the left and the question to the right, as in every e-service.
Html with_steps(const Html& the_steps, const Html& question);
/// Main content to the left and a narrower column to the right.
Html with_aside(const Html& content, const Html& aside);

struct Link {
    std::string href;
    std::string icon_name{};
    std::string words;
    std::string sub{};
    std::string lang{};  ///< of the words, when it is not the page's
};
enum class LinkColumns { one, several };
Html linklist(const std::vector<Link>&, LinkColumns = LinkColumns::one);

struct Todo {
    std::string heading;
    Html body{};
    std::string href;
    std::string action;  ///< "Svara"
    Button button = Button::primary;
};
/// "Att göra", with how many; nothing when there is nothing to do.
Html todo(const Texts&, const std::vector<Todo>&);

/// An empty address leaves its link out.
Html pagination(const Texts&, std::string_view previous, std::string_view next);

/// "Det här händer nu": numbered steps under a receipt.
Html what_happens_now(const Texts&, const std::vector<std::string>& steps);

struct Document {
    std::string href;
    std::string name;
    std::string about{};  ///< "pdf, 180 kB"
    std::string icon_name = "file-text";
};
Html documents(const std::vector<Document>&);

}  // namespace pages
