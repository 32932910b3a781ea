import { realpath, stat } from 'node:fs/promises';
import { sep } from 'node:path';
import send from 'send';
import type { Handler } from './serve.ts';

/**
 * The files of a folder, ranges of bytes too, as they are when they are asked for. Nothing outside of it is read, wherever a link
 * points, nothing that is no regular file, and nothing whose name begins with a dot.
 */
export async function staticFolder(folder: string): Promise<Handler> {
  const root = await realpath(folder);
  return async (request, response) => {
    const path = await fileIn(root, request.url!);
    if (path === undefined) return false;
    await new Promise<void>((resolve) => {
      response.once('close', resolve);
      // What changes is asked for anew: a run grows.
      send(request, encodeURI(path), { root, dotfiles: 'deny', cacheControl: false, index: false }).pipe(
        response,
      );
    });
    return true;
  };
}

/** The path below `root` of the file that is asked for; that of a folder is its page. */
async function fileIn(root: string, url: string): Promise<string | undefined> {
  try {
    const { pathname } = new URL(url, 'http://localhost');
    const path = decodeURIComponent(pathname.endsWith('/') ? `${pathname}index.html` : pathname);
    const real = await realpath(root + path);
    if (!real.startsWith(root + sep) || !(await stat(real)).isFile()) return undefined;
    return path;
  } catch {
    return undefined;
  }
}
