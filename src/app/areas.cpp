#include "app/areas.h"

#define AREA(name)   \
    namespace name { \
    Area area();     \
    }
#include "app/areas.def"
#undef AREA

std::vector<Area> all_areas() {
    return {
#define AREA(name) name::area(),
#include "app/areas.def"
#undef AREA
    };
}
