#include "areas/administration/area.h"

#include "areas/administration/embedded.h"  // texts/, made by the build
#include "areas/administration/ending_tokens.h"
#include "areas/administration/handlers.h"
#include "areas/administration/watch.h"

namespace administration {
namespace {

using Place = NavigationEntry::Place;

/// The municipality-wide rights, checked in the route itself.
template <Handler handler>
Route read_page(std::string_view path) {
    return get(path, may_manage, at_the_top<may_manage, handler>);
}
template <Handler handler>
Route change(std::string_view path) {
    return post(path, may_manage, at_the_top<may_manage, handler>);
}
template <Handler handler>
Route read_services(std::string_view path) {
    return get(path, may_manage_services, at_the_top<may_manage_services, handler>);
}
template <Handler handler>
Route change_services(std::string_view path) {
    return post(path, may_manage_services, at_the_top<may_manage_services, handler>);
}

template <Handler handler>
Route read_installation(std::string_view path) {
    return get(path, installation::may_manage, over_installation<handler>);
}
template <Handler handler>
Route change_installation(std::string_view path) {
    return post(path, installation::may_manage, over_installation<handler>);
}

constexpr std::string_view activities_schema =
    R"({"type":"object","required":["municipality","activities"],"properties":{"municipality":{"type":"string"},"activities":{"type":"array","items":{"type":"object","required":["service","purpose","legal_ground","data_subjects","data_categories","recipients","retention"]}}}})";

std::vector<Route> routes() {
    return {
        get("/administration", signed_in_staff, show_overview),
        read_page<show_profile>("/administration/kommunen"),
        change<save_profile>("/administration/kommunen"),
        get("/tema/{file}", everyone, show_theme),

        read_page<show_sending>("/administration/utskick"),
        change<save_sending>("/administration/utskick"),
        read_page<show_words>("/administration/utskick/{occasion}/{language}"),
        change<save_words>("/administration/utskick/{occasion}/{language}"),
        change<reset_words>("/administration/utskick/{occasion}/{language}/aterstall"),

        read_page<show_units>("/administration/enheter"),
        change<add_unit>("/administration/enheter"),
        read_page<show_unit>("/administration/enheter/{unit}"),
        change<change_unit>("/administration/enheter/{unit}"),

        read_page<show_accounts>("/administration/anvandare"),
        read_page<show_new_account>("/administration/anvandare/ny"),
        change<add_account>("/administration/anvandare/ny"),
        read_page<show_account>("/administration/anvandare/{account}"),
        change<change_account>("/administration/anvandare/{account}"),
        change<renew_password>("/administration/anvandare/{account}/losenord"),
        change<remove_second_step>("/administration/anvandare/{account}/andra-steget"),
        change<assign_role>("/administration/anvandare/{account}/roller"),
        change<end_assignment>("/administration/anvandare/{account}/roller/ta-bort"),
        read_page<show_programs_tokens>("/administration/anvandare/{account}/api-nycklar"),
        change<create_programs_token>("/administration/anvandare/{account}/api-nycklar"),
        change<revoke_programs_token>("/administration/anvandare/{account}/api-nycklar/aterkalla"),

        read_page<show_roles>("/administration/roller"),
        read_page<show_new_role>("/administration/roller/ny"),
        change<add_role>("/administration/roller/ny"),
        read_page<show_role>("/administration/roller/roll/{role}"),
        change<change_role>("/administration/roller/roll/{role}"),

        read_page<show_delegation>("/administration/delegation"),
        read_page<show_delegation_rule>("/administration/delegation/rad"),
        change<save_delegation_rule>("/administration/delegation/rad"),
        change<remove_delegation_rule>("/administration/delegation/ta-bort"),
        read_page<show_substitutes>("/administration/ersattare"),
        change<add_substitute>("/administration/ersattare"),
        change<end_substitute>("/administration/ersattare/avsluta"),

        read_services<show_definitions>("/administration/e-tjanster"),
        change_services<take_definition>("/administration/e-tjanster/ta-over"),
        read_services<show_import>("/administration/e-tjanster/las-in"),
        change_services<import_definition>("/administration/e-tjanster/las-in"),
        read_services<show_definition>("/administration/e-tjanster/{service}/{version}"),
        read_services<download_definition>("/administration/e-tjanster/{service}/{version}/hamta"),
        change_services<publish_definition>("/administration/e-tjanster/{service}/{version}/publicera"),
        change_services<retire_service>("/administration/e-tjanster/{service}/{version}/avsluta"),

        read_installation<show_municipalities>("/administration/kommuner"),
        read_installation<show_new_municipality>("/administration/kommuner/ny"),
        change_installation<add_municipality>("/administration/kommuner/ny"),
        read_installation<show_municipality>("/administration/kommuner/kommun/{municipality}"),
        change_installation<change_hosts>("/administration/kommuner/kommun/{municipality}/vardnamn"),
        change_installation<pause_municipality>("/administration/kommuner/kommun/{municipality}/pausa"),
        change_installation<resume_municipality>("/administration/kommuner/kommun/{municipality}/oppna"),
        change_installation<invite_again>("/administration/kommuner/kommun/{municipality}/lank"),

        read_page<show_jobs>("/administration/jobb"),
        change<retry_job>("/administration/jobb/{job}/forsok-igen"),
        read_page<show_audit_log>("/administration/logg"),
        read_page<show_watch>("/administration/bevakning"),
        change<save_watch>("/administration/bevakning"),
        read_page<show_log_time>("/administration/loggens-tid"),
        change<save_log_time>("/administration/loggens-tid"),
        read_page<show_activities>("/administration/behandlingar"),
        get("/api/v1/processing-activities", may_manage, at_the_top<may_manage, activities_as_json>,
            {.summary = "The register of processing (GDPR art. 30)", .response_schema = activities_schema}),
        read_page<show_own_tokens>("/administration/api-nycklar"),
        change<create_own_token>("/administration/api-nycklar"),
        change<revoke_own_token>("/administration/api-nycklar/aterkalla"),
    };
}

std::vector<NavigationEntry> navigation() {
    return {
        {Place::staff_bar, "title", "/administration", may_manage},
        {Place::administration, "profile", "/administration/kommunen", may_manage},
        {Place::administration, "sending", "/administration/utskick", may_manage},
        {Place::administration, "units", "/administration/enheter", may_manage},
        {Place::administration, "accounts", "/administration/anvandare", may_manage},
        {Place::administration, "roles", "/administration/roller", may_manage},
        {Place::administration, "delegation", "/administration/delegation", may_manage},
        {Place::administration, "substitutes", "/administration/ersattare", may_manage},
        {Place::administration, "definitions", "/administration/e-tjanster", may_manage_services},
        {Place::administration, "municipalities", "/administration/kommuner", installation::may_manage},
        {Place::administration, "jobs", "/administration/jobb", may_manage},
        {Place::administration, "activities", "/administration/behandlingar", may_manage},
        {Place::administration, "watch", "/administration/bevakning", may_manage},
        {Place::administration, "audit_log", "/administration/logg", may_manage},
        {Place::administration, "log_time", "/administration/loggens-tid", may_manage},
        {Place::administration, "tokens", "/administration/api-nycklar", may_manage},
    };
}

std::vector<AreaJob> all_jobs() {
    auto all = watch_jobs();
    for (const auto& one : ending_token_jobs()) all.push_back(one);
    return all;
}

}  // namespace

Area area() {
    return {
        .name = "administration",
        .routes = routes(),
        .texts = embedded::texts(),
        .permissions = {{may_manage, "permission_manage"},
                        {may_manage_services, "permission_services"},
                        {installation::may_manage, "permission_installation", Reach::installation}},
        .navigation = navigation(),
        .jobs = all_jobs(),
    };
}

}  // namespace administration
