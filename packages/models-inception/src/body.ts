import { spelt, type Part } from '@camscope/onnx';

export interface InceptionBody {
  readonly stem: readonly Part[];
  /** Modules, by resolution: a group begins with a reduction, or after a max pool. */
  readonly groups: readonly (readonly Part[])[];
  /** Max pools between groups. */
  readonly pools: readonly Part[];
}

/** Convolutions with their activations, pools and norms, then modules and max pools. */
const TRUNK = /^((?:[k1]a|m|n)+)([jm]+)$/;
/** A branch of a module: a pool, a reduction of channels, convolutions, some of which part once more. */
const BRANCH = /^[mv]?(?:[1k]a)*j?$/;

/** The modules of a network; undefined when anything else stands between them, or they are in fewer than two groups. */
export function inceptionBody(trunk: readonly Part[]): InceptionBody | undefined {
  // What comes before the first convolution only changes how the image is normalised.
  const parts = trunk.slice(trunk.findIndex(({ convolution }) => convolution));
  const [, before, after] = TRUNK.exec(spelt(parts)) ?? [];
  if (after === undefined) return undefined;
  const body = parts.slice(before.length);
  const modules = body.filter(({ letter }) => letter === 'j');
  if (!modules.every(isModule) || modules.filter(hasPool).length < modules.length / 2) return undefined;
  const groups: Part[][] = [];
  let isNew = true;
  for (const part of body) {
    isNew ||= part.letter === 'm' || isReduction(part);
    if (part.letter === 'm') continue;
    if (isNew) groups.push([part]);
    else groups[groups.length - 1].push(part);
    isNew = false;
  }
  const pools = body.filter(({ letter }) => letter === 'm');
  return groups.length < 2 ? undefined : { stem: parts.slice(0, before.length), groups, pools };
}

/** Whether a module takes its input to the next resolution: a max pool alone is one of its branches. */
export function isReduction({ branches }: Part): boolean {
  return branches.some((branch) => spelt(branch) === 'm');
}

function isModule({ branches }: Part): boolean {
  return branches.length >= 2 && branches.every((branch) => branch.length > 0 && BRANCH.test(spelt(branch)));
}

function hasPool({ branches }: Part): boolean {
  return branches.length >= 3 && branches.some((branch) => /^[mv]/.test(spelt(branch)));
}
