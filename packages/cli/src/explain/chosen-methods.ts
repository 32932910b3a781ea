import {
  CamscopeError,
  chooseMethod,
  methodName,
  unknownName,
  type Explainer,
  type InnerMethod,
  type MethodInFull,
  type Registry,
} from '@camscope/core';
import type { ExplainOptions } from '../usage/explain.ts';
import { methodOfText } from './method-text.ts';

/** A method of the command line. */
export interface ChosenMethod extends InnerMethod {
  /** `grad-cam`, `finer(grad-cam)`. */
  readonly name: string;
}

/**
 * The methods of `--method`, each with its options: `relu=false` goes to every one that has it, `grad-cam.relu=false` to one.
 * @throws CamscopeError NAME_UNKNOWN, CONFIG_INVALID.
 */
export async function chosenMethods(
  { method: texts, option }: Pick<ExplainOptions, 'method' | 'option'>,
  { explainer: explainers }: Pick<Registry, 'explainer'>,
): Promise<ChosenMethod[]> {
  const specs = await Promise.all(texts.map(methodOfText));
  const ids = specs.map(({ use }) => use);
  const outermost = ids.map((id) => explainers.get(id));
  const [common, own] = sorted(option, ids);
  for (const name of Object.keys(common)) checkOption(name, outermost);
  const methods = specs.map((spec, i): ChosenMethod => {
    const isOnly = specs.length === 1;
    const taken = Object.entries(common).filter(([name]) => isOnly || namesOf(outermost[i]).includes(name));
    const options = { ...spec.options, ...Object.fromEntries(taken), ...own.get(spec.use) };
    const chosen = chooseMethod(explainers, { ...spec, options } satisfies MethodInFull);
    return { ...chosen, name: methodName(chosen.explainer) };
  });
  refuseRepeated(methods);
  return methods;
}

function refuseRepeated(methods: readonly ChosenMethod[]): void {
  const names = methods.map(({ name }) => name);
  const repeated = names.find((name, i) => names.indexOf(name) < i);
  if (repeated !== undefined)
    throw new CamscopeError('CONFIG_INVALID', `The method '${repeated}' is asked for twice`, {
      fix: 'Explain with other options in another call, into another folder',
    });
}

/** Options of all methods, and those of one. */
function sorted(
  option: Readonly<Record<string, unknown>>,
  ids: readonly string[],
): [common: Record<string, unknown>, own: Map<string, Record<string, unknown>>] {
  const common: Record<string, unknown> = {};
  const own = new Map(ids.map((id) => [id, {} as Record<string, unknown>]));
  for (const [key, value] of Object.entries(option)) {
    const [, id, name] = /^([^.]+)\.(.*)$/s.exec(key) ?? [];
    if (id === undefined) common[key] = value;
    else if (own.has(id)) own.get(id)![name] = value;
    else throw unknownName('chosen method', id, ids, `Add --method ${id}, or leave --option ${key}=… out`);
  }
  return [common, own];
}

/** Of one method, its own check tells more. */
function checkOption(name: string, methods: readonly Explainer[]): void {
  const known = [...new Set(methods.flatMap(namesOf))];
  if (methods.length > 1 && !known.includes(name)) throw unknownName('option of these methods', name, known);
}

function namesOf({ options, presets }: Explainer): string[] {
  return [...Object.keys(options.shape), ...(presets ? ['preset'] : [])];
}
