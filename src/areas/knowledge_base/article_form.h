#pragma once
/// What an editor types, and what it must be.
#include <vector>

#include "engines/identity/units.h"
#include "engines/knowledge/knowledge.h"

namespace knowledge_base {

struct ArticleForm {
    std::string unit{}, subject{}, audience = "everybody", valid_to{};
    std::string title_sv{}, title_en{}, body_sv{}, body_en{}, for_staff{}, keywords{}, service{};
    std::string seen_version{};
};
ArticleForm form_of(const knowledge::Article&);
ArticleForm typed_form(const http::Request&);

struct CheckedArticle {
    knowledge::Placing placing;
    knowledge::Text text;
};
/// `units` are those where the editor may write, `services` the ids of those that can be begun.
Result<CheckedArticle> checked(const ArticleForm&, const std::vector<identity::Unit>& units, const std::vector<std::string>& services);

}  // namespace knowledge_base
