#pragma once
#include "engines/area/area.h"
#include "engines/identity/accounts.h"

namespace sign_in {

// resident_handlers.cpp
Result<http::Response> choose(Context&);
Result<http::Response> begin_e_identification(Context&);
Result<http::Response> simulated_e_identification(Context&);
Result<http::Response> finish_e_identification(Context&);
Result<http::Response> leave(Context&);

// staff_handlers.cpp
Result<http::Response> ask_password(Context&);
Result<http::Response> take_password(Context&);
Result<http::Response> ask_code(Context&);
Result<http::Response> take_code(Context&);
/// Who has proved to be the holder of the account is signed in, and the log knows.
http::Response let_in(Context&, const identity::Account&);

// invitation_handlers.cpp
Result<http::Response> ask_first_password(Context&);
Result<http::Response> take_first_password(Context&);

// own_handlers.cpp
Result<http::Response> own_sessions(Context&);
Result<http::Response> end_one_session(Context&);
Result<http::Response> end_other_sessions(Context&);
Result<http::Response> ask_new_password(Context&);
Result<http::Response> change_own_password(Context&);
Result<http::Response> second_step(Context&);
Result<http::Response> begin_second_step(Context&);
Result<http::Response> confirm_second_step(Context&);
Result<http::Response> remove_second_step(Context&);

}  // namespace sign_in
