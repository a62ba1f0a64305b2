#pragma once
/// HTML and CSS to PDF for letters and the archive, by WeasyPrint in a process of its own.
#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "foundation/base/enum_names.h"
#include "foundation/base/result.h"

namespace pdf {

/// The PDF/A parts at level B (ISO 19005), and tagged PDF for screen readers (ISO 14289-1). WeasyPrint 57 cannot be both at once.
enum class Variant { pdf_a_1b, pdf_a_2b, pdf_a_3b, pdf_a_4b, pdf_ua_1 };

/// What the HTML may point at: "logo.svg", "fonts/public-sans.woff2". Nothing else is fetched, neither from the network nor from
/// the disk. Static cuts of fonts only: variable ones become Type 3.
using Resources = std::map<std::string, std::string>;

struct Options {
    std::string python = "/usr/bin/python3";  ///< Debian's, which has WeasyPrint
    std::string script{};                     ///< instead of our worker.py, for tests
    std::chrono::milliseconds timeout{60'000};
    int documents_a_worker = 200;  ///< then a fresh one: Python does not give memory back
};

/// Keeps one warm worker, started at the first document (about a second). Safe from any thread; one document at a time.
class Printer {
public:
    explicit Printer(Options = {});
    ~Printer();
    Printer(const Printer&) = delete;
    Printer& operator=(const Printer&) = delete;

    /// `html` is a whole document. `language` as "sv". Says invalid (pdf_not_made) when WeasyPrint cannot make it, and
    /// unavailable when the worker is missing, crashes twice or takes too long: worth trying again later.
    Result<std::string> print(std::string_view html, const Resources&, std::string_view title, std::string_view language,
                              Variant = Variant::pdf_a_2b);

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace pdf

template <>
inline constexpr EnumNames<pdf::Variant, 5> names_of<pdf::Variant>{{{pdf::Variant::pdf_a_1b, "pdf/a-1b"},
                                                                    {pdf::Variant::pdf_a_2b, "pdf/a-2b"},
                                                                    {pdf::Variant::pdf_a_3b, "pdf/a-3b"},
                                                                    {pdf::Variant::pdf_a_4b, "pdf/a-4b"},
                                                                    {pdf::Variant::pdf_ua_1, "pdf/ua-1"}}};
