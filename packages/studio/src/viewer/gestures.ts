import { image } from '../state/images.ts';
import { greyWindow, tool, viewport, windowing } from '../state/view.ts';
import { cornerAt, dragBox, endBox, closePolygon } from './drawing.ts';
import { dragged, toImage, zoomed, type Extent, type Placed } from './viewport.ts';
import { draggedWindow } from './window.ts';

/** How much a notch of a wheel, in its pixels, zooms: e to this. */
const WHEEL = -0.002;

type Drag = 'move' | 'window' | 'box' | 'polygon';

interface Held {
  readonly id: number;
  readonly x: number;
  readonly y: number;
}

/** Makes an element that shows an image obey wheel, mouse, pen and fingers; gives what stops that. */
export function obey(element: HTMLElement, place: () => Placed): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  const held = new Map<number, Held>();
  let drag: Drag | undefined;

  const at = ({ clientX, clientY }: { clientX: number; clientY: number }) => {
    const { left, top } = element.getBoundingClientRect();
    return [clientX - left, clientY - top] as const;
  };
  element.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      zoomAt(...at(event), Math.exp(event.deltaY * WHEEL), place());
    },
    { signal, passive: false },
  );
  element.addEventListener(
    'pointerdown',
    (event) => {
      const [x, y] = at(event);
      held.set(event.pointerId, { id: event.pointerId, x, y });
      drag = held.size > 1 ? 'move' : dragOf(event.button);
      if (drag === 'polygon') cornerAt(toImage(x, y, place()));
      if (drag === 'box') dragBox(toImage(x, y, place()), toImage(x, y, place()));
      element.setPointerCapture(event.pointerId);
    },
    { signal },
  );
  element.addEventListener(
    'pointermove',
    (event) => {
      const before = held.get(event.pointerId);
      if (!before || !drag) return;
      const [x, y] = at(event);
      const now = { id: event.pointerId, x, y };
      if (held.size === 2) pinch([...held.values()], now, place());
      else move(drag, before, now, { place: place(), pane: element.getBoundingClientRect() });
      held.set(event.pointerId, now);
    },
    { signal },
  );
  const release = (event: PointerEvent) => {
    if (drag === 'box' && held.size === 1) endBox();
    held.delete(event.pointerId);
    if (held.size === 0) drag = undefined;
  };
  element.addEventListener('pointerup', release, { signal });
  element.addEventListener('pointercancel', release, { signal });
  element.addEventListener('dblclick', closePolygon, { signal });
  element.addEventListener('contextmenu', (event) => event.preventDefault(), { signal });
  return () => listening.abort();
}

/** The right button windows and the middle one moves, whatever the tool. */
function dragOf(button: number): Drag {
  return button === 2 ? 'window' : button === 1 ? 'move' : tool.value;
}

function move(drag: Drag, from: Held, to: Held, { place, pane }: { place: Placed; pane: Extent }): void {
  const { value: seen } = image;
  if (!seen) return;
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  if (drag === 'move') viewport.value = dragged(viewport.value, dx, dy, place.scale, seen);
  if (drag === 'box') dragBox(undefined, toImage(to.x, to.y, place));
  if (drag !== 'window') return;
  const { min, max } = seen;
  windowing.value = draggedWindow(greyWindow.value, dx / pane.width, dy / pane.height, max - min);
}

/** Two fingers: their distance zooms, about the one that rests. */
function pinch(held: readonly Held[], now: Held, place: Placed): void {
  const other = held.find(({ id }) => id !== now.id)!;
  const before = held.find(({ id }) => id === now.id)!;
  const distance = (one: Held) => Math.hypot(one.x - other.x, one.y - other.y);
  zoomAt(other.x, other.y, distance(now) / Math.max(1, distance(before)), place);
}

function zoomAt(x: number, y: number, factor: number, place: Placed): void {
  const { value: seen } = image;
  if (!seen) return;
  const [column, row] = toImage(x, y, place);
  viewport.value = zoomed(viewport.value, factor, [column / seen.width, row / seen.height]);
}
