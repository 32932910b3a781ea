import { Choose } from '../../parts/choice.tsx';
import { FileButton } from '../../parts/file-button.tsx';
import { Section } from '../../parts/section.tsx';
import { phantoms } from '../../state/start.ts';
import { texts } from '../../texts/index.ts';
import { network, takeFiles } from '../state/setup.ts';

/** The network that is explained. */
export function NetworkPanel() {
  const { network: t, form, study } = texts.value;
  const { value: chosen } = network;
  return (
    <Section title={t.title}>
      <FileButton text={t.choose} accept=".onnx,.yaml,.yml" take={(files) => void takeFiles(files)} />
      <Choose
        label={t.phantoms}
        value={chosen && 'phantom' in chosen ? chosen.phantom : ''}
        among={[
          { value: '', text: form.choose },
          ...phantoms.value.networks.map((value) => ({ value, text: value })),
        ]}
        change={(phantom) => phantom && (network.value = { phantom })}
      />
      {chosen && 'content' in chosen && (
        <p>{chosen.card === undefined ? study.withoutCard(chosen.name) : study.withCard(chosen.name)}</p>
      )}
    </Section>
  );
}
