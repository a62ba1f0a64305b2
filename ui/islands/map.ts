// A drawn map that can be moved (live_map.ts) once it is used.
import { startWhenUsed } from './when_used';

for (const place of document.querySelectorAll<HTMLElement>('[data-island="map"]')) void startWhenUsed(place, place);
