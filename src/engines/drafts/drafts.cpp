#include "engines/drafts/drafts.h"

#include <algorithm>

#include "engines/drafts/waiting.h"
#include "engines/in_hand/in_hand.h"
#include "engines/privacy/privacy.h"
#include "foundation/base/numbers.h"
#include "foundation/crypto/crypto.h"
#include "foundation/http/proxies.h"
#include "foundation/json/json.h"

namespace drafts {
namespace {

constexpr std::int64_t kept_for = 30 * microseconds_a_day, receipt_kept_for = microseconds_a_day;
constexpr int code_characters = 10;

struct Row {
    Draft draft;
    KeyId key;
    std::string sealed_answers, sealed_beside, sealed_receipt;
};

Row row_of(const db::Row& row) {
    Row read;
    auto& draft = read.draft;
    draft.id = row.as<DraftId>("id");
    draft.service = row.text("service");
    draft.version = static_cast<int>(row.integer("version"));
    draft.answers_version = static_cast<int>(row.integer("answers_version"));
    if (draft.answers_version == 0) draft.answers_version = draft.version;
    draft.case_id = row.integer("case_id");
    draft.person = row.maybe<PersonId>("person");
    draft.page = row.text("page");
    draft.updated_at = row.as<Timestamp>("updated_at");
    draft.expires_at = row.as<Timestamp>("expires_at");
    read.key = row.as<KeyId>("key");
    read.sealed_answers = row.text("sealed_answers");
    read.sealed_beside = row.text("sealed_beside");
    read.sealed_receipt = row.text("sealed_receipt");
    return read;
}

std::optional<Row> row(db::Connection& db, DraftId id) {
    return db.one(row_of, "SELECT * FROM drafts_draft WHERE id = ? AND expires_at > ?", id, now());
}

Draft opened(db::Connection& db, const Tenant& tenant, Row read) {
    const auto stored = privacy::unseal_text(db, tenant.secret, read.key, read.sealed_answers);
    if (auto answers = forms::answers_from_json(stored.value_or("{}"))) read.draft.answers = std::move(*answers);
    if (!read.sealed_beside.empty())
        if (const auto beside = privacy::unseal_text(db, tenant.secret, read.key, read.sealed_beside))
            read.draft.beside = beside_answers_from_json(*beside);
    return std::move(read.draft);
}

void put_files(db::Connection& db, DraftId id, const forms::Answers& answers, const std::optional<Scan>& scan) {
    db.execute("DELETE FROM drafts_file WHERE draft = ?", id);
    auto files = forms::files_in(answers);
    if (scan) files.push_back(scan->file);
    for (const auto& file : files)
        db.execute("INSERT INTO drafts_file(draft, hash) VALUES (?, ?) ON CONFLICT (draft, hash) DO NOTHING", id, file.hash);
}

std::string code_hash(const Tenant& tenant, std::string_view code) {
    std::string plain;
    for (const char c : code)
        if (c != '-' && c != ' ') plain += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return crypto::hex(crypto::hmac_sha256(tenant.secret, "draft-code:" + plain));
}

std::string seal_of_handle(const Tenant& tenant, DraftId id) {
    return crypto::base64url(crypto::hmac_sha256(tenant.secret, "draft:" + std::to_string(id.value)).substr(0, 18));
}

/// Every draft of the visitor, sent ones too, last changed first.
std::vector<Row> rows_of(db::Connection& db, const Visitor& visitor) {
    std::vector<Row> rows;
    if (visitor.is_resident())
        rows = db.all(row_of, "SELECT * FROM drafts_draft WHERE person = ? AND expires_at > ? ORDER BY updated_at DESC, id DESC LIMIT 50",
                      visitor.person, now());
    for (const auto id : in_hand::all(db, visitor, in_hand::Kind::draft))
        if (auto held = row(db, DraftId{id}); held && !held->draft.person) rows.push_back(std::move(*held));
    std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.draft.updated_at > b.draft.updated_at; });
    return rows;
}

}  // namespace

