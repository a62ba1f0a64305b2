#pragma once
/// What became of a form that was imported, line by line.
#include <set>
#include <string>
#include <vector>

#include "foundation/texts/texts.h"

namespace form_import {

enum class Weight {
    note,  ///< kept, in another way; or nothing that an answer depends on
    loss,  ///< something of it is gone
};

struct Remark {
    std::string place;   ///< in the foreign form: "pages/your-plan/kRxOHF"
    std::string was;     ///< "WebsiteField"
    std::string became;  ///< "text website"; may be empty
    Weight weight = Weight::note;
    std::string text_key;
    std::vector<std::string> arguments{};
};

struct Renamed {
    std::string from, to;
};

struct Report {
    std::string format;  ///< "XGov form builder"
    int components = 0;
    int conditions = 0, evaluating = 0;
    int copied_texts = 0;  ///< in one language only: the other is a copy
    std::vector<Renamed> renamed{};
    std::vector<Remark> remarks{};
    std::vector<std::string> to_fill_in{};  ///< keys of the definition
    std::set<std::string> components_with_loss{};

    int without_loss() const { return components - static_cast<int>(components_with_loss.size()); }
    /// Of a component: it counts as one with loss.
    void lost(std::string place, std::string was, std::string became, std::string text_key, std::vector<std::string> arguments = {});
    void note(std::string place, std::string was, std::string became, std::string text_key, std::vector<std::string> arguments = {});
    /// Of the form, a rule or a page.
    void form_lost(std::string place, std::string was, std::string text_key, std::vector<std::string> arguments = {});
};

/// For people: the counts first, then what was lost, what to look at, what to fill in, and the names.
std::vector<std::string> lines(const Texts&, const Report&);

}  // namespace form_import
