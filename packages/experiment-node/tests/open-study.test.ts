import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { countPlan, type OpenStudy } from '@camscope/experiment';
import { opened, runIn, runOf, type Running } from './running.ts';
import { annotated, GUESSED, STUDY, studyFolder, type StudyFiles } from './support.ts';

async function open(files: StudyFiles = {}) {
  return opened(await studyFolder(files));
}

async function failure(study: string): Promise<string> {
  return open({ study }).then(
    () => 'It did not fail',
    (error: Error) => error.message.replace(/^\S*study\.yaml/, 'study.yaml'),
  );
}

const NETWORK = '{ file: mirror.onnx, name: mirror, labels: [bright, dark, other] }';

describe('openStudy', () => {
  it('plans every finding that the network has a class for', async () => {
    const { plan, study, notes } = await open();
    expect(countPlan({ plan, study })).toEqual({ images: 3, findings: 4, maps: 4, rows: 4 });
    expect(
      plan.models[0].images.map(({ stem, findings }) => [stem, ...findings.map(({ target }) => target)]),
    ).toEqual([
      ['a', 0],
      ['b', 0, 1],
      ['c', 1],
    ]);
    expect(notes).toEqual(['a note of the data', GUESSED]);
  });

  it('tells once a network what was guessed of it, and nothing that a card states or nobody needs', async () => {
    const stated = STUDY.replace('name: mirror,', 'name: mirror, activation: sigmoid,');
    expect((await open({ study: stated })).notes).toEqual(['a note of the data']);
    const two = STUDY.replace(NETWORK, `${NETWORK}\n  - ${NETWORK.replace('name: mirror', 'name: other')}`);
    const { notes } = await open({ study: two.replace('[grad-cam]', '[grad-cam, squares]') });
    expect(notes).toEqual(['a note of the data', GUESSED, GUESSED.replace('mirror', 'other')]);
  });

  it('passes over what the network does not know, and says so', async () => {
    const { plan, study, notes } = await open({ study: STUDY.replace('dark', 'night') });
    expect(countPlan({ plan, study })).toMatchObject({ images: 2, findings: 2 });
    expect(notes).toContain('mirror has no class for Dark: passed over');
  });

  it('matches labels that differ', async () => {
    const study = `${STUDY.replace('dark', 'night')}labels: { Dark: night }\n`;
    expect(countPlan(await open({ study }))).toMatchObject({ images: 3, findings: 4 });
  });

  it('takes the classes asked for', async () => {
    const { plan, study, notes } = await open({
      study: `${STUDY.replace('other', 'unseen')}classes: [Dark, Unseen]\n`,
    });
    expect(countPlan({ plan, study })).toMatchObject({ images: 2, findings: 2 });
    expect(notes).toContain('No image has an annotation of Unseen');
  });

  it('says when a fallback runs in place of the provider', async () => {
    const { provider, notes } = await open({
      study: `${STUDY}runtime: { provider: abacus, fallback: [cpu] }\n`,
    });
    expect(provider).toBe('cpu');
    expect(notes).toContain('The networks run on cpu, since abacus cannot be used');
  });

  it('counts models, methods, segmenters, metrics and readers', async () => {
    const study = STUDY.replace(NETWORK, `${NETWORK}\n  - ${NETWORK.replace('name: mirror', 'name: other')}`)
      .replace('[grad-cam]', '[grad-cam, { use: grad-cam, as: signed, options: { relu: false } }]')
      .replace('[threshold]', '[threshold, { use: threshold, as: high }]')
      .replace('[hot-area]', '[hot-area, mean-heat]');
    const list = [{ id: 'a.raw', annotations: annotated('Bright', 'Bright') }];
    // 2 models × 1 finding × 2 methods; per map 2 readers × (2 segmenters × 1 metric + 1 metric of the map).
    expect(countPlan(await open({ study, list }))).toEqual({
      images: 1,
      findings: 2,
      maps: 4,
      rows: 24,
    });
  });

  it('keeps the files of images apart whose names differ in the extension or the folder only', async () => {
    const ids = ['a.raw', 'a.png', 'x/a.png'];
    const { plan } = await open({ list: ids.map((id) => ({ id, annotations: annotated('Bright') })) });
    expect(plan.models[0].images.map(({ stem }) => stem)).toEqual(['a.raw', 'a.png', 'x_a.png']);
  });

  it.each([
    ['a label of the data', `${STUDY}classes: [Brigth]\n`],
    ['a label of the network', `${STUDY}labels: { Unseen: othr }\nclasses: [Unseen]\n`],
    ['a class that the network lacks', `${STUDY}classes: [Bright, Unseen]\n`],
    ['two labels for one class', `${STUDY.replace('dark', 'night')}labels: { Dark: bright }\n`],
    ['nothing in common', STUDY.replace('[bright, dark, other]', '[x, y, z]')],
    ['a layer', STUDY.replace('[grad-cam]', '[{ use: grad-cam, layer: layr4 }]')],
    ['a provider', `${STUDY}runtime: { provider: abacus }\n`],
    ['labels that do not fit', STUDY.replace('[bright, dark, other]', '[bright]')],
    ['two models of one name', STUDY.replace(NETWORK, `${NETWORK}\n  - ${NETWORK}`)],
  ])('refuses %s', async (_, study) => {
    expect(await failure(study)).toMatchSnapshot();
  });
});