Draft begin(db::Connection& db, const Tenant& tenant, const Visitor& visitor, std::string_view service, int version,
            const forms::Answers& answers, std::int64_t case_id) {
    Draft draft;
    draft.id = DraftId{new_id()};
    draft.service = service;
    draft.version = draft.answers_version = version;
    draft.case_id = case_id;
    if (visitor.is_resident()) draft.person = visitor.person;
    draft.answers = answers;
    draft.updated_at = draft.beside.begun_at = draft.beside.passed_at = now();
    draft.expires_at = draft.updated_at + kept_for;
    const auto key = privacy::new_key(db, tenant.secret);
    db.execute(
        "INSERT INTO drafts_draft(id, service, version, case_id, person, key, sealed_answers, sealed_beside, updated_at, "
        "expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        draft.id, service, version, case_id, draft.person, key,
        db::Blob{privacy::seal_text(db, tenant.secret, key, forms::to_json(answers))},
        db::Blob{privacy::seal_text(db, tenant.secret, key, to_json(draft.beside))}, draft.updated_at, draft.expires_at);
    put_files(db, draft.id, answers, {});
    if (!draft.person) in_hand::add(db, visitor, in_hand::Kind::draft, draft.id.value);
    return draft;
}

void save(db::Connection& db, const Tenant& tenant, const Draft& draft) {
    const auto stored = row(db, draft.id);
    if (!stored || !stored->sealed_receipt.empty()) return;
    const auto sealed = [&](const std::string& words) { return privacy::seal_text(db, tenant.secret, stored->key, words); };
    db.execute(
        "UPDATE drafts_draft SET sealed_answers = ?, sealed_beside = ?, answers_version = ?, page = ?, person = ?, updated_at = ?, "
        "expires_at = ? WHERE id = ?",
        db::Blob{sealed(forms::to_json(draft.answers))}, db::Blob{sealed(to_json(draft.beside))}, draft.answers_version, draft.page,
        draft.person, now(), now() + kept_for, draft.id);
    put_files(db, draft.id, draft.answers, draft.beside.scan);
}

Result<Draft> find_for(db::Connection& db, const Tenant& tenant, const Visitor& visitor, DraftId id) {
    auto found = row(db, id);
    if (!found) return failure(Fault::not_found);
    if (found->draft.person) {
        if (!visitor.is_resident()) return failure(Fault::sign_in_needed);
        if (*found->draft.person != visitor.person) return failure(Fault::not_found);
    } else if (!in_hand::has(db, visitor, in_hand::Kind::draft, id.value)) {
        return failure(Fault::not_found);
    }
    return opened(db, tenant, std::move(*found));
}

std::vector<Draft> drafts_of(db::Connection& db, const Tenant& tenant, const Visitor& visitor) {
    std::vector<Draft> all;
    for (auto& held : rows_of(db, visitor))
        if (held.sealed_receipt.empty() && held.draft.case_id == 0) all.push_back(opened(db, tenant, std::move(held)));
    return all;
}

std::optional<Draft> newest(db::Connection& db, const Tenant& tenant, const Visitor& visitor, std::string_view service) {
    for (auto& held : rows_of(db, visitor))
        if (held.sealed_receipt.empty() && held.draft.case_id == 0 && held.draft.service == service)
            if (auto draft = opened(db, tenant, std::move(held)); draft.is_for_oneself()) return draft;
    return std::nullopt;
}

std::optional<Draft> of_case(db::Connection& db, const Tenant& tenant, const Visitor& visitor, std::int64_t case_id) {
    for (auto& held : rows_of(db, visitor))
        if (held.sealed_receipt.empty() && held.draft.case_id == case_id) return opened(db, tenant, std::move(held));
    return std::nullopt;
}

std::string handle(const Tenant& tenant, DraftId id) { return std::to_string(id.value) + "." + seal_of_handle(tenant, id); }

