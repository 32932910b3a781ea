import type { Annotation, Dataset } from '@camscope/core';
import type { Network } from '@camscope/engine';
import type { Study } from '../config/study.ts';
import { labelsWanted, matchClasses } from './classes.ts';
import { notesByNetwork, type MethodNote } from './notes-by-network.ts';
import { fileNames, withoutExtensions } from './file-names.ts';
import type { Finding, Plan, PlannedImage, PlannedMethod, PlannedModel } from './plan.ts';
import { someImages } from './some-images.ts';
import { truthNotes } from './truth-notes.ts';

/**
 * Works out what a study will do.
 * @returns the plan, and what is passed over and why.
 * @throws CamscopeError NAME_UNKNOWN, CONFIG_INVALID.
 */
export function makePlan(
  study: Study,
  networks: readonly Network[],
  dataset: Dataset,
): { plan: Plan; notes: string[] } {
  const notes = new Set<string>();
  const limits: MethodNote[] = [];
  const imported = [...new Set(study.imports.map(({ model }) => model))];
  const names = [...new Set([...networks.map(({ name }) => name), ...imported])];
  const folders = fileNames(names);
  const stems = fileNames(withoutExtensions(dataset.samples.map(({ id }) => id)));
  const explained = new Set<string>();

  const planned = (name: string, targets: ReadonlyMap<string, number>, chosen: readonly Limited[]) => {
    const images = imagesWith(targets);
    const methods = chosen.map((method): PlannedMethod => limited(method, images, name));
    return { name, folder: folders[names.indexOf(name)], images, methods };
  };
  const models = networks.map((network, i): PlannedModel => {
    const { targets, unmatched } = matchClasses(study, study.models[i], network, dataset);
    if (unmatched.length > 0)
      notes.add(`${network.name} has no class for ${unmatched.join(', ')}: passed over`);
    for (const label of targets.keys()) explained.add(label);
    return planned(network.name, targets, study.methods);
  });
  const all = new Map(labelsWanted(study, dataset).map((label, i) => [label, i]));
  if (imported.length > 0) for (const label of all.keys()) explained.add(label);
  const imports = imported.map((name): PlannedModel => {
    return planned(
      name,
      all,
      study.imports.filter(({ model }) => model === name),
    );
  });
  for (const label of explained)
    if (!dataset.samples.some(({ annotations }) => annotations.some((drawn) => drawn.label === label)))
      notes.add(`No image has an annotation of ${label}`);
  const findings = imagesWith(new Map([...explained].map((label) => [label, 0])));
  for (const note of truthNotes(study, findings, dataset)) notes.add(note);
  return { plan: { models, imports, findings }, notes: [...notes, ...notesByNetwork(limits)] };

  function imagesWith(targets: ReadonlyMap<string, number>): PlannedImage[] {
    return dataset.samples
      .map((sample, n) => ({ sample, stem: stems[n], findings: findingsOf(sample.annotations, targets) }))
      .filter((image) => image.findings.length > 0);
  }

  function limited(
    { name, images: most }: Limited,
    images: readonly PlannedImage[],
    model: string,
  ): PlannedMethod {
    if (most === undefined || most >= images.length) return { name };
    limits.push({ model, method: name, text: `on ${most} of ${images.length} images` });
    return { name, images: new Set(someImages(images, most).map(({ sample }) => sample.id)) };
  }
}

/** A method, which may be meant for some of the images only. */
interface Limited {
  readonly name: string;
  readonly images?: number;
}

function findingsOf(annotations: readonly Annotation[], targets: ReadonlyMap<string, number>): Finding[] {
  const findings = new Map<string, Annotation[]>();
  for (const annotation of annotations) {
    const others = findings.get(annotation.label);
    if (others) others.push(annotation);
    else if (targets.has(annotation.label)) findings.set(annotation.label, [annotation]);
  }
  return [...findings].map(([label, drawn]) => ({ label, target: targets.get(label)!, annotations: drawn }));
}
