import { useSignal, type ReadonlySignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import type { Extent } from './viewport.ts';

/** The size of an element in CSS pixels, as it changes. */
export function usePaneSize(element: RefObject<HTMLElement | null>): ReadonlySignal<Extent> {
  const size = useSignal<Extent>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const observer = new ResizeObserver(([{ contentRect }]) => {
      size.value = { width: contentRect.width, height: contentRect.height };
    });
    observer.observe(element.current!);
    return () => observer.disconnect();
  }, []);
  return size;
}
