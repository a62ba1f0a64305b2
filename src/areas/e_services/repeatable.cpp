#include "areas/e_services/repeatable.h"

#include "areas/e_services/store.h"
#include "foundation/base/unicode.h"
#include "foundation/crypto/crypto.h"

namespace e_services {

static constexpr std::size_t longest_key = 200;

Result<Repeatable> repeatable(const Context& c, std::string_view sent) {
    const auto key = c.request.header("idempotency-key");
    if (key.size() > longest_key || !is_utf8(key)) return failure(Fault::invalid, "error_api_key");
    return Repeatable{std::string(key), crypto::sha256_hex(sent)};
}

Result<std::optional<std::string>> answer_before(db::Connection& db, const Context& c, const Repeatable& request) {
    if (request.key.empty()) return std::optional<std::string>{};
    auto before = store::answered(db, c.tenant, c.visitor.account, request.key);
    if (!before) return std::optional<std::string>{};
    if (before->body_hash != request.hash) return failure(Fault::invalid, "error_api_key_reused");
    return std::optional(std::move(before->answer));
}

void remember(db::Connection& db, const Context& c, const Repeatable& request, const std::string& answer) {
    if (!request.key.empty()) store::remember_answer(db, c.tenant, c.visitor.account, request.key, {request.hash, answer});
}

}  // namespace e_services
