import { drawing } from '../state/shapes.ts';
import { texts } from '../texts/index.ts';
import { closePolygon, dropDrawing } from '../viewer/drawing.ts';

/** What to do with the polygon that is being drawn, for who has no keys. */
export function PolygonStatus() {
  const { drawn: t } = texts.value;
  const { value: shape } = drawing;
  if (!shape || !('polygon' in shape)) return null;
  return (
    <div class="status">
      <button type="button" disabled={shape.polygon.length < 3} onClick={closePolygon}>
        {t.close}
      </button>
      <button type="button" onClick={dropDrawing}>
        {t.drop}
      </button>
    </div>
  );
}
