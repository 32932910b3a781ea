import type { Sample } from '@camscope/core';
import { entryOf } from '@camscope/datasets-common';
import type { VindrOptions } from './options.ts';

/** Who saw what in one image. */
export class Votes {
  readonly #readers = new Set<string>();
  readonly #seen = new Map<string, Set<string>>();

  /** A reader looked. */
  reader(reader: string): void {
    this.#readers.add(reader);
  }

  saw(reader: string, label: string): void {
    this.#readers.add(reader);
    entryOf(this.#seen, label, () => new Set()).add(reader);
  }

  /** 1 where enough readers saw it, −1 where fewer did, 0 where none did. */
  labels(asked: readonly string[], present: VindrOptions['present']): Sample['labels'] {
    const needed = { any: 1, majority: Math.floor(this.#readers.size / 2) + 1, all: this.#readers.size }[
      present
    ];
    return Object.fromEntries(
      asked.map((label) => {
        const votes = this.#seen.get(label)?.size ?? 0;
        return [label, votes === 0 ? 0 : votes >= needed ? 1 : -1];
      }),
    );
  }
}
