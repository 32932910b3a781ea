import {
  CamscopeError,
  Scratch,
  type Perturbation,
  type PerturbationExplainer,
  type Session,
} from '@camscope/core';
import {
  compilePerturbation,
  maskSizes,
  perturbationContext,
  type CompiledPerturbation,
  type Draft,
} from '@camscope/onnx';
import { deviceFor, dialectFor } from '../device-for.ts';
import { sizeOfRuns } from '../fitting-size.ts';
import type { CheckedRequest } from '../prepare-request.ts';
import type { CompiledExplainer } from '../prepared-explainer.ts';
import { checkBackdrop } from './backdrop.ts';
import { contentOf } from './content-of.ts';
import { PerturbationRunner } from './perturbation-runner.ts';
import type { PreparedPerturbation } from './prepared-perturbation.ts';
import { blankMasks, runBlank } from './run-blank.ts';
import { cacheOf } from './score-cache.ts';
import { sharedSession } from './shared-session.ts';

/** Masks run together up to these bytes, whatever the batch: 16 MiB, where a CPU's time per mask no longer falls. */
const SMALL = 16 * 2 ** 20;
/** The most of them. */
const LARGEST = 256;

/**
 * Compiles a method of perturbation onto a network.
 * @throws CamscopeError CONFIG_INVALID, EXPRESSION_INVALID, MODEL_UNSUPPORTED.
 */
export function fitPerturbation(
  request: CheckedRequest,
  explainer: PerturbationExplainer,
): CompiledExplainer {
  const { network, layers, layer, options } = request;
  checkMasking(request, explainer);
  const { graph, head } = network;
  const perturbation = explainer.perturb(perturbationContext, options);
  checkPerturbation(perturbation, explainer);
  const [target] = layers;
  const where = {
    dialect: dialectFor(request.session),
    preparesForSizes: deviceFor(request.session) !== undefined,
  };
  const compiled = compilePerturbation({ graph, head, target, perturbation, ...where });
  const blank = blankMasks({ network, target, perturbation }, request.budget);
  blank.taken(request.budget ?? Infinity);
  const fitted = { network, layers, layer, approximate: false };
  const compiledAll = { perturbation, compiled, blank };
  return {
    ...fitted,
    open: async () => new PerturbationRunner(fitted, await openSessions(request, compiledAll)),
  };
}

async function openSessions(
  request: CheckedRequest,
  { perturbation, compiled, blank }: Pick<PreparedPerturbation, 'perturbation' | 'compiled' | 'blank'>,
): Promise<PreparedPerturbation> {
  const { network, runtime, session, budget, progress } = request;
  const { graph, head, file } = network;
  const [target] = request.layers;
  const { external, proto } = compiled.masked.toSource(file);
  const content = request.scores ? await contentOf(file, external, runtime) : '';
  const open = (draft: Draft) => sharedSession(draft, file, runtime, session);
  const masked = await open(compiled.masked);
  const plain = compiled.plain ? await orRelease(masked, open(compiled.plain)) : masked;
  const scratch = new Scratch();
  const own = { network, compiled, masked, blank };
  const run = (size: number) => runBlank(own, size, scratch);
  const count = blank.taken(budget ?? Infinity);
  const most = Math.min(LARGEST, count, Math.floor(request.memory / compiled.bytesPerMask));
  const asked = Math.min(count, chunkOf(request, compiled));
  const given = request.sizes && !request.batchGiven ? undefined : asked;
  const size = await sizeOfRuns({ request, session: masked, proto: () => proto, given, most, run });
  const chunk = size ?? chunkOf(request, compiled);
  const { of, keep, fill, masks } = perturbation;
  const taken = masks.identity(maskSizes({ graph, head, target }), budget ?? Infinity);
  const rows = [of, keep, fill, taken, chunk, target.tensor, head.logits, masked.provider];
  if (masked.precision !== 'exact') rows.push(masked.precision);
  return {
    ...{
      network,
      target,
      perturbation,
      score: request.score,
      compiled,
      blank,
      masked,
      plain,
      chunk,
      size,
      scratch,
      budget,
      progress,
    },
    scores: request.scores ?? cacheOf(network),
    identity: JSON.stringify([content, ...rows]),
  };
}

/**
 * Masks in one run: `batch`, or as many as take `SMALL` where that is more. No clock decides, so that equal requests give
 * equal bits.
 */
function chunkOf({ network, batch, memory }: CheckedRequest, { bytesPerMask }: CompiledPerturbation): number {
  if (network.fixedBatch) return 1;
  const small = Math.min(LARGEST, SMALL / bytesPerMask);
  return Math.max(1, Math.floor(Math.min(Math.max(batch, small), memory / bytesPerMask)));
}

/** What is awaited; where that fails, a session that would be left open is released. */
async function orRelease<T>(session: Session, awaited: Promise<T>): Promise<T> {
  try {
    return await awaited;
  } catch (error) {
    await session.release();
    throw error;
  }
}

function checkMasking({ budget = 1, layers }: CheckedRequest, { id }: PerturbationExplainer): void {
  if (layers.length !== 1) {
    throw new CamscopeError('CONFIG_INVALID', `'${id}' explains one layer at a time`, {
      asked: layers.map(({ name }) => name).join(', '),
      fix: 'Name one layer',
    });
  }
  if (!Number.isInteger(budget) || budget < 1) {
    throw new CamscopeError('CONFIG_INVALID', 'The budget of masks is not a whole number, at least 1', {
      asked: String(budget),
      fix: 'Leave it out to score them all',
    });
  }
}

function checkPerturbation({ of, fill, references = [] }: Perturbation, { id }: PerturbationExplainer): void {
  if (of === 'image') return;
  checkBackdrop(fill);
  if (references.length === 0) return;
  throw new CamscopeError('EXPRESSION_INVALID', `'${id}' asks for reference images, but masks activations`, {
    fix: 'Weigh by the score of the image as it is, which is always given',
  });
}
