import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { main } from '@camscope/cli';
import type { AnyContribution, Box } from '@camscope/core';
import { phantom } from '@camscope/datasets-phantom';
import { nodeFiles } from '@camscope/files-node';
import { sharpCodec } from '@camscope/images';
import { phantomResNet50, phantomViT } from '@camscope/networks-phantom';
import sharp from 'sharp';
import { examplesOf } from '../docs/examples/example.ts';
import { wordsOf } from '../docs/examples/shell.ts';
import { readPage } from '../docs/pages.ts';
import { pageOf, plugins } from '../docs/plugins.ts';

/** `chest.png` of the methods' pages: one finding, on an image of twice the size that the network takes. */
const PHANTOM = {
  ...{ count: 1, seed: 3, size: 256, marker: 'none', secondViews: 0, truth: false, readers: 1 },
  findings: { Cardiomegaly: 0, Effusion: 0, Pneumothorax: 0, Atelectasis: 0, Pneumonia: 1 },
};
const LABEL = 'Pneumonia';

/** The networks of the methods' pages. */
const NETWORKS = { 'network.onnx': phantomResNet50, 'vit.onnx': phantomViT };

/** A method, and the commands of its page. */
interface Shown {
  readonly method: AnyContribution;
  readonly page: string;
  readonly commands: readonly string[];
}

/**
 * Runs every command of the methods' pages on a phantom and writes, as WebP, the radiograph, and it under the map of each page's first.
 * @throws Error for one that fails.
 */
export async function drawMaps(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const cwd = await mkdtemp(join(tmpdir(), 'camscope-maps-'));
  const options = phantom.options.parse({ ...PHANTOM, folder: cwd });
  const [{ image, annotations }] = (
    await phantom.open(options, { baseDirectory: cwd, files: nodeFiles, codec: sharpCodec })
  ).samples;
  await copyFile(image, join(cwd, 'chest.png'));
  for (const [name, { file }] of Object.entries(NETWORKS))
    await copyFile(fileURLToPath(file), join(cwd, name));
  const [box] = annotations[0].boxes;
  await shrink(image, join(folder, 'radiograph.webp'), box);
  for (const { method, commands } of shown()) {
    for (const [i, command] of commands.entries()) {
      const overlay = await overlayOf(command, cwd);
      if (i === 0) await shrink(overlay, join(folder, `${method.id}.webp`), box);
    }
  }
  await rm(cwd, { recursive: true });
}

/** By page of a method: its picture, as HTML. */
export function figures(): Record<string, string> {
  return Object.fromEntries(shown().map((one) => [one.page, figureOf(one)]));
}

function shown(): Shown[] {
  return plugins.flatMap((plugin) => {
    const [method] = plugin.contributes;
    if (method.kind !== 'explainer') return [];
    const page = pageOf(plugin);
    const shell = examplesOf(page, readPage(page)).filter(({ language }) => language === 'sh');
    const commands = shell.flatMap(({ code }) => code.split('\n')).filter((line) => line !== '');
    return commands.length > 0 ? [{ method, page, commands }] : [];
  });
}

function figureOf({ method: { id, title }, commands: [first] }: Shown): string {
  const [, network] = Object.entries(NETWORKS).find(([name]) => first.includes(` --model ${name} `))!;
  const picture = (name: string, alt: string) =>
    `<img src="/maps/${name}.webp" width="256" height="256" alt="${alt}">`;
  const pair =
    picture('radiograph', 'A synthetic chest radiograph') + picture(id, `The map of ${title} over it`);
  const text = `A phantom with pneumonia in the box of a simulated reader, and what the first command below makes of it with ${network.name}.`;
  return `<figure class="map">${pair}<figcaption>${text}</figcaption></figure>`;
}

/** The path of the overlay that a command writes, of the finding where it explains other classes too. */
async function overlayOf(command: string, cwd: string): Promise<string> {
  let [stdout, stderr] = ['', ''];
  const [, ...argv] = wordsOf(command);
  const code = await main([...argv, '--json'], {
    ...{ cwd, stdout: (text) => (stdout += text), stderr: (text) => (stderr += text), stderrIsTty: false },
    ...{ signal: new AbortController().signal, debug: false },
  });
  if (code !== 0) throw new Error(`${command}\n${stderr}`);
  const maps = JSON.parse(stdout) as { label: string; overlay: string }[];
  return resolve(cwd, (maps.find(({ label }) => label === LABEL) ?? maps[0]).overlay);
}

/** A picture of a few kilobytes, with the box. */
async function shrink(picture: string, file: string, { x0, y0, x1, y1 }: Box): Promise<void> {
  const place = `x="${x0}" y="${y0}" width="${x1 - x0}" height="${y1 - y0}"`;
  const box = `<rect ${place} fill="none" stroke="white" stroke-width="2" stroke-dasharray="6 3"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${PHANTOM.size}" height="${PHANTOM.size}">${box}</svg>`;
  await sharp(picture)
    .toColourspace('srgb')
    .composite([{ input: Buffer.from(svg) }])
    .webp({ quality: 75 })
    .toFile(file);
}
