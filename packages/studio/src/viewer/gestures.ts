import { image } from '../state/images.ts';
import { greyWindow, tool, viewport, windowing } from '../state/view.ts';
import type { Point } from '@camscope/core';
import { holdCorner, moveCorner } from './corners.ts';
import { cornerAt, dragBox, dropDrawing, endBox, closePolygon } from './drawing.ts';
import { dragged, toImage, zoomed, type Extent, type Placed } from './viewport.ts';
import { draggedWindow } from './window.ts';

/** How much a notch of a wheel, in its pixels, zooms: e to this. */
const WHEEL = -0.002;

/** How far from a corner a press is at it, in CSS pixels. */
const REACH = { mouse: 6, pen: 8, touch: 16 };

type Drag = 'move' | 'window' | 'box' | 'polygon' | 'corner';

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
      // A second finger means to zoom.
      if (held.size > 1 && drag === 'box') dropDrawing();
      drag = held.size > 1 ? 'move' : begin(dragOf(event.button), toImage(x, y, place()), reach(event));
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
  const reach = ({ pointerType }: PointerEvent) => REACH[pointerType as keyof typeof REACH] / place().scale;
  const release = (event: PointerEvent) => {
    if (drag === 'box' && held.size === 1) endBox();
    if (drag === 'polygon' && event.type === 'pointerup')
      cornerAt(toImage(...at(event), place()), reach(event));
    held.delete(event.pointerId);
    if (held.size === 0) drag = undefined;
  };
  element.addEventListener('pointerup', release, { signal });
  element.addEventListener('pointercancel', release, { signal });
  element.addEventListener('dblclick', closePolygon, { signal });
  element.addEventListener('contextmenu', (event) => event.preventDefault(), { signal });
  return () => listening.abort();
}

/** A drawn corner that is pressed is dragged. */
function begin(drag: Drag, at: Point, reach: number): Drag {
  const draws = drag === 'box' || drag === 'polygon';
  if (draws && holdCorner(at, reach)) return 'corner';
  if (drag === 'box') dragBox(at, at);
  return drag;
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
  if (drag === 'corner') moveCorner(toImage(to.x, to.y, place));
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
