#include "engines/site/shared_pages.h"

#include <algorithm>
#include <optional>

#include "engines/site/headers.h"

namespace site {
namespace {

constexpr std::size_t most_pages = 512, longest_body = 512 * 1024;

bool may_be_shared(const http::Response& page) {
    return page.status == 200 && !page.file && !page.shared_body && page.body.size() <= longest_body && !has_header(page, "Set-Cookie");
}

std::vector<std::size_t> places_of(std::string_view token, std::string_view body) {
    std::vector<std::size_t> places;
    for (auto at = body.find(token); at != std::string_view::npos; at = body.find(token, at + token.size())) places.push_back(at);
    return places;
}

}  // namespace

std::string name_of_shared(const Context& c) {
    return c.tenant.slug + '\n' + c.request.host + '\n' + (c.request.secure ? "s" : "p") + std::string(to_code(c.visitor.language)) +
           std::to_string(static_cast<int>(c.visitor.appearance)) + c.request.target;
}

http::Response SharedPages::for_visitor(const std::string& name, Entry& entry, const Reader& reader) {
    auto page = entry.page;
    if (entry.tokens.empty()) return page;
    page.shared_body.reset();
    if (entry.page.shared_body->size() > http::smallest_compressed &&
        http::best_coding(reader.accept_encoding, http::Effort::kept) == http::Coding::brotli) {
        if (!entry.compressed) keep_compressed(name, entry, reader.form_token.size());
        page.body = entry.compressed->filled(reader.form_token);
        return page.with("Content-Encoding", "br");
    }
    page.body = *entry.page.shared_body;
    for (const auto place : entry.tokens) page.body.replace(place, reader.form_token.size(), reader.form_token);
    return page;
}

Result<http::Response> SharedPages::get(const std::string& name, std::uint64_t changes, const Reader& reader,
                                        const std::function<Result<http::Response>()>& make, std::chrono::steady_clock::time_point at) {
    std::optional<Entry> known;
    {
        const std::lock_guard lock(mutex_);
        const auto found = entries_.find(name);
        if (found != entries_.end() && found->second.changes == changes && at - found->second.made < longest_sharing) known = found->second;
    }
    if (known) return for_visitor(name, *known, reader);
    auto page = TRY(make());
    if (!may_be_shared(page)) return page;
    Entry made{.page = std::move(page), .changes = changes, .made = at};
    made.tokens = places_of(reader.form_token, made.page.body);
    for (const auto place : made.tokens)
        std::fill_n(made.page.body.begin() + static_cast<std::ptrdiff_t>(place), reader.form_token.size(), ' ');
    made.page.shared_body = std::make_shared<const std::string>(std::move(made.page.body));
    made.page.body.clear();
    keep(name, made);
    return for_visitor(name, made, reader);
}

void SharedPages::keep(const std::string& name, Entry& entry) {
    const std::lock_guard lock(mutex_);
    if (entries_.size() >= most_pages)
        std::erase_if(entries_, [&](const auto& known) { return entry.made - known.second.made > longest_sharing; });
    if (entries_.size() >= most_pages) return;
    auto& kept = entries_[name];
    // The same words again: what was compressed of them still serves (http::CompressedBodies).
    if (kept.page.shared_body && kept.tokens == entry.tokens && *kept.page.shared_body == *entry.page.shared_body) {
        entry.page.shared_body = kept.page.shared_body;
        entry.compressed = kept.compressed;
    }
    kept = entry;
}

void SharedPages::keep_compressed(const std::string& name, Entry& entry, std::size_t size_of_token) {
    entry.compressed = std::make_shared<const http::BrotliWithHoles>(*entry.page.shared_body, entry.tokens, size_of_token);
    const std::lock_guard lock(mutex_);
    const auto kept = entries_.find(name);
    if (kept != entries_.end() && kept->second.page.shared_body == entry.page.shared_body) kept->second.compressed = entry.compressed;
}

}  // namespace site
