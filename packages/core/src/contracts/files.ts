/** A file's content in pieces, in order. */
export type Chunks = Iterable<Uint8Array | string> | AsyncIterable<Uint8Array | string>;

/**
 * Files by path, with `/` between folders: of a disk, in memory, or of a browser.
 * Every call throws CamscopeError FILE_UNREADABLE with the path and the cause.
 */
export interface Files {
  /** One path out of parts: each starts where those before it lead, unless it is absolute. */
  resolve(...parts: readonly string[]): string;
  /** The whole content. */
  read(path: string): Promise<Uint8Array>;
  /** The content in chunks, in order, as it comes. */
  stream(path: string): AsyncIterable<Uint8Array>;
  /** Replaces the content; written aside and renamed, so that a reader has the old or the new, whole. The folder must exist. */
  write(path: string, content: Uint8Array | string): Promise<void>;
  /**
   * The same piece by piece, without joining the pieces in memory; text as UTF-8. Where `chunks` ends in an error, the old
   * content stays, and a CamscopeError is passed on.
   */
  writeFrom(path: string, chunks: Chunks): Promise<void>;
  /** Makes a file where there is none, whole; of several that do so at once, one succeeds. @returns whether it did. */
  create(path: string, content: Uint8Array | string): Promise<boolean>;
  /** Removes a file, or a folder and all in it; nothing where there is none. */
  remove(path: string): Promise<void>;
  /** Makes a folder and those above it; nothing where it exists. */
  makeFolder(path: string): Promise<void>;
  /** Whether there is a file or folder. */
  exists(path: string): Promise<boolean>;
}
