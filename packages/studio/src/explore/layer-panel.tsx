import { Choose } from '../parts/choice.tsx';
import { Section } from '../parts/section.tsx';
import { layer, network } from '../state/network.ts';
import { texts } from '../texts/index.ts';

export function LayerPanel() {
  const { layers: t } = texts.value;
  const { value: open } = network;
  if (!open) return null;
  const among = open.layers.map(({ name, aliases, dims }) => ({
    value: name,
    text:
      [name, ...aliases.slice(0, 1)].join(' = ') + (dims.length > 0 ? `, ${dims.slice(1).join(' × ')}` : ''),
  }));
  return (
    <Section title={t.title}>
      <Choose
        label={t.label}
        value={layer.value ?? ''}
        among={[{ value: '', text: t.byDefault(open.layer ?? '–') }, ...among]}
        change={(name) => (layer.value = name || undefined)}
      />
    </Section>
  );
}
