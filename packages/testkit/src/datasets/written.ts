import type { DatasetFixture, WrittenData } from './fixture.ts';

/** Data whose files are short enough to stand in a test. */
export interface ShortData
  extends Pick<DatasetFixture, 'reader' | 'files' | 'codec' | 'folder'>, WrittenData {
  /** By path below the folder. Images that are not among them are written empty. */
  readonly contents: Readonly<Record<string, string | Uint8Array>>;
}

/** A fixture that writes what files hold. */
export function writtenFixture({
  reader,
  files,
  codec,
  folder,
  contents,
  ...written
}: ShortData): DatasetFixture {
  const empty = Object.fromEntries(Object.values(written.images).map((path) => [path, '']));
  return {
    reader,
    files,
    codec,
    folder,
    async write(root) {
      for (const [path, content] of Object.entries({ ...empty, ...contents })) {
        const below = path.lastIndexOf('/');
        if (below >= 0) await files.makeFolder(`${root}/${path.slice(0, below)}`);
        await files.write(`${root}/${path}`, content);
      }
      return written;
    },
  };
}
