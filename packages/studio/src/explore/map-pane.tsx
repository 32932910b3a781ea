import { ProblemText } from '../parts/problems.tsx';
import { image } from '../state/images.ts';
import {
  again,
  cancel,
  focus,
  focused,
  makingOf,
  mapOf,
  panes,
  type Making,
  type Pane,
} from '../state/maps.ts';
import { titleOf } from '../state/methods.ts';
import { segmentedOf } from '../state/regions.ts';
import { away, colours, cut, differing, opacity, reach } from '../state/view.ts';
import { inWords, texts } from '../texts/index.ts';
import type { Layers } from '../viewer/draw.ts';
import { PaneView } from '../viewer/pane-view.tsx';
import { differencePicture, heatPicture } from '../viewer/pictures.ts';
import { PolygonStatus } from './polygon-status.tsx';
import { Readout } from './readout.tsx';

/** One method's map on the radiograph, or how far it is. */
export function MapPane({ pane, at }: { pane: Pane; at: number }) {
  const { pane: t } = texts.value;
  const isFocused = focused.value?.id === pane.id;
  const other = isFocused ? comparedWith(at) : undefined;
  const title = other ? t.minus(titleOf(pane.method), titleOf(other.method)) : titleOf(pane.method);
  const making = makingOf(pane);
  const regions = segmentedOf(pane)?.regions ?? [];
  return (
    <article class="pane" data-focused={isFocused} onPointerDown={() => (focus.value = at)}>
      <h2>
        <button type="button" lang="en" aria-pressed={isFocused} onClick={() => (focus.value = at)}>
          {title}
        </button>
        <small>{other ? t.legend : making.is === 'made' && <Made making={making} />}</small>
      </h2>
      <PaneView
        label={t.label(title, image.value?.name ?? '')}
        over={() => overOf(pane, other)}
        regions={other || away.value ? [] : regions}
      >
        {isFocused && <Readout />}
        {isFocused && <PolygonStatus />}
        {making.is !== 'made' && <Status pane={pane} making={making} />}
      </PaneView>
    </article>
  );
}

/** The next pane, where a difference is asked for. */
function comparedWith(at: number): Pane | undefined {
  const { value: all } = panes;
  return differing.value && all.length > 1 ? all[(at + 1) % all.length] : undefined;
}

function overOf(pane: Pane, other: Pane | undefined): Layers['over'] {
  const { value: seen } = image;
  const map = mapOf(pane);
  if (!seen || !map || away.value) return undefined;
  const look = { colours: colours.value, cut: cut.value, reach: reach.value };
  if (!other) return { picture: heatPicture(map, seen, look), opacity: opacity.value };
  const second = mapOf(other);
  return second && { picture: differencePicture(map, second, seen), opacity: 1 };
}

function Made({ making: { map } }: { making: Making & { is: 'made' } }) {
  const { pane: t } = texts.value;
  if (map.blank) return t.blank[map.blank];
  return `${t.explains(map.label)} · ${t.made(inWords(map.milliseconds, 0), map.passes)}`;
}

function Status({ pane, making }: { pane: Pane; making: Exclude<Making, { is: 'made' }> }) {
  const { pane: t } = texts.value;
  if (making.is === 'refused') {
    return (
      <div class="status">
        <ProblemText problem={making.problem} />
      </div>
    );
  }
  if (making.is === 'cancelled') {
    return (
      <div class="status">
        <p>{t.cancelled}</p>
        <button type="button" onClick={() => again(pane)}>
          {t.again}
        </button>
      </div>
    );
  }
  return (
    <div class="status">
      {making.is === 'running' ? <Running making={making} /> : <p>{t.waiting}</p>}
      <button type="button" onClick={() => cancel(pane)}>
        {t.cancel}
      </button>
    </div>
  );
}

function Running({ making: { at } }: { making: Making & { is: 'running' } }) {
  const { pane: t } = texts.value;
  if (at.done === undefined || at.total === undefined) return <p>{t.stages[at.stage]}</p>;
  const text = t.running(at.done, at.total);
  return (
    <>
      <p>{text}</p>
      <progress aria-label={text} value={at.done} max={at.total} />
    </>
  );
}