describe('openStudy for a command line', () => {
  const TWO = `${STUDY.replace(NETWORK, `${NETWORK}\n  - ${NETWORK.replace('name: mirror', 'name: other')}`)}imports: [{ as: theirs, files: '{stem}.npy' }]\n`;
  const change = async (overrides: NonNullable<Running['overrides']>, files: StudyFiles = { study: TWO }) =>
    opened(await studyFolder(files), { overrides });
  const idsOf = ({ plan }: OpenStudy) => plan.findings.map(({ sample }) => sample.id);

  it('takes the first images that have an annotation, whose lots are those of the whole study', async () => {
    const list = ['a', 'b', 'c', 'd', 'e'].map((id, i) => ({
      id: `${id}.raw`,
      annotations: i % 2 === 0 ? annotated('Bright') : [],
    }));
    expect(idsOf(await change({}, { list }))).toEqual(['a.raw', 'c.raw', 'e.raw']);
    const limited = await change({ limit: 2 }, { list });
    expect(idsOf(limited)).toEqual(['a.raw', 'c.raw']);
    expect(limited.notes).toContain('The first 2 of 3 images that have an annotation');
  });

  it('takes the first images that have labels where none has an annotation', async () => {
    const study = `${STUDY.replace('methods: [grad-cam]', 'classification: [separation]').replace(/segmenters.*\nmetrics.*\n/, '')}`;
    const list = [
      { id: 'a.raw', annotations: [] },
      { id: 'b.raw', annotations: [], labels: { Bright: 1 } as const },
      { id: 'c.raw', annotations: [], labels: { Bright: 0 } as const },
    ];
    const { dataset } = await change({ limit: 1 }, { study, list });
    expect(dataset.samples.map(({ id }) => id)).toEqual(['b.raw']);
  });

  it('takes the networks that are wanted, imported ones too', async () => {
    const { plan, models, study } = await change({ only: ['model=other'] });
    expect([plan.models.map(({ name }) => name), plan.imports]).toEqual([['other'], []]);
    expect([models.length, study.models.length]).toEqual([1, 1]);
    const imported = await change({ only: ['model=imported'] });
    expect([imported.models, imported.plan.imports.map(({ name }) => name)]).toEqual([[], ['imported']]);
  });

  it('takes the classes that are wanted', async () => {
    const { plan } = await change({ only: ['class=Dark'] });
    const labels = [plan.findings, ...[...plan.models, ...plan.imports].map(({ images }) => images)].map(
      (images) => [...new Set(images.flatMap(({ findings }) => findings.map(({ label }) => label)))],
    );
    expect(labels).toEqual([['Dark'], ['Dark'], ['Dark'], ['Dark']]);
  });

  it.each([
    ['a network', 'model=othr', "No model of the study is called 'othr'\n  found: Nearest: other."],
    ['a class', 'class=Drak', "No class of the study is called 'Drak'\n  found: Nearest: Dark."],
  ])('refuses to want %s that there is not', async (_, only, message) => {
    await expect(change({ only: [only] })).rejects.toThrow(`--only ${only}: ${message}`);
  });

  it('leaves in the lock what was asked', async () => {
    const folder = await studyFolder({ study: `title: A trial\n${STUDY}` });
    const overrides = { set: ['methods.0.options.relu=false'], limit: 1, only: ['class=Bright'] };
    const { out } = await runIn(folder, { overrides });
    const lock: unknown = JSON.parse(await readFile(join(out, 'study.lock.json'), 'utf8'));
    expect(lock).toMatchObject({
      title: 'A trial',
      study: { file: 'study.yaml', ...overrides },
      methods: [{ options: { relu: false } }],
    });
    expect((await runOf(out)).maps.map(({ image, class: label }) => [image, label])).toEqual([
      ['a.raw', 'Bright'],
    ]);
  });
});
