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

// ---- [[sign_in.oidc]] and [[mail_in.box]]

/// One table of a list; the names of those that must be there come last.
template <class Item, class Keys>
static void read_item(const toml::table& table, std::string_view list, Item& item, const Keys& known, std::vector<Problem>& problems) {
    for (const auto& [name, node] : table) {
        const auto key = std::find_if(known.begin(), known.end(), [&name = name](const auto& k) { return k.name == name.str(); });
        if (key == known.end())
            problems.push_back({line_of(node), fmt::format("{}.{} is not a setting; see torg config", list, name.str())});
        else if (const auto expected = set_from_toml(key->place(item), node))
            problems.push_back({line_of(node), fmt::format("{}.{} must be {}", list, name.str(), *expected)});
    }
}

using Needed = std::vector<std::pair<std::string_view, const std::string&>>;
static void need(const toml::table& table, std::string_view list, const Needed& needed, std::vector<Problem>& problems) {
    for (const auto& [name, value] : needed)
        if (value.empty()) problems.push_back({line_of(table), fmt::format("{}.{} is missing", list, name)});
}

static void read_provider(const toml::table& table, Settings& settings, std::vector<Problem>& problems) {
    auto& provider = settings.sign_in.oidc.emplace_back();
    read_item(table, "sign_in.oidc", provider, provider_keys(), problems);
    need(table, "sign_in.oidc",
         {{"name", provider.name}, {"shown_name", provider.shown_name}, {"issuer", provider.issuer}, {"client_id", provider.client_id}},
         problems);
}

static void read_box(const toml::table& table, Settings& settings, std::vector<Problem>& problems) {
    auto& box = settings.mail_in.boxes.emplace_back();
    read_item(table, "mail_in.box", box, box_keys(), problems);
    need(table, "mail_in.box", {{"server", box.server}, {"user", box.user}}, problems);
}

template <class Reader>
static void read_tables(const toml::node& node, std::string_view list, Settings& settings, std::vector<Problem>& problems, Reader reader) {
    const auto* tables = node.as_array();
    if (tables == nullptr || !tables->is_homogeneous<toml::table>()) {
        problems.push_back({line_of(node), fmt::format("{0} must be written [[{0}]], once for each", list)});
        return;
    }
    for (const auto& table : *tables) reader(*table.as_table(), settings, problems);
}

static void read_section(const std::string& section, const toml::table& table, Settings& settings, std::vector<Problem>& problems) {
    for (const auto& [name, node] : table) {
        const auto* key = find_key(section, name.str());
        const auto full = fmt::format("{}.{}", section, name.str());
        if (full == "sign_in.oidc") {
            read_tables(node, full, settings, problems, read_provider);
        } else if (full == "mail_in.box") {
            read_tables(node, full, settings, problems, read_box);
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

template <class Item, class Keys>
static std::string documented_list(std::string_view heading, std::string_view list, Item defaults, const Keys& known) {
    auto text = fmt::format("\n# {} (docs/operate.md).\n# [[{}]]\n", heading, list);
    for (const auto& key : known) text += fmt::format("# {}\n# {} = {}\n", key.documentation, key.name, in_toml(key.place(defaults)));
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
    return text + documented_list("Sign-in by OpenID Connect, once for each provider", "sign_in.oidc", OidcProvider(), provider_keys()) +
           documented_list("E-mail to the contact centre, once for each mailbox", "mail_in.box", MailBox(), box_keys());
}

}  // namespace config
