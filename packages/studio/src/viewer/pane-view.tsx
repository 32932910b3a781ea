import { useComputed, useSignalEffect } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { image } from '../state/images.ts';
import { drawing, shapesOn } from '../state/shapes.ts';
import { tool, viewport } from '../state/view.ts';
import { draw, type Layers } from './draw.ts';
import { obey } from './gestures.ts';
import { usePaneSize } from './pane-size.ts';
import { greyPicture } from './pictures.ts';
import type { Mark } from './marks-layer.tsx';
import { ShapesLayer, type Outlined } from './shapes-layer.tsx';
import { placed } from './viewport.ts';

interface Props {
  readonly label: string;
  /** What lies over the radiograph; read in an effect, so that signals in it repaint the pane and render nothing. */
  over(): Layers['over'];
  readonly regions: readonly Outlined[];
  /** What others drew. */
  readonly marks?: readonly Mark[];
  readonly children?: ComponentChildren;
}

/** A radiograph with a map on it, in the viewport of all panes. */
export function PaneView({ label, over, regions, marks, children }: Props) {
  const surface = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const latest = useRef(over);
  latest.current = over;
  const size = usePaneSize(surface);
  const at = useComputed(() => {
    const { value: seen } = image;
    return seen ? placed(viewport.value, seen, size.value) : { left: 0, top: 0, scale: 1 };
  });
  useEffect(() => obey(surface.current!, () => at.value), []);
  useSignalEffect(() => {
    const { value: grey } = greyPicture;
    const [place, pane, layer] = [at.value, size.value, latest.current()];
    if (!grey || pane.width === 0) return;
    const request = requestAnimationFrame(() => {
      // The pane may be gone before the frame.
      if (canvas.current) draw(canvas.current, { grey, over: layer }, place, pane);
    });
    return () => cancelAnimationFrame(request);
  });
  return (
    <div class="frame">
      <div class="surface" ref={surface}>
        <canvas ref={canvas} role="img" aria-label={label} />
        <ShapesLayer
          pane={size.value}
          at={at.value}
          regions={regions}
          marks={marks}
          shapes={image.value ? shapesOn(image.value.id) : []}
          drawing={drawing.value}
          handles={tool.value === 'box' || tool.value === 'polygon'}
        />
      </div>
      {children}
    </div>
  );
}
