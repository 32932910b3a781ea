import { CamscopeError, isCamscopeError, unknownName, type Dataset } from '@camscope/core';
import { classOf, type Network } from '@camscope/engine';
import { withPlace } from '../config/check.ts';
import { chooser } from '../config/only.ts';
import type { ChosenModel, Study } from '../config/study.ts';
import type { Path } from '../config/yaml-source.ts';

/** Which of the data's labels are explained on one network, and which annotated ones are not. */
export interface Classes {
  /** Index of the network's class by the data's label. */
  readonly targets: ReadonlyMap<string, number>;
  /** Annotated labels that the network does not know. */
  readonly unmatched: readonly string[];
}

/**
 * Matches the labels of the data with the classes of a network: as the study says, else by name, whatever the case,
 * spaces and underscores.
 * @throws CamscopeError NAME_UNKNOWN, CONFIG_INVALID, with `file:line:column`.
 */
export function matchClasses(study: Study, model: ChosenModel, network: Network, dataset: Dataset): Classes {
  const annotated = annotatedLabels(dataset);
  const known = knownLabels(dataset);
  for (const { label, path } of namedLabels(study)) {
    if (!known.includes(label)) throw at(study, path, unknownName('label of the data', label, known));
  }
  const targets = new Map<string, number>();
  const unmatched: string[] = [];
  for (const label of labelsWanted(study, dataset)) {
    const target = targetOf(study, network, label);
    if (target === undefined) unmatched.push(label);
    else targets.set(label, target);
  }
  const problem = problemOf(study, network, targets, annotated);
  if (problem) throw at(study, model.path, problem);
  return { targets, unmatched };
}

/** The network's class for every label of the data that it knows; those that the study lists where it lists any. */
export function classesKnown(study: Study, network: Network, dataset: Dataset): Map<string, number> {
  return new Map(
    wanted(study, dataset, dataset.labels).flatMap((label) => {
      const target = targetOf(study, network, label);
      return target === undefined ? [] : [[label, target] as const];
    }),
  );
}

/**
 * The labels that the study lists, or else the annotated ones, as far as the command line wants them.
 * @throws CamscopeError NAME_UNKNOWN for a label that is wanted and none of the data.
 */
export function labelsWanted(study: Study, dataset: Dataset): readonly string[] {
  return wanted(study, dataset, annotatedLabels(dataset));
}

function wanted({ classes, only }: Study, dataset: Dataset, all: readonly string[]): readonly string[] {
  return (classes === 'annotated' ? all : classes).filter(chooser(only, 'class', knownLabels(dataset)));
}

function knownLabels(dataset: Dataset): string[] {
  return [...new Set([...dataset.labels, ...annotatedLabels(dataset)])];
}

/** In the data's own order. */
function annotatedLabels({ labels, samples }: Dataset): string[] {
  const found = new Set(samples.flatMap(({ annotations }) => annotations.map(({ label }) => label)));
  return [...labels.filter((label) => found.delete(label)), ...found];
}

/** The data's labels that the study file names, and where. */
function namedLabels({ classes, labels }: Study): { label: string; path: Path }[] {
  const listed = classes === 'annotated' ? [] : classes.map((label, i) => ({ label, path: ['classes', i] }));
  return [...listed, ...Object.keys(labels).map((label) => ({ label, path: ['labels', label] }))];
}

/** Undefined for a label that the study does not name and the network does not know. */
function targetOf(study: Study, network: Network, label: string): number | undefined {
  const renamed = Object.hasOwn(study.labels, label) ? study.labels[label] : undefined;
  const target =
    (renamed === undefined ? undefined : findClass(network, renamed)) ?? findClass(network, label);
  if (target !== undefined) return target;
  const named = namedLabels(study).findLast((candidate) => candidate.label === label);
  if (!named) return undefined;
  const fix = "Name the network's own label for it under 'labels'";
  throw at(
    study,
    named.path,
    unknownName(`class of '${network.name}'`, renamed ?? label, network.labels, fix),
  );
}

function findClass(network: Network, label: string): number | undefined {
  try {
    return classOf(network, label);
  } catch (error) {
    if (isCamscopeError(error)) return undefined;
    throw error;
  }
}

function problemOf(
  { methods }: Study,
  network: Network,
  targets: ReadonlyMap<string, number>,
  annotated: readonly string[],
): CamscopeError | undefined {
  if (targets.size === 0 && methods.length > 0) {
    return new CamscopeError('CONFIG_INVALID', `Nothing that is annotated is a class of '${network.name}'`, {
      asked: `Annotated: ${annotated.join(', ') || 'nothing'}`,
      found: `Classes: ${network.labels.join(', ')}`,
      fix: "Give the network's labels in its model card, or match them under 'labels'",
    });
  }
  const labels = new Map<number, string>();
  for (const [label, target] of targets) {
    const other = labels.get(target);
    if (other !== undefined) {
      return new CamscopeError(
        'CONFIG_INVALID',
        `Two labels of the data are one class of '${network.name}'`,
        {
          found: `'${other}' and '${label}' are '${network.labels[target]}'`,
          fix: "List the one that is wanted under 'classes'",
        },
      );
    }
    labels.set(target, label);
  }
  return undefined;
}

function at({ file }: Study, path: Path, error: CamscopeError): unknown {
  return withPlace(error, file.source.at(path));
}
