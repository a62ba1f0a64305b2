// The server has drawn an SVG map inside .map (it works without scripts, in print and in e-mail). This island lays a map that can be
// moved above it, from the same data; no foreign tile service is needed.
//   <div class="map" data-island="map" data-live="/assets/live_map.js" data-base="/karta/bas.geojson" data-features="/karta/forskolor.geojson"
//        data-view="60.0205,15.3530,14" data-credit="© Exempelby kommun" data-zoom-in="Zooma in" data-zoom-out="Zooma ut"> …svg… </div>
// With data-moving="/karta.geojson?ruta=" the features of what is seen are fetched anew when the map has moved: south,west,north,east.
// Above data-base, tiles that the municipality trusts: data-tiles="https://karta.exempelby.example/{z}/{x}/{y}.png" with data-tiles-credit.
// The town's own map stands when these do not answer.
import * as L from 'leaflet';
import { BaseMap, drawBase, drawTiles, Feature, fetchFeatures, pointOf } from './base_map';

export async function start(place: HTMLElement) {
    const { view = '60.02,15.35,14', features, moving, zoomIn, zoomOut } = place.dataset;
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
    await drawGround(place, map);
    const marks = L.layerGroup().addTo(map);
    const show = async (address: string) => {
        const found = await fetchFeatures(address);
        marks.clearLayers();
        // Marks that come and go as the map moves are no stops of Tab: the list beside the map has the same links.
        let number = 0;
        for (const feature of found.features) mark(marks, feature, feature.properties.thing ? 0 : ++number, !moving);
    };
    if (features) await show(features);
    if (moving)
        map.on('moveend', () => {
            const seen = map.getBounds();
            const corners = [seen.getSouth(), seen.getWest(), seen.getNorth(), seen.getEast()].map(degrees => degrees.toFixed(5));
            show(moving + corners.join(',')).catch(() => undefined); // what was shown stays
        });
    drawn?.remove();
}

/** Tiles where the municipality has chosen them, else its own map. */
async function drawGround(place: HTMLElement, map: L.Map) {
    const { base, tiles, tilesCredit = '', credit = '' } = place.dataset;
    const whose = Object.assign(document.createElement('span'), { className: 'map__credit', textContent: credit });
    place.append(whose);
    const drawOwn = async () => {
        if (base) drawBase(map, await fetchFeatures<BaseMap>(base));
    };
    if (!tiles) return drawOwn();
    drawTiles(map, tiles, { of: whose, credit: tilesCredit }, () => drawOwn().catch(problem => console.warn('map', problem)));
}

/** A feature with a count stands for so many, any other for itself. */
function mark(marks: L.LayerGroup, feature: Feature, number: number, keyboard: boolean) {
    const { name, href, count, thing } = feature.properties;
    const words = document.createElement(href ? 'a' : 'span');
    words.textContent = name;
    if (href?.startsWith('/')) words.setAttribute('href', href);
    if (thing) return void L.circleMarker(pointOf(feature), { radius: 5, className: 'map__thing' }).bindPopup(words).bindTooltip(name).addTo(marks);
    const icon = L.divIcon({ className: 'map__marker', html: String(count ?? number), iconSize: [28, 28] });
    L.marker(pointOf(feature), { icon, title: name, alt: name, keyboard }).bindPopup(words).addTo(marks);
}
