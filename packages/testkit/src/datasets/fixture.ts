import type { Box, DatasetReader, Files, ImageCodec } from '@camscope/core';

/** A small copy of the data of one reader, on which it is checked. */
export interface DatasetFixture {
  readonly reader: DatasetReader;
  /** Of the machine: `nodeFiles` of `@camscope/files-node`. */
  readonly files: Files;
  /** Of the machine: `sharpCodec` of `@camscope/images`. */
  readonly codec: ImageCodec;
  /** An empty folder for every check; it is not removed. */
  folder(): Promise<string>;
  /** Writes the data, images and all, into a folder. */
  write(folder: string): Promise<WrittenData>;
}

/** What has been written, and what a reader must find in it. Paths are relative to the folder. */
export interface WrittenData {
  readonly options: Readonly<Record<string, unknown>>;
  /** Image files by the id of their sample. */
  readonly images: Readonly<Record<string, string>>;
  /** Tables of text without quotes whose cells end with commas. */
  readonly tables?: readonly string[];
  readonly json?: readonly string[];
  /** What must be found. */
  readonly holds: {
    readonly labels: readonly string[];
    /** Every box by the id of its sample, in order. */
    readonly boxes: Readonly<Record<string, readonly Box[]>>;
    /** Size of the original image, by id. */
    readonly frames: Readonly<Record<string, readonly [width: number, height: number]>>;
    readonly readers?: readonly string[];
  };
  /** A label as a file spells it, for a reader whose vocabulary is closed. */
  readonly label?: { readonly file: string; readonly text: string };
}
