#pragma once
/// Only for the .cpp files of this folder.
#include <locale.h>

#include <stdexcept>

namespace zip {

// libarchive turns names into the file's encoding by the locale of the thread: UTF-8 here, whatever the machine says.
class Utf8Locale {
public:
    Utf8Locale() : utf8_(::newlocale(LC_CTYPE_MASK, "C.UTF-8", locale_t{})), before_(::uselocale(utf8_)) {
        if (utf8_ == locale_t{}) throw std::runtime_error("the machine has no locale C.UTF-8");
    }
    ~Utf8Locale() {
        ::uselocale(before_);
        ::freelocale(utf8_);
    }
    Utf8Locale(const Utf8Locale&) = delete;
    Utf8Locale& operator=(const Utf8Locale&) = delete;

private:
    locale_t utf8_;
    locale_t before_;
};

}  // namespace zip
