import { effect } from '@preact/signals';
import { away, blinking } from '../state/view.ts';

/** Half a second with the map, half a second without. */
const HALF = 500;

/** Has maps come and go while that is asked for; where motion is to be reduced, they go once and stay away until the next press. */
export function blink(calm: Pick<MediaQueryList, 'matches'>): () => void {
  return effect(() => {
    away.value = blinking.value;
    if (!blinking.value || calm.matches) return;
    const timer = setInterval(() => (away.value = !away.peek()), HALF);
    return () => clearInterval(timer);
  });
}
