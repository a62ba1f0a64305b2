#pragma once
#include <string>
#include <vector>

#include "engines/area/area.h"
#include "engines/identity/accounts.h"
#include "engines/identity/sessions.h"

namespace sign_in::views {

http::Response choice(const Context&, const std::string& back);

struct Simulated {
    std::string state;
    std::string number{}, name{};
    std::vector<FieldError> errors{};
};
http::Response simulated(const Context&, const Simulated&);

/// `problem` is a text key, or empty.
struct Password {
    std::string back;
    std::string username{};
    std::string problem{};
    int status = 200;
};
http::Response password(const Context&, const Password&);

struct FirstPassword {
    std::string token;
    std::vector<FieldError> errors{};
};
http::Response first_password(const Context&, const identity::Account&, const FirstPassword&);

struct Code {
    std::string back;
    std::string problem{};
    int status = 200;
};
http::Response code(const Context&, const Code&);

http::Response sessions(const Context&, const std::vector<identity::Session>&);

/// At most one error: of `password` or `password_new`. Passwords are never shown again.
http::Response new_password(const Context&, const std::vector<FieldError>&);

struct SecondStep {
    bool in_use = false;
    std::string address{};  ///< otpauth address that waits to be confirmed; empty: nothing begun
    std::string problem{};
};
http::Response second_step(const Context&, const SecondStep&);
/// Shown once.
http::Response recovery_codes(const Context&, const std::vector<std::string>&);

}  // namespace sign_in::views
