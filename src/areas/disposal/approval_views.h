#pragma once
/// What lists of every kind have in common: they wait, are approved by whoever has looked through them, and are carried out.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/pages/pages.h"

namespace disposal::views {

struct Standing {
    std::optional<Timestamp> approved_at{}, done_at{};
    std::string approved_by_name{};
    std::string approved_words{};  ///< while it is carried out
};
template <class List>
Standing standing_of(const List& list, std::string approved_words) {
    return {list.approved_at, list.done_at, list.approved_by_name, std::move(approved_words)};
}

html::Html state_of(const Texts&, const Standing&);
/// When it was approved and carried out, with what came of it.
void add_standing(const Texts&, const Standing&, std::string_view outcome, std::vector<pages::Fact>&);

/// The page of one list.
struct ListPage {
    std::string title, address;
    html::Html back{}, facts{}, table{};
    bool may_approve = false;
    std::string looked_through{}, approve_says{};
    std::string_view error{};  ///< a text key; "" when nothing is wrong
};
http::Response page_of_list(const Context&, const ListPage&);

}  // namespace disposal::views
