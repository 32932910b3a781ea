// What the page and its worker say to each other of studies: types alone.
import type { MethodInFull } from '@camscope/core';
import type { Provider } from '../provider.ts';
import type { CatalogueEntry, Choice } from '../entries.ts';

export interface NamedBlob {
  readonly name: string;
  readonly content: Blob;
}

/** What can be chosen for a study, beside what the catalogue holds. */
export interface StudyCatalogue {
  /** Who reads annotations: of JSON, and of every other file. */
  readonly readers: { readonly json: CatalogueEntry; readonly table: CatalogueEntry };
  /** Ids of the metrics that read regions. */
  readonly metrics: readonly string[];
}

export interface StudyRequest {
  /** Radiographs and what was drawn on them; the phantoms, whose findings are known, where there is none. */
  readonly data?: {
    readonly radiographs: readonly NamedBlob[];
    readonly annotations: NamedBlob;
    /** Of the reader of the annotations. */
    readonly options: Readonly<Record<string, unknown>>;
  };
  /** A file with its card, or the name of one that comes along. */
  readonly network: (NamedBlob & { readonly card?: string }) | { readonly phantom: string };
  readonly methods: readonly MethodInFull[];
  readonly segmenters: readonly Choice[];
  /** Ids. */
  readonly metrics: readonly string[];
  /** What computes it; the best that there is without. */
  readonly provider?: Provider;
}

/** How far a study is. */
export interface StudyProgress {
  readonly stage: string;
  readonly done: number;
  readonly total: number;
  readonly failed: number;
  /** What was done last: `explain/phantom/grad-cam: a.png`. */
  readonly what?: string;
  /** Of networks so far, in all stages. */
  readonly runs: number;
}

export interface StudyResult {
  /** The folder of the study, its results in `results`, by their paths in it. */
  readonly files: ReadonlyMap<string, Blob>;
  readonly rows: number;
  readonly maps: number;
  readonly failedMaps: number;
  /** Units that are not done: more than 0 of a study that was cancelled. */
  readonly left: number;
  /** What the reader should know. */
  readonly notes: readonly string[];
}
