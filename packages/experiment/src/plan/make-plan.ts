import type { Annotation, Dataset } from '@camscope/core';
import type { Network } from '@camscope/engine';
import type { Study } from '../config/study.ts';
import { matchClasses } from './classes.ts';
import { fileNames, withoutExtensions } from './file-names.ts';
import type { Finding, Plan, PlannedModel } from './plan.ts';

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
  const stems = fileNames(withoutExtensions(dataset.samples.map(({ id }) => id)));
  const folders = fileNames(networks.map(({ name }) => name));
  const notes = new Set<string>();
  const models = networks.map((network, i): PlannedModel => {
    const { targets, unmatched } = matchClasses(study, study.models[i], network, dataset);
    if (unmatched.length > 0)
      notes.add(`${network.name} has no class for ${unmatched.join(', ')}: passed over`);
    const images = dataset.samples.map((sample, n) => ({
      sample,
      stem: stems[n],
      findings: findingsOf(sample.annotations, targets),
    }));
    const explained = new Set(images.flatMap(({ findings }) => findings.map(({ label }) => label)));
    for (const label of targets.keys())
      if (!explained.has(label)) notes.add(`No image has an annotation of ${label}`);
    return {
      name: network.name,
      folder: folders[i],
      images: images.filter(({ findings }) => findings.length > 0),
    };
  });
  const names = (chosen: readonly { readonly name: string }[]) => chosen.map(({ name }) => name);
  const plan: Plan = {
    models,
    methods: names(study.methods),
    segmenters: names(study.segmenters),
    metrics: study.metrics.map(({ name, contribution }) => ({ name, needs: contribution.needs })),
  };
  return { plan, notes: [...notes] };
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
