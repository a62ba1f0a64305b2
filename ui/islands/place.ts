// The map of a question about a place. The server has drawn the town under the text box (engines/forms/place.h); this lays a map above it
// that can be moved, and writes what is chosen into the box. What the place is called, and whether it will do, the server says.
import * as L from 'leaflet';
import { drawBase, extentOf, fetchFeatures } from './base_map';

type LookedUp = { latitude?: number; longitude?: number; exact?: boolean; words?: string; error?: string };

const pinPicture =
    '<svg viewBox="-18 -47 36 49" width="36" height="49" aria-hidden="true"><g class="map-drop">' +
    '<path d="M0 0C-7-11-16-18-16-29a16 16 0 0 1 32 0C16-18 7-11 0 0z"/><circle class="map-drop__eye" cy="-29" r="6"/></g></svg>';
const pinIcon = L.divIcon({ className: 'place__pin', html: pinPicture, iconSize: [36, 49], iconAnchor: [18, 47] });
const streetZoom = 17;

async function start(place: HTMLElement, frame: HTMLElement) {
    const { geometry = '', lookUp = '', input = '', middle = '', metres = '', name = '', zoomIn, zoomOut, noPosition = '' } = place.dataset;
    const box = document.getElementById(input);
    const words = place.querySelector<HTMLElement>('.place__words');
    if (!(box instanceof HTMLInputElement) || !words) return;
    const base = await fetchFeatures(geometry);

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
    drawBase(map, base);
    frame.querySelector('.map-svg')?.remove();
    new ResizeObserver(() => map.invalidateSize({ pan: false })).observe(frame);

    const pin = L.marker(centre, { icon: pinIcon, draggable: true, keyboard: false });
    const put = (at: L.LatLng) => pin.setLatLng(at).addTo(map);
    if (place.dataset.chosen !== undefined) put(centre);

    let asked: AbortController | undefined;
    const say = async (): Promise<LookedUp | undefined> => {
        asked?.abort();
        asked = new AbortController();
        const csrf = box.form?.querySelector<HTMLInputElement>('input[name="_csrf"]')?.value ?? '';
        try {
            const answer = await fetch(lookUp, { method: 'POST', signal: asked.signal, body: new URLSearchParams({ _csrf: csrf, plats: box.value }) });
            if (!answer.ok) return undefined;
            const found: LookedUp = await answer.json();
            words.textContent = found.error ?? found.words ?? '';
            words.classList.toggle('place__words--wrong', found.error !== undefined);
            return found;
        } catch {
            return undefined; // the words are missed; the place is chosen all the same
        }
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
    live.addEventListener('keydown', event => {
        if (event.target !== live || (event.key !== 'Enter' && event.key !== ' ')) return;
        event.preventDefault();
        choose(map.getCenter());
    });
    box.addEventListener('change', show);
    place.closest('.place')?.querySelector('button[name="_show"]')?.addEventListener('click', event => {
        event.preventDefault();
        void show();
    });

    const tools = place.querySelector('template');
    if (tools) place.append(tools.content.cloneNode(true));
    const button = (what: string) => place.querySelector<HTMLButtonElement>(`[data-do="${what}"]`);
    const toMiddle = button('middle');
    toMiddle?.addEventListener('click', () => choose(map.getCenter()));
    for (const event of ['focus', 'mouseenter'] as const) toMiddle?.addEventListener(event, () => cross.classList.add('map__cross--shown'));
    for (const event of ['blur', 'mouseleave'] as const) toMiddle?.addEventListener(event, () => cross.classList.remove('map__cross--shown'));
    const toPosition = button('position');
    if (toPosition) toPosition.hidden = !('geolocation' in navigator) || !isSecureContext;
    toPosition?.addEventListener('click', () =>
        navigator.geolocation.getCurrentPosition(
            ({ coords }) => {
                const at = L.latLng(coords.latitude, coords.longitude);
                map.setView(at, streetZoom, { animate: !isCalm });
                choose(at);
            },
            () => {
                words.textContent = noPosition;
            },
            { enableHighAccuracy: true, timeout: 10_000 },
        ),
    );
}

/// A map that is seen is started; one in a question that is still hidden waits until that is shown.
for (const place of document.querySelectorAll<HTMLElement>('[data-island="place"]')) {
    const frame = place.querySelector<HTMLElement>('.map');
    if (!frame) continue;
    const watch = new IntersectionObserver(
        seen => {
            if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
            watch.disconnect();
            start(place, frame).catch(problem => {
                frame.querySelector('.map__live')?.remove(); // the drawn map stays
                console.warn('place', problem);
            });
        },
        { rootMargin: '200px' },
    );
    watch.observe(frame);
}
