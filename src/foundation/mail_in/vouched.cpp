#include "foundation/mail_in/vouched.h"

#include <algorithm>
#include <optional>

#include "foundation/base/unicode.h"

namespace mail_in {
namespace {

constexpr std::size_t longest = 20'000;  // bytes of one stamp

/// Words, and the signs that stand alone; comments, which may stand anywhere and hold comments, are left out (RFC 5322 3.2.2).
struct Token {
    std::string text{};
    char sign = 0;  ///< ';' or '=' or '/'; 0 for a word
};

class Reader {
public:
    explicit Reader(std::string_view text) : text_(text) {}

    /// Nothing when a comment or a quotation has no end or no beginning, or when an address is cut in two by one: then nothing in it is to
    /// be believed.
    std::optional<std::vector<Token>> tokens() {
        std::vector<Token> all;
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (spaces.find(c) != spaces.npos) ++at_;
            else if (c == '(') {
                if (!pass_comment()) return std::nullopt;
            } else if (!all.empty() && all.back().sign == '=' && c != ';') {
                auto said = value();
                if (!said) return std::nullopt;
                all.push_back({.text = lower(*said)});
            } else if (c == ';' || c == '=' || c == '/') {
                all.push_back({.sign = c});
                ++at_;
            } else if (c == '@') {
                return std::nullopt;
            } else {
                auto word = c == '"' ? quoted() : bare();
                if (!word) return std::nullopt;
                all.push_back({.text = lower(*word)});
            }
        }
        return all;
    }

private:
    bool pass_comment() {
        int depth = 0;
        for (; at_ < text_.size(); ++at_) {
            if (text_[at_] == '\\') ++at_;
            else if (text_[at_] == '(') ++depth;
            else if (text_[at_] == ')' && --depth == 0) {
                ++at_;
                return true;
            }
        }
        return false;
    }
    std::optional<std::string> quoted() {
        std::string word;
        for (++at_; at_ < text_.size(); ++at_) {
            if (text_[at_] == '"') {
                ++at_;
                return word;
            }
            if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
            word += text_[at_];
        }
        return std::nullopt;
    }
    /// Nothing where no word begins: a bracket that ends what never began.
    std::optional<std::string> bare(std::string_view ends = " \t\r\n();=\"/") {
        const auto from = at_;
        while (at_ < text_.size() && ends.find(text_[at_]) == ends.npos) ++at_;
        if (at_ == from) return std::nullopt;
        return std::string(text_.substr(from, at_ - from));
    }
    /// What stands after "=" is one value up to a space: the name before an @ may hold "=", "/" and quotations (RFC 5322 3.4.1). A
    /// quotation that is only part of it keeps its marks.
    std::optional<std::string> value() {
        std::string all;
        int pieces = 0;
        while (!is_after_value()) {
            const bool is_quoted = text_[at_] == '"';
            const auto piece = is_quoted ? quoted() : bare(" \t\r\n();\"");
            if (!piece) return std::nullopt;
            const bool is_whole = ++pieces == 1 && is_after_value();
            all += is_quoted && !is_whole ? '"' + *piece + '"' : *piece;
        }
        return all;
    }

    bool is_after_value() const {
        return at_ >= text_.size() || text_[at_] == ';' || text_[at_] == '(' || spaces.find(text_[at_]) != spaces.npos;
    }

    static constexpr std::string_view spaces = " \t\r\n";
    std::string_view text_;
    std::size_t at_ = 0;
};

/// "dmarc=pass header.from=a.example": a method, what came of it, and what it was about.
struct Result {
    std::string method{}, value{};
    std::vector<std::pair<std::string, std::string>> about{};

    std::string of(std::string_view property) const {
        for (const auto& [name, said] : about)
            if (name == property) return said;
        return {};
    }
    bool is_said_once(std::string_view property) const {
        return std::ranges::count(about, property, [](const auto& one) -> std::string_view { return one.first; }) == 1;
    }
};

struct Stamp {
    std::string server{};  ///< "" when it names none
    std::vector<Result> results{};
};

/// One part between semicolons.
Result result_of(const std::vector<Token>& part) {
    Result result;
    for (std::size_t i = 0; i + 2 < part.size(); ++i) {
        if (part[i].sign != 0) continue;
        // "dmarc/1=pass": a method may have a version.
        const bool has_version = result.method.empty() && part[i + 1].sign == '/' && i + 4 < part.size();
        const auto equals = has_version ? i + 3 : i + 1;
        if (part[equals].sign != '=' || part[equals + 1].sign != 0) continue;
        if (result.method.empty()) {
            result.method = part[i].text;
            result.value = part[equals + 1].text;
        } else {
            result.about.emplace_back(part[i].text, part[equals + 1].text);
        }
        i = equals + 1;
    }
    return result;
}

std::optional<Stamp> stamp_in(std::string_view text) {
    if (text.size() > longest) return std::nullopt;
    const auto tokens = Reader(text).tokens();
    if (!tokens) return std::nullopt;
    std::vector<std::vector<Token>> parts(1);
    for (const auto& token : *tokens)
        if (token.sign == ';') parts.emplace_back();
        else parts.back().push_back(token);
    Stamp stamp;
    // The name of the server comes first, perhaps with a version; a stamp without one begins with a result.
    auto first = parts.begin();
    const bool has_name =
        !first->empty() && first->front().sign == 0 && std::ranges::none_of(*first, [](const Token& one) { return one.sign == '='; });
    if (has_name) {
        stamp.server = first->front().text;
        ++first;
    }
    for (; first != parts.end(); ++first)
        if (!first->empty()) stamp.results.push_back(result_of(*first));
    return stamp;
}

std::string domain_of(std::string_view address) {
    const auto at = address.rfind('@');
    return lower(at == address.npos ? address : address.substr(at + 1));
}

bool is_pass_for(const Result& result, const std::string& domain) {
    if (result.value != "pass") return false;
    const auto is_for = [&](std::string_view property) {
        const auto said = result.of(property);
        return result.is_said_once(property) && said.find('"') == said.npos && domain_of(said) == domain;
    };
    if (result.method == "dmarc") return is_for("header.from");
    if (result.method == "dkim") return is_for("header.d") || (result.of("header.d").empty() && is_for("header.i"));
    if (result.method == "spf") return is_for("smtp.mailfrom");
    return false;
}

}  // namespace

bool is_vouched_for(const std::vector<std::string>& results, std::string_view own_server, std::string_view from_address) {
    const auto at = from_address.rfind('@');
    if (own_server.empty() || at == from_address.npos || at + 1 == from_address.size()) return false;
    const auto domain = domain_of(from_address);
    const auto own = own_server == no_name ? std::string() : lower(own_server);
    for (const auto& text : results) {
        const auto stamp = stamp_in(text);
        // It may be the own server's: then one below it is not.
        if (!stamp) return false;
        if (stamp->server != own) {
            if (own.empty()) return false;
            continue;
        }
        // What DMARC refuses, no other method makes good: its domain asks that such letters be not believed.
        for (const auto& one : stamp->results)
            if (one.method == "dmarc" && one.value == "fail") return false;
        return std::ranges::any_of(stamp->results, [&](const Result& one) { return is_pass_for(one, domain); });
    }
    return false;
}

}  // namespace mail_in
