#include "foundation/config/config.h"

#include <fmt/format.h>
#include <toml++/toml.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>

#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"
#include "foundation/config/keys.h"
#include "foundation/json/json.h"

namespace config {

template <class... Functions>
struct Choose : Functions... {
    using Functions::operator()...;
};
template <class... Functions>
Choose(Functions...) -> Choose<Functions...>;

using Complaint = std::optional<std::string>;

// ---- setting one value; the answer says what was expected when it is wrong

static Complaint set(Whole whole, std::optional<std::int64_t> number) {
    if (!number || *number < whole.least || *number > whole.greatest)
        return fmt::format("a whole number from {} to {}", whole.least, whole.greatest);
    *whole.value = *number;
    return {};
}

static Complaint set_text(std::string* place, std::optional<std::string> text) {
    if (!text) return "a text in quotes";
    *place = *std::move(text);
    return {};
}

template <class Enum>
static Complaint set_choice(Enum* place, std::optional<std::string> text) {
    if (const auto value = from_name<Enum>(text.value_or(""))) {
        *place = *value;
        return {};
    }
    std::vector<std::string> choices;
    for (const auto& [value, name] : names_of<Enum>) choices.push_back(fmt::format("\"{}\"", name));
    return joined(choices, " or ");
}

static Complaint set_list(std::vector<std::string>* place, const toml::node& node) {
    const auto* array = node.as_array();
    std::vector<std::string> items;
    for (std::size_t i = 0; array && i < array->size(); ++i)
        if (auto text = array->get(i)->value_exact<std::string>()) items.push_back(*std::move(text));
    if (!array || items.size() != array->size()) return "a list of texts, as [\"127.0.0.1\"]";
    *place = std::move(items);
    return {};
}

static Complaint set_from_toml(Place place, const toml::node& node) {
    const auto text = node.value_exact<std::string>();
    return std::visit(Choose{[&](Whole whole) { return set(whole, node.value_exact<std::int64_t>()); },
                             [&](std::string* words) { return set_text(words, text); },
                             [&](std::vector<std::string>* list) { return set_list(list, node); },
                             [&](auto* choice) { return set_choice(choice, text); }},
                      place);
}

static Complaint set_from_environment(Place place, const std::string& text) {
    return std::visit(
        Choose{[&](Whole whole) { return set(whole, whole_number(text)); }, [&](std::string* words) { return set_text(words, text); },
               [&](std::vector<std::string>* list) {
                   list->clear();
                   for (const auto item : split(text, ','))
                       if (!trimmed(item).empty()) list->emplace_back(trimmed(item));
                   return Complaint{};
               },
               [&](auto* choice) { return set_choice(choice, text); }},
        place);
}

// ---- names that are not known

static std::string environment_name(const Key& key) {
    std::string name = fmt::format("TORG_{}_{}", key.section, key.name);
    for (char& c : name)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return name;
}

// Levenshtein's distance: letters to add, drop or change.
static std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j < row.size(); ++j) row[j] = j;
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const auto changed = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

static std::string nearest(std::string_view wrong, auto name_of_key) {
    const auto all = keys();
    const auto best = std::min_element(all.begin(), all.end(), [&](const Key& a, const Key& b) {
        return distance(wrong, name_of_key(a)) < distance(wrong, name_of_key(b));
    });
    return name_of_key(*best);
}

static std::string full_name(const Key& key) { return fmt::format("{}.{}", key.section, key.name); }

static const Key* find_key(std::string_view section, std::string_view name) {
    for (const auto& key : keys())
        if (key.section == section && key.name == name) return &key;
    return nullptr;
}

static int line_of(const toml::node& node) { return static_cast<int>(node.source().begin.line); }

// ---- [[sign_in.oidc]]

static void read_provider(const toml::table& table, Settings& settings, std::vector<Problem>& problems) {
    auto& provider = settings.sign_in.oidc.emplace_back();
    const auto known = provider_keys();
    for (const auto& [name, node] : table) {
        const auto key = std::find_if(known.begin(), known.end(), [&name = name](const auto& k) { return k.name == name.str(); });
        if (key == known.end())
            problems.push_back({line_of(node), fmt::format("sign_in.oidc.{} is not a setting; see torg config", name.str())});
        else if (const auto expected = set_from_toml(key->place(provider), node))
            problems.push_back({line_of(node), fmt::format("sign_in.oidc.{} must be {}", name.str(), *expected)});
    }
    const std::pair<std::string_view, const std::string&> needed[] = {
        {"name", provider.name}, {"shown_name", provider.shown_name}, {"issuer", provider.issuer}, {"client_id", provider.client_id}};
    for (const auto& [name, value] : needed)
        if (value.empty()) problems.push_back({line_of(table), fmt::format("sign_in.oidc.{} is missing", name)});
}

