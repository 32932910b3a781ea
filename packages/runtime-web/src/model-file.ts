import { CamscopeError, messageOf, type ByteSource, type ModelFile } from '@camscope/core';

/**
 * Fetches a model. `URL.createObjectURL` gives a URL to a file that the user chose.
 * @param location a URL, relative to the page's own where it is not complete.
 * @throws CamscopeError FILE_UNREADABLE.
 */
export async function loadModelFile(location: string): Promise<ModelFile> {
  const { bytes, url } = await fetchBytes(location, 'The model');
  return { bytes, source: { bytes }, sibling: (name) => ({ path: besideOf(url, name) }) };
}

/** The bytes of a source, fetched where it is a URL. */
export async function bytesOf(location: string, source: ByteSource): Promise<Uint8Array> {
  if ('bytes' in source) return source.bytes;
  return (await fetchBytes(source.path, `The external data '${location}'`)).bytes;
}

async function fetchBytes(location: string, what: string): Promise<{ bytes: Uint8Array; url: string }> {
  const unreadable = (found: string, cause?: unknown) =>
    new CamscopeError('FILE_UNREADABLE', `${what} cannot be read`, {
      asked: location,
      found,
      fix: 'Give the URL of a file that this page may fetch',
      cause,
    });
  const response = await fetch(location).catch((cause: unknown) => {
    throw unreadable(messageOf(cause), cause);
  });
  if (!response.ok) throw unreadable(`status ${response.status} ${response.statusText}`.trim());
  const buffer = await response.arrayBuffer().catch((cause: unknown) => {
    throw unreadable(messageOf(cause), cause);
  });
  return { bytes: new Uint8Array(buffer), url: response.url };
}

/** The URL of a file in the folder of `url`, or below it. The name comes out of a model, so it may lead nowhere else. */
function besideOf(url: string, name: string): string {
  const folder = URL.canParse('.', url) ? new URL('.', url).href : undefined;
  const path = folder && new URL(name.split('/').map(encodeURIComponent).join('/'), folder).href;
  if (path?.startsWith(folder!)) return path;
  throw new CamscopeError('FILE_UNREADABLE', `The external data '${name}' is not beside the model`, {
    asked: url,
    found: folder ? 'The name leads out of the folder' : 'This URL has no folder',
    fix: 'Convert the model to a single file, or open it with a ModelFile whose `sibling` knows the place',
  });
}