Result<Draft> take_by_handle(db::Connection& db, const Tenant& tenant, const Visitor& visitor, std::string_view handle) {
    const auto dot = std::min(handle.find('.'), handle.size());
    const DraftId id{whole_number(handle.substr(0, dot)).value_or(0)};
    if (dot == handle.size() || !crypto::equal_in_constant_time(handle.substr(dot + 1), seal_of_handle(tenant, id)))
        return failure(Fault::not_found);
    const auto found = row(db, id);
    if (found && !found->draft.person && !in_hand::has(db, visitor, in_hand::Kind::draft, id.value))
        in_hand::add(db, visitor, in_hand::Kind::draft, id.value);
    return find_for(db, tenant, visitor, id);
}

std::string give_code(db::Connection& db, const Tenant& tenant, DraftId id) {
    auto code = crypto::readable_code(code_characters);
    db.execute("UPDATE drafts_draft SET code_hash = ? WHERE id = ?", code_hash(tenant, code), id);
    return code;
}

Result<Draft> take_by_code(db::Connection& db, const Tenant& tenant, const Visitor& visitor, std::string_view code) {
    auto found =
        db.one(row_of, "SELECT * FROM drafts_draft WHERE code_hash = ? AND expires_at > ? AND person IS NULL AND sealed_receipt IS NULL",
               code_hash(tenant, code), now());
    if (!found) return failure(Fault::not_found);
    in_hand::add(db, visitor, in_hand::Kind::draft, found->draft.id.value);
    return opened(db, tenant, std::move(*found));
}

bool is_faster_than_people(const Draft& draft, std::string_view client_address) {
    static constexpr std::int64_t nobody_is_so_fast = 3 * microseconds_a_second;
    return !http::household_of(client_address).empty() && now().value - draft.beside.begun_at.value < nobody_is_so_fast;
}

std::optional<Sent> sent(db::Connection& db, const Tenant& tenant, DraftId id) {
    auto found = db.one(row_of, "SELECT * FROM drafts_draft WHERE id = ? AND expires_at > ?", id, now());
    if (!found || found->sealed_receipt.empty()) return std::nullopt;
    const auto receipt = json::parse(privacy::unseal_text(db, tenant.secret, found->key, found->sealed_receipt).value_or("{}"));
    if (!receipt) return std::nullopt;
    return Sent{(*receipt)["number"].text(), (*receipt)["code"].text()};
}

void mark_sent(db::Connection& db, const Tenant& tenant, DraftId id, const Sent& receipt) {
    const auto stored = row(db, id);
    if (!stored) throw std::logic_error("a draft that is gone cannot be sent");
    const auto told = json::to_text(json::object({{"number", receipt.number}, {"code", receipt.code}}));
    db.execute(
        "UPDATE drafts_draft SET sealed_answers = ?, sealed_beside = NULL, sealed_receipt = ?, code_hash = NULL, updated_at = ?, "
        "expires_at = ? WHERE id = ?",
        db::Blob{privacy::seal_text(db, tenant.secret, stored->key, "{}")},
        db::Blob{privacy::seal_text(db, tenant.secret, stored->key, told)}, now(), now() + receipt_kept_for, id);
    put_files(db, id, {}, {});
}

void remove(db::Connection& db, DraftId id) {
    const auto key = db.one([](const db::Row& row) { return row.as<KeyId>("key"); }, "SELECT key FROM drafts_draft WHERE id = ?", id);
    if (!key) return;
    privacy::destroy(db, *key);
    db.execute("DELETE FROM drafts_file WHERE draft = ?", id);
    db.execute("DELETE FROM drafts_draft WHERE id = ?", id);
}

std::int64_t remove_expired(db::Connection& db) {
    const auto ids = db.all([](const db::Row& row) { return row.as<DraftId>("id"); },
                            "SELECT id FROM drafts_draft WHERE expires_at <= ? ORDER BY id LIMIT 1000", now());
    for (const auto id : ids) remove(db, id);
    return static_cast<std::int64_t>(ids.size()) + remove_expired_waiting(db);
}

bool keeps_file(db::Connection& db, std::string_view hash) {
    return db.number(
               "SELECT (SELECT COUNT(*) FROM drafts_file WHERE hash = ?) + (SELECT COUNT(*) FROM drafts_waiting_file WHERE hash = ?) AS n",
               hash, hash) > 0;
}

}  // namespace drafts
