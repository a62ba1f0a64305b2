#include "foundation/texts/texts.h"

#include <array>
#include <stdexcept>

#include "foundation/base/unicode.h"
#include "foundation/texts/embedded.h"
#include "foundation/texts/message.h"

std::string_view to_code(Language language) { return language == Language::sv ? "sv" : "en"; }
std::optional<Language> language_from(std::string_view code) {
    if (code == "sv") return Language::sv;
    if (code == "en") return Language::en;
    return std::nullopt;
}

namespace texts {
namespace {

using Messages = std::map<std::string, Message, std::less<>>;

[[noreturn]] void refuse(std::string_view module, std::string_view file, std::size_t line, const std::string& why) {
    throw std::runtime_error("texts of " + std::string(module) + ", " + std::string(file) + ":" + std::to_string(line) + ": " + why);
}

Language language_of(std::string_view module, std::string_view file) {
    if (file == "sv.txt") return Language::sv;
    if (file == "en.txt") return Language::en;
    throw std::runtime_error("texts of " + std::string(module) + ": the file " + std::string(file) + " is neither sv.txt nor en.txt");
}

/// A text is one line of its file; \n in it is a new line where it is read.
std::string with_line_breaks(std::string_view text) {
    std::string all(text);
    for (std::size_t at = 0; (at = all.find("\\n", at)) != std::string::npos; ++at) all.replace(at, 2, "\n");
    return all;
}

void read(Messages& messages, std::string_view module, const EmbeddedFile& file, Language language) {
    std::size_t number = 0;
    for (const auto whole_line : split(file.content, '\n')) {
        ++number;
        const auto line = trimmed(whole_line);
        if (line.empty() || line.front() == '#') continue;
        const auto equals = line.find('=');
        if (equals == std::string_view::npos) refuse(module, file.name, number, "no = between key and text");
        const std::string key(trimmed(line.substr(0, equals)));
        try {
            if (!messages.emplace(key, Message(with_line_breaks(trimmed(line.substr(equals + 1))), language)).second)
                refuse(module, file.name, number, "the key " + key + " comes twice");
        } catch (const std::invalid_argument& broken) { refuse(module, file.name, number, broken.what()); }
    }
}

}  // namespace

struct Catalog::Inside {
    std::map<std::string, std::array<Messages, 2>, std::less<>> modules;

    const Messages* of(std::string_view module, Language language) const {
        const auto found = modules.find(module);
        return found == modules.end() ? nullptr : &found->second.at(static_cast<std::size_t>(language));
    }
    const Message* find(std::string_view module, std::string_view key, Language language) const {
        for (const auto place : {module, std::string_view("pages")}) {
            const auto* messages = of(place, language);
            if (messages == nullptr) continue;
            if (const auto found = messages->find(key); found != messages->end()) return &found->second;
        }
        return nullptr;
    }
};

Catalog::Catalog() : inside_(std::make_unique<Inside>()) { add("texts", embedded::texts()); }
Catalog::~Catalog() = default;
Catalog::Catalog(Catalog&&) noexcept = default;

void Catalog::add(std::string_view module, const std::vector<EmbeddedFile>& files) {
    auto& languages = inside_->modules[std::string(module)];
    for (const auto& file : files) {
        const auto language = language_of(module, file.name);
        read(languages.at(static_cast<std::size_t>(language)), module, file, language);
    }
}

std::set<std::string> Catalog::keys(std::string_view module, Language language) const {
    std::set<std::string> all;
    if (const auto* messages = inside_->of(module, language))
        for (const auto& [key, message] : *messages) all.insert(key);
    return all;
}

std::vector<std::string> Catalog::modules() const {
    std::vector<std::string> all;
    for (const auto& [name, languages] : inside_->modules) all.push_back(name);
    return all;
}

bool Catalog::has(std::string_view module, std::string_view key, Language language) const {
    return inside_->find(module, key, language) != nullptr;
}

std::string Catalog::format(std::string_view module, std::string_view key, Language language, const std::vector<Value>& values) const {
    const auto name = [&] { return std::string(key) + " of " + std::string(module) + " in " + std::string(to_code(language)); };
    const auto* message = inside_->find(module, key, language);
    if (message == nullptr) throw std::logic_error("no text " + name());
    try {
        return message->format(values);
    } catch (const std::logic_error& wrong) { throw std::logic_error("the text " + name() + " " + wrong.what()); }
}

}  // namespace texts
