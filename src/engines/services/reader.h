#pragma once
/// Reads YAML nodes into values and notes every problem on the way. Only the .cpp files of this folder include it.
#include <functional>
#include <string>
#include <vector>

#include "engines/forms/definition.h"
#include "engines/forms/problem.h"
#include "foundation/base/enum_names.h"
#include "foundation/yaml/yaml.h"

namespace services {

enum class Presence { required, optional };

class Reader {
public:
    std::vector<forms::Problem> problems{};

    void problem(const yaml::Node& at, std::string path, std::string key, std::vector<std::string> arguments = {});
    /// Every key that is not known is a problem, with the nearest known one.
    void keys(const yaml::Node& map, const std::string& path, const std::vector<std::string>& known);

    std::string text(const yaml::Node& map, std::string_view key, const std::string& path, Presence = Presence::required);
    forms::Words words(const yaml::Node& map, std::string_view key, const std::string& path, Presence = Presence::required);
    forms::Words words(const yaml::Node& node, const std::string& path);
    int whole(const yaml::Node& map, std::string_view key, const std::string& path, int least, int otherwise);
    std::optional<double> number(const yaml::Node& map, std::string_view key, const std::string& path);
    bool truth(const yaml::Node& map, std::string_view key, const std::string& path, bool otherwise);
    forms::Rule rule(const yaml::Node& map, std::string_view key, const std::string& path, Presence = Presence::optional);
    std::vector<std::string> texts(const yaml::Node& map, std::string_view key, const std::string& path);
    /// Every item of a list; a missing list has none.
    void each(const yaml::Node& map, std::string_view key, const std::string& path,
              const std::function<void(const yaml::Node&, std::string path)>& read);
    bool is_map(const yaml::Node& node, const std::string& path);

    template <class Enum>
    Enum one_of(const yaml::Node& map, std::string_view key, const std::string& path, std::optional<Enum> otherwise = {}) {
        const auto written = text(map, key, path, otherwise ? Presence::optional : Presence::required);
        if (written.empty()) return otherwise.value_or(Enum{});
        if (const auto found = from_name<Enum>(written)) return *found;
        std::vector<std::string> known;
        for (const auto& [value, name] : names_of<Enum>) known.emplace_back(name);
        not_known(map[key], path + std::string(key), written, known);
        return Enum{};
    }
    void not_known(const yaml::Node& at, std::string path, const std::string& written, const std::vector<std::string>& known);
};

/// form: pages and checks. Paths begin with "form.".
forms::Form read_form(Reader&, const yaml::Node& form);

}  // namespace services
