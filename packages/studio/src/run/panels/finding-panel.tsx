import { Section } from '../../parts/section.tsx';
import { Reach } from '../../parts/reach.tsx';
import { Slider } from '../../parts/slider.tsx';
import { image } from '../../state/images.ts';
import { inWords, texts } from '../../texts/index.ts';
import { classOf } from '../../viewer/marks-layer.tsx';
import { PaneView } from '../../viewer/pane-view.tsx';
import { heatPicture } from '../../viewer/pictures.ts';
import { colours } from '../../state/view.ts';
import { wordOf } from '../data/score-rows.ts';
import { change, look } from '../state/following.ts';
import { boxOf, found, marks, radiograph, type FoundMap } from '../state/finding.ts';
import { rows, selected, stepRow } from '../state/rows.ts';

/** The radiograph of the row that is looked at, and every method's map on it. */
export function FindingPanel() {
  const { run: t, view } = texts.value;
  const { opacity, threshold, reach } = look.value;
  const { value: all } = rows;
  const { value: row } = selected;
  if (!all) return null;
  return (
    <Section title={t.finding}>
      <div class="side-by-side">
        <button type="button" aria-keyshortcuts="p" onClick={() => stepRow(-1)}>
          {t.previous}
        </button>
        <button type="button" aria-keyshortcuts="n" onClick={() => stepRow(1)}>
          {t.next}
        </button>
      </div>
      {row === undefined ? (
        <p>{t.choose}</p>
      ) : (
        <>
          <p>
            <strong>{wordOf(all.words.class, row)}</strong>
            {[wordOf(all.words.image, row), wordOf(all.words.model, row)].map((word) => word && ` · ${word}`)}
          </p>
          <Readers />
          <div class="side-by-side">
            <Slider label={view.opacity} value={opacity} change={(opacity) => change({ opacity })} />
            <Slider label={view.cut} value={threshold} change={(threshold) => change({ threshold })} />
            <Reach value={reach} change={(reach) => change({ reach })} />
          </div>
          <Panes looked={wordOf(all.words.method, row)} />
        </>
      )}
    </Section>
  );
}

/** Whose marks are seen, each name in its colour. */
function Readers() {
  const { run: t } = texts.value;
  const each = [...new Map(marks.value.map((mark) => [mark.by, mark])).values()];
  if (each.length === 0) return null;
  return (
    <p class="hint drawn-by">
      {t.readers}
      {each.map((mark) => (
        <span key={mark.by} class={classOf(mark)}>
          {mark.by}
        </span>
      ))}
    </p>
  );
}

function Panes({ looked }: { looked: string }) {
  const { run: t } = texts.value;
  const { value: maps } = found;
  if (!radiograph.value || image.value?.id !== radiograph.value.image) return null;
  const ordered = [
    ...maps.filter(({ method }) => method === looked),
    ...maps.filter(({ method }) => method !== looked),
  ];
  return (
    <>
      {ordered.length === 0 && <p>{t.noMap}</p>}
      <div class="panes" style={{ '--columns': ordered.length > 3 ? 3 : Math.max(1, ordered.length) }}>
        {ordered.map((one) => (
          <MapPane key={`${one.run} ${one.method}`} found={one} looked={one.method === looked} />
        ))}
        {ordered.length === 0 && (
          <article class="pane">
            <PaneView
              label={radiograph.value.image}
              over={() => undefined}
              regions={[]}
              marks={marks.value}
            />
          </article>
        )}
      </div>
    </>
  );
}

function MapPane({ found: one, looked }: { found: FoundMap; looked: boolean }) {
  const { run: t, pane } = texts.value;
  const box = boxOf(one);
  const title = one.run === 1 ? `${one.method} (${t.second})` : one.method;
  return (
    <article class="pane" data-focused={looked}>
      <h3>
        {title}{' '}
        <small>
          {one.value === null ? t.missing : t.value(inWords(one.value, 3))}
          {one.blank && ` · ${pane.blank[one.blank]}`}
        </small>
      </h3>
      <PaneView
        label={pane.label(title, one.line.image)}
        over={() => ({
          picture: heatPicture({ map: one.map.data }, one.map, {
            ...{ colours: colours.value, cut: look.value.threshold, reach: look.value.reach },
          }),
          opacity: look.value.opacity,
        })}
        marks={marks.value}
        regions={box ? [{ box, contours: [] }] : []}
      />
    </article>
  );
}
