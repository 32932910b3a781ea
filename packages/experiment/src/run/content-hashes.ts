import type { Progress, Sample } from '@camscope/core';
import type { Network } from '@camscope/engine';
import { attempt, filled } from '@camscope/pipeline';
import { sha256 } from '../files/sha256.ts';
import { throwIfInterrupted } from '../host/interrupted.ts';
import type { Plan } from '../plan/plan.ts';
import type { OpenStudy } from '../open/open-study.ts';
import { sideBySide } from '../open/side-by-side.ts';
import { Hashes } from '../store/hashes.ts';
import type { UnitStore } from '../store/unit-store.ts';
import type { ContentHashes } from '../units/recipes.ts';

/** Files read at a time. */
const READING = 4;

/**
 * Hashes whatever the study reads, each file once as long as it does not change. A file that cannot be read has no hash.
 * @throws CamscopeError FILE_UNREADABLE for the files of a network; INTERRUPTED: what is hashed is remembered.
 */
export async function contentHashes(
  opened: OpenStudy,
  store: UnitStore,
  progress: Progress,
  signal?: AbortSignal,
): Promise<ContentHashes> {
  const hashes = await Hashes.open(store, opened.study.file.machine.files);
  const { dataset, study } = opened;
  const images = plansOf(opened).flatMap(({ findings, models, imports }) => [
    ...findings,
    ...[...models, ...imports].flatMap((planned) => planned.images),
  ]);
  const explained = new Map(images.map(({ sample }) => [sample.id, sample]));
  const labelled =
    study.classification.length > 0
      ? dataset.samples.filter(({ labels }) => Object.keys(labels).length > 0)
      : [];
  const samples = [
    ...new Map([
      ...explained,
      ...[...labelled, ...startsOf(opened)].map((sample) => [sample.id, sample] as const),
    ]).values(),
  ];
  const stage = progress.begin('images read', samples.length);
  const soft = (path: string) => hashes.of(path).catch(() => undefined);
  try {
    const networks = networksOf(opened, hashes);
    // Its failure is told when it is awaited.
    networks.catch(() => undefined);
    const contents = new Map<string, string>();
    const rasters = new Map<string, readonly string[]>();
    await sideBySide(samples, READING, async (sample) => {
      throwIfInterrupted(signal);
      const hash = await soft(sample.image);
      if (hash !== undefined) contents.set(sample.id, hash);
      const files = await Promise.all(rasterFiles(opened, sample.id).map(soft));
      if (files.length > 0)
        rasters.set(
          sample.id,
          files.map((file) => file ?? ''),
        );
      stage.advance();
    });
    const heatmaps = new Map<string, string>();
    await sideBySide(heatmapFiles(opened), READING, async (path) => {
      const hash = await soft(path);
      if (hash !== undefined) heatmaps.set(path, hash);
    });
    return { images: contents, rasters, heatmaps, networks: await networks };
  } finally {
    await hashes.save();
  }
}

/** What methods start from. */
function startsOf({ models, starts }: OpenStudy): Sample[] {
  return models.flatMap(({ methods }) =>
    methods.flatMap(({ compiled: { startsIn } }) => (startsIn ? starts.drawn(startsIn) : [])),
  );
}

/** What filters look at beside a map. One that fails to say so fails again where it is asked to filter. */
function rasterFiles({ study }: OpenStudy, id: string): string[] {
  return study.filters.flatMap(({ contribution, options }) => {
    const named = attempt(() => contribution.file?.(options));
    if ('failure' in named || named.value === undefined) return [];
    return [study.file.machine.files.resolve(study.file.directory, filled(named.value, id))];
  });
}

/** What is reported, and what is tuned on. */
function plansOf({ plan, tuning }: OpenStudy): Plan[] {
  return tuning ? [plan, tuning.plan] : [plan];
}

function heatmapFiles(opened: OpenStudy): string[] {
  const { study } = opened;
  const imports = plansOf(opened).flatMap((plan) => plan.imports);
  return imports.flatMap(({ name, images }) =>
    study.imports
      .filter(({ model }) => model === name)
      .flatMap(({ files }) =>
        images.flatMap(({ sample, findings }) =>
          findings.map(({ label }) => filled(files, sample.id, { label })),
        ),
      ),
  );
}

async function networksOf({ models }: OpenStudy, hashes: Hashes): Promise<ContentHashes['networks']> {
  const networks = models.map(async ({ network, file }) => {
    const external = await Promise.all(
      externalFiles(network).map(
        async (location) => [location, await hashOf(network, location, hashes)] as const,
      ),
    );
    return [network.name, { '': await hashes.of(file), ...Object.fromEntries(external) }] as const;
  });
  return new Map(await Promise.all(networks));
}

/** Locations of the weights that are kept beside a model. */
export function externalFiles({ graph }: Network): string[] {
  const locations = [...graph.model.graph.initializers.values()].flatMap(
    ({ external }) => external?.location ?? [],
  );
  return [...new Set(locations)];
}

function hashOf({ file }: Network, location: string, hashes: Hashes): Promise<string> | string {
  const source = file.sibling(location);
  return 'path' in source ? hashes.of(source.path) : sha256(source.bytes);
}
