#pragma once
/// Whole pages: the three shells and the error pages.
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engines/pages/components.h"

namespace pages {

struct Page {
    std::string title;  ///< said first in the browser's title
    Html main;
    int status = 200;
    bool has_errors = false;  ///< the browser's title starts with "Fel:"
    std::string island{};     ///< scripts that improve the page: "map", "place", "desk", "form", "answering"; several with spaces between
    std::string wide{};       ///< a class of <main>, whose sections then bring their own width: "home", "survey"
};

/// Sets what the menus show, once, before the first request: the navigation of every area.
void use(const std::vector<Area>&);

/// With menu and footer: for finding, reading and comparing.
http::Response site(const Context&, const Page&);
/// Inside an e-service: no menu, a line of help below.
http::Response task(const Context&, const Page&);
/// For staff. `main` stands under the bar; a page with a side column brings its own <main id="innehall"> (see desk()).
http::Response app(const Context&, const Page&);

/// A staff page of two columns: a queue (may be empty) and the work. For `island = "desk"` it tells of the keys.
Html desk(const Texts&, const Html& queue, const Html& work);

/// What went wrong and what to do. `context` may be null: when no municipality answers to the host.
http::Response error_page(const Context* context, int status, std::string_view request_id);
/// The same in plain HTML, without anything that could fail again.
http::Response plain_error_page(int status, std::string_view request_id);
/// What a paused municipality answers, whatever was asked for.
http::Response paused_page(const Context&);

}  // namespace pages
