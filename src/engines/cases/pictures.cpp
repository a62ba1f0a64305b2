#include "engines/cases/pictures.h"

#include <stdexcept>

namespace cases {

static constexpr auto kept_for = std::chrono::hours(24 * 30);

void queue_pictures(db::Connection& db, const std::vector<forms::FileAnswer>& files) {
    for (const auto& file : files)
        if (file.type == drawn_type)
            ::jobs::enqueue(db, "cases.draw", json::to_text(json::object({{"hash", file.hash}})), now(), "draw:" + file.hash);
}

void draw_pictures(Tenant& tenant, const ::jobs::Job& job) {
    const auto payload = json::parse(job.payload);
    if (!payload) throw std::logic_error("a job that cannot be read");
    const auto& hash = (*payload)["hash"].text();
    if (!tenant.previews || !tenant.files.bring(hash)) return;
    const auto drawn = tenant.previews->page(hash, tenant.files.path_of(hash), 1);
    if (!drawn && drawn.error().fault == Fault::unavailable) throw std::runtime_error("no picture of a document could be drawn");
}

std::optional<pdf::About> about_pages(const Tenant& tenant, const Document& document) {
    if (!tenant.previews || document.type != drawn_type) return std::nullopt;
    return tenant.previews->known(document.hash);
}

Result<std::filesystem::path> picture_of(const Tenant& tenant, const Document& document, int page) {
    if (!tenant.previews || document.type != drawn_type || !tenant.files.bring(document.hash)) return failure(Fault::not_found);
    return tenant.previews->page(document.hash, tenant.files.path_of(document.hash), page);
}

void forget_pictures(const Tenant& tenant, const Document& document) {
    if (tenant.previews) tenant.previews->forget(document.hash);
}

void clear_pictures(const Tenant& tenant) {
    if (tenant.previews) tenant.previews->remove_older_than(kept_for);
}

}  // namespace cases
