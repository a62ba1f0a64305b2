#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "areas/table_builder/replay.h"
#include "engines/decision_tables/coverage.h"
#include "engines/decision_tables/versions.h"
#include "engines/identity/units.h"
#include "engines/pages/pages.h"
#include "engines/services/service.h"

namespace table_builder {

inline constexpr std::string_view list_address = "/beslutstabeller";
std::string table_address(DecisionTableId, std::string_view part = "");
std::string version_address(const decision_tables::Version&, std::string_view part = "");
/// Back to a page that says what was done.
http::Response and_say(const std::string& address, std::string_view said);

/// What the list and the page of a table say of one.
struct TableRow {
    decision_tables::Table table;
    std::shared_ptr<const services::Service> service;  ///< null when it is published no more
    std::string unit;
    std::optional<decision_tables::Version> holds{}, unfinished{};
};
struct ListScreen {
    std::vector<TableRow> tables{};
    std::vector<identity::Unit> units{};  ///< where the reader may write
    std::vector<std::shared_ptr<const services::Service>> services{};
    struct Typed {
        std::string service, unit, title_sv, title_en;
    } typed{};
    std::vector<FieldError> errors{};
};
struct Rights {
    bool may_write = false, may_approve = false;
};
struct TableScreen {
    TableRow row;
    std::vector<decision_tables::Version> versions{};
    Rights rights{};
    bool is_delegated = false;  ///< the delegation order lets decisions be made without a person
};
struct VersionScreen {
    TableRow row;
    decision_tables::Version version;
    Rights rights{};
    bool is_delegated = false;
    bool is_own = false;                               ///< the reader wrote or proposed it
    std::optional<decision_tables::Version> before{};  ///< what holds now
    std::optional<ShownReplay> replay{};
    // what was typed, when it is shown again
    std::string words{}, day{};
    std::vector<FieldError> errors{};
    std::string notice{};  ///< a text key of the engine, for what no field can mend
};

namespace views {

http::Response list_page(const Context&, const ListScreen&);
http::Response table_page(const Context&, const TableScreen&);
http::Response version_page(const Context&, const VersionScreen&);
http::Response replay_page(const Context&, const VersionScreen&);

/// What is needed of more than one page.
html::Html state_tag(const Context&, const decision_tables::Version&);
html::Html said(const Context&);
bool is_automatic(const decision_tables::Content&);
/// The table as it can be changed, with its tests (editor_views.cpp); and as it is read.
html::Html editor(const Context&, const VersionScreen&);
html::Html read_only(const Context&, const VersionScreen&);
html::Html coverage_section(const Context&, const VersionScreen&);

}  // namespace views
}  // namespace table_builder
