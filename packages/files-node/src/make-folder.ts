import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it; nothing where it exists. Node's own recursive `mkdir` tries for ever where a folder is there
 * and takes nothing new, as `/proc` does.
 * @throws the system's error.
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (cause) {
    if (await isFolder(path)) return;
    const above = dirname(path);
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT' || above === path) throw cause;
    // Where that is there by now, others have made it meanwhile, or it takes nothing new, which the second try tells.
    await makeFolder(above);
    await mkdir(path).catch(async (later: unknown) => {
      // Others may make it meanwhile.
      if (!(await isFolder(path))) throw later;
    });
  }
}

function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}
