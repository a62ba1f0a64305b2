#include "areas/knowledge_base/area.h"

#include "areas/knowledge_base/embedded.h"  // texts/, made by the build
#include "areas/knowledge_base/handlers.h"
#include "engines/knowledge/knowledge.h"

namespace knowledge_base {

static std::int64_t count_unanswered(db::Connection& db, const Visitor&) {
    constexpr int most_counted = 100;
    return std::ssize(knowledge::unanswered(db, most_counted));
}

Area area() {
    using knowledge::may_write;
    return {
        .name = "knowledge_base",
        .routes =
            {
                get("/fragor", everyone, show_questions),
                get("/fragor/{article}", everyone, show_question),
                post("/fragor/{article}", everyone, say_whether_right),
                get("/svarsbank", may_write, show_articles),
                post("/svarsbank/obesvarade", may_write, remove_unanswered),
                get("/svarsbank/nytt", may_write, show_new),
                post("/svarsbank/nytt", may_write, add_article),
                get("/svarsbank/svar/{article_id}", may_write, show_article),
                post("/svarsbank/svar/{article_id}", may_write, change_article),
            },
        .texts = embedded::texts(),
        .permissions = {{may_write, "permission_write"}},
        .navigation =
            {
                {NavigationEntry::Place::site_menu, "title", "/fragor"},
                {NavigationEntry::Place::site_footer, "title", "/fragor"},
                {NavigationEntry::Place::staff_bar, "staff_title", "/svarsbank", may_write, count_unanswered},
            },
    };
}

}  // namespace knowledge_base
