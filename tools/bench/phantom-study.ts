import { labels } from '@camscope/datasets-phantom';

/** Labels of networks of 14 outputs. */
const CLASSES = Array.from({ length: 14 }, (_, i) => labels[i] ?? `class ${i}`);

/** A study of radiographs that it draws into the folder `phantoms`, with one finding each, and a network of 14 outputs. */
export interface PhantomStudy {
  readonly model: string;
  readonly images: number;
  /** Of an image, each way, in pixels. */
  readonly size: number;
  readonly methods: readonly string[];
  readonly segmenters?: readonly string[];
  readonly metrics: readonly string[];
  readonly runtime: Readonly<Record<string, string | number>>;
}

/** As JSON, which is YAML. */
export function phantomStudy({ model, images, size, ...rest }: PhantomStudy): string {
  return JSON.stringify({
    version: 1,
    models: [{ file: model, labels: CLASSES }],
    data: {
      use: 'phantom',
      ...{
        count: images,
        size,
        secondViews: 0,
        readers: 1,
        truth: false,
        marker: 'none',
        folder: 'phantoms',
      },
      findings: Object.fromEntries(labels.map((label, i) => [label, i === 0 ? 1 : 0])),
    },
    ...rest,
    priors: [],
    out: 'out',
  });
}
