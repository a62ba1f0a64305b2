/// Files from programs, before the application that names them.
#include "areas/e_services/handlers.h"
#include "areas/e_services/repeatable.h"
#include "engines/drafts/uploads.h"
#include "engines/drafts/waiting.h"
#include "foundation/json/json.h"

namespace e_services {
namespace {

constexpr std::string_view file_field = "file";

Fault fault_of(const FieldError& error) {
    if (error.text_key == "error_file_large") return Fault::too_large;
    if (error.text_key == "error_file_not_scanned" || error.text_key == "error_file_not_kept") return Fault::unavailable;
    return Fault::invalid;
}

/// The file as the body itself or as the form's `file`, kept by the rules of uploads in forms.
Result<forms::FileAnswer> kept_file(Context& c) {
    auto& uploads = c.request.uploads;
    if (uploads.size() != 1) return invalid({{std::string(file_field), "error_api_one_file"}});
    auto& upload = uploads.front();
    if (upload.field.empty()) upload.field = file_field;
    if (upload.field != file_field) return invalid({{std::string(file_field), "error_api_one_file"}});
    const bool is_nameless = upload.filename.empty();
    if (is_nameless) upload.filename = c.text("api_file_name");
    auto read = drafts::uploads_of(c.request, file_field, c.tenant.files);
    if (read.errors.empty()) {
        auto& file = read.kept.front();
        if (is_nameless) file.name += drafts::ending_of(file.type);
        return std::move(file);
    }
    const auto& wrong = read.errors.front();
    const auto words = c.text.of("forms")(wrong.text_key, wrong.arguments.at(0), wrong.arguments.at(1), wrong.arguments.at(2));
    return tl::unexpected(Error{fault_of(wrong), {{std::string(file_field), words}}});
}

http::Response created(std::string answer) { return {.status = 201, .type = "application/json", .body = std::move(answer)}; }

}  // namespace

Result<http::Response> receive_file(Context& c) {
    const auto file = TRY(kept_file(c));
    const auto once = TRY(repeatable(c, "file\n" + file.name + "\n" + file.hash));
    return created(TRY(c.db.write([&](db::Connection& db) -> Result<std::string> {
        if (auto before = TRY(answer_before(db, c, once))) return *std::move(before);
        const auto waiting = TRY(drafts::keep_waiting(db, c.tenant, c.visitor, file));
        auto made = json::to_text(json::object({{"id", std::to_string(waiting.id.value)},
                                                {"name", file.name},
                                                {"size", file.size},
                                                {"type", file.type},
                                                {"expires_at", to_rfc3339(waiting.expires_at)}}));
        remember(db, c, once, made);
        return made;
    })));
}

}  // namespace e_services
