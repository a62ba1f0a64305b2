// The map of a question about a place. The server has drawn the town under the text box (engines/forms/place.h); this lays a map above it
// that can be moved, and writes what is chosen into the box. What the place is called, and whether it will do, the server says.
import * as L from 'leaflet';
import { drawShape } from './shape';
import { lookUp, onPosition, openTownMap, showCrossWhile } from './town_map';

type LookedUp = { latitude?: number; longitude?: number; exact?: boolean; words?: string; error?: string };

const pinPicture =
    '<svg viewBox="-18 -47 36 49" width="36" height="49" aria-hidden="true"><g class="map-drop">' +
    '<path d="M0 0C-7-11-16-18-16-29a16 16 0 0 1 32 0C16-18 7-11 0 0z"/><circle class="map-drop__eye" cy="-29" r="6"/></g></svg>';
const pinIcon = L.divIcon({ className: 'place__pin', html: pinPicture, iconSize: [36, 49], iconAnchor: [18, 47] });
const streetZoom = 17;

export async function start(place: HTMLElement, frame: HTMLElement) {
    const { lookUp: address = '', input = '', noPosition = '' } = place.dataset;
    const box = document.getElementById(input);
    const words = place.querySelector<HTMLElement>('.place__words');
    if (!words || !(box instanceof HTMLInputElement || box instanceof HTMLTextAreaElement)) return;
    const town = await openTownMap(place, frame);
    if (box instanceof HTMLTextAreaElement) return drawShape(place, frame, town, box, words);
    const { map, centre, isCalm } = town;

    const pin = L.marker(centre, { icon: pinIcon, draggable: true, keyboard: false });
    const put = (at: L.LatLng) => pin.setLatLng(at).addTo(map);
    if (place.dataset.chosen !== undefined) put(centre);

    let asked: AbortController | undefined;
    const say = async (): Promise<LookedUp | undefined> => {
        asked?.abort();
        asked = new AbortController();
        const found = await lookUp<LookedUp>(address, box, asked.signal);
        if (!found) return undefined;
        words.textContent = found.error ?? found.words ?? '';
        words.classList.toggle('place__words--wrong', found.error !== undefined);
        return found;
    };
    const choose = (at: L.LatLng) => {
        box.value = `${at.lat.toFixed(5)}, ${at.lng.toFixed(5)}`;
        box.dispatchEvent(new Event('input', { bubbles: true }));
        put(at);
        void say();
    };
    /// What was typed: a point gets the pin, an address only the view.
    const show = async () => {
        pin.remove();
        const found = await say();
        if (found?.latitude === undefined || found.longitude === undefined) return;
        const at = L.latLng(found.latitude, found.longitude);
        map.setView(at, Math.max(map.getZoom(), streetZoom), { animate: !isCalm });
        if (found.exact) put(at);
    };

    map.on('click', event => choose(event.latlng));
    pin.on('dragend', () => choose(pin.getLatLng()));
    town.onChoice(() => choose(map.getCenter()));
    box.addEventListener('change', show);
    // Typed or pressed before the map had come: the server has not drawn it.
    if (box.value !== box.defaultValue) void show();
    place.closest('.place')?.querySelector('button[name="_show"]')?.addEventListener('click', event => {
        event.preventDefault();
        void show();
    });

    const button = (what: string) => place.querySelector<HTMLButtonElement>(`[data-do="${what}"]`);
    const toMiddle = button('middle');
    toMiddle?.addEventListener('click', () => choose(map.getCenter()));
    showCrossWhile(toMiddle, frame.querySelector('.map__cross'));
    onPosition(
        button('position'),
        at => {
            map.setView(at, streetZoom, { animate: !isCalm });
            choose(at);
        },
        () => (words.textContent = noPosition),
    );
}
