import { useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { Choose } from '../../parts/choice.tsx';
import { inWords, texts } from '../../texts/index.ts';
import { matrixOf, readAgreement, type AgreementRow, type Matrix } from '../data/agreement-rows.ts';
import type { Filters } from '../data/query.ts';
import { change, look } from '../state/following.ts';
import { segmenter } from '../state/rows.ts';
import { first, readOfRuns } from '../state/runs.ts';

/** How alike the methods are, pair by pair, over the findings that the filters leave. */
export function Agreement({ filters }: { filters: Filters }) {
  const { run: t } = texts.value;
  const read = useSignal<readonly AgreementRow[]>([]);
  const measures = first.value?.lock.agreement ?? [];
  const chosen = useComputed(() => {
    const known = first.value?.lock.agreement ?? [];
    return known.find(({ name }) => name === look.value.agreement) ?? known[0];
  });
  useSignalEffect(() => {
    const table = first.value?.agreement;
    const wanted = { metric: chosen.value?.name ?? '', segmenter: segmenter.value ?? '' };
    if (!table) return;
    const until = new AbortController();
    void readOfRuns(async () => {
      const rows = await readAgreement(table, wanted, until.signal).catch((thrown: unknown) => {
        if (!until.signal.aborted) throw thrown;
        return [];
      });
      if (!until.signal.aborted) read.value = rows;
    });
    return () => until.abort();
  });
  if (!chosen.value || !first.value?.agreement) return <p>{t.noAgreement}</p>;
  const { ordered = false } = chosen.value;
  const order = first.value.lock.methods.map(({ name }) => name);
  return (
    <>
      <Choose
        label={t.agreementOf}
        value={chosen.value.name}
        among={measures.map(({ name, title }) => ({ value: name, text: title }))}
        change={(name) => change({ agreement: name })}
      />
      <Cells matrix={matrixOf(filtered(read.value, filters), ordered, order)} />
      <p class="hint">{t.agreementNote(ordered)}</p>
    </>
  );
}

function filtered(rows: readonly AgreementRow[], { words, search }: Filters): AgreementRow[] {
  const part = search.trim().toLowerCase();
  const passes = (name: 'model' | 'class', word: string) => words[name]?.includes(word) ?? true;
  return rows.filter(
    (row) =>
      passes('model', row.model) && passes('class', row.class) && row.image.toLowerCase().includes(part),
  );
}

function Cells({ matrix: { names, means, counts } }: { matrix: Matrix }) {
  const { run: t } = texts.value;
  return (
    <div class="scroll" role="group" tabIndex={0} aria-label={t.plots.agreement}>
      <table class="matrix">
        <thead>
          <tr>
            <td />
            {names.map((name) => (
              <th key={name} scope="col">
                <span>{name}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {names.map((a, i) => (
            <tr key={a}>
              <th scope="row">{a}</th>
              {names.map((b, j) => {
                const at = i * names.length + j;
                if (counts[at] === 0) return <td key={b}>{t.missing}</td>;
                const mean = inWords(means[at], 2);
                return (
                  <td
                    key={b}
                    title={t.agreementCell(a, b, mean, inWords(counts[at], 0))}
                    style={{ '--share': Math.min(1, Math.abs(means[at])) }}
                  >
                    {mean}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
