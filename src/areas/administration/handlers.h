#pragma once
#include "areas/administration/rights.h"
#include "engines/area/area.h"

namespace administration {

Result<http::Response> show_overview(Context&);

Result<http::Response> show_profile(Context&);
Result<http::Response> save_profile(Context&);
/// The colours of the municipality as a stylesheet, for everyone.
Result<http::Response> show_theme(Context&);

Result<http::Response> show_sending(Context&);
Result<http::Response> save_sending(Context&);
/// The words of one occasion in one language.
Result<http::Response> show_words(Context&);
Result<http::Response> save_words(Context&);
Result<http::Response> reset_words(Context&);

Result<http::Response> show_units(Context&);
Result<http::Response> add_unit(Context&);
Result<http::Response> show_unit(Context&);
Result<http::Response> change_unit(Context&);

Result<http::Response> show_accounts(Context&);
Result<http::Response> show_new_account(Context&);
Result<http::Response> add_account(Context&);
Result<http::Response> show_account(Context&);
Result<http::Response> change_account(Context&);
Result<http::Response> renew_password(Context&);
Result<http::Response> remove_second_step(Context&);
Result<http::Response> assign_role(Context&);
Result<http::Response> end_assignment(Context&);

Result<http::Response> show_roles(Context&);
Result<http::Response> show_new_role(Context&);
Result<http::Response> add_role(Context&);
Result<http::Response> show_role(Context&);
Result<http::Response> change_role(Context&);

Result<http::Response> show_delegation(Context&);
Result<http::Response> show_delegation_rule(Context&);
Result<http::Response> save_delegation_rule(Context&);
Result<http::Response> remove_delegation_rule(Context&);
Result<http::Response> show_substitutes(Context&);
Result<http::Response> add_substitute(Context&);
Result<http::Response> end_substitute(Context&);

Result<http::Response> show_definitions(Context&);
/// One that comes with the program, as a draft.
Result<http::Response> take_definition(Context&);
Result<http::Response> show_import(Context&);
Result<http::Response> import_definition(Context&);
Result<http::Response> show_definition(Context&);
Result<http::Response> download_definition(Context&);
Result<http::Response> publish_definition(Context&);
Result<http::Response> retire_service(Context&);

Result<http::Response> show_municipalities(Context&);
Result<http::Response> show_new_municipality(Context&);
Result<http::Response> add_municipality(Context&);
Result<http::Response> show_municipality(Context&);
Result<http::Response> change_hosts(Context&);
Result<http::Response> pause_municipality(Context&);
Result<http::Response> resume_municipality(Context&);
Result<http::Response> invite_again(Context&);

Result<http::Response> show_jobs(Context&);
Result<http::Response> retry_job(Context&);

Result<http::Response> show_audit_log(Context&);

/// How long the log is kept.
Result<http::Response> show_log_time(Context&);
Result<http::Response> save_log_time(Context&);

/// From how many an hour somebody is told.
Result<http::Response> show_watch(Context&);
Result<http::Response> save_watch(Context&);

/// The register of processing, GDPR art. 30.
Result<http::Response> show_activities(Context&);
Result<http::Response> activities_as_json(Context&);

Result<http::Response> show_own_tokens(Context&);
Result<http::Response> create_own_token(Context&);
Result<http::Response> revoke_own_token(Context&);
/// Of an account that is a program.
Result<http::Response> show_programs_tokens(Context&);
Result<http::Response> create_programs_token(Context&);
Result<http::Response> revoke_programs_token(Context&);

}  // namespace administration
