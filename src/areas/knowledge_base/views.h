#pragma once
/// Values in, pages out.
#include "areas/knowledge_base/article_form.h"
#include "engines/pages/pages.h"
#include "engines/services/service.h"

namespace knowledge_base::views {

/// With `searched` empty they stand by subject; otherwise in the order they were found.
http::Response questions_page(const Context&, const std::vector<knowledge::Article>&, std::string_view searched);
/// `service` may be null.
enum class Thanks { not_yet, said };
http::Response question_page(const Context&, const knowledge::Article&, const services::Service* service, Thanks);

struct ArticleRow {
    knowledge::Article article;
    std::string unit;
    knowledge::Votes votes;
};
http::Response articles_page(const Context&, const std::vector<ArticleRow>&, const std::vector<knowledge::Unanswered>&, Date today);

struct EditScreen {
    ArticleForm form;
    const std::vector<identity::Unit>& units;
    std::vector<std::shared_ptr<const services::Service>> services;
    std::vector<knowledge::Article> versions{};  ///< none of a new one
    std::vector<FieldError> errors{};
};
http::Response edit_page(const Context&, const EditScreen&);

}  // namespace knowledge_base::views
