import { colourMapNames, type ColourMapName } from '@camscope/pixels';
import { Choose } from '../parts/choice.tsx';
import { Reach } from '../parts/reach.tsx';
import { Segmented } from '../parts/segmented.tsx';
import { Slider } from '../parts/slider.tsx';
import { Toggle } from '../parts/toggle.tsx';
import { panes } from '../state/maps.ts';
import {
  blinking,
  colours,
  cut,
  differing,
  inverted,
  opacity,
  reach,
  resetView,
  tool,
  tools,
  windowing,
} from '../state/view.ts';
import { texts } from '../texts/index.ts';
import { windowPresets, type WindowPreset } from '../viewer/window.ts';

const TOOL_KEYS = { move: 'm', window: 'w', box: 'r', polygon: 'p' };

/** How all panes are looked at. */
export function Toolbar() {
  const { view: t } = texts.value;
  return (
    <div class="toolbar" role="group" aria-label={t.title}>
      <Segmented
        label={t.tools}
        value={tool.value}
        among={tools.map((value) => ({ value, text: t.tool[value], key: TOOL_KEYS[value] }))}
        change={(chosen) => (tool.value = chosen)}
      />
      <Toggle text={t.invert} keys="i" on={inverted.value} change={(on) => (inverted.value = on)} />
      <Toggle text={t.blink} keys="b" on={blinking.value} change={(on) => (blinking.value = on)} />
      <Toggle
        text={t.difference}
        keys="d"
        on={differing.value}
        disabled={panes.value.length < 2}
        change={(on) => (differing.value = on)}
      />
      <button type="button" aria-keyshortcuts="Space" onClick={resetView}>
        {t.reset}
      </button>
      <Choose
        label={t.colours}
        value={colours.value}
        among={colourMapNames.map((value) => ({ value, text: value }))}
        change={(chosen: ColourMapName) => (colours.value = chosen)}
      />
      <Presets />
      <Reach value={reach.value} change={(share) => (reach.value = share)} />
      <Slider label={t.opacity} value={opacity.value} change={(value) => (opacity.value = value)} />
      <Slider label={t.cut} value={cut.value} change={(value) => (cut.value = value)} />
    </div>
  );
}

function Presets() {
  const { view: t } = texts.value;
  const { value: chosen } = windowing;
  const dragged = typeof chosen === 'string' ? [] : [{ value: 'dragged' as const, text: t.dragged }];
  const presets = windowPresets.map((value, at) => ({ value, text: `${at + 1}: ${t.preset[value]}` }));
  return (
    <Choose<WindowPreset | 'dragged'>
      label={t.presets}
      value={typeof chosen === 'string' ? chosen : 'dragged'}
      among={[...dragged, ...presets]}
      change={(preset) => preset !== 'dragged' && (windowing.value = preset)}
    />
  );
}
