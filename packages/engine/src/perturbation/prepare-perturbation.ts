import {
  CamscopeError,
  type Layer,
  type Perturbation,
  type PerturbationExplainer,
  type Session,
} from '@camscope/core';
import {
  compilePerturbation,
  perturbationContext,
  sizeAt,
  type CompiledPerturbation,
  type Draft,
} from '@camscope/onnx';
import type { Network } from '../network.ts';
import type { PreparedExplainer, PrepareRequest } from '../prepared-explainer.ts';
import { ChunkSize } from './chunk-size.ts';
import { contentOf } from './content-of.ts';
import { identityOf } from './mask-set-of.ts';
import { PerturbationRunner } from './perturbation-runner.ts';
import { cacheOf } from './score-cache.ts';
import { sharedSession } from './shared-session.ts';

/** Memory of the masked tensors of one run unless the caller says otherwise: 256 MiB. */
const MEMORY = 256 * 2 ** 20;
/** Masks in one run at most. */
const LARGEST = 256;

/** What a perturbation needs to run on images of one network. */
export interface PreparedPerturbation {
  readonly network: Network;
  readonly layers: readonly Layer[];
  readonly perturbation: Perturbation;
  readonly compiled: CompiledPerturbation;
  /** Runs masks. */
  readonly masked: Session;
  /** Runs images as they are; may be the same. */
  readonly plain: Session;
  readonly chunk: ChunkSize;
  readonly request: PrepareRequest;
  /** All that rows depend on beside the image. */
  readonly identity: string;
}

/**
 * Compiles a method of perturbation onto a network.
 * @throws CamscopeError CONFIG_INVALID, EXPRESSION_INVALID, MODEL_UNSUPPORTED, PROVIDER_UNAVAILABLE, RUNTIME_FAILED.
 */
export async function preparePerturbation(
  request: PrepareRequest,
  explainer: PerturbationExplainer,
  options: Record<string, unknown>,
  layers: readonly Layer[],
): Promise<PreparedExplainer> {
  const { network, runtime, session, memory = MEMORY } = request;
  checkRequest(request, explainer, layers);
  const perturbation = explainer.perturb(perturbationContext, options);
  checkPerturbation(perturbation, explainer);
  const { graph, head, file } = network;
  checkBudget(request, perturbation, explainer, layers[0]);
  const compiled = compilePerturbation({ graph, head, target: layers[0], perturbation });
  const { external } = compiled.masked.toSource(file);
  const content = request.scores ? await contentOf(file, external, runtime) : '';
  const open = (draft: Draft) => sharedSession(draft, file, runtime, session);
  const masked = await open(compiled.masked);
  const plain = compiled.plain ? await orRelease(masked, open(compiled.plain)) : masked;
  const largest = network.fixedBatch ? 1 : Math.min(LARGEST, memory / compiled.bytesPerMask);
  const { of, keep, fill, masks } = perturbation;
  const rows = [of, keep, fill, identityOf(masks), layers[0].tensor, head.logits, masked.provider];
  return new PerturbationRunner({
    network,
    layers,
    perturbation,
    compiled,
    masked,
    plain,
    chunk: new ChunkSize(largest),
    request: { ...request, scores: request.scores ?? cacheOf(network) },
    identity: JSON.stringify([content, ...rows]),
  });
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

function checkRequest(
  { memory = MEMORY, budget = 1 }: PrepareRequest,
  { id }: PerturbationExplainer,
  layers: readonly Layer[],
): void {
  if (layers.length !== 1) {
    throw new CamscopeError('CONFIG_INVALID', `'${id}' explains one layer at a time`, {
      asked: layers.map(({ name }) => name).join(', '),
      fix: 'Name one layer',
    });
  }
  if (!(memory > 0)) {
    throw new CamscopeError(
      'CONFIG_INVALID',
      'The memory for masked images is not a positive number of bytes',
      {
        asked: String(memory),
      },
    );
  }
  if (!Number.isInteger(budget) || budget < 1) {
    throw new CamscopeError('CONFIG_INVALID', 'The budget of masks is not a whole number, at least 1', {
      asked: String(budget),
      fix: 'Leave it out to score them all',
    });
  }
}

/** Places that are left out would look as if they had scored 0. */
function checkBudget(
  { network, budget = Infinity }: PrepareRequest,
  { masks }: Perturbation,
  { id }: PerturbationExplainer,
  layer: Layer,
): void {
  if (masks.kind !== 'places') return;
  const [height, width] = sizeAt(network.graph, layer);
  if (budget >= height * width) return;
  throw new CamscopeError('CONFIG_INVALID', `'${id}' has to score every place of its layer`, {
    asked: `A budget of ${budget} masks`,
    found: `'${layer.name}' has ${height}×${width} places`,
    fix: 'Leave the budget out, or choose a layer of fewer places',
  });
}

function checkPerturbation({ of, references = [] }: Perturbation, { id }: PerturbationExplainer): void {
  if (of === 'image' || references.length === 0) return;
  throw new CamscopeError('EXPRESSION_INVALID', `'${id}' asks for reference images, but masks activations`, {
    fix: 'Weigh by the score of the image as it is, which is always given',
  });
}
