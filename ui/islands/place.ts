// The map of a question about a place (live_place.ts), once it is near.
import { startWhenNear } from './when_used';

for (const place of document.querySelectorAll<HTMLElement>('[data-island="place"]')) {
    const frame = place.querySelector<HTMLElement>('.map');
    if (frame) void startWhenNear(place, frame);
}
