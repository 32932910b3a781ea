import { useSignal, useSignalEffect } from '@preact/signals';
import type { Remote } from 'comlink';
import type { MadeMap, Prediction, Workshop } from './work/api.ts';

interface Seen {
  readonly labels: readonly string[];
  readonly prediction: Prediction;
  readonly made: MadeMap;
}

/** Begins with a phantom, and says what the network says of it. */
export function FirstMap({ workshop }: { workshop: Remote<Workshop> }) {
  const seen = useSignal<Seen | undefined>(undefined);
  const failure = useSignal('');
  useSignalEffect(() => {
    firstMap(workshop).then(
      (value) => (seen.value = value),
      (error: unknown) => (failure.value = String(error)),
    );
  });
  if (failure.value) return <pre role="alert">{failure.value}</pre>;
  if (!seen.value) return <p role="status">…</p>;
  const { labels, prediction, made } = seen.value;
  return (
    <main data-method={made.method}>
      <table>
        {labels.map((label, i) => (
          <tr>
            <th>{label}</th>
            <td>{prediction.logits[i].toFixed(3)}</td>
          </tr>
        ))}
      </table>
    </main>
  );
}

async function firstMap(workshop: Remote<Workshop>): Promise<Seen> {
  const [{ radiographs, networks }] = await Promise.all([workshop.phantoms(), workshop.start()]);
  const [image, network] = await Promise.all([
    workshop.openImage({ phantom: radiographs[0] }, radiographs[0]),
    workshop.openNetwork({ phantom: networks[0] }, networks[0]),
  ]);
  const prediction = await workshop.predict(image.id, network.id);
  const made = await workshop.explain({
    image: image.id,
    network: network.id,
    method: { use: 'grad-cam' },
    target: 'top1',
  });
  return { labels: network.labels, prediction, made };
}
