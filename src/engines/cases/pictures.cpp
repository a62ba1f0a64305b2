#include "engines/cases/pictures.h"

#include <stdexcept>

#include "engines/cases/find.h"
#include "foundation/crypto/crypto.h"
#include "foundation/json/json.h"

namespace cases {

static constexpr auto kept_for = std::chrono::hours(24 * 30);

void queue_pictures(db::Connection& db, CaseId id, const std::vector<forms::FileAnswer>& files) {
    for (const auto& file : files)
        if (file.type == drawn_type)
            ::jobs::enqueue(db, "cases.draw", json::to_text(json::object({{"case", id.value}, {"hash", file.hash}})), now(),
                            "draw:" + file.hash);
}

/// What opens the file stands sealed with its case; a job knows where to look for it and no more.
static std::optional<Document> document_to_draw(const Tenant& tenant, const json::Value& payload) {
    return tenant.db.read([&](db::Connection& db) -> std::optional<Document> {
        const auto of = find(db, tenant, CaseId{payload["case"].integer()});
        if (!of) return std::nullopt;
        for (auto& document : documents(db, tenant, *of))
            if (document.hash == payload["hash"].text()) return std::move(document);
        return std::nullopt;
    });
}

void draw_pictures(Tenant& tenant, const ::jobs::Job& job) {
    const auto payload = json::parse(job.payload);
    if (!payload) throw std::logic_error("a job that cannot be read");
    const auto document = document_to_draw(tenant, *payload);
    if (!document) return;
    const auto drawn = picture_of(tenant, *document, 1);
    if (!drawn && drawn.error().fault == Fault::unavailable) throw std::runtime_error("no picture of a document could be drawn");
}

std::optional<pdf::About> about_pages(const Tenant& tenant, const Document& document) {
    if (!tenant.previews || document.type != drawn_type) return std::nullopt;
    return tenant.previews->known(document.hash);
}

/// Follows from what opens the document, so that whoever cannot read it cannot see its pictures.
static crypto::Key key_of_pictures(const Tenant& tenant, const Document& document) {
    return *crypto::key_from(crypto::hmac_sha256(tenant.secret, "torg pictures " + document.hash + " " + document.digest));
}

Result<std::string> picture_of(const Tenant& tenant, const Document& document, int page) {
    if (!tenant.previews || document.type != drawn_type) return failure(Fault::not_found);
    auto content = TRY(tenant.files.open(document.hash, document.digest));
    return tenant.previews->page({document.hash, key_of_pictures(tenant, document), std::move(content)}, page);
}

void forget_pictures(const Tenant& tenant, const Document& document) {
    if (tenant.previews) tenant.previews->forget(document.hash);
}

void clear_pictures(const Tenant& tenant) {
    if (tenant.previews) tenant.previews->remove_older_than(kept_for);
}

}  // namespace cases