static void read_providers(const toml::node& node, Settings& settings, std::vector<Problem>& problems) {
    const auto* list = node.as_array();
    if (list == nullptr || !list->is_homogeneous<toml::table>()) {
        problems.push_back({line_of(node), "sign_in.oidc must be written [[sign_in.oidc]], once for each provider"});
        return;
    }
    for (const auto& provider : *list) read_provider(*provider.as_table(), settings, problems);
}

static void read_section(const std::string& section, const toml::table& table, Settings& settings, std::vector<Problem>& problems) {
    for (const auto& [name, node] : table) {
        const auto* key = find_key(section, name.str());
        const auto full = fmt::format("{}.{}", section, name.str());
        if (full == "sign_in.oidc") {
            read_providers(node, settings, problems);
        } else if (!key) {
            problems.push_back({line_of(node), fmt::format("{} is not a setting; did you mean {}?", full, nearest(full, full_name))});
        } else if (const auto expected = set_from_toml(key->place(settings), node)) {
            problems.push_back({line_of(node), fmt::format("{} must be {}", full, *expected)});
        }
    }
}

static void read_environment(const Environment& environment, Settings& settings, std::vector<Problem>& problems) {
    for (const auto& [name, value] : environment) {
        if (!name.starts_with("TORG_") || name.starts_with("TORG_TEST_")) continue;
        const auto all = keys();
        const auto key = std::find_if(all.begin(), all.end(), [&name = name](const Key& k) { return environment_name(k) == name; });
        if (key == all.end())
            problems.push_back({0, fmt::format("{} is not a setting; did you mean {}?", name, nearest(name, environment_name))});
        else if (const auto expected = set_from_environment(key->place(settings), value))
            problems.push_back({0, fmt::format("{} must be {}", name, *expected)});
    }
}

tl::expected<Settings, std::vector<Problem>> read(std::string_view text, const Environment& environment) {
    Settings settings;
    std::vector<Problem> problems;
    try {
        const auto file = toml::parse(text);
        for (const auto& [name, node] : file) {
            const std::string section(name.str());
            if (const auto* table = node.as_table()) read_section(section, *table, settings, problems);
            else problems.push_back({line_of(node), fmt::format("{} stands outside a [section]", section)});
        }
    } catch (const toml::parse_error& error) {
        problems.push_back({static_cast<int>(error.source().begin.line), std::string(error.description())});
    }
    read_environment(environment, settings, problems);
    if (!problems.empty()) return tl::unexpected(std::move(problems));
    return settings;
}

static Environment process_environment() {
    Environment environment;
    for (char** entry = environ; *entry; ++entry) {
        const std::string_view line(*entry);
        const auto equals = line.find('=');
        if (equals != line.npos) environment.emplace(line.substr(0, equals), line.substr(equals + 1));
    }
    return environment;
}

static tl::expected<std::string, std::vector<Problem>> text_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return tl::unexpected(std::vector<Problem>{{0, fmt::format("{} cannot be read", path)}});
    return std::string(std::istreambuf_iterator<char>(file), {});
}

tl::expected<Settings, std::vector<Problem>> read_file(const std::string& path) {
    auto settings = TRY(read(path.empty() ? "" : TRY(text_of(path)), process_environment()));
    if (settings.sign_in.oidc_file.empty()) return settings;
    auto more = TRY(read(TRY(text_of(settings.sign_in.oidc_file)), {}));
    for (auto& provider : more.sign_in.oidc) settings.sign_in.oidc.push_back(std::move(provider));
    return settings;
}

static std::string in_toml(Place place) {
    return std::visit(
        Choose{[](Whole whole) { return std::to_string(*whole.value); }, [](std::string* words) { return json::quoted(*words); },
               [](std::vector<std::string>* list) {
                   std::vector<std::string> items;
                   for (const auto& item : *list) items.push_back(json::quoted(item));
                   return fmt::format("[{}]", joined(items, ", "));
               },
               [](auto* choice) { return json::quoted(to_name(*choice)); }},
        place);
}

static std::string documented_provider() {
    OidcProvider defaults;
    std::string text = "\n# Sign-in by OpenID Connect, once for each provider (docs/operate.md).\n# [[sign_in.oidc]]\n";
    for (const auto& key : provider_keys())
        text += fmt::format("# {}\n# {} = {}\n", key.documentation, key.name, in_toml(key.place(defaults)));
    return text;
}

std::string documented() {
    Settings defaults;
    std::string text = "# Every setting with its default. TORG_SECTION_KEY in the environment overrules this file.\n";
    std::string_view section;
    for (const auto& key : keys()) {
        if (key.section != section) text += fmt::format("\n[{}]\n", section = key.section);
        text += fmt::format("# {}\n{} = {}\n", key.documentation, key.name, in_toml(key.place(defaults)));
    }
    return text + documented_provider();
}

}  // namespace config
