// The town's map, to be moved, in the frame where the server has drawn it: its own, or tiles that the municipality trusts (data-tiles with
// data-tiles-credit).
import * as L from 'leaflet';
import { BaseMap, drawBase, drawTiles, extentOf, fetchFeatures } from './base_map';
import { canTellPosition } from './position';

export type TownMap = {
    map: L.Map;
    live: HTMLElement;
    centre: L.LatLng;
    isCalm: boolean;
    /** Enter or space on the map itself. */
    onChoice: (choose: () => void) => void;
};

/** The cross in the middle shows what a button will choose. */
export function showCrossWhile(button: HTMLElement | null, cross: Element | null) {
    for (const event of ['focus', 'mouseenter'] as const) button?.addEventListener(event, () => cross?.classList.add('map__cross--shown'));
    for (const event of ['blur', 'mouseleave'] as const) button?.addEventListener(event, () => cross?.classList.remove('map__cross--shown'));
}

export async function openTownMap(place: HTMLElement, frame: HTMLElement): Promise<TownMap> {
    const { geometry = '', middle = '', metres = '', name = '', zoomIn, zoomOut, tiles, tilesCredit = '' } = place.dataset;
    const base = await fetchFeatures<BaseMap>(geometry);

    const live = document.createElement('div');
    live.className = 'map__live';
    live.setAttribute('role', 'application');
    live.setAttribute('aria-label', name);
    const cross = document.createElement('div');
    cross.className = 'map__cross';
    cross.setAttribute('aria-hidden', 'true');
    frame.append(live, cross);

    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const extent = extentOf(base);
    const map = L.map(live, {
        zoomControl: false,
        attributionControl: false,
        scrollWheelZoom: false, // the page scrolls past; the wheel zooms once the map is in use
        zoomSnap: 0.5,
        maxZoom: 18,
        maxBounds: extent.pad(0.2),
        zoomAnimation: !isCalm,
        fadeAnimation: !isCalm,
        inertia: !isCalm,
    });
    map.on('focus', () => map.scrollWheelZoom.enable()).on('blur', () => map.scrollWheelZoom.disable());
    L.control.zoom({ position: 'topright', zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(map);
    const [latitude, longitude] = middle.split(',').map(Number);
    const centre = L.latLng(latitude, longitude);
    map.fitBounds(centre.toBounds(Number(metres) * 0.8), { animate: false });
    map.setMinZoom(Math.min(map.getZoom(), map.getBoundsZoom(extent)));
    const drawOwn = () => drawBase(map, base);
    if (tiles) drawTiles(map, tiles, { of: frame.querySelector('.map__credit'), credit: tilesCredit }, drawOwn);
    else drawOwn();
    frame.querySelector('.map-svg')?.remove();
    new ResizeObserver(() => map.invalidateSize({ pan: false })).observe(frame);

    const onChoice = (choose: () => void) =>
        live.addEventListener('keydown', event => {
            if (event.target !== live || (event.key !== 'Enter' && event.key !== ' ')) return;
            event.preventDefault();
            choose();
        });
    return { map, live, centre, isCalm, onChoice };
}

/** Asks the server what is made of the words; undefined when it cannot be reached. */
export async function lookUp<Answer>(address: string, box: HTMLInputElement | HTMLTextAreaElement, signal: AbortSignal, more = {}) {
    const csrf = box.form?.querySelector<HTMLInputElement>('input[name="_csrf"]')?.value ?? '';
    try {
        const answer = await fetch(address, { method: 'POST', signal, body: new URLSearchParams({ _csrf: csrf, plats: box.value, ...more }) });
        return answer.ok ? ((await answer.json()) as Answer) : undefined;
    } catch {
        return undefined; // the words are missed; what is chosen stands all the same
    }
}

/** Where the device is. */
export function onPosition(button: HTMLButtonElement | null, found: (at: L.LatLng) => void, failed: () => void) {
    if (!button || !canTellPosition()) return;
    button.addEventListener('click', () =>
        navigator.geolocation.getCurrentPosition(({ coords }) => found(L.latLng(coords.latitude, coords.longitude)), failed, {
            enableHighAccuracy: true,
            timeout: 10_000,
        }),
    );
}
