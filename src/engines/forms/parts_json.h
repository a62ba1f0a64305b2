#pragma once
/// The parts of answers that look the same in storage and in the API, and files in storage. Only .cpp files of this module include it.
#include "engines/forms/answers.h"
#include "foundation/json/json.h"

namespace forms {

inline json::Value json_of(const Address& a) { return json::object({{"street", a.street}, {"postcode", a.postcode}, {"town", a.town}}); }
inline json::Value json_of(const Point& p) { return json::object({{"latitude", p.latitude}, {"longitude", p.longitude}}); }
inline json::Value json_of(const Drawing& points) {
    return json::array(points, [](const Point& point) { return json_of(point); });
}
inline json::Value json_of(const FileAnswer& f) {
    return json::object({{"hash", f.hash}, {"name", f.name}, {"size", f.size}, {"type", f.type}, {"digest", f.digest}});
}
inline Address address_of(const json::Value& v) { return {v["street"].text(), v["postcode"].text(), v["town"].text()}; }
inline Point point_of(const json::Value& v) { return {v["latitude"].number(), v["longitude"].number()}; }
inline Drawing drawing_of(const json::Value& v) {
    Drawing points;
    for (const auto& item : v.items()) points.push_back(point_of(item));
    return points;
}
inline FileAnswer file_of(const json::Value& v) {
    return {v["hash"].text(), v["name"].text(), v["size"].integer(), v["type"].text(), v["digest"].text()};
}

}  // namespace forms
