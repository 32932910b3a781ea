import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isCamscopeError, type MaskRuns, parseOptions } from '@camscope/core';
import plugin, { generatePhantom, labels, phantom, rasterOf, specOf } from '@camscope/datasets-phantom';
import { nodeFiles } from '@camscope/files-node';
import { sharpCodec } from '@camscope/images';
import { maskOfRuns } from '@camscope/pixels';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { planPhantoms } from '../src/files/plan.ts';
import { options as schema } from '../src/options.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'phantom-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const open = (given: Record<string, unknown> = {}, signal?: AbortSignal) =>
  phantom.open(parseOptions(phantom, { count: 6, size: 64, ...given }), {
    baseDirectory: root,
    files: nodeFiles,
    codec: sharpCodec,
    signal,
  });

describe('the dataset', () => {
  it('has the images asked for, with every label and every reader', async () => {
    const { samples, labels: known, notes } = await open({ count: 12 });
    expect(known).toEqual(labels);
    expect(samples).toHaveLength(12);
    expect(new Set(samples.map(({ id }) => id)).size).toBe(12);
    expect(notes[0]).toMatch(/12 synthetic phantoms, of no patient/);
    for (const { image, frame, labels, annotations } of samples) {
      expect(statSync(image).size).toBeGreaterThan(500);
      expect(frame).toEqual({ width: 64, height: 64 });
      for (const [label, value] of Object.entries(labels)) {
        const own = annotations.filter((annotation) => annotation.label === label);
        expect(own.map(({ reader }) => reader)).toEqual(value === 1 ? ['truth', 'R1', 'R2', 'R3'] : []);
        for (const { boxes } of own) expect(boxes.length).toBeGreaterThan(0);
      }
    }
    expect(samples.some(({ annotations }) => annotations.length > 0)).toBe(true);
  });

  it('gives two images of one body one patient', async () => {
    const { samples } = await open({ count: 12, secondViews: 1 });
    expect(new Set(samples.map(({ patient }) => patient)).size).toBe(6);
    expect(samples[1].patient).toBe(samples[0].patient);
    expect(samples[1].labels).toEqual(samples[0].labels);
    expect(readFileSync(samples[1].image)).not.toEqual(readFileSync(samples[0].image));
  });

  it('is in splits of such shares, where there are any, by patient or by image', async () => {
    expect((await open()).samples.map(({ split }) => split)).toEqual(Array(6).fill(undefined));
    const splits = { train: 3, test: 1 };
    const inTwo = async (more: object) => {
      const { samples } = await open({ count: 60, secondViews: 1, splits, ...more });
      const trained = samples.filter(({ split }) => split === 'train');
      expect(trained.length + samples.filter(({ split }) => split === 'test').length).toBe(60);
      // Within three standard deviations of 45, of 60 images or 30 patients.
      expect(Math.abs(trained.length - 45)).toBeLessThan(15);
      const patients = new Set(trained.map(({ patient }) => patient));
      return samples.filter(({ split, patient }) => split === 'test' && patients.has(patient)).length;
    };
    expect(await inTwo({})).toBe(0);
    expect(await inTwo({ splitBy: 'image' })).toBeGreaterThan(0);
  });

  it('annotates as little as asked', async () => {
    const findings = Object.fromEntries(labels.map((label) => [label, 1]));
    const truth = await open({ findings, readers: 0 });
    for (const { annotations } of truth.samples) {
      expect(new Set(annotations.map(({ reader }) => reader))).toEqual(new Set(['truth']));
    }
    const one = await open({ findings, readers: 1, truth: false });
    for (const { annotations } of one.samples) {
      expect(annotations.length).toBeGreaterThan(0);
      for (const { reader, mask } of annotations) expect([reader, mask]).toEqual(['R1', undefined]);
    }
  });

  it('boxes the exact mask tightly', async () => {
    const { samples } = await open({ findings: { Cardiomegaly: 1 } });
    for (const { annotations } of samples) {
      const { boxes, mask } = annotations.find(({ label }) => label === 'Cardiomegaly')!;
      const { data } = maskOfRuns(mask as MaskRuns);
      const columns = [...data.keys()].filter((i) => data[i] === 1).map((i) => i % 64);
      expect(boxes).toHaveLength(1);
      expect([boxes[0].x0, boxes[0].x1]).toEqual([Math.min(...columns), Math.max(...columns) + 1]);
    }
  });
});

