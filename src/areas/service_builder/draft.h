#pragma once
/// A definition that somebody works on. Values only.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/identity/visitor.h"
#include "engines/services/difference.h"
#include "engines/services/usage.h"
#include "foundation/base/enum_names.h"
#include "foundation/base/id.h"
#include "foundation/base/time.h"
#include "foundation/texts/texts.h"

using ServiceDraftId = Id<struct ServiceDraftTag>;

namespace service_builder {

enum class DraftState {
    open,       ///< can be changed
    proposed,   ///< waits for the one who publishes
    approved,   ///< is published when its day comes
    published,  ///< done
    discarded,
};

struct Draft {
    ServiceDraftId id{};
    std::string service;
    std::string title_sv, title_en;
    int base_version = 0;  ///< the published version it began from; 0: a new service
    DraftState state = DraftState::open;
    int revision = 0;           ///< the one that is shown
    std::string words{};        ///< of whoever proposed it, or sent it back
    std::string proposed_by{};  ///< name
    AccountId proposer{};
    int version = 0;  ///< it was published as
    std::optional<Timestamp> publish_at{};
    Timestamp changed_at{};

    const std::string& title(Language language) const {
        const auto& words_in = language == Language::en ? title_en : title_sv;
        return words_in.empty() ? service : words_in;
    }
};

/// What a save did, for the history.
enum class What { begun, saved, added, removed, moved, written, merged };

struct Revision {
    int number = 0;
    int came_from = 0;  ///< undo goes there
    What what{};
    std::string part{};
    std::string author_name{};
    Timestamp saved_at{};
    int base_version = 0;  ///< the published version it was merged with last
};

/// A draft with its definition as it is now.
struct Opened {
    Draft draft;
    yaml::Node document;
    services::Usage usage{};  ///< of the version it began from
};

/// The first text of a new service: what every definition has, with the municipality's words still missing.
std::string empty_definition(std::string_view id);

/// What a part is called by those who work with it: its label, title or text, else its id.
std::string name_of(const yaml::Node& part, Language);
/// One of two languages; the only text there is when both are the same.
std::string words_in(const yaml::Node& words, Language);

}  // namespace service_builder

template <>
inline constexpr EnumNames<service_builder::DraftState, 5> names_of<service_builder::DraftState> = {{
    {service_builder::DraftState::open, "open"},
    {service_builder::DraftState::proposed, "proposed"},
    {service_builder::DraftState::approved, "approved"},
    {service_builder::DraftState::published, "published"},
    {service_builder::DraftState::discarded, "discarded"},
}};
template <>
inline constexpr EnumNames<service_builder::What, 7> names_of<service_builder::What> = {{
    {service_builder::What::begun, "begun"},
    {service_builder::What::saved, "saved"},
    {service_builder::What::added, "added"},
    {service_builder::What::removed, "removed"},
    {service_builder::What::moved, "moved"},
    {service_builder::What::written, "written"},
    {service_builder::What::merged, "merged"},
}};
