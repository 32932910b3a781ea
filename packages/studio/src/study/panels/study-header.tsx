import { Computes } from '../../parts/computes.tsx';
import { PageSettings } from '../../parts/page-settings.tsx';
import { texts } from '../../texts/index.ts';

/** @param settled whether a study runs, so that what computes it cannot be chosen. */
export function StudyHeader({ settled = false }: { readonly settled?: boolean }) {
  return (
    <header>
      <h1>{texts.value.study.title}</h1>
      <Computes settled={settled} />
      <PageSettings />
    </header>
  );
}
