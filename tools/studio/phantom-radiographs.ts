import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseOptions } from '@camscope/core';
import { phantom } from '@camscope/datasets-phantom';
import { nodeFiles } from '@camscope/files-node';
import { sharpCodec } from '@camscope/images';

const PRESENT = 0.5;
/** Among these are all findings: on the first, effusion and pneumothorax. */
const OPTIONS = {
  ...{ count: 4, seed: 2, size: 512, truth: false, secondViews: 0, marker: 'none' },
  findings: { Cardiomegaly: PRESENT, Effusion: PRESENT, Pneumothorax: 0.4, Atelectasis: 0.4, Pneumonia: 0.4 },
};

/** Writes the radiographs that come along with the studio, and what is drawn on them, `radiographs.json`. */
export async function writePhantomRadiographs(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const scratch = mkdtempSync(join(tmpdir(), 'camscope-studio-'));
  try {
    const { samples } = await phantom.open(parseOptions(phantom, OPTIONS), {
      ...{ baseDirectory: scratch, files: nodeFiles, codec: sharpCodec },
    });
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