describe('the marker', () => {
  const marked = { count: 12, marker: 'label', markerLabel: 'Effusion', findings: { Effusion: 0.5 } };

  it('is a label of its own where asked', async () => {
    const { samples, labels: known } = await open({ ...marked, annotateMarker: 'label' });
    expect(known).toEqual([...labels, 'Marker']);
    expect(new Set(samples.map(({ labels }) => labels.Marker))).toEqual(new Set([0, 1]));
    for (const { labels, annotations } of samples) {
      expect(labels.Marker).toBe(labels.Effusion);
      expect(annotations.filter(({ label }) => label === 'Marker')).toHaveLength(labels.Marker);
    }
  });

  it('is one more reader of the finding that it goes with where asked', async () => {
    const { samples, labels: known } = await open({ ...marked, annotateMarker: 'confounder', readers: 1 });
    expect(known).toEqual(labels);
    for (const { labels, annotations } of samples) {
      const readers = annotations.filter(({ label }) => label === 'Effusion').map(({ reader }) => reader);
      expect(readers).toEqual(labels.Effusion === 1 ? ['truth', 'R1', 'marker'] : []);
    }
  });

  it('is not annotated unless asked', async () => {
    const { samples } = await open(marked);
    const readers = samples.flatMap(({ annotations }) => annotations.map(({ reader }) => reader));
    expect(readers).not.toContain('marker');
  });
});

describe('files', () => {
  const first = { ...schema.parse({ count: 6, size: 64 }) };
  const expected = (bits: 8 | 16) =>
    rasterOf(generatePhantom(planPhantoms(first)[0].spec, { size: 64 }), bits);

  it.each([
    ['png', 8],
    ['png16', 16],
  ] as const)('as %s hold the pixels exactly', async (format, bits) => {
    const { samples } = await open({ format });
    const bytes = readFileSync(samples[0].image);
    expect(await sharpCodec.decode(bytes, 'phantom')).toEqual(expected(bits));
    expect(bytes.toString('latin1')).toContain('A synthetic phantom, not a patient');
  });

  it('as DICOM hold the upper 12 bits', async () => {
    const { samples } = await open({ format: 'dicom' });
    const bytes = readFileSync(samples[0].image);
    const { data, white, width, height } = await sharpCodec.decode(bytes, 'phantom');
    expect([width, height]).toEqual([64, 64]);
    expected(16).data.forEach((value, i) =>
      expect(Math.abs(data[i] / white - (value >> 4) / 4095)).toBeLessThan(0.5 / 4095),
    );
    expect(bytes.toString('latin1')).toContain('A synthetic phantom, not a patient');
  });

  it('are written once, and again where one is missing', async () => {
    const before = await open();
    const path = before.samples[2].image;
    const written = statSync(path).mtimeMs;
    expect((await open({ readers: 1 })).samples[2].image).toBe(path);
    expect(statSync(path).mtimeMs).toBe(written);
    rmSync(path);
    expect(await open()).toEqual(before);
    expect(statSync(path).size).toBeGreaterThan(0);
    expect(readdirSync(root)).toEqual(['phantoms']);
    expect(readdirSync(join(root, 'phantoms'))).toHaveLength(1);
  });

  it('of other options have a folder of their own', async () => {
    await open();
    await open({ seed: 2 });
    await open({ marker: 'none' });
    expect(readdirSync(join(root, 'phantoms'))).toHaveLength(3);
  });
});

describe('what cannot be', () => {
  it('is refused as an option', async () => {
    for (const wrong of [
      { size: 10 },
      { count: 0 },
      { findings: { Mass: 1 } },
      { truth: false, readers: 0 },
    ]) {
      expect(() => parseOptions(phantom, wrong)).toThrow();
    }
  });

  it('names the folder', async () => {
    writeFileSync(join(root, 'file'), '');
    const error: unknown = await open({ folder: 'file' }).catch((thrown: unknown) => thrown);
    expect(isCamscopeError(error) && error.code).toBe('FILE_UNREADABLE');
    expect(String(error)).toContain(join(root, 'file'));
  });

  it('stops when asked', async () => {
    const error: unknown = await open({}, AbortSignal.abort()).catch((thrown: unknown) => thrown);
    expect(isCamscopeError(error) && error.code).toBe('INTERRUPTED');
  });
});

test('the plugin contributes the reader', () => {
  expect(plugin.contributes).toEqual([phantom]);
  expect(phantom.id).toBe('phantom');
  expect(specOf(1, { prevalence: schema.parse({}).findings }).seed).toBe(1);
});
