import type { Lock, Run } from '@camscope/pipeline';
import type { FactorTable } from '@camscope/statistics';
import type { SeriesFacts } from '../data.ts';
import { titleOf } from './titles.ts';

/** Methods, heatmaps made elsewhere, priors and readers, as the lock declares them and the tables name them. */
export function seriesOf({ lock, scores, agreement }: Run): SeriesFacts[] {
  const methods = lock.methods.map((method) => methodOf(method, lock));
  const elsewhere = new Set(lock.imports.map(({ name }) => name));
  for (const { name } of methods) elsewhere.delete(name);
  const imports = [...elsewhere].map((name): SeriesFacts => {
    return { name, kind: 'method', summary: 'Heatmaps made elsewhere' };
  });
  const seen = (kind: 'prior' | 'reader') => scores?.where({ kind }).levels('method') ?? [];
  const readers = new Set([...seen('reader'), ...readersIn(agreement)]);
  return [
    ...methods,
    ...imports,
    ...seen('prior').map((name) => priorOf(name, lock)),
    ...[...readers].map((name) => readerOf(name, lock)),
  ];
}

function methodOf(method: Lock['methods'][number], { methods }: Lock): SeriesFacts {
  const { name, short, alsoCalled, summary, options, citation, host } = method;
  const title = titleOf(method, methods);
  return {
    name,
    title,
    ...(title === method.title ? { short } : {}),
    alsoCalled,
    kind: 'method',
    summary,
    options,
    citation,
    host,
  };
}

function priorOf(name: string, { baselines }: Lock): SeriesFacts {
  const { title = name, short, summary, role } = baselines.find((one) => one.name === name) ?? {};
  return {
    ...{ name, title, short, summary, kind: 'prior' },
    ...{ chance: role === 'chance' },
  };
}

/** Who is compared with methods and asks no network. */
function readersIn(agreement: FactorTable | undefined): string[] {
  return (['a', 'b'] as const).flatMap(
    (side) => agreement?.where({ [`model_${side}`]: '' }).levels(side) ?? [],
  );
}

/** `reader:R1`, or `reader` where the data do not tell who it was. */
function readerOf(name: string, { baselines }: Lock): SeriesFacts {
  const colon = name.indexOf(':');
  if (colon >= 0) {
    const reader = name.slice(colon + 1);
    return { name, title: `Reader ${reader}`, short: reader, kind: 'reader' };
  }
  const { title = name, short } = baselines.find((one) => one.series === 'reader' && one.name === name) ?? {};
  return { name, title, short, kind: 'reader' };
}
