#pragma once
/// What a browser sends when somebody types these answers on a page.
#include <functional>

#include "engines/forms/answers.h"
#include "engines/testing/test_site.h"

struct TypedPage {
    TestSite::Typed fields{};
    std::vector<TestSite::File> files{};
};

/// `content_of` gives a file's bytes. Questions that are not asked with these answers are left out, as on the page.
TypedPage typed_page(const forms::Form&, const forms::Page&, const forms::Answers&,
                     const std::function<std::string(const forms::FileAnswer&)>& content_of);
