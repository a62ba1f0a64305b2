#pragma once
/// Areas on a fresh database, called without a socket:
///     TestSite site({fault_reports::area()}, GENERATE(from_range(db::kinds_under_test())));
///     site.post("/felanmalan", {{"what", "Lampan är trasig"}});
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engines/area/area.h"
#include "engines/audit/audit.h"
#include "engines/identity/people.h"

class TestSite {
public:
    using Typed = std::vector<std::pair<std::string, std::string>>;

    explicit TestSite(std::vector<Area>, db::Kind = db::Kind::sqlite);
    ~TestSite();

    http::Response get(std::string_view target);
    /// Adds the visitor's CSRF token.
    http::Response post(std::string_view path, Typed fields = {});
    http::Response post_json(std::string_view path, std::string_view json);
    struct File {
        std::string field;
        std::string filename;
        std::string content;
        std::string type = "application/octet-stream";
    };
    http::Response upload(std::string_view path, Typed fields, std::vector<File> files);
    /// Only the files and these headers: as a program sends them.
    http::Response send_files(std::string_view path, std::vector<File> files, Typed headers = {});
    /// As it is, with the cookies, and from the usual network address unless it has one.
    http::Response send(http::Request);
    /// Follows 303 by GET.
    http::Response follow(const http::Response&);

    /// An account with these permissions in the unit (the whole municipality when no slug is given), signed in from here on. The
    /// same username is the same account.
    AccountId sign_in_staff(std::string_view username, std::vector<Permission> permissions, std::string_view unit_slug = {});
    /// An account that is there already, with the roles it has.
    void sign_in_account(AccountId);
    void sign_in_resident(PersonId);
    /// A resident with a valid test number, signed in.
    PersonId sign_in_new_resident(std::string_view name);
    void sign_out();
    /// Calls from here on carry the bearer token instead of cookies.
    void use_token(std::string token);
    /// Adds the unit when it is missing, under the municipality.
    UnitId unit(std::string_view slug);

    std::optional<audit::Recorded> last_audit();
    /// What residents may send in a minute; before, and from this machine, there is no limit. From here on they come from another.
    void limit_writes(int a_minute);
    /// Runs what is queued and due until nothing is left.
    void run_jobs();
    db::Database& db();
    Tenant& tenant();
    /// Who the cookies stand for now.
    Visitor visitor();
    std::string csrf();
    /// The token in the session's cookie; "" without one.
    std::string session();
    /// The cookie as if it had been taken from elsewhere; no other.
    void use_session(std::string token);

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

/// True when the answer's body holds the words.
bool shows(const http::Response&, std::string_view words);
std::string_view header_of(const http::Response&, std::string_view name);
