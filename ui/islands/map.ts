// The server has drawn an SVG map inside .map (it works without scripts, in print and in e-mail). This island lays a map that can be
// moved above it, from the same data; no foreign tile service is needed.
//   <div class="map" data-island="map" data-base="/karta/bas.geojson" data-features="/karta/forskolor.geojson"
//        data-view="60.0205,15.3530,14" data-credit="© Exempelby kommun" data-zoom-in="Zooma in" data-zoom-out="Zooma ut"> …svg… </div>
// Instead of data-base, tiles that the municipality trusts: data-tiles="https://karta.exempelby.example/{z}/{x}/{y}.png"
import * as L from 'leaflet';

type Feature = GeoJSON.Feature<GeoJSON.Geometry, Record<string, string>>;
type Features = GeoJSON.FeatureCollection<GeoJSON.Geometry, Record<string, string>>;

const colour = (token: string) => getComputedStyle(document.documentElement).getPropertyValue(token).trim();
const surface = (token: string, more: L.PathOptions = {}): L.PathOptions => ({ stroke: false, fill: true, fillColor: colour(token), fillOpacity: 1, ...more });
const line = (token: string, weight: number): L.PathOptions => ({ color: colour(token), weight, opacity: 1, fill: false });
const pointOf = (feature: Feature): L.LatLngTuple => {
    const [longitude, latitude] = (feature.geometry as GeoJSON.Point).coordinates;
    return [latitude, longitude];
};
const fetchFeatures = async (address: string): Promise<Features> => (await fetch(address)).json();

async function start(place: HTMLElement) {
    const { view = '60.02,15.35,14', base, tiles, features, credit, zoomIn, zoomOut } = place.dataset;
    const [latitude, longitude, zoom] = view.split(',').map(Number);
    const drawn = place.querySelector('svg');
    const box = document.createElement('div');
    box.className = 'map__live';
    place.append(box);
    const map = L.map(box, {
        center: [latitude, longitude],
        zoom,
        minZoom: 10,
        maxZoom: 18,
        zoomControl: false,
        attributionControl: false,
        zoomSnap: 0.5,
    });
    L.control.zoom({ position: 'topright', zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(map);
    if (tiles) L.tileLayer(tiles).addTo(map);
    else if (base) drawBase(map, await fetchFeatures(base));
    if (features) (await fetchFeatures(features)).features.forEach((feature, i) => mark(map, feature, i + 1));
    if (credit) place.append(Object.assign(document.createElement('span'), { className: 'map__credit', textContent: credit }));
    drawn?.remove();
}

function mark(map: L.Map, feature: Feature, number: number) {
    const { name, href } = feature.properties;
    const words = document.createElement(href ? 'a' : 'span');
    words.textContent = name;
    if (href?.startsWith('/')) words.setAttribute('href', href);
    const icon = L.divIcon({ className: 'map__marker', html: String(number), iconSize: [28, 28] });
    L.marker(pointOf(feature), { icon, title: name, alt: name, keyboard: true }).bindPopup(words).addTo(map);
}

function drawBase(map: L.Map, base: Features) {
    const of = (layer: string, kind?: string) =>
        base.features.filter(({ properties }) => properties.layer === layer && (!kind || properties.class === kind));
    const renderer = L.canvas({ padding: 0.4 });
    let layers: L.Layer[] = [];
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
            lay(map.getZoom() >= 14.5 ? of('building') : [], surface('--m-building')),
            lay(of('water'), surface('--m-water')),
            lay(of('island'), surface('--m-forest')),
            lay(of('rail'), line('--m-rail', 1.5 * scale)),
            lay(of('road', 'main'), line('--m-case', 5.5 * scale)),
            lay(of('road', 'main'), line('--m-road', 4.2 * scale)),
            lay(of('road', 'major'), line('--m-major-case', 7 * scale)),
            lay(of('road', 'major'), line('--m-major', 5.5 * scale)),
        ];
    };
    draw();
    map.on('zoomend', draw);
    matchMedia('(prefers-color-scheme:dark)').addEventListener('change', draw);
    of('label').filter(({ properties }) => properties.kind !== 'poi').forEach(feature => name(map, feature));
}

function name(map: L.Map, feature: Feature) {
    const words = Object.assign(document.createElement('span'), { textContent: feature.properties.name });
    words.setAttribute('aria-hidden', 'true');
    const icon = L.divIcon({ className: `map__name map__name--${feature.properties.kind}`, html: words, iconSize: [0, 0] });
    L.marker(pointOf(feature), { interactive: false, keyboard: false, icon }).addTo(map);
}

for (const place of document.querySelectorAll<HTMLElement>('[data-island="map"]'))
    start(place).catch(problem => {
        place.querySelector('.map__live')?.remove(); // the drawn map stays
        console.warn('map', problem);
    });
