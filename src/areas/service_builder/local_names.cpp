#include "areas/service_builder/local_names.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <set>

#include "areas/service_builder/draft.h"
#include "engines/flows/public_face.h"
#include "engines/services/catalogue.h"

namespace service_builder {
namespace {

using services::inside;
using services::Path;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
/// Of a word in any language: bytes above ASCII are letters here.
bool is_of_word(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

/// A piece of a text.
struct Piece {
    std::size_t at = 0, size = 0;
};
using Finder = std::function<std::optional<Piece>(std::string_view text, std::size_t from)>;

/// The name as a word of its own, or with the genitive's s after it.
Finder word(std::string name) {
    return [name = std::move(name)](std::string_view text, std::size_t from) -> std::optional<Piece> {
        for (auto at = text.find(name, from); at != text.npos; at = text.find(name, at + 1)) {
            auto end = at + name.size();
            if (end < text.size() && text[end] == 's') ++end;
            const bool begins = at == 0 || !is_of_word(text[at - 1]), ends = end == text.size() || !is_of_word(text[end]);
            if (begins && ends) return Piece{at, name.size()};
        }
        return std::nullopt;
    };
}

std::optional<Piece> web_address(std::string_view text, std::size_t from) {
    const auto at = std::min(text.find("https://", from), text.find("http://", from));
    if (at == text.npos) return std::nullopt;
    auto end = std::min(text.find_first_of(" \n\t)<>\"", at), text.size());
    while (end > at && std::string_view(".,;:!?").find(text[end - 1]) != std::string_view::npos) --end;
    return Piece{at, end - at};
}

std::optional<Piece> email_address(std::string_view text, std::size_t from) {
    const auto is_of_address = [](char c) { return is_of_word(c) || c == '.' || c == '-' || c == '+'; };
    for (auto sign = text.find('@', from); sign != text.npos; sign = text.find('@', sign + 1)) {
        auto begin = sign, end = sign + 1;
        while (begin > from && is_of_address(text[begin - 1])) --begin;
        while (end < text.size() && is_of_address(text[end])) ++end;
        while (end > sign && !is_of_word(text[end - 1])) --end;
        const auto host = text.substr(sign + 1, end - sign - 1);
        if (begin < sign && host.find('.') != host.npos) return Piece{begin, end - begin};
    }
    return std::nullopt;
}

/// "0500-12 34 56", "+46 8 123 456 00": begins with 0 or +, and has a break in it; "0318" of a case number is none.
std::optional<Piece> phone_number(std::string_view text, std::size_t from) {
    for (auto at = text.find_first_of("0+", from); at != text.npos; at = text.find_first_of("0+", at + 1)) {
        if (at > 0 && (is_of_word(text[at - 1]) || text[at - 1] == '-' || text[at - 1] == '.')) continue;
        auto end = std::min(text.find_first_not_of("0123456789 -", at + 1), text.size());
        while (end > at + 1 && !is_digit(text[end - 1])) --end;
        const auto number = text.substr(at, end - at);
        const auto digits = std::ranges::count_if(number, is_digit);
        const bool has_breaks = number.find_first_of(" -") != number.npos;
        if (digits >= 7 && digits <= 13 && has_breaks && (end == text.size() || !is_of_word(text[end]))) return Piece{at, end - at};
    }
    return std::nullopt;
}

/// What rules and programs read; a name in it is no word.
bool is_for_programs(std::string_view key) {
    constexpr std::string_view keys[] = {"id",       "value",  "url",     "met",    "when",       "unless", "show_if", "required",
                                         "earliest", "type",   "amount",  "check",  "fields",     "latest", "shows",   "field",
                                         "outcome",  "reason", "unit",    "series", "flow",       "icon",   "theme",   "applicant",
                                         "sign_in",  "accept", "version", "kind",   "life_events"};
    return std::ranges::find(keys, key) != std::end(keys);
}

/// The same tree with whatever `change` makes of each text that people read.
yaml::Node with_words(const yaml::Node& node, const std::function<std::string(const std::string&)>& change) {
    if (node.is_list()) {
        std::vector<yaml::Node> items;
        for (const auto& item : node.items()) items.push_back(with_words(item, change));
        return yaml::Node::of(std::move(items));
    }
    if (node.is_map()) {
        std::vector<std::pair<std::string, yaml::Node>> members;
        for (const auto& key : node.keys()) {
            const auto inner = node[key];
            const bool stays = is_for_programs(key) && inner.is_text();
            members.emplace_back(key, stays ? inner : with_words(inner, change));
        }
        return yaml::Node::of(std::move(members));
    }
    if (!node.is_text() || node.number() || node.yes_no()) return node;
    auto now = change(node.text());
    return now == node.text() ? node : yaml::Node::of(std::move(now));
}

std::string replaced(const std::string& text, const Finder& find, const std::string& theirs, const std::string& ours) {
    std::string now;
    std::size_t from = 0;
    while (const auto piece = find(text, from)) {
        const auto found = text.substr(piece->at, piece->size);
        now += text.substr(from, piece->at - from) + (found == theirs ? ours : found);
        from = piece->at + piece->size;
    }
    return now + text.substr(from);
}

struct InWords {
    NameKind kind;
    Finder find;
};
std::vector<InWords> kinds_in_words(std::string_view municipality) {
    std::vector<InWords> all{{NameKind::email, email_address}, {NameKind::phone, phone_number}, {NameKind::web, web_address}};
    if (!municipality.empty()) all.insert(all.begin(), InWords{NameKind::municipality, word(std::string(municipality))});
    return all;
}

std::string key_of(NameKind kind, std::string_view which = "") {
    return std::string(to_name(kind)) + (which.empty() ? "" : " ") + std::string(which);
}

class Finding {
public:
    Finding(const yaml::Node& document, std::string_view municipality) : document_(document), municipality_(municipality) {}

    std::vector<LocalName> all() {
        at(NameKind::service, {"id"});
        at(NameKind::unit, {"unit"});
        add_receiving_units();
        at(NameKind::series, {"series"});
        at(NameKind::delegation, {"decision", "delegation"});
        add_courts();
        at(NameKind::retention, {"retention", "ref"});
        at(NameKind::fee, {"fee", "ref"});
        const Path lines{"fee", "lines"};
        for (const auto& [line, node] : services::parts_of(document_["fee"]["lines"]))
            at(NameKind::amount, inside(inside(lines, line), "amount"), line);
        add_words();
        return std::move(found_);
    }

private:
    void add(NameKind kind, std::string key, const yaml::Node& theirs, const Path& place) {
        const auto known = std::ranges::find(found_, key, &LocalName::key);
        if (known == found_.end()) found_.push_back({kind, std::move(key), theirs, {place}});
        else known->places.push_back(place);
    }
    void at(NameKind kind, const Path& place, std::string_view which = "") {
        const auto theirs = services::part_at(document_, place);
        if (theirs.exists() && !theirs.is_empty()) add(kind, key_of(kind, which), theirs, place);
    }

    void add_receiving_units() {
        const auto flow = services::carried_flow(document_["flow"].text());
        if (!flow) return;
        const auto routing = flows::routing_answers(*flow);
        for (const auto& [page, node] : services::parts_of(document_["form"]["pages"]))
            for (const auto& [question, field] : services::parts_of(node["fields"])) {
                if (std::ranges::find(routing, field["id"].text()) == routing.end()) continue;
                for (const auto& [option, value] : services::parts_of(field["options"]))
                    at(NameKind::receiving_unit, {"form", "pages", page, "fields", question, "options", option, "value"}, option);
            }
    }

    void add_court(const Path& appeal) {
        const auto court = services::part_at(document_, inside(appeal, "court"));
        const auto name = words_in(court, Language::sv);
        if (!name.empty()) add(NameKind::court, key_of(NameKind::court, name), court, inside(appeal, "court"));
    }
    void add_courts() {
        add_court({"decision", "appeal"});
        for (const auto& [outcome, node] : services::parts_of(document_["decision"]["outcomes"]))
            for (const auto& [reason, inner] : services::parts_of(node["reasons"]))
                add_court({"decision", "outcomes", outcome, "reasons", reason, "appeal"});
    }

    /// Not where the whole value has a name of its own already.
    void add_words() {
        auto others = document_;
        for (const auto& one : found_)
            for (const auto& place : one.places) others = services::with_part(others, place, yaml::Node::of("-"));
        others = services::without_part(others, {"law"});
        for (const auto& [kind, find] : kinds_in_words(municipality_)) {
            std::set<std::string> seen;
            with_words(others, [&, &find = find](const std::string& text) {
                for (auto piece = find(text, 0); piece; piece = find(text, piece->at + piece->size))
                    seen.insert(text.substr(piece->at, piece->size));
                return text;
            });
            for (const auto& one : seen) found_.push_back({kind, key_of(kind, one), yaml::Node::of(one), {}});
        }
    }

    const yaml::Node& document_;
    std::string_view municipality_;
    std::vector<LocalName> found_{};
};

}  // namespace

std::vector<LocalName> local_names(const yaml::Node& document, std::string_view municipality) {
    return Finding(document, municipality).all();
}

yaml::Node in_our_names(const yaml::Node& document, std::string_view municipality, const OurNames& ours) {
    const auto names = local_names(document, municipality);
    auto now = document;
    for (const auto& [kind, find] : kinds_in_words(municipality))
        for (const auto& name : names) {
            const auto own = ours.find(name.key);
            if (name.kind != kind || own == ours.end()) continue;
            now = with_words(
                now, [&, &find = find](const std::string& text) { return replaced(text, find, name.theirs.text(), own->second.text()); });
        }
    for (const auto& name : names) {
        const auto own = ours.find(name.key);
        if (own == ours.end()) continue;
        for (const auto& place : name.places) now = services::with_part(now, place, own->second);
    }
    return now;
}

std::vector<LocalName> unnamed(const yaml::Node& document, std::string_view municipality, const OurNames& ours) {
    auto names = local_names(document, municipality);
    std::erase_if(names, [&](const LocalName& one) { return ours.contains(one.key); });
    return names;
}

std::string written(const OurNames& ours) {
    std::vector<std::pair<std::string, yaml::Node>> members;
    for (const auto& [key, own] : ours) members.emplace_back(key, own);
    return yaml::to_yaml(yaml::Node::of(std::move(members)));
}

OurNames our_names(std::string_view written) {
    OurNames ours;
    const auto read = yaml::parse(written);
    if (!read) return ours;
    for (const auto& key : read->keys()) ours.emplace(key, (*read)[key]);
    return ours;
}

}  // namespace service_builder
