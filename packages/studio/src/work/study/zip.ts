import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';

/** Texts become smaller; images, networks, maps and Parquet are compressed already or do not shrink. */
const TEXT = /\.(csv|json|ya?ml)$/i;

/** Files as a zip below a folder. They pass through it in pieces, so that no file is held whole beside it. */
export async function zipped(files: ReadonlyMap<string, Blob>, folder: string): Promise<Blob> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const failures: Error[] = [];
  const zip = new Zip((error, piece) => {
    if (error) failures.push(error);
    else pieces.push(piece as Uint8Array<ArrayBuffer>);
  });
  for (const [path, content] of files) {
    const name = `${folder}/${path}`;
    const entry = TEXT.test(path) ? new ZipDeflate(name) : new ZipPassThrough(name);
    zip.add(entry);
    const reader = content.stream().getReader();
    for (let read = await reader.read(); !read.done; read = await reader.read()) entry.push(read.value);
    entry.push(new Uint8Array(), true);
  }
  zip.end();
  if (failures.length > 0) throw failures[0];
  return new Blob(pieces, { type: 'application/zip' });
}
