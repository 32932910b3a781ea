import { Choose } from '../parts/choice.tsx';
import { FileButton } from '../parts/file-button.tsx';
import { save } from '../parts/save.ts';
import { Section } from '../parts/section.tsx';
import { workshop } from '../state/connect.ts';
import { network } from '../state/network.ts';
import { openFiles, opening } from '../state/opening.ts';
import { told } from '../state/problems.ts';
import { openPhantomNetwork, phantoms } from '../state/start.ts';
import { inWords, texts } from '../texts/index.ts';
import type { OpenedNetwork } from '../work/api.ts';
import { FactsForm } from './facts-form.tsx';

export function NetworkPanel() {
  const { network: t, images, form } = texts.value;
  const { value: open } = network;
  return (
    <Section title={t.title}>
      <div class="beside">
        <FileButton text={t.choose} accept=".onnx,.yaml,.yml,.json" take={(files) => void openFiles(files)} />
        {opening.value > 0 && <span aria-hidden="true">{images.opening}</span>}
      </div>
      <Choose
        label={t.phantoms}
        value=""
        among={[
          { value: '', text: form.choose },
          ...phantoms.value.networks.map((value) => ({ value, text: value })),
        ]}
        change={(name) => name && void openPhantomNetwork(name)}
      />
      {open ? <Known key={open.id} network={open} /> : opening.value === 0 && <p>{t.none}</p>}
    </Section>
  );
}

function Known({ network: open }: { network: OpenedNetwork }) {
  const { network: t } = texts.value;
  const guessed = open.facts.filter(({ origin }) => origin.from === 'guess');
  const { width, height, channels } = open.input;
  return (
    <>
      <dl class="facts">
        <dt>{t.file}</dt>
        <dd>
          {open.name}, {t.megabytes(inWords(open.bytes / 1e6, 1))}
        </dd>
        <dt>{t.architecture}</dt>
        <dd>{open.architecture}</dd>
        <dt>{t.input}</dt>
        <dd>{`${width} × ${height} × ${channels}`}</dd>
      </dl>
      {guessed.length > 0 && (
        <div class="guesses">
          <p>{t.guessed(guessed.length)}</p>
          <ul>
            {guessed.map(({ fact, origin }) => (
              <li key={fact}>
                <strong>{t.known[fact]}</strong>: <span lang="en">{origin.why}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      <details>
        <summary>{t.form}</summary>
        <FactsForm network={open} />
      </details>
      <button type="button" onClick={() => void told(() => saveCard(open))}>
        {t.card}
      </button>
    </>
  );
}

async function saveCard({ id, name }: OpenedNetwork): Promise<void> {
  const card = await workshop.cardOf(id);
  save(new Blob([card], { type: 'application/yaml' }), `${name.replace(/\.onnx$/i, '')}.card.yaml`);
}
