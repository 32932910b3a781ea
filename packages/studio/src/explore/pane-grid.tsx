import { image } from '../state/images.ts';
import { makingOf, panes } from '../state/maps.ts';
import { titleOf } from '../state/methods.ts';
import { opening } from '../state/opening.ts';
import { texts } from '../texts/index.ts';
import { PaneView } from '../viewer/pane-view.tsx';
import { MapPane } from './map-pane.tsx';

/** As square as may be. */
export function PaneGrid() {
  const { value: t } = texts;
  const { value: all } = panes;
  if (!image.value) return <p class="empty">{opening.value > 0 ? t.images.opening : t.images.none}</p>;
  return (
    <div class="panes" style={{ '--columns': Math.ceil(Math.sqrt(Math.max(1, all.length))) }}>
      {all.map((pane, at) => (
        <MapPane key={at} pane={pane} at={at} />
      ))}
      {all.length === 0 && (
        <article class="pane">
          <PaneView label={t.pane.image} over={() => undefined} regions={[]} />
        </article>
      )}
      <Announcements />
    </div>
  );
}

/** What a screen reader says when maps are ready. */
function Announcements() {
  const { pane: t } = texts.value;
  const ready = panes.value.filter((pane) => makingOf(pane).is === 'made');
  return (
    <p class="hidden" role="status">
      {ready.map(({ method }) => t.ready(titleOf(method))).join('. ')}
    </p>
  );
}
