import type { Texts } from '../texts/en.ts';
import { closePolygon, dropDrawing } from '../viewer/drawing.ts';
import { zoomed } from '../viewer/viewport.ts';
import { windowPresets } from '../viewer/window.ts';
import { signal } from '@preact/signals';
import { step } from './images.ts';
import { focus, panes } from './maps.ts';
import { keysOn } from './settings.ts';
import { blinking, differing, inverted, resetView, tool, viewport, windowing, type Tool } from './view.ts';

/** Keys that do one kind of thing, named as `KeyboardEvent.key` has them. */
export interface KeyGroup {
  readonly keys: readonly string[];
  readonly what: keyof Texts['keys']['what'];
  act(key: string): void;
}

/** Whether the panel of keys is open. */
export const keysPanel = signal(false);

const CLOSER = 1.25;

const TOOLS: Readonly<Record<string, Tool>> = { m: 'move', w: 'window', r: 'box', p: 'polygon' };

export const keyGroups: readonly KeyGroup[] = [
  { keys: ['ArrowLeft', 'ArrowRight'], what: 'previous', act: (key) => step(key === 'ArrowRight' ? 1 : -1) },
  { keys: ['ArrowUp', 'ArrowDown'], what: 'method', act: (key) => stepFocus(key === 'ArrowDown' ? 1 : -1) },
  {
    keys: ['+', '-'],
    what: 'zoom',
    act: (key) => (viewport.value = zoomed(viewport.value, key === '+' ? CLOSER : 1 / CLOSER)),
  },
  { keys: [' '], what: 'reset', act: resetView },
  { keys: ['i'], what: 'invert', act: () => (inverted.value = !inverted.value) },
  {
    keys: windowPresets.map((_, at) => String(at + 1)),
    what: 'window',
    act: (key) => (windowing.value = windowPresets[Number(key) - 1]),
  },
  { keys: ['b'], what: 'blink', act: () => (blinking.value = !blinking.value) },
  { keys: ['d'], what: 'difference', act: () => (differing.value = !differing.value) },
  { keys: Object.keys(TOOLS), what: 'tool', act: (key) => (tool.value = TOOLS[key]) },
  { keys: ['?'], what: 'keys', act: () => (keysPanel.value = !keysPanel.value) },
];

/** Has single keys act wherever nobody is typing; gives what stops that. */
export function listenToKeys(target: Window): () => void {
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || takesKeys(event)) return;
    if (event.key === 'Escape') return dropDrawing();
    if (event.key === 'Enter') return closePolygon();
    const group = keysOn.value && keyGroups.find(({ keys }) => keys.includes(event.key));
    if (!group) return;
    event.preventDefault();
    group.act(event.key);
  };
  target.addEventListener('keydown', press);
  return () => target.removeEventListener('keydown', press);
}

/** Whether the element in focus does something of its own with the key. */
function takesKeys({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('dialog, select, textarea, [contenteditable]')) return true;
  if (target instanceof HTMLInputElement) return target.type !== 'checkbox' || key === ' ';
  return (key === ' ' || key === 'Enter') && target.closest('button, summary, a, label') !== null;
}

function stepFocus(by: number): void {
  const count = panes.value.length;
  if (count > 0) focus.value = (focus.value + by + count) % count;
}
