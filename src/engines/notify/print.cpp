#include "engines/notify/print.h"

#include <stdexcept>

#include "engines/letters/letter.h"
#include "engines/letters/sender.h"
#include "engines/notify/settings.h"
#include "engines/notify/store.h"
#include "foundation/base/unicode.h"
#include "foundation/pdf/join.h"
#include "foundation/texts/paper_language.h"

namespace notify {
namespace {

constexpr int most_bundles = 20;

/// Text is not Markdown: what a name or a reason holds must not become a heading or a link.
std::string as_markdown(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (std::string_view("\\`*_{}[]<>()#+-!|&").find(c) != std::string_view::npos) out += '\\';
        if (c == '\n') out += "  ";
        out += c;
    }
    return out;
}

letters::Letter letter_for(const Tenant& tenant, const Message& message) {
    const auto& content = message.content;
    letters::Letter letter;
    letter.language = language_on_paper(content.language);
    letter.from = letters::sender_of(tenant);
    letter.to.push_back(content.name);
    for (const auto line : split(content.address, '\n')) letter.to.emplace_back(trimmed(line));
    letter.number = message.about.number;
    letter.date = swedish_date(message.created_at);
    letter.heading = content.subject;
    letter.body = as_markdown(content.text);
    return letter;
}

}  // namespace

std::int64_t letters_waiting(db::Connection& db, AccountId account, const LetterRights& rights) {
    return store::letters_waiting(db, account, rights);
}

Result<BundleId> take_letters(db::Connection& db, AccountId account, const LetterRights& rights) {
    const BundleId bundle{new_id()};
    if (store::take_letters(db, account, rights, bundle, settings(db).prices.letter, most_letters) == 0) return failure(Fault::conflict);
    return bundle;
}

std::vector<Message> letters_of(db::Connection& db, const Tenant& tenant, AccountId account, const LetterRights& rights, BundleId bundle) {
    return store::letters_of(db, tenant, account, rights, bundle);
}

std::vector<Bundle> newest_bundles(db::Connection& db, AccountId account, const LetterRights& rights) {
    return store::bundles(db, account, rights, most_bundles);
}

Result<std::string> bundle_pdf(const Tenant& tenant, const std::vector<Message>& messages) {
    if (!tenant.print_letter) return failure(Fault::unavailable);
    std::vector<std::string> parts;
    for (const auto& message : messages) {
        if (message.content.address.empty()) continue;
        parts.push_back(TRY(tenant.print_letter(letter_for(tenant, message))));
        const auto& enclosed = message.content.enclosed;
        if (enclosed.hash.empty()) continue;
        auto document = tenant.files.read(enclosed.hash, enclosed.digest);
        if (!document) throw std::runtime_error("the document of a letter is gone");
        parts.push_back(std::move(*document));
    }
    if (parts.empty()) return failure(Fault::not_found);
    return pdf::join(parts);
}

}  // namespace notify
