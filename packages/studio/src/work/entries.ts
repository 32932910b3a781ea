import type { Citation } from '@camscope/core';

export interface PresetEntry {
  readonly name: string;
  readonly summary: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly map: Readonly<Record<string, unknown>>;
}

export interface CatalogueEntry {
  readonly id: string;
  readonly title: string;
  readonly summary?: string;
  readonly short?: string;
  readonly citation?: Citation;
  /** JSON schema of its options. */
  readonly options: object;
  readonly presets: readonly PresetEntry[];
}

export interface Choice {
  readonly use: string;
  readonly options?: Readonly<Record<string, unknown>>;
}
