// The town's own map as Leaflet draws it: GeoJSON as foundation/geo/base_map.h reads it, in the colours of the stylesheet.
import * as L from 'leaflet';

export type Feature = GeoJSON.Feature<GeoJSON.Geometry, Record<string, string>>;
export type Features = GeoJSON.FeatureCollection<GeoJSON.Geometry, Record<string, string>>;
/** Of a town; `buildings` is where its houses are, when they lie apart. */
export type BaseMap = Features & { buildings?: string };

const colour = (token: string) => getComputedStyle(document.documentElement).getPropertyValue(token).trim();
const surface = (token: string, more: L.PathOptions = {}): L.PathOptions => ({ stroke: false, fill: true, fillColor: colour(token), fillOpacity: 1, ...more });
const line = (token: string, weight: number): L.PathOptions => ({ color: colour(token), weight, opacity: 1, fill: false });
export const pointOf = (feature: Feature): L.LatLngTuple => {
    const [longitude, latitude] = (feature.geometry as GeoJSON.Point).coordinates;
    return [latitude, longitude];
};
export const fetchFeatures = async <Kind extends Features>(address: string): Promise<Kind> => (await fetch(address)).json();
const housesAreSeenFrom = 14.5;

export function drawBase(map: L.Map, base: BaseMap) {
    const of = (layer: string, kind?: string) =>
        base.features.filter(({ properties }) => properties.layer === layer && (!kind || properties.class === kind));
    const renderer = L.canvas({ padding: 0.4 });
    let layers: L.Layer[] = [];
    let houses = of('building');
    const draw = () => {
        const scale = 2 ** (map.getZoom() - 14); // widths of roads follow the zoom
        const lay = (some: Feature[], style: L.PathOptions) =>
            L.geoJSON({ type: 'FeatureCollection', features: some } as Features, {
                interactive: false,
                style: () => ({ ...style, renderer, smoothFactor: 0.3 }),
            }).addTo(map);
        layers.forEach(layer => layer.remove());
        layers = [
            lay(of('forest'), surface('--m-forest')),
            lay(of('street'), surface('--m-street', { stroke: true, color: colour('--m-street'), weight: 2 * scale })),
            lay(of('block'), surface('--m-block')),
            lay(of('park'), surface('--m-park')),
            lay(of('field'), surface('--m-park')),
            lay(map.getZoom() >= housesAreSeenFrom ? houses : [], surface('--m-building')),
            lay(of('water'), surface('--m-water')),
            lay(of('island'), surface('--m-forest')),
            lay(of('rail'), line('--m-rail', 1.5 * scale)),
            lay(of('road', 'main'), line('--m-case', 5.5 * scale)),
            lay(of('road', 'main'), line('--m-road', 4.2 * scale)),
            lay(of('road', 'major'), line('--m-major-case', 7 * scale)),
            lay(of('road', 'major'), line('--m-major', 5.5 * scale)),
        ];
    };
    let asked = !base.buildings;
    const fetchHouses = async () => {
        if (asked || map.getZoom() < housesAreSeenFrom) return;
        asked = true;
        try {
            houses = (await fetchFeatures(base.buildings ?? '')).features;
            draw();
        } catch {
            asked = false; // asked again at the next zoom
        }
    };
    const show = () => {
        draw();
        void fetchHouses();
    };
    show();
    map.on('zoomend', show);
    matchMedia('(prefers-color-scheme:dark)').addEventListener('change', draw);
    of('label').filter(({ properties }) => properties.kind !== 'poi').forEach(feature => name(map, feature));
}

function name(map: L.Map, feature: Feature) {
    const words = Object.assign(document.createElement('span'), { textContent: feature.properties.name });
    words.setAttribute('aria-hidden', 'true');
    const icon = L.divIcon({ className: `map__name map__name--${feature.properties.kind}`, html: words, iconSize: [0, 0] });
    L.marker(pointOf(feature), { interactive: false, keyboard: false, icon }).addTo(map);
}

/** Tiles of others as long as any of them comes, with `credit` saying whose they are; else the town's own map. */
export function drawTiles(map: L.Map, address: string, whose: { of: Element | null; credit: string }, drawOwn: () => void) {
    const own = whose.of?.textContent ?? '';
    const say = (words: string) => whose.of && (whose.of.textContent = words);
    let come = false, gone = false;
    const layer = L.tileLayer(address, { maxZoom: 18 });
    layer.on('tileload', () => (come = true));
    layer.on('tileerror', () => {
        if (come || gone) return;
        gone = true;
        layer.remove();
        say(own);
        drawOwn();
    });
    say(whose.credit);
    layer.addTo(map);
}

/// All that is drawn; labels may stand outside.
export function extentOf(base: Features): L.LatLngBounds {
    const extent = L.latLngBounds([]);
    const add = (coordinates: unknown) => {
        if (!Array.isArray(coordinates)) return;
        if (typeof coordinates[0] === 'number') extent.extend([coordinates[1] as number, coordinates[0]]);
        else coordinates.forEach(add);
    };
    for (const { geometry, properties } of base.features)
        if (properties.layer !== 'label' && 'coordinates' in geometry) add(geometry.coordinates);
    return extent;
}
