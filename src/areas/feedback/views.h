#pragma once
/// Values in, pages out.
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "areas/feedback/spoken.h"
#include "areas/feedback/store.h"
#include "areas/feedback/topics.h"
#include "engines/cases/find.h"
#include "engines/identity/units.h"
#include "engines/pages/pages.h"
#include "engines/personal_data/personal_data.h"

namespace feedback::views {

struct NewPage {
    SpokenForm form{};
    std::vector<FieldError> errors{};
    std::vector<identity::Unit> units{};
    std::string registered{};  ///< the number of what was just written down
};
http::Response new_page(const Context&, const NewPage&);

struct Listed {
    cases::Received of;
    std::string title, unit, state;
};
struct ListPage {
    std::vector<Listed> rows{};
    std::string about{};  ///< the topic or the unit that the list is of; "" for all
    bool only_open = false;
    std::string next{};   ///< address; "" on the last page
    std::string moved{};  ///< the number of what was just moved to another unit
};
http::Response list_page(const Context&, const ListPage&);

/// One comment, as those read it whom it is about.
struct Feedback {
    cases::Case of;
    std::string said{}, kind{}, unit{}, state{};
    std::vector<std::pair<std::string, std::string>> answers{};  ///< question and answer
    Reply reply{};
    std::string reply_to{};                                  ///< number or address
    std::vector<std::pair<std::string, std::string>> law{};  ///< of the service: where it stands, and what it asks for
    std::vector<cases::Message> messages{};
    std::optional<store::Story> story{};
    bool is_appeal = false, may_change = false;
    std::string appeal_case{};
    store::Link link{};
    std::vector<store::Provider> providers{};  ///< to choose among, and the one that is chosen
    std::vector<store::Goal> goals{};
    std::vector<identity::Unit> units{};  ///< to move it to
};
struct FinishForm {
    std::string change{}, what{}, tell{}, answer{}, appeal_case{};
    std::vector<FieldError> errors{};
    std::string notice{};                           ///< a text key
    std::optional<cases::Case> found{};             ///< the case that is appealed in, to be confirmed
    std::string to_unit{}, reason{};                ///< where it is moved, and why
    std::optional<identity::Unit> decided_there{};  ///< the unit of the case that is appealed in, when it is another's
};
http::Response feedback_page(const Context&, const Feedback&, const FinishForm&);

struct StoryForm {
    std::string said{}, changed{};
    std::vector<personal_data::Found> in_said{}, in_changed{};
    std::string looked_at{};  ///< says which words were looked at; "" when nothing is marked
    std::vector<FieldError> errors{};
};
http::Response story_page(const Context&, const Feedback&, const StoryForm&);

/// What a provider sees of a comment that is linked to it: not who said it.
struct OfProvider {
    std::string number, kind, said, state;
    Timestamp came{};
};
http::Response own_as_provider_page(const Context&, const std::vector<OfProvider>&);
http::Response as_provider_page(const Context&, const OfProvider&);

struct SettingsPage {
    std::vector<store::Provider> providers{};
    std::vector<store::Goal> goals{};
    std::vector<identity::Unit> units{};
    std::vector<std::pair<Kind, std::string>> days{};  ///< as they were typed
    std::string provider_name{}, provider_unit{}, goal_code{}, goal_name{}, goal_unit{};
    std::vector<FieldError> errors{};
};
http::Response settings_page(const Context&, const SettingsPage&);

http::Response topics_page(const Context&, const Overview&);

struct PublishedStory {
    store::Published story;
    std::string unit;
    std::string number{};  ///< for staff
};
/// `service`: where feedback is given; "" for nowhere.
http::Response published_page(const Context&, const std::vector<PublishedStory>&, const std::string& service, std::string_view next);
http::Response own_published_page(const Context&, const std::vector<PublishedStory>&, std::string_view next);

}  // namespace feedback::views
