import { execFile } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { appFolder } from '@camscope/studio';

const workspace = fileURLToPath(new URL('../../', import.meta.url));

/** The folder of the studio, which is built as it is published, where it is older than the sources of any package. */
export async function builtApp(): Promise<string> {
  const folder = fileURLToPath(appFolder);
  const page = join(folder, 'index.html');
  if (!existsSync(page) || statSync(page).mtimeMs < newestSource())
    await promisify(execFile)(process.execPath, ['tools/run.js', 'tools/studio/build.ts'], {
      cwd: workspace,
    });
  return folder;
}

function newestSource(): number {
  const packages = join(workspace, 'packages');
  const folders = readdirSync(packages).map((name) => join(packages, name, 'src'));
  const files = [...folders, join(workspace, 'tools/studio')].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  );
  const page = join(packages, 'studio/index.html');
  return Math.max(...[...files, page].map((file) => statSync(file).mtimeMs));
}
