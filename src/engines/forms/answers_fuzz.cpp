#include <cstdint>
#include <cstdlib>

#include "engines/forms/fill.h"
#include "engines/forms/test_form.h"
#include "foundation/http/urlencoded.h"

/// Whatever a browser or a program sends as answers: no crash, and what is accepted is stored, read back and given out the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const forms::Form form = forms::testing::form();
    const std::string_view input(reinterpret_cast<const char*>(bytes), size);
    forms::Answers answers;
    if (auto decoded = http::decode_urlencoded(input)) {
        http::Request request;
        request.form = std::move(decoded->fields);
        for (const auto& page : form.pages) {
            const auto filled = forms::read_page(form, page, request, answers);
            forms::check_page(form, page, filled);
            answers = filled.answers;
        }
    }
    const auto stored = forms::answers_from_json(forms::to_json(answers));
    if (!stored || !(*stored == answers)) std::abort();
    forms::check_whole(form, answers);
    if (const auto sent = forms::from_plain_json(form, input)) {
        const auto again = forms::from_plain_json(form, forms::to_plain_json(form, *sent));
        if (!again) std::abort();
    }
    forms::answers_from_json(input);
    return 0;
}
