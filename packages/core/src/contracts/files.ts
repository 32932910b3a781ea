/** A file's content in pieces, in order. */
export type Chunks = Iterable<Uint8Array | string> | AsyncIterable<Uint8Array | string>;

/** What a folder holds. */
export interface FolderEntry {
  readonly name: string;
  readonly isFolder: boolean;
  /** A name for a file or folder that is elsewhere. */
  readonly isLink: boolean;
}

/** What is known of a file or folder without reading it. */
export interface FileFacts {
  /** Bytes. */
  readonly size: number;
  /** When it was changed, in milliseconds since 1970. */
  readonly changed: number;
  readonly isFile: boolean;
}

/**
 * Files by path, with `/` between folders: of a disk, in memory, or of a browser.
 * Every call throws CamscopeError FILE_UNREADABLE with the path and the cause.
 */
export interface Files {
  /** One path out of parts: each starts where those before it lead, unless it is absolute. */
  resolve(...parts: readonly string[]): string;
  /** The whole content. */
  read(path: string): Promise<Uint8Array>;
  /** The bytes from `start` to before `end`, or to the end of the file. */
  readPart(path: string, start: number, end: number): Promise<Uint8Array>;
  /** The content in chunks, in order, as it comes. */
  stream(path: string): AsyncIterable<Uint8Array>;
  /** SHA-256 of the content, in hexadecimal. */
  sha256(path: string): Promise<string>;
  /** The entries of a folder, sorted by name. */
  list(path: string): Promise<readonly FolderEntry[]>;
  /** Undefined where there is neither file nor folder. */
  facts(path: string): Promise<FileFacts | undefined>;
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
  /** Removes from a folder what writers that were killed have left in it half-written, as far as it can. */
  sweep(path: string): Promise<void>;
  /** Whether there is a file or folder. */
  exists(path: string): Promise<boolean>;
}
