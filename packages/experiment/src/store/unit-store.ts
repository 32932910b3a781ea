import { CamscopeError, messageOf, token } from '@camscope/core';

/** What is known of an entry beside its bytes. */
export interface EntryFacts {
  /** What units of one kind have in common is what they cost: `explain/<network>/<method>`. */
  readonly kind: string;
  /** How much work it was, in steps of its stage. */
  readonly weight: number;
  readonly seconds: number;
  /** Steps that failed. */
  readonly failed?: number;
  /** What failed may succeed another time. */
  readonly again?: boolean;
  /** Images that went through a network. */
  readonly passes?: number;
}

export interface Entry {
  /** Bytes. */
  readonly size: number;
  /** When it was written, in milliseconds since 1970. */
  readonly time: number;
  readonly facts: EntryFacts;
}

/** Keeps what units gave, by key; several processes may share it. What is read is what was written, or nothing. */
export interface UnitStore {
  /** Where it is, in words. */
  readonly place: string;
  find(key: string): Promise<Entry | undefined>;
  /** Undefined for an entry that is absent, or damaged, which is told. */
  read(key: string): Promise<Uint8Array | undefined>;
  /** @throws StoreFailed, on a full disk for example. */
  write(key: string, bytes: Uint8Array, facts: EntryFacts): Promise<void>;
  /**
   * Makes a sound entry a file of its own, at no cost of disk where the file system can.
   * @returns whether there is such an entry.
   * @throws CamscopeError FILE_UNREADABLE.
   */
  export(key: string, path: string): Promise<boolean>;
}

/** Keeps what units gave, from one run to the next. */
export const STORE = token<UnitStore>('experiment/store');

/** The store itself does not work: nothing that is done now would be kept. */
export class StoreFailed extends CamscopeError {
  constructor(verb: string, place: string, cause: unknown) {
    super('FILE_UNREADABLE', `Cannot ${verb} the store ${place}`, {
      found: messageOf(cause),
      fix: 'Mend that, and give the same command again: what is finished is kept',
      cause,
    });
  }
}
