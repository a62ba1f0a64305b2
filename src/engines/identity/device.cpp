#include "engines/identity/device.h"

#include <array>
#include <utility>

namespace identity {
namespace {

using Names = std::pair<std::string_view, std::string_view>;
// The first that is found counts: Edge and Opera also say Chrome, Chrome also says Safari.
constexpr std::array<Names, 5> browsers{
    {{"Edg/", "Edge"}, {"OPR/", "Opera"}, {"Firefox/", "Firefox"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"}}};
constexpr std::array<Names, 6> systems{
    {{"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Windows", "Windows"}, {"Mac OS X", "macOS"}, {"Linux", "Linux"}}};

std::string_view first_of(const auto& names, std::string_view user_agent) {
    for (const auto& [mark, name] : names)
        if (user_agent.find(mark) != std::string_view::npos) return name;
    return {};
}

}  // namespace

std::string device_of(std::string_view user_agent) {
    std::string device(first_of(browsers, user_agent));
    const auto system = first_of(systems, user_agent);
    if (!device.empty() && !system.empty()) device += ", ";
    return device += system;
}

}  // namespace identity
