#pragma once
/// Forms and their fields: label, hint, error, control, in that order.
#include <string>
#include <string_view>
#include <vector>

#include "engines/pages/components.h"
#include "foundation/base/written_day.h"

namespace pages {

/// `id` is the control that the error belongs to: Field::name.
struct ShownError {
    std::string id;
    std::string message;
    std::string lang{};  ///< of the message, when it is not the page's
};
/// Stands first on the page and takes the focus; nothing when there are no errors.
Html error_summary(const Texts&, const std::vector<ShownError>&);

/// What is wrong with a form, in words: the area's own, or those of the first of these engines that has them.
class Errors {
public:
    Errors() = default;
    Errors(const Texts&, const std::vector<FieldError>&, std::initializer_list<std::string_view> engines = {});
    /// "" when nothing is wrong there.
    std::string at(std::string_view field) const;
    bool empty() const { return shown_.empty(); }
    const std::vector<ShownError>& shown() const { return shown_; }

private:
    std::vector<ShownError> shown_;
};
Html error_summary(const Texts&, const Errors&);

enum class Upload { none, files };
/// A form that posts, with the hidden field _csrf.
Html form(const Context&, std::string_view action, const Html& content, Upload = Upload::none);
/// The buttons at the end of a form.
Html form_foot(const Html& buttons, const Html& below = {});

struct Field {
    std::string name;  ///< also the control's id
    std::string label;
    std::string hint{};
    std::string value{};  ///< what was typed or chosen; a date as "year-month-day"
    std::string error{};
    std::string error_lang{};  ///< of the error, when it is not the page's
    bool optional = false;     ///< the label says so
    std::string autocomplete{};
    std::string inputmode{};
    std::string width{};   ///< "2", "4" or "10" characters; empty: the whole width
    std::string suffix{};  ///< unit after the control: "kr"
    std::string type = "text";
    std::string why{};      ///< answer to "Varför frågar vi?"; a paragraph a line
    int max_length = 0;     ///< characters, counted while typing; 0: no limit is shown
    bool heading = false;   ///< the label is the page's h1
    std::string lang{};     ///< that what is typed is to be in, when it is not the page's: "ar"
    std::string suggest{};  ///< address that answers with suggestions while typing; posted, since an answer may be about a person
};
struct Option {
    std::string value;
    std::string label;
    std::string hint{};
};
struct ShownFile {
    std::string name;
    std::string about{};         ///< "180 kB"
    std::string remove_value{};  ///< sent as <field name>-remove by the button beside the file; empty: no button
};

Html text_field(const Texts&, const Field&);
Html text_area(const Texts&, const Field&);
Html select(const Texts&, const Field&, const std::vector<Option>&);
Html radios(const Texts&, const Field&, const std::vector<Option>&);
Html checkboxes(const Texts&, const Field&, const std::vector<Option>&, const std::vector<std::string>& chosen);
/// One box that is ticked or not; sends value, or "1" when it has none.
Html checkbox(const Texts&, const Field&, bool is_checked);
/// Three inputs: name-day, name-month, name-year. See date_answer. For a day that someone tells of in an e-service.
Html date_field(const Texts&, const Field&);
/// One input for a day in a search or a setting, written as one likes: see written_day. The browser's own date input is never used: it is
/// another thing in each browser, and forgets what was typed when that is no day.
Html day_field(const Texts&, const Field&);
Html file_field(const Texts&, const Field&, const std::vector<ShownFile>& existing = {});
Html hidden(std::string_view name, std::string_view value);

/// What was typed in a date_field as one text, "2026-05-02", for Field::value and date_from_iso; empty when all three are.
std::string date_answer(const http::Fields&, std::string_view name);
/// The same of a day_field. What is no day stays as it was written, for the field and its error.
std::string day_answer(const http::Fields&, std::string_view name, YearMeant);

}  // namespace pages
