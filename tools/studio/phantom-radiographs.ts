import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseOptions } from '@camscope/core';
import { phantom } from '@camscope/datasets-phantom';

/** Among these are all findings, every one with what three readers drew. */
const OPTIONS = { count: 6, seed: 7, size: 512, truth: false, secondViews: 0, marker: 'none' };

/** Writes the radiographs that come along with the studio, and what is drawn on them, `radiographs.json`. */
export async function writePhantomRadiographs(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const scratch = mkdtempSync(join(tmpdir(), 'camscope-studio-'));
  try {
    const { samples } = await phantom.open(parseOptions(phantom, OPTIONS), { baseDirectory: scratch });
    const radiographs = samples.map(({ id, image, annotations }) => {
      copyFileSync(image, join(folder, id));
      const drawn = annotations.map(({ label, reader, boxes }) => ({ label, reader, boxes }));
      return { name: id, file: id, drawn };
    });
    writeFileSync(join(folder, 'radiographs.json'), JSON.stringify(radiographs));
  } finally {
    rmSync(scratch, { recursive: true });
  }
}
