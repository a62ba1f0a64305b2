// A line or an area drawn on the map: each tap adds a point, and the text box holds them, one on each line. Lines that someone has typed as
// addresses are points too, as soon as the server has said where they lie.
import * as L from 'leaflet';
import { lookUp, onPosition, showCrossWhile, type TownMap } from './town_map';

type LookedUp = { points?: [number, number][]; words?: string; error?: string };

const linesOf = (box: HTMLTextAreaElement) => box.value.split('\n').filter(line => line.trim() !== '');

export function drawShape(place: HTMLElement, frame: HTMLElement, town: TownMap, box: HTMLTextAreaElement, words: HTMLElement) {
    const { shape = 'line', lookUp: address = '', noPosition = '' } = place.dataset;
    const { map } = town;
    const drawn =
        shape === 'area'
            ? L.polygon([], { className: 'map-drawn map-drawn--area', interactive: false })
            : L.polyline([], { className: 'map-drawn', interactive: false });
    drawn.addTo(map);
    const corners = L.layerGroup().addTo(map);
    const draw = (points: L.LatLng[]) => {
        drawn.setLatLngs(points);
        corners.clearLayers();
        for (const point of points) L.circleMarker(point, { radius: 6, className: 'map-corner', interactive: false }).addTo(corners);
    };

    let points: L.LatLng[] = [];
    let asked: AbortController | undefined;
    /// What the box says, as the server reads it.
    const read = async () => {
        asked?.abort();
        asked = new AbortController();
        const found = await lookUp<LookedUp>(address, box, asked.signal, { slag: shape });
        if (!found) return;
        words.textContent = found.error ?? found.words ?? '';
        words.classList.toggle('place__words--wrong', found.error !== undefined);
        if (!found.points) return;
        points = found.points.map(([latitude, longitude]) => L.latLng(latitude, longitude));
        draw(points);
    };
    const put = (lines: string[]) => {
        box.value = lines.join('\n');
        box.dispatchEvent(new Event('input', { bubbles: true }));
        void read();
    };
    const add = (at: L.LatLng) => {
        points.push(at);
        draw(points);
        put([...linesOf(box), `${at.lat.toFixed(5)}, ${at.lng.toFixed(5)}`]);
    };

    map.on('click', event => add(event.latlng));
    town.onChoice(() => add(map.getCenter()));
    box.addEventListener('change', read);
    place.closest('.place')?.querySelector('button[name="_show"]')?.addEventListener('click', event => {
        event.preventDefault();
        void read().then(() => points.length > 0 && map.fitBounds(L.latLngBounds(points).pad(0.2), { animate: !town.isCalm }));
    });
    const button = (what: string) => place.querySelector<HTMLButtonElement>(`[data-do="${what}"]`);
    const toMiddle = button('middle');
    toMiddle?.addEventListener('click', () => add(map.getCenter()));
    showCrossWhile(toMiddle, frame.querySelector('.map__cross'));
    button('undo')?.addEventListener('click', () => {
        points.pop();
        draw(points);
        put(linesOf(box).slice(0, -1));
    });
    onPosition(
        button('position'),
        at => {
            map.setView(at, map.getMaxZoom() - 1, { animate: !town.isCalm });
            add(at);
        },
        () => (words.textContent = noPosition),
    );
    if (box.value.trim() !== '') void read();
}
