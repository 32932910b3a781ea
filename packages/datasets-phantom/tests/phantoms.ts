import { createHash } from 'node:crypto';
import type { Mask } from '@camscope/core';
import { generatePhantom, labels, type Phantom, type PhantomSpec, specOf } from '@camscope/datasets-phantom';

export type Prevalence = Parameters<typeof specOf>[1]['prevalence'];

/** The same probability for every finding. */
export function everyFinding(probability: number): Prevalence {
  return Object.fromEntries(labels.map((label) => [label, probability])) as Prevalence;
}

export function phantomOf(seed: number, probability: number, size = 96): Phantom {
  return generatePhantom(specOf(seed, { prevalence: everyFinding(probability) }), { size });
}

/** The same body without some findings, upright. */
export function without(spec: PhantomSpec, label: string): PhantomSpec {
  return { ...spec, findings: spec.findings.filter((finding) => finding.label !== label) };
}

export function maskOf({ findings }: Phantom, label: string): Mask | undefined {
  return findings.find((finding) => finding.label === label)?.mask;
}

export function area({ data }: Mask): number {
  return data.reduce((sum, value) => sum + value, 0);
}

/** Mean of an image over the pixels that satisfy `wanted`. */
export function meanWhere(image: Float32Array, wanted: (i: number) => boolean): number {
  let [sum, count] = [0, 0];
  image.forEach((value, i) => {
    if (!wanted(i)) return;
    sum += value;
    count++;
  });
  return sum / count;
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
