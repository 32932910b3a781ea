import { image } from '../state/images.ts';
import { greyWindow, viewport } from '../state/view.ts';
import { inWords, texts } from '../texts/index.ts';

/** What a pane shows of the image, in a corner of it. */
export function Readout() {
  const { view: t } = texts.value;
  const { low, high } = greyWindow.value;
  const decimals = image.value && image.value.white > 1 ? 0 : 3;
  return (
    <p class="readout">
      {t.window(inWords(low, decimals), inWords(high, decimals))} ·{' '}
      {t.zoom(inWords(100 * viewport.value.zoom, 0))}
    </p>
  );
}
